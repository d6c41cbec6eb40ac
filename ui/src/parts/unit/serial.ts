/** Checks a serial while it is typed. */
import { computed, ref, watch, type Ref } from 'vue'
import { useCall } from '@/shared/model/query'
import { adviceOf } from './model'

/** Shorter than this says nothing. */
const ENOUGH = 4

/** Letters and digits, with or without gaps: a name, a village or a telephone number is none. */
export function isLikeSerial(text: string): boolean {
  const whole = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^(?=.*[a-z])(?=.*\d)[a-z0-9]{6,}$/i.test(whole)
}

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
  const looksLikeOne = computed(() => isLikeSerial(serial.value))
  const query = useCall('unit.check_serial', () => ({ serial: asked.value }), {
    enabled: () => asked.value.length >= ENOUGH,
  })
  const check = computed(() => (serial.value.trim() === asked.value ? query.data.value : undefined))
  const advice = computed(() => adviceOf(check.value))
  const known = computed(() => check.value?.known ?? null)
  return { serial, looksLikeOne, check, advice, known }
}
