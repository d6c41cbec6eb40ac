/** What one person read is not left for the next. */
import { useQueryClient } from '@tanstack/vue-query'
import { dismissAll } from '@/shared/use/toast'

/** What any screen needs before somebody is known, none of it about a customer. */
const KEPT = new Set(['app.status', 'staff.list', 'alert.locked'])

const owners: (() => void)[] = []

/** What keeps something of a customer beside the answers lets go of it then. */
export function onForget(forget: () => void): void {
  owners.push(forget)
}

/** Takes every answer out of memory, and the notes from the screen: they may name a customer. */
export function useForgetting(): () => void {
  const client = useQueryClient()
  return () => {
    client.removeQueries({ predicate: (query) => !KEPT.has(String(query.queryKey[0])) })
    for (const forget of owners) forget()
    dismissAll()
  }
}
