/** The towns where households live, for narrowing a list. */
import { computed, type ComputedRef } from 'vue'
import { useCall } from './query'

/** Their names, the fullest first. */
export function useTowns(): ComputedRef<string[]> {
  const towns = useCall('customer.towns', {}, { keep: true })
  return computed(() => towns.data.value?.rows.map((town) => town.name) ?? [])
}

/** A town half typed narrows nothing yet; one that nobody lives in is asked for as typed. */
export function wholeTown(typed: string, towns: readonly string[]): string {
  const half = towns.some((one) => one !== typed && one.startsWith(typed))
  return half && !towns.includes(typed) ? '' : typed
}
