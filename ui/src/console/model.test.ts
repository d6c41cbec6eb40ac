import { describe, expect, it } from 'vitest'
import type { Device, WorkOrderRow } from './api'
import {
  ageMinutes,
  byDealer,
  deviceState,
  filtersFromAddress,
  filtersToAddress,
  isFromFuture,
  lateMinutes,
  listQuery,
  needingLook,
  NO_FILTERS,
  reasonOf,
  skewMinutes,
  spanOf,
  toggledColour,
  whatChanged,
} from './model'

const NOW = 1_795_276_200_000
const HOUR = 3_600_000
const row: WorkOrderRow = {
  dealer_code: 'LH001',
  dealer_name: '柳河服务网点',
  id: '0190',
  no: 'LH001-A-20261121-0007',
  kind: 'repair',
  state: 'registered',
  colour: 'yellow',
  safety: false,
  customer_name: '王德福',
  town: '柳河镇',
  village: '东安屯',
  technician_name: null,
  fault_text: '不点火',
  model_code: null,
  serial: null,
  received_at: NOW - 2 * HOUR,
  reply_due_at: NOW + HOUR,
  replied_at: null,
  finish_target_at: NOW + 48 * HOUR,
  finish_limit_at: NOW + 72 * HOUR,
  finished_at: null,
  closed_at: null,
  age_minutes: 120,
  last_event_at: NOW - 2 * HOUR,
  arrived_at: NOW - 2 * HOUR,
}
const device: Device = {
  dealer_code: 'LH001',
  dealer_name: '柳河服务网点',
  device_id: 'd',
  name: 'PC-A',
  pc_code: 'A',
  app_version: '0.1.0',
  enrolled_at: 0,
  last_seen_at: NOW,
  revoked_at: null,
  stale: false,
  behind: 0,
  clock_skew_ms: null,
  rejected: 0,
}

describe('filters', () => {
  it('ask only for what is narrowed', () => {
    expect(listQuery({ ...NO_FILTERS, state: 'all' }, null)).toBe('sort=due&limit=200')
    const filters = {
      ...NO_FILTERS,
      dealer: 'LH001',
      colours: ['red' as const, 'yellow' as const],
      text: ' 东安屯&x=1 ',
    }
    expect(Object.fromEntries(new URLSearchParams(listQuery(filters, 'abc', 50)))).toEqual({
      state: 'open',
      dealer: 'LH001',
      colour: 'red,yellow',
      q: '东安屯&x=1',
      sort: 'due',
      after: 'abc',
      limit: '50',
    })
  })

  it('never send more than a hundred characters, and cut no character in two', () => {
    const query = new URLSearchParams(listQuery({ ...NO_FILTERS, text: '𠮷'.repeat(200) }, null))
    expect([...(query.get('q') ?? '')]).toHaveLength(100)
  })

  it('survive the way through the address', () => {
    const filters = {
      state: 'waiting_part' as const,
      dealer: 'LH001',
      colours: ['red' as const],
      text: '王',
      sort: 'received' as const,
    }
    expect(filtersFromAddress(filtersToAddress(filters))).toEqual(filters)
    expect(filtersToAddress(NO_FILTERS)).toEqual({})
  })

  it('take nothing from an address that is not one of ours', () => {
    expect(filtersFromAddress({ state: '<script>', colour: 'pink', sort: ['x'], q: null })).toEqual(
      NO_FILTERS,
    )
  })

  it('switch a colour on and off in a steady order', () => {
    const once = toggledColour(toggledColour(NO_FILTERS, 'green'), 'red')
    expect(once.colours).toEqual(['red', 'green'])
    expect(toggledColour(once, 'red').colours).toEqual(['green'])
  })
})

describe('a row', () => {
  it('says why it has its colour', () => {
    expect(reasonOf(row, NOW)).toBe('reply_soon')
    expect(reasonOf({ ...row, colour: 'red', reply_due_at: NOW - 1 }, NOW)).toBe('no_reply')
    const replied = { ...row, replied_at: NOW - HOUR }
    expect(reasonOf({ ...replied, colour: 'red', finish_limit_at: NOW - 1 }, NOW)).toBe(
      'not_finished',
    )
    expect(reasonOf({ ...replied, finish_target_at: NOW - 1 }, NOW)).toBe('past_target')
    expect(reasonOf({ ...replied, state: 'dispatched' }, NOW)).toBe('step_late')
    expect(reasonOf({ ...replied, state: 'finished' }, NOW)).toBe('ask')
    expect(reasonOf({ ...row, colour: 'grey', state: 'postponed' }, NOW)).toBe('resting')
    expect(reasonOf({ ...row, colour: 'grey', state: 'cancelled' }, NOW)).toBe('over')
  })

  it('grows older between two answers while it is open, and not afterwards', () => {
    expect(ageMinutes(row, NOW, NOW + 5 * 60_000)).toBe(125)
    expect(ageMinutes({ ...row, finished_at: NOW }, NOW, NOW + HOUR)).toBe(120)
    expect(ageMinutes(row, NOW, NOW - HOUR)).toBe(120)
  })

  it('has an age in days, hours and minutes', () => {
    expect(spanOf(1440 + 61)).toEqual({ days: 1, hours: 1, minutes: 1 })
    expect(spanOf(-3)).toEqual({ days: 0, hours: 0, minutes: 0 })
  })
})

describe('a live list', () => {
  it('tells new and changed rows from those that stay', () => {
    const other = { ...row, id: '0191' }
    expect(whatChanged([row], [other, { ...row, state: 'replied' }])).toEqual({
      added: ['LH001/0191'],
      changed: ['LH001/0190'],
    })
    expect(whatChanged([row], [{ ...row, age_minutes: 121 }])).toEqual({ added: [], changed: [] })
  })

  it('keeps two dealers with the same id apart', () => {
    expect(whatChanged([row], [row, { ...row, dealer_code: 'QS002' }]).added).toEqual([
      'QS002/0190',
    ])
  })
})

describe('what came late', () => {
  it('is told when it happened long before it arrived', () => {
    expect(lateMinutes({ occurred_at: NOW, arrived_at: NOW + 3 * HOUR })).toBe(180)
    expect(lateMinutes({ occurred_at: NOW, arrived_at: NOW + 60_000 })).toBeNull()
  })

  it('is not mistaken for a clock that runs ahead', () => {
    expect(lateMinutes({ occurred_at: NOW + HOUR, arrived_at: NOW })).toBeNull()
    expect(isFromFuture({ occurred_at: NOW + HOUR, arrived_at: NOW })).toBe(true)
  })
})

describe('devices', () => {
  it('are revoked, never seen, stale or fine', () => {
    expect(deviceState(device)).toBe('fine')
    expect(deviceState({ ...device, stale: true })).toBe('stale')
    expect(deviceState({ ...device, last_seen_at: null, stale: true })).toBe('never')
    expect(deviceState({ ...device, revoked_at: 1, stale: true })).toBe('revoked')
  })

  it('have a clock worth a word only when it is off by minutes', () => {
    expect(skewMinutes({ ...device, clock_skew_ms: 100_000 })).toBeNull()
    expect(skewMinutes({ ...device, clock_skew_ms: -7_200_000 })).toBe(-120)
  })

  it('that need a look come first, and revoked ones not at all', () => {
    const named = (name: string, change: Partial<Device>) => ({ ...device, name, ...change })
    const all = [
      named('fresh', {}),
      named('older', { last_seen_at: NOW - HOUR }),
      named('gone', { revoked_at: 1 }),
      named('new', { last_seen_at: null }),
      named('stale', { stale: true }),
      named('foreign', { dealer_code: 'QS002' }),
    ]
    expect(needingLook(all, 'LH001').map((one) => one.name)).toEqual([
      'stale',
      'new',
      'older',
      'fresh',
    ])
    expect(needingLook(all, '')).toHaveLength(5)
  })

  it('are listed by dealer', () => {
    const groups = byDealer([
      device,
      { ...device, dealer_code: 'QS002' },
      { ...device, name: 'PC-B' },
    ])
    expect(groups.map((group) => [group.code, group.devices.length])).toEqual([
      ['LH001', 2],
      ['QS002', 1],
    ])
  })
})
