// The import wizard as data: where one stands, which column is which field, what a row comes to.
import type {
  ImportField,
  ImportInspection,
  ImportMapping,
  ImportPreviewRow,
  ImportProblem,
  ImportProgress,
  ImportSummary,
} from '@/bindings/contract'

export const IMPORT_STEPS = ['file', 'layout', 'columns', 'preview', 'run', 'report'] as const
export type ImportStep = (typeof IMPORT_STEPS)[number]

/** What the file chooser offers. */
export const TABLE_FILES = ['xlsx', 'xls', 'xlsm', 'ods', 'csv', 'txt']

/** The spreadsheet's own name of a column: 0 is A, 26 is AA. */
export function columnLetter(column: number): string {
  let letters = ''
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  }
  return letters
}

export interface ColumnChoice {
  column: number
  letter: string
  heading: string
  /** The first values under the heading, for the eye. */
  examples: string[]
}

/** The columns of the sheet under a header row, with the first values below it. */
export function columnChoices(
  inspection: ImportInspection,
  headerRow: number | null,
): ColumnChoice[] {
  const headings = headingsAt(inspection, headerRow)
  const below = inspection.sample.slice(headerRow === null ? 0 : headerRow + 1)
  const width = Math.max(headings.length, ...below.map((row) => row.length))
  return Array.from({ length: width }, (_, column) => ({
    column,
    letter: columnLetter(column),
    heading: (headings[column] ?? '').trim(),
    examples: below
      .map((row) => (row[column] ?? '').trim())
      .filter((text) => text !== '')
      .slice(0, 3),
  })).filter((choice) => choice.heading !== '' || choice.examples.length > 0)
}

function headingsAt(inspection: ImportInspection, row: number | null): string[] {
  if (row === null) return []
  if (row === inspection.mapping.header_row) return inspection.headings
  return inspection.sample[row] ?? []
}

/** The mapping with a field on another column, or on none; a column serves one field. */
export function withColumn(
  mapping: ImportMapping,
  field: string,
  column: number | null,
): ImportMapping {
  const columns = Object.fromEntries(
    Object.entries(mapping.columns).filter(([name, at]) => name !== field && at !== column),
  )
  if (column !== null) columns[field] = column
  return { ...mapping, columns }
}

/** The fields that are needed and have no column yet. */
export function missingFields(fields: ImportField[], mapping: ImportMapping): ImportField[] {
  return fields.filter((field) => field.required && mapping.columns[field.name] === undefined)
}

/** Whether the mapping differs from what the program proposed. */
export function sameMapping(one: ImportMapping, other: ImportMapping): boolean {
  const list = (mapping: ImportMapping) =>
    JSON.stringify([
      mapping.kind,
      mapping.sheet ?? null,
      mapping.header_row ?? null,
      Object.entries(mapping.columns).sort(([a], [b]) => (a < b ? -1 : 1)),
    ])
  return list(one) === list(other)
}

/** The fields that have a column, in the order of the mapping screen. */
export function mappedFields(fields: ImportField[], mapping: ImportMapping): ImportField[] {
  return fields.filter((field) => mapping.columns[field.name] !== undefined)
}

export type Outcome = 'new' | 'update' | 'unchanged' | 'refused' | 'skipped'
export type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'neutral'

const OUTCOMES: Record<Outcome, Tone> = {
  new: 'ok',
  update: 'info',
  unchanged: 'neutral',
  refused: 'bad',
  skipped: 'neutral',
}

export function outcomeOf(row: ImportPreviewRow): Outcome {
  return Object.hasOwn(OUTCOMES, row.outcome) ? (row.outcome as Outcome) : 'skipped'
}

export function outcomeTone(outcome: Outcome): Tone {
  return OUTCOMES[outcome]
}

export interface PreviewCell {
  field: string
  /** What would be saved, or what stands in the file when it cannot be. */
  text: string
  problem: ImportProblem | null
  warning: ImportProblem | null
}

/** One row's cells for the mapped fields. */
export function previewCells(row: ImportPreviewRow, fields: ImportField[]): PreviewCell[] {
  return fields.map(({ name }) => {
    const problem = row.problems.find((one) => one.field === name) ?? null
    const warning = row.warnings.find((one) => one.field === name) ?? null
    return { field: name, text: problem?.shown ?? row.values[name] ?? '', problem, warning }
  })
}

/** The remarks of a row that belong to no shown column. */
export function rowRemarks(row: ImportPreviewRow, fields: ImportField[]): ImportProblem[] {
  const shown = new Set(fields.map((field) => field.name))
  return [...row.problems, ...row.warnings].filter((one) => !shown.has(one.field))
}

/** The text of a problem in the language of the screen. */
export function problemText(problem: ImportProblem, locale: string): string {
  return locale.startsWith('zh') ? problem.message_zh : problem.message_en
}

/** The codes with their counts, most frequent first, then by code. */
export function byCount(counts: Record<string, number>): { code: string; count: number }[] {
  return Object.entries(counts)
    .map(([code, count]) => ({ code, count }))
    .filter((one) => one.count > 0)
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}

export function totalOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** Whether every row read is accounted for: nothing may be dropped without a word. */
export function isBalanced(summary: ImportSummary): boolean {
  return (
    summary.read === summary.imported + summary.refused &&
    summary.imported === summary.created + summary.updated + summary.unchanged
  )
}

/** Whether running it would change anything. */
export function wouldChange(summary: ImportSummary): boolean {
  return summary.created + summary.updated > 0
}

export const PHASES = ['reading', 'checking', 'backup', 'saving', 'done'] as const
export type Phase = (typeof PHASES)[number]

export function phaseOf(progress: ImportProgress): Phase {
  return PHASES.find((phase) => phase === progress.phase) ?? 'reading'
}

/** How much is done, 0 to 100; null while the number of rows is not known. */
export function percentDone(progress: ImportProgress): number | null {
  if (phaseOf(progress) === 'done') return 100
  if (progress.total <= 0) return null
  return Math.min(100, Math.max(0, Math.floor((progress.done / progress.total) * 100)))
}

export { secondsLeft } from '@/shared/model/job'

/** The last part of a path, of either system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path
}

/** The text for what a row may repeat: an earlier row of the file, or a household of the shop. */
export const duplicateKey = (of: string) =>
  /^\d+$/.test(of)
    ? ('import.preview.duplicateRow' as const)
    : ('import.preview.duplicate' as const)
