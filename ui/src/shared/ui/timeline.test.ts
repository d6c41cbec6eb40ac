import { describe, expect, it } from 'vitest'
import type { TimelineEntry } from '@/bindings/contract'
import { happened, oneLineEach, outcomeOf, placeOf } from './timeline'

const entry = (kind: string, over: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: kind,
  kind,
  at: 1,
  day_only: false,
  title: null,
  class: null,
  outcome: null,
  amount_fen: null,
  quantity: null,
  complaint_id: null,
  remedy_case_id: null,
  unit_id: null,
  code: 'phone',
  text: null,
  staff: '王姐',
  work_order_id: null,
  no: null,
  to_state: null,
  result: null,
  ...over,
})
const kinds = (entries: TimelineEntry[]) => oneLineEach(entries).map((one) => one.kind)

describe('a timeline', () => {
  it('tells a call once, with the number of the order it opened', () => {
    const words = '屋里不热'
    const call = [
      entry('contact', { text: words }),
      entry('order_event', { code: 'register', work_order_id: 'o', no: 'LH-2' }),
      entry('work_order', { text: words, work_order_id: 'o', no: 'LH-2' }),
      entry('request', { text: words, no: 'LH-1' }),
    ]
    for (const order of [call, [...call].reverse()]) {
      expect(oneLineEach(order)).toMatchObject([
        { kind: 'request', text: words, no: 'LH-2', work_order_id: 'o' },
      ])
    }
  })
  it('tells a step and what was said in it once', () => {
    const said = { text: '下午去看' }
    expect(kinds([entry('contact', said), entry('order_event', said)])).toEqual(['order_event'])
  })
  it('keeps what happened at other times or with other words, in its order', () => {
    const entries = [
      entry('contact', { at: 3, text: '催' }),
      entry('contact', { id: 'b', at: 2, text: '催' }),
      entry('order_event', { at: 2, code: 'start' }),
      entry('unit', { at: 2 }),
      entry('request', { at: 1, text: '不热' }),
    ]
    expect(oneLineEach(entries)).toEqual(entries)
  })
})

describe('an entry', () => {
  const now = Date.UTC(2026, 10, 21, 4)
  it('says in words what happened, for every kind', () => {
    const told = (kind: string, over: Partial<TimelineEntry> = {}) =>
      happened(entry(kind, over), now)
    const title = { zh: '时效', en: 'Timeliness' }
    expect(told('complaint', { code: 'timeliness', title })).toBe('投诉 · 时效')
    expect(told('complaint_event', { code: 'assess' })).toBe('投诉 · 初评定级')
    expect(told('promise', { code: '2026-11-27' })).toBe('承诺 · 答应 11月27日 前')
    expect(told('visit_answer', { code: 'yearly' })).toBe('回访 · 年度回访')
    expect(told('consent', { code: 'marketing', to_state: 'withdrawn' })).toBe('活动通知 · 不同意')
    expect(told('payment', { code: 'cash', amount_fen: 8050 })).toBe('收款 · 现金 · 80.50 元')
    expect(told('stock_move', { code: 'use', quantity: -2 })).toBe('配件进出 · 用掉 · ×2')
    expect(told('custody', { code: 'transfer' })).toBe('过户')
    expect(told('maintenance')).toBe('做了保养')
    expect(told('contact', { code: 'urge' })).toBe('催办')
  })
  it('leads to the page its number stands for', () => {
    expect(placeOf(entry('complaint', { complaint_id: 'c', work_order_id: 'o' }))).toBe(
      '/complaints/c',
    )
    expect(placeOf(entry('payment', { work_order_id: 'o' }))).toBe('/orders/o')
    expect(placeOf(entry('custody', { unit_id: 'u', work_order_id: 'o' }))).toBe('/units/u')
    expect(placeOf(entry('consent'))).toBeNull()
  })
  it('marks how it came out where that matters', () => {
    expect(outcomeOf(entry('visit_answer', { outcome: 'to_order' }))).toBe('转工单')
    expect(outcomeOf(entry('payment', { to_state: 'reversed' }))).toBe('冲销')
    expect(outcomeOf(entry('contact'))).toBe('')
  })
  it('of one moment is told apart unless it is one call', () => {
    const one = [entry('complaint', { text: '脏' }), entry('contact', { text: '脏' })]
    expect(kinds(one)).toEqual(['complaint'])
    expect(kinds([entry('payment'), entry('stock_move'), entry('consent')])).toHaveLength(3)
  })
})
