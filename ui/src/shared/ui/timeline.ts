/** A timeline as a person tells it: one thing that happened is one line. */
import type { TimelineEntry } from '@/bindings/contract'

/** Which row of one event tells the most. */
const TELLS: Record<string, number> = { request: 0, order_event: 1, work_order: 2, contact: 3 }
const rank = (entry: TimelineEntry) => TELLS[entry.kind] ?? 4

/**
 * One call makes a request, an order, its first step and a contact, all at the same moment and
 * with the same words: the one that tells most stays, and keeps the number of the order.
 */
export function oneLineEach(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const told: TimelineEntry[] = []
  const gone = new Set<TimelineEntry>()
  const byMoment = new Map<number, TimelineEntry[]>()
  for (const entry of entries) byMoment.set(entry.at, [...(byMoment.get(entry.at) ?? []), entry])
  for (const entry of entries) {
    const same = (byMoment.get(entry.at) ?? []).filter((one) => isSame(one, entry))
    // Another row has already told of it.
    if (same.some((one) => gone.has(one))) continue
    const best = same.reduce((a, b) => (rank(b) < rank(a) ? b : a), entry)
    for (const one of same) gone.add(one)
    const order = same.find((one) => one.work_order_id !== null && one.no !== null)
    told.push({
      ...best,
      no: order?.no ?? best.no,
      work_order_id: order?.work_order_id ?? best.work_order_id,
      result: same.find((one) => one.result !== null)?.result ?? null,
    })
  }
  return told
}

/** Registering says nothing that the request of the same moment does not say. */
function isSame(one: TimelineEntry, other: TimelineEntry): boolean {
  if (one === other) return true
  if (one.kind === other.kind || one.kind === 'unit' || other.kind === 'unit') return false
  const registers = (entry: TimelineEntry) =>
    entry.kind === 'order_event' && entry.code === 'register' && entry.text === null
  const opened = (entry: TimelineEntry) => entry.kind === 'request' || entry.kind === 'work_order'
  if (registers(one)) return opened(other)
  if (registers(other)) return opened(one)
  return one.text !== null && one.text === other.text
}
