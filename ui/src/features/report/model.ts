/** Which days the figures are of, and where their numbers lead. Pure. */
import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { CauseClass, ReportDays, ReportSpan } from '@/bindings/contract'

export const spans: ReportSpan[] = ['this_month', 'last_month', 'season', 'year', 'own']

/** What is asked of the figures. */
export interface Asked {
  span: ReportSpan
  from_on: string | null
  to_on: string | null
}

const dayOf = (value: LocationQuery[string] | undefined): string | null =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null

/** The days that stand in the address; this month's when none do. */
export function askedOf(query: LocationQuery): Asked {
  const span = spans.find((one) => one === query['span']) ?? 'this_month'
  const own = span === 'own'
  return {
    span,
    from_on: own ? dayOf(query['from']) : null,
    to_on: own ? dayOf(query['to']) : null,
  }
}

/** Whether it can be counted: of one's own days both stand there, in their order. */
export function isWhole(asked: Asked): boolean {
  if (asked.span !== 'own') return true
  return asked.from_on !== null && asked.to_on !== null && asked.from_on <= asked.to_on
}

/** The repairs behind a number. */
export interface Behind {
  /** The class of the cause; null for those without one, absent for all. */
  cause?: CauseClass | null
  /** The model; null for those without one, absent for all. */
  model?: string | null
  repeats?: boolean
}

/** The list of orders, narrowed to the repairs behind a number. */
export function ordersBehind(days: { from_on: string; to_on: string }, of: Behind) {
  const query: Record<string, string> = { filter: 'all', from: days.from_on, to: days.to_on }
  if (of.cause !== undefined) query['cause'] = of.cause ?? 'none'
  if (of.model !== undefined) query['model'] = of.model ?? 'none'
  if (of.repeats) query['repeats'] = '1'
  return { path: '/orders', query } satisfies RouteLocationRaw
}

/** The span before, as days of its own. */
export const daysBefore = (days: ReportDays) => ({
  from_on: days.before_from_on,
  to_on: days.before_to_on,
})

/** A share as it is read; undefined where there are too few cases for one. */
export const percentText = (percent: number | null): string | undefined =>
  percent === null ? undefined : `${percent}%`
