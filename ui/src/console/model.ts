// The console as data: what is asked for, what a row means, how late an entry came.
import type { WorkOrderState } from '@/bindings/contract'
import type { Colour, Device, Entry, WorkOrderRow } from './api'

/** How often the page asks for news. */
export const POLL_MS = 5000
/** Rows per page of the server. */
export const PAGE = 200
/** An entry that reached the server later than this was made offline. */
export const LATE_MS = 5 * 60_000

const MINUTE = 60_000

export const STATES: WorkOrderState[] = [
  'registered',
  'replied',
  'scheduled',
  'dispatched',
  'in_progress',
  'waiting_part',
  'postponed',
  'finished',
  'confirmed',
  'closed',
  'cancelled',
]
export const COLOURS: Colour[] = ['red', 'yellow', 'green', 'grey']
export type Sort = 'received' | 'due'

export interface Filters {
  /** `open`, `all` or one state. */
  state: 'open' | 'all' | WorkOrderState
  dealer: string
  colours: Colour[]
  text: string
  sort: Sort
}

export const NO_FILTERS: Filters = { state: 'open', dealer: '', colours: [], text: '', sort: 'due' }

/** The filters as the query of `work-orders`. */
export function listQuery(filters: Filters, after: string | null, limit = PAGE): string {
  const query = new URLSearchParams()
  if (filters.state !== 'all') query.set('state', filters.state)
  if (filters.dealer !== '') query.set('dealer', filters.dealer)
  if (filters.colours.length > 0) query.set('colour', filters.colours.join(','))
  const text = [...filters.text.trim()].slice(0, 100).join('')
  if (text !== '') query.set('q', text)
  query.set('sort', filters.sort)
  if (after !== null) query.set('after', after)
  query.set('limit', String(limit))
  return query.toString()
}

type Query = Record<string, string | string[] | null | undefined | (string | null)[]>

/** The filters as they stand in the address, so that a link shows the same list. */
export function filtersToAddress(filters: Filters): Record<string, string> {
  const address: Record<string, string> = {}
  if (filters.state !== NO_FILTERS.state) address['state'] = filters.state
  if (filters.dealer !== '') address['dealer'] = filters.dealer
  if (filters.colours.length > 0) address['colour'] = filters.colours.join(',')
  if (filters.text.trim() !== '') address['q'] = filters.text.trim()
  if (filters.sort !== NO_FILTERS.sort) address['sort'] = filters.sort
  return address
}

export function filtersFromAddress(query: Query): Filters {
  const one = (name: string) => {
    const value = query[name]
    const first = Array.isArray(value) ? value[0] : value
    return typeof first === 'string' ? first : ''
  }
  const colours = one('colour').split(',')
  return {
    state: ['open' as const, 'all' as const, ...STATES].find((s) => s === one('state')) ?? 'open',
    dealer: one('dealer').slice(0, 20),
    colours: COLOURS.filter((colour) => colours.includes(colour)),
    text: [...one('q')].slice(0, 100).join(''),
    sort: one('sort') === 'received' ? 'received' : 'due',
  }
}

/** The filters with one colour switched on or off. */
export function toggledColour(filters: Filters, colour: Colour): Filters {
  const on = filters.colours.includes(colour)
  const colours = COLOURS.filter((one) => (one === colour ? !on : filters.colours.includes(one)))
  return { ...filters, colours }
}

/** One key for a row: ids are unique within a dealer only. */
export function rowKey(row: { dealer_code: string; id: string }): string {
  return `${row.dealer_code}/${row.id}`
}

/**
 * Why a row has its colour, as a word: colour alone is not enough. The server decides the colour
 * (docs/api.md, Colours); this only names the reason.
 */
export type Reason =
  | 'no_reply'
  | 'not_finished'
  | 'reply_soon'
  | 'past_target'
  | 'step_late'
  | 'ask'
  | 'fine'
  | 'resting'
  | 'finished'
  | 'over'

export function reasonOf(row: WorkOrderRow, nowAt: number): Reason {
  const past = (at: number | null) => at !== null && at < nowAt
  const noReply = row.replied_at === null && row.reply_due_at !== null
  switch (row.colour) {
    case 'red':
      return noReply && past(row.reply_due_at) ? 'no_reply' : 'not_finished'
    case 'yellow':
      if (row.state === 'finished') return 'ask'
      if (past(row.finish_target_at)) return 'past_target'
      return noReply ? 'reply_soon' : 'step_late'
    case 'green':
      return 'fine'
    case 'grey':
      if (row.state === 'postponed') return 'resting'
      return row.state === 'finished' || row.state === 'confirmed' ? 'finished' : 'over'
  }
}

export const COLOUR_TONE: Record<Colour, 'bad' | 'warn' | 'ok' | 'neutral'> = {
  red: 'bad',
  yellow: 'warn',
  green: 'ok',
  grey: 'neutral',
}

export interface Span {
  days: number
  hours: number
  minutes: number
}

/** Minutes as days, hours and minutes; the two largest count. */
export function spanOf(minutes: number): Span {
  const whole = Math.max(0, Math.floor(minutes))
  return {
    days: Math.floor(whole / 1440),
    hours: Math.floor((whole % 1440) / 60),
    minutes: whole % 60,
  }
}

/** The age of a row now: an open one grows between two answers of the server. */
export function ageMinutes(row: WorkOrderRow, askedAt: number, nowAt: number): number {
  const ended = row.finished_at !== null || row.closed_at !== null || row.state === 'cancelled'
  return ended ? row.age_minutes : row.age_minutes + Math.max(0, nowAt - askedAt) / MINUTE
}

/** How late an entry reached the server, in minutes; null when it came at once. */
export function lateMinutes(entry: { occurred_at: number; arrived_at: number }): number | null {
  const late = entry.arrived_at - entry.occurred_at
  return late > LATE_MS ? Math.floor(late / MINUTE) : null
}

/** Whether an entry's clock was ahead of the server's: it “happened” after it arrived. */
export function isFromFuture(entry: { occurred_at: number; arrived_at: number }): boolean {
  return entry.occurred_at - entry.arrived_at > LATE_MS
}

/** Latest first, for reading; the server gives oldest first. */
export function latestFirst(timeline: Entry[]): Entry[] {
  return [...timeline].reverse()
}

export interface Freshness {
  added: string[]
  changed: string[]
}

/** What is new since the last answer, so that the eye finds it. */
export function whatChanged(before: WorkOrderRow[], after: WorkOrderRow[]): Freshness {
  const known = new Map(before.map((row) => [rowKey(row), row]))
  const added: string[] = []
  const changed: string[] = []
  for (const row of after) {
    const old = known.get(rowKey(row))
    if (!old) added.push(rowKey(row))
    else if (old.state !== row.state || old.arrived_at !== row.arrived_at) changed.push(rowKey(row))
  }
  return { added, changed }
}

export type DeviceState = 'revoked' | 'never' | 'stale' | 'fine'

export function deviceState(device: Device): DeviceState {
  if (device.revoked_at !== null) return 'revoked'
  if (device.last_seen_at === null) return 'never'
  return device.stale ? 'stale' : 'fine'
}

/** The PCs in use, of one dealer or of all: those that need a look first, then the silent ones. */
export function needingLook(devices: Device[], dealer: string): Device[] {
  const rank: Record<DeviceState, number> = { stale: 0, never: 1, fine: 2, revoked: 3 }
  return devices
    .filter((device) => device.revoked_at === null)
    .filter((device) => dealer === '' || device.dealer_code === dealer)
    .sort(
      (a, b) =>
        rank[deviceState(a)] - rank[deviceState(b)] ||
        (a.last_seen_at ?? 0) - (b.last_seen_at ?? 0),
    )
}

export const DEVICE_TONE: Record<DeviceState, 'bad' | 'warn' | 'ok' | 'neutral'> = {
  revoked: 'neutral',
  never: 'warn',
  stale: 'bad',
  fine: 'ok',
}

/** How far a PC's clock is ahead (+) or behind (−) in minutes; null when it is fine. */
export function skewMinutes(device: Device): number | null {
  const skew = device.clock_skew_ms
  return skew === null || Math.abs(skew) < 2 * MINUTE ? null : Math.round(skew / MINUTE)
}

/** Devices in groups by dealer, in the order of the server. */
export function byDealer(devices: Device[]): { code: string; name: string; devices: Device[] }[] {
  const groups = new Map<string, { code: string; name: string; devices: Device[] }>()
  for (const device of devices) {
    const group = groups.get(device.dealer_code) ?? {
      code: device.dealer_code,
      name: device.dealer_name,
      devices: [],
    }
    group.devices.push(device)
    groups.set(device.dealer_code, group)
  }
  return [...groups.values()]
}
