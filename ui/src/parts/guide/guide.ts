/** What of the first week's list is kept for this person, and how it is shown or put away. */
import { useQueryClient } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import type { JsonValue } from '@/bindings/contract'
import { call } from '@/shared/ipc'
import { useAppStatus } from '@/shared/model/app'
import { useCall } from '@/shared/model/query'
import { notifyError } from '@/shared/use/toast'
import { isShown, readGuide, stepsFor, type GuideKept, type GuideStep } from './model'

const KEY = 'guide'

export function useGuide(): {
  kept: ComputedRef<GuideKept>
  steps: ComputedRef<GuideStep[]>
  shown: ComputedRef<boolean>
  keep: (change: Partial<GuideKept>) => Promise<void>
} {
  const client = useQueryClient()
  const status = useAppStatus()
  const asked = { key: KEY }
  const query = useCall('preference.get', asked, {
    enabled: () => status.data.value?.staff != null,
    keep: true,
    later: true,
  })
  const kept = computed(() => readGuide(query.data.value?.value))
  const steps = computed(() => stepsFor(status.data.value?.staff?.role))
  const households = computed(() => status.data.value?.customer_count ?? Infinity)
  return {
    kept,
    steps,
    // Nothing is shown before it is known whether it was put away.
    shown: computed(
      () => query.data.value !== undefined && isShown(kept.value, steps.value, households.value),
    ),
    keep: async (change) => {
      const value = { ...kept.value, ...change } as unknown as JsonValue
      client.setQueryData(['preference.get', asked], { value })
      try {
        await call('preference.set', { key: KEY, value })
      } catch (error) {
        notifyError(error)
        await client.invalidateQueries({ queryKey: ['preference.get', asked] })
      }
    },
  }
}
