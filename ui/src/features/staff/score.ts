// Figures of the scorecard as they are read: a share, a number, or that there are too few rows.
import type { ScoreCase, ScoreFigure } from '@/bindings/contract'
import { countText } from '@/shared/format/text'

/** The figure alone; undefined where there are too few rows for a share. */
export function valueOf(figure: ScoreFigure): string | undefined {
  if (figure.is_count) return countText(figure.numerator)
  if (figure.too_few || figure.percent === null) return undefined
  return `${Math.round(figure.percent)}%`
}

/** What it is counted from; a plain number says it by itself. */
export function basisOf(figure: ScoreFigure): string {
  if (figure.is_count) return ''
  return `${countText(figure.numerator)} / ${countText(figure.denominator)}`
}

/** Whether a row behind a figure speaks for the person. */
export function isGood(row: ScoreCase, figure: ScoreFigure): boolean {
  return row.hit !== figure.less_is_better
}

/** Where a row leads: to its own page, or to its order. */
export function addressOfCase(row: ScoreCase): string | undefined {
  if (row.kind === 'complaint') return `/complaints/${row.id}`
  if (row.order_id) return `/orders/${row.order_id}`
  if (row.kind === 'return_visit') return `/visits/${row.id}`
  return row.kind === 'promise' ? '/promises' : undefined
}
