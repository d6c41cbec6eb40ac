/** Alerts as the bell shows them. Pure. */
import type {
  Alert,
  AlertAbout,
  AlertLevel,
  AlertNumbers,
  Alerts,
  SafetyCase,
} from '@/bindings/contract'

/** Alerts nobody took note of that this window has not told yet. */
export function freshOf(rows: readonly Alert[], told: ReadonlySet<string>): Alert[] {
  return rows.filter((row) => row.acknowledged === null && !told.has(row.key))
}

/** Those nobody took note of, and the rest, as they came. */
export function groupsOf(alerts: Alerts | undefined): { waiting: Alert[]; known: Alert[] } {
  const rows = alerts?.rows ?? []
  return {
    waiting: rows.filter((row) => row.acknowledged === null),
    known: rows.filter((row) => row.acknowledged !== null),
  }
}

/** What is heard on a locked PC: a new danger, a new alert, or a danger whose words nobody read out. */
export function heardOf(
  before: AlertNumbers | null,
  now: AlertNumbers,
  again: boolean,
): 'danger' | 'alert' | null {
  if (now.danger > (before?.danger ?? 0)) return 'danger'
  if (again && now.unread > 0) return 'danger'
  return before && (now.newest_at ?? 0) > (before.newest_at ?? 0) ? 'alert' : null
}

/** What the button says: who takes note of a level does different things. */
export function noteKey(level: AlertLevel): 'alert.know' | 'alert.knowManager' | 'alert.knowHq' {
  if (level === 'l1') return 'alert.know'
  return level === 'l2' ? 'alert.knowManager' : 'alert.knowHq'
}

/** Where a danger is dealt with. */
export function addressOf(one: Pick<SafetyCase, 'work_order_id'>): string {
  return one.work_order_id ? `/orders/${one.work_order_id}` : '/today'
}

const PAGES: Record<AlertAbout, (id: string) => string> = {
  work_order: (id) => `/orders/${id}`,
  request: () => '/today',
  complaint: (id) => `/complaints/${id}`,
  // The ledger shows the late ones first.
  promise: () => '/promises',
  return_visit: (id) => `/visits/${id}`,
  remedy_case: (id) => `/remedies/${id}`,
  unit: (id) => `/units/${id}`,
}

/** Where an alert is dealt with. */
export const addressOfAlert = (one: Pick<Alert, 'about' | 'about_id'>) =>
  PAGES[one.about](one.about_id)

export const caseKey = (one: SafetyCase) => one.work_order_id ?? one.request_id ?? one.no
