/** The alerts, read every few seconds by the program's own clock. */
import type { MaybeRefOrGetter } from 'vue'
import { useCall } from '@/shared/model/query'

const EVERY = 15_000

export function useAlerts(enabled: MaybeRefOrGetter<boolean> = true) {
  return useCall(
    'alert.list',
    {},
    {
      every: EVERY,
      hidden: true,
      keep: true,
      later: true,
      enabled,
    },
  )
}

/** Their numbers, which a locked PC goes on asking for. */
export function useAlertNumbers() {
  return useCall('alert.locked', {}, { every: EVERY, hidden: true, keep: true })
}
