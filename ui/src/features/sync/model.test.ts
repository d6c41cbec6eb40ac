import { describe, expect, it } from 'vitest'
import type { Peer, SyncDetails, SyncStatus } from '@/bindings/contract'
import {
  adviceFor,
  canSync,
  clockOffMinutes,
  groupWaiting,
  headlineOf,
  headlineTone,
  isStale,
  refusalOf,
  sortedPeers,
  STALE_MS,
  unlisted,
} from './model'

const status: SyncStatus = {
  state: 'synced',
  unsent: 0,
  oldest_unsent_at: null,
  last_sync_at: 1_795_276_200_000,
  conflicts: 0,
  rejected: 0,
  problem: null,
  clock_offset_ms: null,
}
const peer = (pc_code: string, last_seen_at: number | null, self = false): Peer => ({
  device_id: pc_code,
  name: `PC-${pc_code}`,
  pc_code,
  last_seen_at,
  this: self,
})

describe('how sync stands', () => {
  it('is never called synced before headquarters has answered once', () => {
    expect(headlineOf({ ...status, last_sync_at: null })).toBe('never')
    expect(headlineOf(status)).toBe('synced')
  })

  it('is calm offline and loud only when a person is needed', () => {
    expect(headlineTone(headlineOf({ ...status, state: 'offline', unsent: 12 }))).toBe('warn')
    const revoked = { ...status, state: 'problem' as const, problem: 'sync.revoked' }
    expect(headlineTone(headlineOf(revoked))).toBe('bad')
  })

  it('asks for a decision instead of speaking of a fault when nothing failed', () => {
    const asked = { ...status, state: 'problem' as const, conflicts: 1 }
    expect(headlineOf(asked)).toBe('decide')
    expect(headlineTone(headlineOf(asked))).toBe('warn')
  })

  it('tells a network that wants a log-in apart from no network', () => {
    const portal = { ...status, state: 'offline' as const, problem: 'sync.captive_portal' }
    expect(headlineOf(portal)).toBe('portal')
  })

  it('offers to sync unless that can do nothing', () => {
    expect(canSync(status)).toBe(true)
    expect(canSync({ ...status, state: 'offline' })).toBe(true)
    expect(canSync({ ...status, state: 'working' })).toBe(false)
    expect(canSync({ ...status, state: 'not_connected' })).toBe(false)
  })

  it('speaks of the clock only when it is off by minutes', () => {
    expect(clockOffMinutes(status)).toBeNull()
    expect(clockOffMinutes({ ...status, clock_offset_ms: 90_000 })).toBeNull()
    expect(clockOffMinutes({ ...status, clock_offset_ms: -600_000 })).toBe(-10)
  })
})

describe("the shop's PCs", () => {
  it('are stale after a day without a word, and when never seen', () => {
    const now = 1_795_276_200_000
    expect(isStale(peer('B', now - STALE_MS), now)).toBe(false)
    expect(isStale(peer('B', now - STALE_MS - 1), now)).toBe(true)
    expect(isStale(peer('B', null), now)).toBe(true)
  })

  it('begin with this one', () => {
    const peers = [peer('A', 1), peer('C', 1), peer('B', 1, true)]
    expect(sortedPeers(peers).map((one) => one.pc_code)).toEqual(['B', 'A', 'C'])
  })
})

describe('what waits', () => {
  const change = (entity: string, dseq: number) => ({
    dseq,
    entity,
    title: '王德福',
    fields: ['name'],
    at: 0,
    staff: null,
  })
  const waiting = [change('contact', 1), change('customer', 2), change('contact', 3)]

  it('is counted by what it is', () => {
    expect(groupWaiting(waiting)).toEqual([
      { entity: 'contact', count: 2 },
      { entity: 'customer', count: 1 },
    ])
  })

  it('says how many are not listed', () => {
    const details: SyncDetails = {
      status: { ...status, unsent: 250 },
      waiting,
      rejected: [],
      receipts: [],
      peers: [],
      confirmed: 0,
      month_bytes: 0,
    }
    expect(unlisted(details)).toBe(247)
    expect(unlisted({ ...details, status })).toBe(0)
  })
})

describe('a refused change', () => {
  // The server's list, crates/sync/src/server/validate.rs.
  const codes = [
    'sync.malformed',
    'sync.group_refused',
    'sync.unknown_entity',
    'sync.unknown_row',
    'sync.unknown_parent',
    'sync.bad_value',
    'sync.missing_field',
    'sync.append_only',
    'sync.immutable',
    'sync.not_yours',
  ]

  it('has words for every code of the server', () => {
    expect(codes.filter((code) => refusalOf(code) === null)).toEqual([])
  })

  it('leads to headquarters when its code is newer than this program', () => {
    expect(refusalOf('sync.brand_new')).toBeNull()
    expect(refusalOf('constructor')).toBeNull()
    expect(adviceFor('sync.brand_new')).toBe('hq')
    expect(adviceFor('sync.bad_value')).toBe('correct')
  })
})
