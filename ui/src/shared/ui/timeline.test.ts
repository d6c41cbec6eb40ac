import { describe, expect, it } from 'vitest'
import type { TimelineEntry } from '@/bindings/contract'
import { oneLineEach } from './timeline'

const entry = (kind: string, over: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: kind,
  kind,
  at: 1,
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
