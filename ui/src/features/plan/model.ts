/** The open orders by day and technician, by village, by state. Pure. */
import type { AwayDays, PlanRow, WorkOrderState, Workload } from '@/bindings/contract'
import { addDays, dateOf, dayOfWeek } from '@/shared/format/date'

/** The seven days of the week a day is in; weeks begin on Monday. */
export function weekOf(on: string): string[] {
  const monday = addDays(on, -((dayOfWeek(on) + 6) % 7))
  return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days))
}

export interface PlanLine {
  staffId: string | null
  name: string
  /** One list for each day. */
  days: PlanRow[][]
}

const byTime = (a: PlanRow, b: PlanRow) => (a.window_from_at ?? 0) - (b.window_from_at ?? 0)

/** One line for each person who has visits or could have, and one for visits nobody is sent to. */
export function weekLines(
  rows: readonly PlanRow[],
  workload: readonly Workload[],
  days: readonly string[],
  nobody: string,
): PlanLine[] {
  const fixed = rows.filter((row) => row.window_from_at !== null)
  const line = (staffId: string | null, name: string): PlanLine => ({
    staffId,
    name,
    days: days.map((day) =>
      fixed
        .filter((row) => row.technician_id === staffId && dateOf(row.window_from_at ?? 0) === day)
        .sort(byTime),
    ),
  })
  const lines = workload.map((one) => line(one.staff_id, one.name))
  const open = line(null, nobody)
  return open.days.some((day) => day.length > 0) ? [open, ...lines] : lines
}

/** Orders that have no time yet and are still to be visited. */
export function loose(rows: readonly PlanRow[]): PlanRow[] {
  const before: WorkOrderState[] = ['registered', 'replied', 'postponed', 'dispatched']
  return rows.filter((row) => row.window_from_at === null && before.includes(row.summary.state))
}

export interface PlaceGroup {
  town: string
  village: string
  rows: PlanRow[]
}

/** Orders by town and village, the fullest village first within the fullest town. */
export function byVillage(rows: readonly PlanRow[]): PlaceGroup[] {
  const groups = new Map<string, PlaceGroup>()
  const towns = new Map<string, number>()
  for (const row of rows) {
    const town = row.summary.town ?? ''
    const village = row.summary.village ?? ''
    const key = `${town}\u0000${village}`
    const group = groups.get(key) ?? { town, village, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
    towns.set(town, (towns.get(town) ?? 0) + 1)
  }
  const size = (group: PlaceGroup) => towns.get(group.town) ?? 0
  return [...groups.values()].sort(
    (a, b) =>
      Number(a.town === '') - Number(b.town === '') ||
      size(b) - size(a) ||
      a.town.localeCompare(b.town) ||
      b.rows.length - a.rows.length ||
      a.village.localeCompare(b.village),
  )
}

/** What the plan itself can change of an order. */
export interface PlanChange {
  row: PlanRow
  step: 'redispatch' | 'move_window'
}

/** What the acting person may change of this order now, in the order of its buttons. */
export function changesOf(row: PlanRow): PlanChange['step'][] {
  return [
    ...(row.may_redispatch ? (['redispatch'] as const) : []),
    ...(row.may_move ? (['move_window'] as const) : []),
  ]
}

/** Whether somebody is away on a day. */
export const isAway = (absences: readonly AwayDays[], on: string) =>
  absences.some((one) => one.from_on <= on && on <= one.to_on)

/** The columns of the board, in the order of an order's life. */
export const boardStates: WorkOrderState[] = [
  'registered',
  'replied',
  'scheduled',
  'dispatched',
  'in_progress',
  'waiting_part',
  'finished',
]
