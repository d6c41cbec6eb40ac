/** Which list is taken out, and how its rows become columns of a workbook. */
import type { exportLists, ExportColumn, ExportKind } from '@/bindings/contract'
import { codeWords, t } from '@/shared/i18n'

/** A list that can be taken out. */
export type ExportedList = (typeof exportLists)[number]

export interface ExportOf {
  /** Which list. */
  list: ExportedList
  /** What the screen asks of it. */
  request: object
  columns: ExportField[]
  /** Those rows alone. */
  only?: string[]
}

/** A column, and the column of the screen it goes with: left out there, left out here. */
export interface ExportField extends ExportColumn {
  with?: string
}

type CodeGroup = Parameters<typeof codeWords>[0]

/** A field of the row under a heading. */
export function field(
  key: string,
  label: string,
  options: { kind?: ExportKind; codes?: CodeGroup; with?: string } = {},
): ExportField {
  const kind = options.kind ?? 'text'
  const yesNo = { true: t('manners.export.yes'), false: t('manners.export.no') }
  const words = options.codes ? codeWords(options.codes) : kind === 'yes_no' ? yesNo : null
  return { key, label, kind, words, ...(options.with ? { with: options.with } : {}) }
}

/** What is asked of the program: the columns that are not left out. */
export function columnsFor(
  fields: readonly ExportField[],
  hidden: readonly string[],
): ExportColumn[] {
  return fields
    .filter((one) => one.with === undefined || !hidden.includes(one.with))
    .map(({ key, label, kind, words }) => ({ key, label, kind, words: words ?? null }))
}

/** A date for the name of a file. */
export function fileName(title: string, now: number): string {
  const on = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
  return `${title}-${on}.xlsx`
}
