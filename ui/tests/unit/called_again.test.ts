/** What a call may be one more about, what is put right of a complaint, and where records are found. */
import { describe, expect, it } from 'vitest'
import type { CallerMatch, ComplaintDetail, SearchHit } from '@/bindings/contract'
import { addressOf } from '@/app/shell/palette'
import { recordOf } from '@/shared/model/records'
import { firstOpen } from '@/features/intake/model'
import { correctionOf, valuesOf } from '@/parts/complaint/correction'
import { happened, oneLineEach, placeOf } from '@/shared/ui/timeline'
import { makeFake } from '../fixture/fake'

const fake = makeFake({ orders: 8 })
const NOW = Date.UTC(2026, 10, 21, 4)

describe('the key for called again', () => {
  const open = (ids: Partial<Record<'orders' | 'requests' | 'complaints' | 'cases', string>>) => {
    const list = (id?: string) => (id ? [{ id }] : [])
    return firstOpen({
      open_orders: list(ids.orders),
      open_requests: list(ids.requests),
      open_complaints: list(ids.complaints),
      open_remedy_cases: list(ids.cases),
    } as unknown as CallerMatch)?.id
  }
  it('means what stands first: an order, a call, a complaint, a case', () => {
    expect(open({ orders: 'o', requests: 'r', complaints: 'k', cases: 'c' })).toBe('o')
    expect(open({ requests: 'r', complaints: 'k', cases: 'c' })).toBe('r')
    expect(open({ complaints: 'k', cases: 'c' })).toBe('k')
    expect(open({ cases: 'c' })).toBe('c')
    expect(open({})).toBeUndefined()
  })
})

describe('a correction', () => {
  const complaint = fake.handlers['complaint.get']?.({
    id: '00000016-0000-4000-8000-000000000000',
  }) as ComplaintDetail
  const before = valuesOf(complaint)
  it('sends what differs and nothing else, and nothing where nothing does', () => {
    expect(correctionOf('c', before, { ...before })).toBeNull()
    expect(correctionOf('c', before, { ...before, reason: '试试' })).toBeNull()
    const after = { ...before, text: '要了一百八', about_staff_id: '', reason: '听错了' }
    expect(correctionOf('c', before, after)).toEqual({
      id: 'c',
      text: '要了一百八',
      blank: ['about_staff'],
      reason: '听错了',
    })
  })
  it('empties the household by name and sends a time only where its minutes differ', () => {
    const nobody = { ...before, customer_id: null }
    expect(correctionOf('c', before, nobody)).toEqual({ id: 'c', blank: ['customer'] })
    const earlier = { ...before, received_on: '2026-11-01', received_time: '8:05' }
    const call = correctionOf('c', before, earlier)
    expect(call?.received_at).toBe(Date.UTC(2026, 10, 1, 0, 5))
  })
})

describe('complaints and remedy cases', () => {
  it('are opened from the palette and remembered', () => {
    const hit = (kind: string) => addressOf({ kind, id: 'x', customer_id: 'h' } as SearchHit)
    expect(hit('complaint')).toBe('/complaints/x')
    expect(hit('remedy_case')).toBe('/remedies/x')
    const id = '00000019-0000-4000-8000-000000000000'
    expect(recordOf(`/remedies/${id}`)).toEqual({ kind: 'remedy_case', id })
  })
  it('stand in the timeline in words, lead to their page, and a call about one is told once', () => {
    const entry = (kind: string, over = {}) =>
      ({
        id: kind,
        kind,
        at: 1,
        code: '',
        text: null,
        no: null,
        work_order_id: null,
        unit_id: null,
        complaint_id: null,
        remedy_case_id: null,
        result: null,
        amount_fen: null,
        to_state: null,
        ...over,
      }) as never
    expect(happened(entry('remedy_case', { code: 'exchange' }), NOW)).toBe('退换案 · 换货')
    expect(happened(entry('remedy_event', { code: 'urge' }), NOW)).toBe('退换案 · 催办')
    const excluded = entry('exclusion', { code: 'claim', to_state: 'X1' })
    expect(happened(excluded, NOW)).toMatch(/^不实行三包 · /)
    expect(placeOf(entry('remedy_event', { remedy_case_id: 'r' }))).toBe('/remedies/r')
    const urged = { text: '钱还没退' }
    const told = oneLineEach([
      entry('contact', urged),
      entry('complaint_event', { ...urged, code: 'urge', complaint_id: 'k' }),
    ])
    expect(told.map((one) => one.kind)).toEqual(['complaint_event'])
  })
})
