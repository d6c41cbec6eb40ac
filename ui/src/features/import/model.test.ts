import { describe, expect, it } from 'vitest'
import type {
  ImportField,
  ImportInspection,
  ImportMapping,
  ImportPreviewRow,
  ImportSummary,
} from '@/bindings/contract'
import {
  byCount,
  columnChoices,
  columnLetter,
  fileName,
  isBalanced,
  mappedFields,
  missingFields,
  outcomeOf,
  percentDone,
  previewCells,
  rowRemarks,
  sameMapping,
  secondsLeft,
  withColumn,
} from './model'

const fields: ImportField[] = [
  { name: 'name', label_zh: '姓名', label_en: 'Name', required: true },
  { name: 'phone', label_zh: '联系电话', label_en: 'Phone', required: false },
  { name: 'phone2', label_zh: '备用电话', label_en: 'Second phone', required: false },
]
const mapping: ImportMapping = {
  kind: 'customers',
  sheet: '客户',
  header_row: 1,
  columns: { name: 0, phone: 2 },
}
const inspection: ImportInspection = {
  sheets: [{ name: '客户', rows: 5 }],
  headings: ['户主', '', '电话'],
  sample: [
    ['2025年客户台账', '', ''],
    ['户主', '', '电话'],
    ['王德福', '', '13812345678'],
    ['李桂兰', '', ''],
  ],
  fields,
  mapping,
  remembered: false,
  missing: [],
  other_sheets: [],
}
const problem = {
  field: 'phone',
  code: 'import.bad_phone',
  message_zh: '电话少一位',
  message_en: 'One digit is missing',
  shown: '1381234567',
  suggestion: null,
}
const row: ImportPreviewRow = {
  file_row: 3,
  outcome: 'refused',
  values: { name: '王德福' },
  problems: [problem],
  warnings: [{ ...problem, field: 'serial', code: 'import.no_serial' }],
  duplicate_of: null,
}

describe('columns', () => {
  it('are named as the office program names them', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ])
  })

  it('show their heading and first values, and leave out empty ones', () => {
    expect(columnChoices(inspection, 1)).toEqual([
      { column: 0, letter: 'A', heading: '户主', examples: ['王德福', '李桂兰'] },
      { column: 2, letter: 'C', heading: '电话', examples: ['13812345678'] },
    ])
  })

  it('take their heading from the row that is said to be the header', () => {
    expect(columnChoices(inspection, 2).map((choice) => choice.heading)).toEqual([
      '王德福',
      '13812345678',
    ])
    expect(columnChoices(inspection, 0)[0]).toMatchObject({ heading: '2025年客户台账' })
    expect(columnChoices(inspection, null)[0]).toMatchObject({
      heading: '',
      examples: ['2025年客户台账', '户主', '王德福'],
    })
  })

  it('serve one field: choosing a taken one moves it', () => {
    const moved = withColumn(mapping, 'phone2', 2)
    expect(moved.columns).toEqual({ name: 0, phone2: 2 })
    expect(withColumn(moved, 'phone2', null).columns).toEqual({ name: 0 })
    expect(mapping.columns).toEqual({ name: 0, phone: 2 })
  })

  it('tell which needed field has none', () => {
    expect(missingFields(fields, mapping)).toEqual([])
    expect(missingFields(fields, withColumn(mapping, 'name', null))).toEqual([fields[0]])
    expect(mappedFields(fields, mapping).map((field) => field.name)).toEqual(['name', 'phone'])
  })

  it('are the same mapping whatever the order of fields', () => {
    expect(sameMapping(mapping, { ...mapping, columns: { phone: 2, name: 0 } })).toBe(true)
    expect(sameMapping(mapping, withColumn(mapping, 'phone', 1))).toBe(false)
  })
})

describe('a row of the preview', () => {
  it('shows what stands in the file where it cannot be saved', () => {
    expect(previewCells(row, mappedFields(fields, mapping))).toEqual([
      { field: 'name', text: '王德福', problem: null, warning: null },
      { field: 'phone', text: '1381234567', problem, warning: null },
    ])
  })

  it('keeps remarks about columns that are not shown', () => {
    expect(rowRemarks(row, mappedFields(fields, mapping)).map((one) => one.code)).toEqual([
      'import.no_serial',
    ])
  })

  it('is skipped when the program says something newer than this screen knows', () => {
    expect(outcomeOf({ ...row, outcome: 'merged' })).toBe('skipped')
    expect(outcomeOf({ ...row, outcome: 'constructor' })).toBe('skipped')
  })
})

describe('counts and progress', () => {
  const summary: ImportSummary = {
    dry_run: true,
    read: 10,
    imported: 8,
    created: 5,
    updated: 1,
    unchanged: 2,
    duplicates_suggested: 1,
    refused: 2,
    refused_by_reason: { 'import.bad_phone': 1, 'import.bad_date': 1 },
    skipped: {},
    warnings: {},
    report_path: null,
    report_problem: null,
    backup_path: null,
    duration_ms: 12,
    other_sheets: [],
  }

  it('account for every row', () => {
    expect(isBalanced(summary)).toBe(true)
    expect(isBalanced({ ...summary, refused: 1 })).toBe(false)
    expect(isBalanced({ ...summary, unchanged: 3 })).toBe(false)
  })

  it('list reasons by how often they occur', () => {
    expect(byCount({ b: 1, a: 1, c: 7, d: 0 }).map((one) => one.code)).toEqual(['c', 'a', 'b'])
  })

  it('never promise more than is known', () => {
    const at = (phase: string, done: number, total: number) => ({
      running: true,
      phase,
      done,
      total,
    })
    expect(percentDone(at('reading', 0, 0))).toBeNull()
    expect(percentDone(at('saving', 2999, 3000))).toBe(99)
    expect(percentDone(at('done', 0, 0))).toBe(100)
    expect(secondsLeft(at('saving', 100, 300), 500)).toBeNull()
    expect(secondsLeft(at('saving', 100, 300), 2000)).toBe(4)
  })

  it('shows the file without its folders, of either system', () => {
    expect(fileName('C:\\Users\\王姐\\客户.xlsx')).toBe('客户.xlsx')
    expect(fileName('/home/wang/客户.xlsx')).toBe('客户.xlsx')
  })
})
