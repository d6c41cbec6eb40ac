/** Planning the maintenance of machines that have none planned: how many, all at once, or later. */
import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { countText } from '@/shared/format/text'
import { t } from '@/shared/i18n'
import { call } from '@/shared/ipc'
import { useAppStatus } from '@/shared/model/app'
import { useBulk } from '@/shared/model/bulk'
import { useCall } from '@/shared/model/query'
import { notify, notifyError } from '@/shared/use/toast'

/** As many as the program plans by one call. */
const AT_ONCE = 200
const LATER = { key: 'unit.upkeep_later' }

export interface UpkeepPlan {
  /** How many machines have none planned. */
  count: ComputedRef<number>
  /** Something is asked or going on. */
  shown: ComputedRef<boolean>
  running: Ref<boolean>
  /** How many the press was about. */
  wanted: Ref<number>
  planned: Ref<number>
  plan: () => Promise<void>
  stop: () => void
  putOff: () => Promise<void>
}

export function useUpkeepPlan(): UpkeepPlan {
  const client = useQueryClient()
  const status = useAppStatus()
  const desk = computed(() => ['manager', 'clerk'].includes(status.data.value?.staff?.role ?? ''))
  const query = useCall('machine.unplanned', {}, { enabled: desk, keep: true })
  const later = useCall('preference.get', LATER, { enabled: desk, keep: true })
  const count = computed(() => query.data.value?.count ?? 0)
  const bulk = useBulk()
  const wanted = ref(0)
  const planned = ref(0)
  /** Put off until there are more of them. */
  const asks = computed(() => {
    const kept = later.data.value?.value
    return later.isSuccess.value && count.value > (typeof kept === 'number' ? kept : 0)
  })

  async function plan(): Promise<void> {
    wanted.value = count.value
    planned.value = 0
    const calls = Math.ceil(count.value / AT_ONCE)
    const items = Array.from({ length: calls }, (_, at) => ({
      id: String(at),
      title: '',
      to: '/units',
    }))
    await bulk.run(
      items,
      async () => {
        try {
          planned.value += (await call('machine.plan_upkeep', {})).planned
        } catch (error) {
          // What refuses one refuses the rest.
          bulk.stop()
          throw error
        }
      },
      t('unit.upkeep.step'),
    )
    const why = bulk.refused.value[0]?.why
    if (why) notify('bad', why)
    const ended = why || bulk.left.value.length > 0 ? 'unit.upkeep.stopped' : 'unit.upkeep.done'
    notify('ok', t(ended, { count: countText(planned.value) }))
  }
  async function putOff(): Promise<void> {
    try {
      await call('preference.set', { ...LATER, value: count.value })
    } catch (error) {
      notifyError(error)
    }
    await client.invalidateQueries({ queryKey: ['preference.get', LATER] })
  }
  return {
    count,
    shown: computed(() => bulk.running.value || asks.value),
    running: bulk.running,
    wanted,
    planned,
    plan,
    stop: bulk.stop,
    putOff,
  }
}
