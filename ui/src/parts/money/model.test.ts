import { describe, expect, it } from 'vitest'
import type { OrderMoney, PriceItem } from '@/bindings/contract'
import { amountOf, emptyLine, firstLines, listed, typedLines, typedYuan } from './model'

const prices: PriceItem[] = [
  {
    code: 'fan',
    kind: 'part',
    name: '风机',
    name_en: 'Fan',
    unit_fen: 26_000,
    hq_fen: 26_000,
    own_fen: null,
    above: false,
  },
]

describe('lines of costs', () => {
  it('shows fen as they are typed and reads the same back', () => {
    expect([0, 3_500, 8_050, 8_005].map(typedYuan)).toEqual(['0', '35', '80.5', '80.05'])
    expect(typedYuan(null)).toBe('')
  })
  it('finds the line of the price list by its name in either language, of the same kind only', () => {
    expect(listed({ ...emptyLine('part'), name: ' 风机 ' }, prices)?.code).toBe('fan')
    expect(listed({ ...emptyLine('part'), name: 'Fan' }, prices)?.code).toBe('fan')
    expect(listed({ ...emptyLine('labour'), name: '风机' }, prices)).toBeUndefined()
  })
  it('costs nothing under warranty, unless goods are sold', () => {
    const line = { ...emptyLine('part'), name: '风机', quantity: '2', unit: '260' }
    expect(amountOf(line, false)).toBe(52_000)
    expect(amountOf(line, true)).toBe(0)
    expect(amountOf({ ...line, kind: 'other' }, true)).toBe(52_000)
    expect(amountOf({ ...line, quantity: '0' }, false)).toBeUndefined()
  })
  it('begins with the way to the household by the list', () => {
    const price = { unit_fen: 2_000, hq_fen: 2_000, own_fen: null, above: false }
    const way = { ...price, code: 'travel:柳南乡', kind: 'travel', name: '上门费', name_en: 'x' }
    const empty = { lines: [], travel: way } as unknown as OrderMoney
    const last = firstLines(empty, (one) => one.name).at(-1)
    expect(last).toMatchObject({ kind: 'travel', code: 'travel:柳南乡', unit: '20', quantity: '1' })
    const none = { lines: [], travel: null } as unknown as OrderMoney
    expect(firstLines(none, (one) => one.name)).toHaveLength(2)
  })
  it('says why a line is above the list only where somebody wrote it', () => {
    const line = { ...emptyLine('labour'), name: '人工', unit: '120' }
    const sent = typedLines([line, { ...line, over: ' 夜间 ' }, { ...line, over: ' ' }])
    expect(sent.map((one) => one.over_reason)).toEqual([null, '夜间', ''])
  })
  it('sends every line that was begun and none that is blank', () => {
    const begun = { ...emptyLine('labour'), name: '人工', quantity: 'x', unit: '' }
    expect(typedLines([emptyLine(), begun])).toEqual([
      { kind: 'labour', code: null, name: '人工', quantity: 0, unit_fen: null, over_reason: null },
    ])
  })
})
