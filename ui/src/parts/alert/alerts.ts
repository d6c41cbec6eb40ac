/** The alerts, read every few seconds by the program's own clock. */
import { useQueryClient } from '@tanstack/vue-query'
import type { MaybeRefOrGetter } from 'vue'
import type { Alerts } from '@/bindings/contract'
import { useCall } from '@/shared/model/query'
import { lockedCountsOf, type LockedCounts } from './model'

const EVERY = 15_000

export function useAlerts(enabled: MaybeRefOrGetter<boolean> = true) {
  return useCall('alert.list', {}, { every: EVERY, keep: true, enabled })
}

/** The numbers of the last look before the PC was locked, and when that was; null without one. */
export function useLastCounts(): (LockedCounts & { at: number }) | null {
  const state = useQueryClient().getQueryState<Alerts>(['alert.list', {}])
  return state?.data ? { ...lockedCountsOf(state.data), at: state.dataUpdatedAt } : null
}
