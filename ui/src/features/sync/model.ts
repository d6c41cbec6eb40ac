// The sync centre as data: how things stand, in which words, and what a person can do.
import type { Peer, Receipt, SyncDetails, SyncStatus, WaitingChange } from '@/bindings/contract'

export type Tone = 'ok' | 'info' | 'warn' | 'bad'

/** A PC that has not been heard of for a day is worth a look. */
export const STALE_MS = 24 * 60 * 60 * 1000
/** A clock that is off by more than this is worth a word: promises are counted in minutes. */
export const CLOCK_LIMIT_MS = 2 * 60 * 1000

/**
 * How things stand, as one of the headlines of the sync centre. Being offline is normal for a shop
 * in the hills and is told in calm words; only what needs a person is loud.
 */
export type Headline =
  | 'not_connected'
  | 'synced'
  | 'never'
  | 'waiting'
  | 'offline'
  | 'working'
  | 'portal'
  | 'decide'
  | 'problem'

export function headlineOf(status: SyncStatus): Headline {
  switch (status.state) {
    case 'not_connected':
      return 'not_connected'
    case 'working':
      return 'working'
    case 'offline':
      return status.problem === 'sync.captive_portal' ? 'portal' : 'offline'
    case 'waiting':
      return 'waiting'
    case 'problem':
      if (status.problem === null) return 'decide'
      return status.problem === 'sync.captive_portal' ? 'portal' : 'problem'
    case 'synced':
      return status.last_sync_at === null ? 'never' : 'synced'
  }
}

const TONES: Record<Headline, Tone> = {
  not_connected: 'info',
  synced: 'ok',
  never: 'info',
  waiting: 'info',
  offline: 'warn',
  working: 'info',
  portal: 'warn',
  decide: 'warn',
  problem: 'bad',
}

export function headlineTone(headline: Headline): Tone {
  return TONES[headline]
}

/** Whether pressing 立即同步 can do anything now. */
export function canSync(status: SyncStatus): boolean {
  return status.state !== 'not_connected' && status.state !== 'working'
}

/** How far this PC's clock is off, in whole minutes with its sign; null when it is fine. */
export function clockOffMinutes(status: SyncStatus): number | null {
  const offset = status.clock_offset_ms
  if (offset === null || Math.abs(offset) < CLOCK_LIMIT_MS) return null
  return Math.round(offset / 60_000)
}

export function isStale(peer: Peer, nowAt: number): boolean {
  return peer.last_seen_at === null || nowAt - peer.last_seen_at > STALE_MS
}

/** This PC first, then by letter. */
export function sortedPeers(peers: Peer[]): Peer[] {
  return [...peers].sort(
    (a, b) => Number(b.this) - Number(a.this) || a.pc_code.localeCompare(b.pc_code),
  )
}

export interface WaitingGroup {
  entity: string
  count: number
}

/** What waits, counted by what it is, most first. */
export function groupWaiting(waiting: WaitingChange[]): WaitingGroup[] {
  const counts = new Map<string, number>()
  for (const change of waiting) counts.set(change.entity, (counts.get(change.entity) ?? 0) + 1)
  return [...counts]
    .map(([entity, count]) => ({ entity, count }))
    .sort((a, b) => b.count - a.count || (a.entity < b.entity ? -1 : 1))
}

/** How many wait beyond those that are listed. */
export function unlisted(details: SyncDetails): number {
  return Math.max(0, details.status.unsent - details.waiting.length)
}

export function isOk(receipt: Receipt): boolean {
  return receipt.result === 'ok'
}

const ADVICE = {
  malformed: 'hq',
  group_refused: 'group',
  unknown_entity: 'update',
  unknown_row: 'hq',
  unknown_parent: 'hq',
  bad_value: 'correct',
  missing_field: 'correct',
  append_only: 'discard',
  immutable: 'discard',
  not_yours: 'discard',
} as const

export type Refusal = keyof typeof ADVICE
export type Advice = (typeof ADVICE)[Refusal]

/** The refusal behind a code of the server, if this program knows it. */
export function refusalOf(code: string): Refusal | null {
  const name = code.replace(/^sync\./, '')
  return Object.hasOwn(ADVICE, name) ? (name as Refusal) : null
}

/** What a person can do about a refused change. */
export function adviceFor(code: string): Advice {
  const refusal = refusalOf(code)
  return refusal === null ? 'hq' : ADVICE[refusal]
}
