/** Up to when the list of due maintenance goes, and by which times at home it is narrowed. Pure. */
import type { AtHome } from '@/bindings/contract'
import { addDays } from '@/shared/format/date'

/** How far ahead one looks. */
export type Span = 'today' | 'month' | 'quarter' | 'year' | 'festival'
export const spans: readonly Span[] = ['today', 'month', 'quarter', 'year', 'festival']
const DAYS = { month: 30, quarter: 91, year: 365 }

/** Times at home a shop plans by. */
export const homes: readonly AtHome[] = ['spring_festival', 'heating_season', 'summer', 'seldom']

/** The last day asked for; nothing for today, which the program knows best. */
export function untilOf(span: Span, today: string, festivalOn: string | null): string | null {
  if (span === 'today') return null
  if (span === 'festival') return festivalOn
  return addDays(today, DAYS[span])
}
