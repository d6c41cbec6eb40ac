/** Checks a serial while it is typed. */
import { computed, ref, watch, type Ref } from 'vue'
import { useCall } from '@/shared/model/query'
import { adviceOf } from './model'

/** Shorter than this says nothing. */
const ENOUGH = 4

export type SerialCheck = ReturnType<typeof useSerialCheck>

export function useSerialCheck(serial: Ref<string>) {
  const asked = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    serial,
    (text) => {
      clearTimeout(timer)
      timer = setTimeout(() => (asked.value = text.trim()), 80)
    },
    { immediate: true },
  )
  /** Letters and digits with at least one digit among the first: a name or a village is none. */
  const looksLikeOne = computed(() => /^(?=[a-z]*\d)[a-z0-9]{6,}$/i.test(serial.value.trim()))
  const query = useCall('unit.check_serial', () => ({ serial: asked.value }), {
    enabled: () => asked.value.length >= ENOUGH,
  })
  const check = computed(() => (serial.value.trim() === asked.value ? query.data.value : undefined))
  const advice = computed(() => adviceOf(check.value))
  const known = computed(() => check.value?.known ?? null)
  return { serial, looksLikeOne, check, advice, known }
}
