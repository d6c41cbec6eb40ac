/**
 * The import wizard's state and actions.
 *
 * It lives outside the screen: leaving for the telephone in the middle of a mapping, or while an
 * import runs, loses nothing. Coming back shows where one was.
 */
import { reactive, readonly } from 'vue'
import type {
  ImportInspection,
  ImportKind,
  ImportMapping,
  ImportPreviewRow,
  ImportProgress,
  ImportSummary,
} from '@/bindings/contract'
import { call, CallError } from '@/shared/ipc'
import { onForget } from '@/shared/model/forget'
import { sameMapping, withColumn, type ImportStep } from './model'

/** Rows per look of the preview: the most the program gives at once. */
const PREVIEW_ROWS = 200
const POLL_MS = 300

interface State {
  step: ImportStep
  path: string
  inspection: ImportInspection | null
  mapping: ImportMapping | null
  rows: ImportPreviewRow[]
  moreRows: boolean
  problemsOnly: boolean
  summary: ImportSummary | null
  progress: ImportProgress | null
  startedAt: number
  cancelling: boolean
  result: ImportSummary | null
  busy: boolean
  error: unknown
}

function begin(): State {
  return {
    step: 'file',
    path: '',
    inspection: null,
    mapping: null,
    rows: [],
    moreRows: false,
    problemsOnly: false,
    summary: null,
    progress: null,
    startedAt: 0,
    cancelling: false,
    result: null,
    busy: false,
    error: null,
  }
}

const state = reactive(begin())
/** What the screen shows. */
export const wizard = readonly(state) as Readonly<State>

/** Does one thing at a time; a failure stays in `error` until the next thing is done. */
async function doing(work: () => Promise<void>): Promise<boolean> {
  if (state.busy) return false
  state.busy = true
  state.error = null
  try {
    await work()
    return true
  } catch (error) {
    state.error = error
    return false
  } finally {
    state.busy = false
  }
}

// Rows of a file name customers: nobody else finds them here.
onForget(() => startOver())

/** Everything anew, for another file. */
export function startOver(path = ''): void {
  // The answer about the file before would come into the one after.
  if (state.busy) return
  Object.assign(state, begin(), { path })
}

export function goTo(step: ImportStep): void {
  state.error = null
  state.step = step
}

/** The row a person says has the headings; null for a list without any. */
type HeaderRow = number | null

async function inspect(
  sheet: string | null,
  kind: ImportKind | null,
  header?: HeaderRow,
): Promise<void> {
  const inspection = await call('import.inspect', {
    path: state.path,
    sheet,
    kind,
    header_row: header ?? null,
    no_header: header === null,
  })
  state.inspection = inspection
  state.mapping = { ...inspection.mapping, columns: { ...inspection.mapping.columns } }
  state.summary = null
}

/** Looks into a file and goes on to its rows; `kind` says what they are, else it is guessed. */
export async function open(
  path: string,
  kind: ImportKind | null = null,
  sheet: string | null = null,
): Promise<boolean> {
  if (state.busy) return false
  startOver(path.trim())
  const done = await doing(() => inspect(sheet, kind))
  if (done) state.step = 'layout'
  return done
}

/** Looks again at another sheet. */
export async function chooseSheet(sheet: string): Promise<void> {
  await doing(() => inspect(sheet, state.mapping?.kind ?? null))
}

/** Says what the rows are; the columns are guessed again. */
export async function chooseKind(kind: ImportKind): Promise<void> {
  await doing(() => inspect(state.mapping?.sheet ?? null, kind))
}

/** Says which row has the headings; the columns are guessed anew by it. */
export async function chooseHeaderRow(row: HeaderRow): Promise<void> {
  const { mapping } = state
  if (mapping) await doing(() => inspect(mapping.sheet ?? null, mapping.kind, row))
}

export function chooseColumn(field: string, column: number | null): void {
  if (state.mapping) state.mapping = withColumn(state.mapping, field, column)
  state.summary = null
}

/** Back to the columns the program proposed, under the present header row. */
export function proposedColumns(): void {
  if (!state.mapping || !state.inspection) return
  state.mapping = { ...state.mapping, columns: { ...state.inspection.mapping.columns } }
  state.summary = null
}

export function isProposed(): boolean {
  const { mapping, inspection } = state
  return (
    !mapping ||
    !inspection ||
    sameMapping({ ...mapping, header_row: 0 }, { ...inspection.mapping, header_row: 0 })
  )
}

async function look(offset: number): Promise<void> {
  if (!state.mapping) return
  const page = await call('import.preview', {
    path: state.path,
    mapping: state.mapping,
    offset,
    limit: PREVIEW_ROWS,
    problems_only: state.problemsOnly,
  })
  state.rows = offset === 0 ? page.rows : [...state.rows, ...page.rows]
  state.moreRows = page.rows.length === PREVIEW_ROWS
  state.summary = page.summary
}

/** Checks every row and shows what would become of it. */
export async function preview(problemsOnly = false): Promise<void> {
  state.step = 'preview'
  state.problemsOnly = problemsOnly
  await doing(() => look(0))
}

/** The next rows of the preview; nothing moves on screen while they are read. */
export async function previewMore(): Promise<void> {
  if (state.moreRows) await doing(() => look(state.rows.length))
}

async function follow(): Promise<void> {
  while (state.step === 'run' && state.busy) {
    try {
      state.progress = await call('import.progress', {})
    } catch {
      // The answer of the import itself tells what went wrong.
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** Imports. True when it is done; on refusal nothing has changed. */
export async function run(): Promise<boolean> {
  const { mapping } = state
  if (!mapping || state.busy) return false
  state.step = 'run'
  state.progress = null
  state.cancelling = false
  state.startedAt = Date.now()
  const done = doing(async () => {
    state.result = await call('import.run', { path: state.path, mapping, dry_run: false })
    state.step = 'report'
  })
  void follow()
  return done
}

export async function cancel(): Promise<void> {
  if (!state.busy || state.cancelling) return
  state.cancelling = true
  try {
    await call('import.cancel', {})
  } catch {
    // Too late to cancel: the import's own answer tells how it ended.
    state.cancelling = false
  }
}

/** Whether the last import ended because somebody cancelled it. */
export function wasCancelled(): boolean {
  return state.error instanceof CallError && state.error.code === 'import.cancelled'
}
