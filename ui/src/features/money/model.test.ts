import { describe, expect, it } from 'vitest'
import {
  changedRows,
  countedOf,
  differenceOf,
  emptyCount,
  pricesOf,
  pricesTyped,
  removedKeys,
} from './model'

describe('the cash close', () => {
  it('sends what was typed, a zero too, and nothing for what was left empty', () => {
    const form = emptyCount()
    form.counted.cash = '29.5'
    form.counted.wechat = '0'
    form.counted.credit = '5'
    expect(countedOf(form)).toEqual([
      { method: 'cash', counted_fen: 2_950 },
      { method: 'wechat', counted_fen: 0 },
    ])
  })
  it('tells the difference to what should be there', () => {
    expect(differenceOf('29', 3_000)).toBe(-100)
    expect(differenceOf('', 3_000)).toBeUndefined()
  })
})

describe('the price list', () => {
  it('sends lines with a price; what is no amount is sent to be refused', () => {
    const line = {
      code: null,
      kind: 'labour' as const,
      name: ' 人工费 ',
      unit: '80',
      hq: null,
      above: false,
    }
    expect(pricesTyped([line, { ...line, unit: '' }, { ...line, unit: '八十' }])).toEqual([
      { code: null, kind: 'labour', name: '人工费', unit_fen: 8_000 },
      { code: null, kind: 'labour', name: '人工费', unit_fen: -1 },
    ])
  })
  it('sends only what this person changed or took out', () => {
    const line = { kind: 'part' as const, hq: null, above: false }
    const before = ['fan', 'pump', 'valve'].map((code) => {
      return { ...line, code, name: code, unit: '80' }
    })
    const rows = [
      { ...line, code: null, name: '三通', unit: '12' },
      { ...line, code: 'fan', name: 'fan', unit: '90' },
      { ...line, code: 'pump', name: 'pump', unit: '80' },
    ]
    expect(changedRows(rows, before).map((row) => row.name)).toEqual(['三通', 'fan'])
    expect(removedKeys(rows, before)).toEqual([{ kind: 'part', code: 'valve' }])
    expect(changedRows(before, before)).toEqual([])
  })
  it('types only the price of the shop itself; the list of headquarters stands beside it', () => {
    const line = { code: 'fan', kind: 'part' as const, name: '风机', name_en: 'Fan' }
    const rows = pricesOf([
      { ...line, unit_fen: 26_000, hq_fen: 26_000, own_fen: null, above: false },
      { ...line, unit_fen: 26_000, hq_fen: 26_000, own_fen: 30_000, above: true },
    ])
    expect(rows.map((row) => [row.unit, row.hq, row.above])).toEqual([
      ['', 26_000, false],
      ['300', 26_000, true],
    ])
    expect(pricesTyped(rows)).toHaveLength(1)
  })
})
