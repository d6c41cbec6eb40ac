// Two versions of one field as data: which is newer, whether a value can be written instead.
import type { ConflictItem, Version } from '@/bindings/contract'

/** Which of the two was typed later; null when that cannot be told. */
export function laterSide(item: ConflictItem): 'kept' | 'other' | null {
  const { at: kept } = item.kept
  const { at: other } = item.other
  if (kept === null || other === null || kept === other) return null
  return kept > other ? 'kept' : 'other'
}

/** Undecided first, latest first; decided ones by when they were decided. */
export function sortedConflicts(items: ConflictItem[]): ConflictItem[] {
  const latest = (item: ConflictItem) => Math.max(item.kept.at ?? 0, item.other.at ?? 0)
  return [...items].sort((a, b) => {
    if ((a.resolved_at === null) !== (b.resolved_at === null))
      return a.resolved_at === null ? -1 : 1
    if (a.resolved_at !== null && b.resolved_at !== null) return b.resolved_at - a.resolved_at
    return latest(b) - latest(a)
  })
}

/** What was decided, as it is shown: the chosen version; null for a value that was written anew. */
export function decidedVersion(item: ConflictItem): Version | null {
  switch (item.resolution) {
    case 'kept':
      return item.kept
    case 'other':
      return item.other
    default:
      return null
  }
}

/** Where the thing with two versions can be seen. */
export function placeOf(item: ConflictItem): { path: string; what: 'order' | 'customer' } | null {
  if (item.work_order_id !== null) return { path: `/orders/${item.work_order_id}`, what: 'order' }
  if (item.customer_id !== null) return { path: `/customers/${item.customer_id}`, what: 'customer' }
  return null
}
