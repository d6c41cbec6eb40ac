/** Alerts as the bell shows them. Pure. */
import type { Alert, AlertLevel, Alerts, SafetyCase } from '@/bindings/contract'

/** Alerts nobody took note of that this window has not told yet. */
export function freshOf(rows: readonly Alert[], told: ReadonlySet<string>): Alert[] {
  return rows.filter((row) => row.acknowledged === null && !told.has(row.key))
}

/** Those nobody took note of, and the rest, as they came. */
export function groupsOf(alerts: Alerts | undefined): { waiting: Alert[]; known: Alert[] } {
  const rows = alerts?.rows ?? []
  return {
    waiting: rows.filter((row) => row.acknowledged === null),
    known: rows.filter((row) => row.acknowledged !== null),
  }
}

/** What a locked PC may show: numbers alone, nothing of any customer. */
export interface LockedCounts {
  waiting: number
  danger: number
  /** Dangers whose words nobody has read out yet. */
  unread: number
}
export function lockedCountsOf(alerts: Alerts | undefined): LockedCounts {
  const safety = alerts?.safety ?? []
  return {
    waiting: alerts?.waiting ?? 0,
    danger: safety.length,
    unread: safety.filter((one) => one.script_read === null).length,
  }
}

/** What the button says: who takes note of a level does different things. */
export function noteKey(level: AlertLevel): 'alert.know' | 'alert.knowManager' | 'alert.knowHq' {
  if (level === 'l1') return 'alert.know'
  return level === 'l2' ? 'alert.knowManager' : 'alert.knowHq'
}

/** Where an alert or a danger is dealt with. */
export function addressOf(one: Pick<Alert, 'work_order_id'> | SafetyCase): string {
  return one.work_order_id ? `/orders/${one.work_order_id}` : '/today'
}

export const caseKey = (one: SafetyCase) => one.work_order_id ?? one.request_id ?? one.no
