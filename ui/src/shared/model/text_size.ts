/** The size of the text, kept for each person on this PC. */
import { useQueryClient } from '@tanstack/vue-query'
import { computed, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import { textSizeOf, type TextSize } from '@/shared/theme'
import { call } from '@/shared/ipc'
import { notifyError } from '@/shared/use/toast'
import { useCall } from './query'

const ASKED = { key: 'look.text' }

export function useTextSize(enabled: MaybeRefOrGetter<boolean>): {
  size: ComputedRef<TextSize>
  /** Answers whether it was kept; if not, that is told. */
  keep: (size: TextSize) => Promise<boolean>
} {
  const client = useQueryClient()
  const kept = useCall('preference.get', ASKED, { enabled, keep: true })
  const size = computed(() => textSizeOf(kept.data.value?.value))
  async function keep(wanted: TextSize): Promise<boolean> {
    const at = ['preference.get', ASKED]
    client.setQueryData(at, { value: wanted })
    try {
      await call('preference.set', { ...ASKED, value: wanted })
      return true
    } catch (error) {
      notifyError(error)
      return false
    } finally {
      await client.invalidateQueries({ queryKey: at })
    }
  }
  return { size, keep }
}
