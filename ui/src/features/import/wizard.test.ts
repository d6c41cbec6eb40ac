import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportInspection, ImportSummary } from '@/bindings/contract'
import { CallError, useTransport } from '@/shared/ipc'
import {
  cancel,
  chooseColumn,
  chooseHeaderRow,
  chooseKind,
  isProposed,
  open,
  preview,
  previewMore,
  proposedColumns,
  run,
  startOver,
  wasCancelled,
  wizard,
} from './wizard'

const inspection: ImportInspection = {
  sheets: [{ name: '客户', rows: 500 }],
  headings: ['姓名', '电话'],
  sample: [
    ['姓名', '电话'],
    ['王德福', '13812345678'],
  ],
  fields: [
    { name: 'name', label_zh: '姓名', label_en: 'Name', required: true },
    { name: 'phone', label_zh: '电话', label_en: 'Phone', required: false },
  ],
  mapping: { kind: 'customers', sheet: '客户', header_row: 0, columns: { name: 0, phone: 1 } },
  remembered: false,
  missing: [],
  other_sheets: [],
}
const summary: ImportSummary = {
  dry_run: true,
  read: 1,
  imported: 1,
  created: 1,
  updated: 0,
  unchanged: 0,
  duplicates_suggested: 0,
  refused: 0,
  refused_by_reason: {},
  skipped: {},
  warnings: {},
  report_path: null,
  report_problem: null,
  backup_path: null,
  duration_ms: 1,
  other_sheets: [],
}
const row = (n: number) => ({
  file_row: n,
  outcome: 'new',
  values: {},
  problems: [],
  warnings: [],
  duplicate_of: null,
})

type Answer = (payload: never) => unknown
let answers: Record<string, Answer>
let calls: [string, unknown][]

beforeEach(() => {
  startOver()
  calls = []
  answers = {
    'import.inspect': () => inspection,
    'import.preview': ({ offset }: { offset: number }) => ({
      rows: Array.from({ length: offset === 0 ? 200 : 30 }, (_, n) => row(offset + n)),
      summary,
    }),
    'import.run': () => ({ ...summary, dry_run: false }),
    'import.progress': () => ({ running: true, phase: 'saving', done: 1, total: 2 }),
    'import.cancel': () => ({}),
  }
  useTransport(async (name, payload) => {
    calls.push([name, payload])
    const answer = answers[name]
    if (!answer) throw new CallError('command.unknown', name, {})
    return Promise.resolve(answer(payload as never))
  })
})
const refusing = (code: CallError['code']) => () => {
  throw new CallError(code, code, {})
}

describe('the import wizard', () => {
  it('stays at the file and says why when it cannot be opened', async () => {
    answers['import.inspect'] = refusing('import.file')
    expect(await open('C:\\x.exe')).toBe(false)
    expect(wizard.step).toBe('file')
    expect(wizard.error).toBeInstanceOf(CallError)
    expect(wizard.path).toBe('C:\\x.exe')
  })

  it('guesses anew when a person says what the list is', async () => {
    await open('a.csv')
    await chooseKind('serials')
    expect(calls.at(-1)).toEqual([
      'import.inspect',
      {
        path: 'a.csv',
        sheet: '客户',
        kind: 'serials',
        header_row: null,
        no_header: false,
      },
    ])
  })

  it('never changes what the program proposed, so that one can go back to it', async () => {
    await open('a.csv')
    chooseColumn('phone', null)
    expect(isProposed()).toBe(false)
    expect(inspection.mapping.columns).toEqual({ name: 0, phone: 1 })
    proposedColumns()
    expect(isProposed()).toBe(true)
  })

  it('guesses the columns anew when a person shows the row with the headings', async () => {
    answers['import.inspect'] = ({ header_row }: { header_row: number | null }) => ({
      ...inspection,
      mapping: { ...inspection.mapping, header_row, columns: header_row === 1 ? { name: 1 } : {} },
    })
    await open('a.csv')
    await chooseHeaderRow(1)
    expect(calls.at(-1)?.[1]).toMatchObject({ kind: 'customers', header_row: 1, no_header: false })
    expect(wizard.mapping).toMatchObject({ header_row: 1, columns: { name: 1 } })
    await chooseHeaderRow(null)
    expect(calls.at(-1)?.[1]).toMatchObject({ header_row: null, no_header: true })
    expect(wizard.mapping?.header_row).toBeNull()
  })

  it('reads on where the last page ended, and stops at the end', async () => {
    await open('a.csv')
    await preview()
    expect(wizard.rows).toHaveLength(200)
    await previewMore()
    expect(wizard.rows).toHaveLength(230)
    await previewMore()
    expect(calls.filter(([name]) => name === 'import.preview')).toHaveLength(2)
  })

  it('forgets the counts when the mapping changes', async () => {
    await open('a.csv')
    await preview()
    expect(wizard.summary).not.toBeNull()
    chooseColumn('phone', null)
    expect(wizard.summary).toBeNull()
  })

  it('follows the import until it is done', async () => {
    vi.useFakeTimers()
    let finish: (value: unknown) => void = () => undefined
    answers['import.run'] = () => new Promise((done) => (finish = done))
    await open('a.csv')
    const running = run()
    await vi.advanceTimersByTimeAsync(700)
    expect(wizard.step).toBe('run')
    expect(wizard.progress?.done).toBe(1)
    expect(calls.filter(([name]) => name === 'import.progress').length).toBe(3)
    finish({ ...summary, dry_run: false })
    await running
    expect(wizard.step).toBe('report')
    await vi.advanceTimersByTimeAsync(2000)
    expect(calls.filter(([name]) => name === 'import.progress').length).toBe(3)
    vi.useRealTimers()
  })

  it('never runs twice at once', async () => {
    let finish: (value: unknown) => void = () => undefined
    answers['import.run'] = () => new Promise((done) => (finish = done))
    await open('a.csv')
    const first = run()
    expect(await run()).toBe(false)
    finish(summary)
    await first
    expect(calls.filter(([name]) => name === 'import.run')).toHaveLength(1)
  })

  it('is cancelled once, and says that nothing was changed', async () => {
    let refuse: (error: unknown) => void = () => undefined
    answers['import.run'] = () => new Promise((_, failed) => (refuse = failed))
    await open('a.csv')
    const running = run()
    await cancel()
    await cancel()
    expect(calls.filter(([name]) => name === 'import.cancel')).toHaveLength(1)
    refuse(new CallError('import.cancelled', '', {}))
    expect(await running).toBe(false)
    expect(wizard.step).toBe('run')
    expect(wasCancelled()).toBe(true)
    expect(wizard.result).toBeNull()
  })

  it('tells how it ended when it was too late to cancel', async () => {
    let finish: (value: unknown) => void = () => undefined
    answers['import.run'] = () => new Promise((done) => (finish = done))
    answers['import.cancel'] = refusing('internal')
    await open('a.csv')
    const running = run()
    await cancel()
    expect(wizard.cancelling).toBe(false)
    finish(summary)
    expect(await running).toBe(true)
    expect(wizard.step).toBe('report')
  })
})
