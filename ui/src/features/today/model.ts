/** Orders and open calls as one list, the most urgent first. Pure. */
import type { RequestSummary, Today, WorkOrderSummary } from '@/bindings/contract'
import { dateOf, instantOf } from '@/shared/format/date'

export type TodayRow =
  | { kind: 'order'; id: string; at: number | null; order: WorkOrderSummary }
  | { kind: 'request'; id: string; at: number | null; request: RequestSummary }

/** What the list shows. */
export type TodayFilter = 'all' | 'orders' | 'requests'

/** A call is answered the same day, so it stands with what is due at the end of that day. */
function endOfDay(at: number): number {
  return instantOf(dateOf(at), 24 * 60)
}

export function rowsOf(today: Today): TodayRow[] {
  const orders = today.orders.map((order): TodayRow => {
    return { kind: 'order', id: order.id, at: order.due_at, order }
  })
  const requests = today.requests.map((request): TodayRow => {
    return { kind: 'request', id: request.id, at: endOfDay(request.received_at), request }
  })
  const far = Number.MAX_SAFE_INTEGER
  return [...orders, ...requests].sort((a, b) => (a.at ?? far) - (b.at ?? far))
}

export function isLate(row: TodayRow, now: number): boolean {
  if (row.kind === 'order') return row.order.urgency === 'overdue'
  return row.at !== null && row.at < now
}
