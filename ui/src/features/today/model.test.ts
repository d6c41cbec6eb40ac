import { describe, expect, it } from 'vitest'
import type { Today, TodayItem } from '@/bindings/contract'
import { dateOf, instantOf } from '@/shared/format/date'
import { addressOf, askedOf, canAssign, filtersOf, keyOf, nextTimes, onDay } from './model'

const today = (more: Partial<Today>): Today => ({
  date_on: '2026-11-21',
  rows: [],
  total: 0,
  kinds: [],
  numbers: { open: 0, overdue: 0, soon: 0, today: 0, unassigned: 0, to_confirm: 0 },
  overdue: 0,
  escalated: 0,
  without_owner: 0,
  without_next: 0,
  conflicts: 0,
  unsent: 0,
  closed: false,
  certificates_unchecked: false,
  code_not_noted: false,
  without_pin: [],
  ...more,
})
const item = (more: Partial<TodayItem>) => ({ id: 'x', customer_id: null, ...more }) as TodayItem

describe('the filters of today', () => {
  it('offer what there is: kinds only when there are two, what is lacking only when it is', () => {
    const one = today({ kinds: [{ kind: 'work_order', count: 4 }] })
    expect(filtersOf(one)).toEqual([{ key: 'all', count: 4 }])
    const two = today({
      kinds: [
        { kind: 'request', count: 1 },
        { kind: 'work_order', count: 4 },
      ],
      without_next: 2,
    })
    expect(filtersOf(two)).toEqual([
      { key: 'all', count: 5 },
      { key: 'kind:request', count: 1 },
      { key: 'kind:work_order', count: 4 },
      { key: 'lack:next_action', count: 2 },
    ])
  })
  it('ask the program for exactly that', () => {
    expect(askedOf('all')).toEqual({})
    expect(askedOf('kind:request')).toEqual({ kind: 'request' })
    expect(askedOf('lack:owner')).toEqual({ lack: 'owner' })
  })
})

describe('a line of today', () => {
  it('leads to where it is dealt with', () => {
    expect(addressOf(item({ kind: 'work_order' }))).toBe('/orders/x')
    expect(addressOf(item({ kind: 'request', customer_id: 'c' }))).toBe('/customers/c')
    expect(addressOf(item({ kind: 'request' }))).toBeUndefined()
    expect(addressOf(item({ kind: 'complaint', about: 'objection' }))).toBe('/orders/x')
    const tag = item({ kind: 'tag_off', about: 'work_order' })
    expect(addressOf(tag)).toBe('/orders/x')
    expect(addressOf({ ...tag, about: 'unit' })).toBe('/units/x')
    expect(keyOf(tag)).not.toBe(keyOf(item({ kind: 'work_order' })))
  })
  it('is told from the other lines of the same machine', () => {
    const lines = [
      item({ kind: 'recall' }),
      item({ kind: 'maintenance', due_at: 1 }),
      item({ kind: 'maintenance', due_at: 2 }),
      item({ kind: 'service_plan', due_at: 1 }),
      item({ kind: 'work_order' }),
      item({ kind: 'remedy_owed' }),
    ]
    expect(new Set(lines.map(keyOf)).size).toBe(lines.length)
    // A call urged or put off stays the one that is open beside the list.
    expect(keyOf(item({ kind: 'request', due_at: 1 }))).toBe(keyOf(item({ kind: 'request' })))
  })
  it('takes an owner and a next step here only for calls and orders', () => {
    expect(canAssign(item({ kind: 'request' })) && canAssign(item({ kind: 'work_order' }))).toBe(
      true,
    )
    expect(canAssign(item({ kind: 'complaint' }))).toBe(false)
  })
})

describe('the time of a next step', () => {
  const at = (minutes: number) => instantOf('2026-11-21', minutes)
  it('is never one that has passed', () => {
    for (const now of [at(8 * 60), at(17 * 60), at(23 * 60)]) {
      for (const one of nextTimes(now)) expect(one.at).toBeGreaterThan(now)
      expect(onDay('2026-11-22', now)).toBeGreaterThan(now)
    }
    expect(nextTimes(at(8 * 60)).map((one) => one.key)).toEqual(['evening', 'tomorrow', 'after'])
    expect(nextTimes(at(17 * 60)).map((one) => one.key)).toEqual(['tomorrow', 'after'])
  })
  it('is in the morning, or in the evening of a day that has begun', () => {
    expect(onDay('2026-11-22', at(600))).toBe(instantOf('2026-11-22', 540))
    expect(dateOf(onDay('2026-11-21', at(600)))).toBe('2026-11-21')
    expect(onDay('2026-11-21', at(600))).toBe(at(1020))
  })
})
