/** The pages of records, by what they are. */
import type { RecentPin } from '@/bindings/contract'

export type RecordPage = Pick<RecentPin, 'kind' | 'id'>

const FOLDERS: Record<RecordPage['kind'], string> = {
  customer: 'customers',
  unit: 'units',
  work_order: 'orders',
  complaint: 'complaints',
  remedy_case: 'remedies',
}

export const recordPath = (page: RecordPage): string => `/${FOLDERS[page.kind]}/${page.id}`

/** The record an address shows, if it is one that has a page. */
export function recordOf(path: string): RecordPage | undefined {
  const [, head, id] = /^\/([a-z]+)\/([0-9a-f-]{36})$/.exec(path) ?? []
  const kinds = Object.keys(FOLDERS) as RecordPage['kind'][]
  const kind = kinds.find((one) => FOLDERS[one] === head)
  return kind && id ? { kind, id } : undefined
}
