/** The word and the colour of a clock; never the colour alone. Pure. */
import type { SlaClock } from '@/bindings/contract'

/** Done, but after the limit. */
const doneLate = (clock: SlaClock) => clock.state === 'met' && (clock.late_by_minutes ?? 0) > 0

export const clockWord = (clock: SlaClock): string => (doneLate(clock) ? 'met_late' : clock.state)

export function clockTone(clock: SlaClock): string {
  if (clock.state === 'overdue') return 'bad'
  if (clock.state === 'warned' || doneLate(clock)) return 'warn'
  if (clock.state === 'met') return 'ok'
  return clock.state === 'paused' ? 'info' : ''
}
