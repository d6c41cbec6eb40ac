/** What is due, as the list shows it. Pure. */
import type { Today, TodayItem, TodayKind, TodayLack } from '@/bindings/contract'
import { addDays, dateOf, instantOf } from '@/shared/format/date'

/** What the list shows: everything, one kind, or what lacks something. */
export type TodayFilter = 'all' | `kind:${TodayKind}` | `lack:${TodayLack}`

/** The filter as the program asks for it. */
export function askedOf(filter: TodayFilter): { kind?: TodayKind; lack?: TodayLack } {
  const [what, value] = filter.split(':')
  if (what === 'kind') return { kind: value as TodayKind }
  return what === 'lack' ? { lack: value as TodayLack } : {}
}

/** The filters worth a button, each with its number. */
export function filtersOf(today: Today): { key: TodayFilter; count: number }[] {
  const kinds = today.kinds.map(({ kind, count }) => {
    return { key: `kind:${kind}` as TodayFilter, count }
  })
  const all = today.kinds.reduce((sum, one) => sum + one.count, 0)
  const lacks: { key: TodayFilter; count: number }[] = [
    { key: 'lack:owner', count: today.without_owner },
    { key: 'lack:next_action', count: today.without_next },
  ]
  return [
    { key: 'all', count: all },
    ...(kinds.length > 1 ? kinds : []),
    ...lacks.filter((one) => one.count > 0),
  ]
}

/**
 * What tells a line from every other: a machine or order has lines of several kinds, and of plans and
 * yearly maintenance one for each day.
 */
export function keyOf(item: TodayItem): string {
  if (item.kind === 'day_close') return `${item.kind}:${item.about}`
  const many = item.kind === 'service_plan' || item.kind === 'maintenance'
  return `${item.kind}:${item.id}${many ? `:${item.due_at ?? ''}` : ''}`
}

/** A notice of headquarters this version cannot read: there is no machine to go to. */
export const isUnread = (item: TodayItem) => item.kind === 'recall' && item.about === 'unread'

/** Where a line is dealt with. */
export function addressOf(item: TodayItem): string | undefined {
  if (item.kind === 'work_order') return `/orders/${item.id}`
  if (item.kind === 'complaint' && item.about === 'objection') return `/orders/${item.id}`
  if (item.kind === 'complaint') return `/complaints/${item.id}`
  if (item.kind === 'remedy_case') return `/remedies/${item.id}`
  if (item.kind === 'remedy_owed') return '/remedies'
  if (item.kind === 'return_visit') return `/visits/${item.id}`
  if (isUnread(item)) return undefined
  if (['maintenance', 'recall', 'service_plan', 'delivery', 'check_failed'].includes(item.kind))
    return `/units/${item.id}`
  if (item.kind === 'tag_off')
    return item.about === 'work_order' ? `/orders/${item.id}` : `/units/${item.id}`
  if (item.kind === 'shop_event') return `/calendar/${item.id}`
  if (item.kind === 'duty') return '/staff/rota'
  if (item.kind === 'day_close')
    return item.about === 'cash_close'
      ? `/money?tab=day&on=${item.text.split(' ')[0] ?? ''}`
      : `/today/close?on=${item.text.split(' ')[0] ?? ''}`
  if (item.kind === 'certificate') return item.owner_id ? `/staff/${item.owner_id}` : '/staff'
  return item.customer_id ? `/customers/${item.customer_id}` : undefined
}

/** Whether an owner and a next step can be given right here. */
export const canAssign = (item: TodayItem) => item.kind === 'request' || item.kind === 'work_order'

const CLOCK = { morning: 9 * 60, evening: 17 * 60 }

/** Times one presses instead of typing: this evening, tomorrow and the day after in the morning. */
export function nextTimes(now: number): { key: 'evening' | 'tomorrow' | 'after'; at: number }[] {
  const today = dateOf(now)
  const all = [
    { key: 'evening' as const, at: instantOf(today, CLOCK.evening) },
    { key: 'tomorrow' as const, at: instantOf(addDays(today, 1), CLOCK.morning) },
    { key: 'after' as const, at: instantOf(addDays(today, 2), CLOCK.morning) },
  ]
  return all.filter((one) => one.at > now)
}

/** The next step on a day somebody chose: in the morning, or in the evening of today. */
export function onDay(on: string, now: number): number {
  const morning = instantOf(on, CLOCK.morning)
  return morning > now ? morning : instantOf(on, CLOCK.evening)
}
