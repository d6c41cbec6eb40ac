/** What the palette offers: pure, so that its order can be reasoned about. */
import type { RecentPlace, SearchHit } from '@/bindings/contract'
import { codeText, t, type MessageKey } from '@/shared/i18n'
import { recordPath } from '@/shared/model/records'
import { fits, keysOf, MENU, OTHERS } from './places'

/** Something one can do from anywhere. */
export interface PaletteAction {
  id: string
  label: MessageKey
  spelled: string
  keys?: string
  run: () => void
}

export interface PaletteRow {
  id: string
  title: string
  subtitle: string
  /** At the right: the keys that do the same, or by what a record was found. */
  keys?: string | undefined
  tag?: string | undefined
  /** Where it leads, or what it does. */
  path?: string
  run?: () => void
}
export interface PaletteGroup {
  id: string
  title: string
  rows: PaletteRow[]
}

const KINDS = [
  'customer',
  'work_order',
  'unit',
  'other_machine',
  'complaint',
  'remedy_case',
  'request',
]
const RECENT_MOST = 7
const EACH_MOST = 8

export function addressOf(hit: SearchHit): string {
  if (hit.kind === 'work_order') return `/orders/${hit.id}`
  if (hit.kind === 'unit') return `/units/${hit.id}`
  if (hit.kind === 'other_machine') return `/other-machines/${hit.id}`
  if (hit.kind === 'complaint') return `/complaints/${hit.id}`
  if (hit.kind === 'remedy_case') return `/remedies/${hit.id}`
  if (hit.kind === 'customer') return `/customers/${hit.id}`
  return hit.customer_id ? `/customers/${hit.customer_id}` : '/today'
}

function recordRows(places: readonly RecentPlace[], group: 'pinned' | 'recent'): PaletteRow[] {
  return places.map((place) => ({
    id: `${group}-${place.id}`,
    title: place.title,
    subtitle: place.household ?? '',
    tag: codeText('recent_kind', place.kind),
    path: recordPath(place),
  }))
}

type Fitting = PaletteRow & { fit: number }
function placeRows(typed: string): Fitting[] {
  return [...MENU, ...OTHERS].map((place) => ({
    id: `place-${place.path}`,
    title: t(place.label),
    subtitle: '',
    keys: keysOf(place.path),
    path: place.path,
    fit: fits(place.label, place.spelled, typed),
  }))
}
function actionRows(actions: readonly PaletteAction[], typed: string): Fitting[] {
  return actions.map((action) => ({
    id: `action-${action.id}`,
    title: t(action.label),
    subtitle: '',
    keys: action.keys,
    run: action.run,
    fit: fits(action.label, action.spelled, typed),
  }))
}

function hitGroups(hits: readonly SearchHit[]): PaletteGroup[] {
  return KINDS.map((kind) => ({
    id: kind,
    title: codeText('search_kind', kind),
    rows: hits
      .filter((hit) => hit.kind === kind)
      .slice(0, EACH_MOST)
      .map((hit) => ({
        id: `${hit.kind}-${hit.id}`,
        title: hit.title,
        subtitle: hit.subtitle,
        tag: codeText('matched', hit.matched),
        path: addressOf(hit),
      })),
  }))
}

/**
 * The groups for what was typed. Nothing yet: what one pinned, what one looked at last, then what one can do, then
 * every screen. A whole name of a screen or action comes before the records that fit, a part of one
 * after them: Enter after a customer's initials still opens the customer. `>` leaves records out.
 */
export function groupsFor(of: {
  typed: string
  hits: readonly SearchHit[]
  recent: readonly RecentPlace[]
  pinned: readonly RecentPlace[]
  actions: readonly PaletteAction[]
}): PaletteGroup[] {
  const only = /^[>＞]/.test(of.typed.trim())
  const typed = of.typed.trim().replace(/^[>＞]\s*/, '')
  const group = (id: string, key: MessageKey, rows: PaletteRow[]): PaletteGroup => ({
    id,
    title: t(key),
    rows,
  })
  const places = placeRows(typed)
  const actions = actionRows(of.actions, typed)
  if (typed === '') {
    const all = [
      group('actions', 'manners.palette.actions', actions),
      group('places', 'manners.palette.places', places),
    ]
    const pinned = new Set(of.pinned.map((place) => place.id))
    const others = of.recent.filter((place) => !pinned.has(place.id)).slice(0, RECENT_MOST)
    const records = [
      group('pinned', 'manners.palette.pinned', recordRows(of.pinned, 'pinned')),
      group('recent', 'manners.palette.recent', recordRows(others, 'recent')),
    ]
    return (only ? all : [...records, ...all]).filter((one) => one.rows.length > 0)
  }
  const fitting = (fit: number, suffix: string) => [
    group(
      `actions${suffix}`,
      'manners.palette.actions',
      actions.filter((row) => row.fit === fit),
    ),
    group(
      `places${suffix}`,
      'manners.palette.places',
      places.filter((row) => row.fit === fit),
    ),
  ]
  const records = only ? [] : hitGroups(of.hits)
  const groups = [...fitting(2, ''), ...records, ...fitting(1, '-more')]
  return groups.filter((one) => one.rows.length > 0)
}
