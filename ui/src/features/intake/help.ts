/** What the customer's words may mean: dangers with their script, faults with what to read out. */
import { computed, ref, watch, type Ref } from 'vue'
import type { DangerFound, FaultFound } from '@/bindings/contract'
import { useCall } from '@/shared/model/query'
import { saidOf, toldCode, type IntakeForm } from './model'

/** A look per pause in typing, not per key. */
const PAUSE = 150

export type Help = ReturnType<typeof useHelp>

export function useHelp(form: Ref<IntakeForm>) {
  const said = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => saidOf(form.value),
    (text) => {
      clearTimeout(timer)
      timer = setTimeout(() => (said.value = text), PAUSE)
    },
    { immediate: true },
  )
  const found = useCall(
    'fault.find',
    () => ({ text: said.value, unit_id: form.value.unitId || null }),
    { enabled: () => said.value !== '', keep: true },
  )
  const answer = computed(() => (said.value === '' ? undefined : found.data.value))
  const dangers = computed<DangerFound[]>(() =>
    (answer.value?.dangers ?? []).filter((one) => !form.value.noDanger.includes(one.code)),
  )
  const faults = computed<FaultFound[]>(() => answer.value?.faults ?? [])
  /** The one looked at: what was picked, else the code that stands in the form, else the first. */
  const picked = ref<string | null>(null)
  const shown = computed(
    () =>
      faults.value.find((one) => one.code === picked.value) ??
      faults.value.find((one) => one.code === form.value.faultCode.trim().toUpperCase()) ??
      faults.value[0],
  )
  const others = computed(() => faults.value.filter((one) => one.code !== shown.value?.code))
  watch(said, () => (picked.value = null))
  // A word of danger sets the mark by itself: nobody has time to look for it.
  watch(
    () => dangers.value.map((one) => one.code).join(' '),
    (now, before) => {
      if (now !== '' && now !== before) form.value.safety = true
    },
  )
  // A code read off the display is the code, and nothing has to be chosen.
  watch(
    () => toldCode(faults.value),
    (code) => {
      if (code && form.value.faultCode.trim() === '') form.value.faultCode = code
    },
  )

  function use(fault: FaultFound): void {
    form.value.faultCode = fault.code
    picked.value = fault.code
  }
  function pick(fault: FaultFound): void {
    picked.value = fault.code
  }
  /** It was asked, and there is none. */
  function noDanger(): void {
    form.value.noDanger = [...form.value.noDanger, ...dangers.value.map((one) => one.code)]
    form.value.safety = false
  }
  function toggleTried(step: string): void {
    const tried = form.value.tried
    form.value.tried = tried.includes(step) ? tried.filter((one) => one !== step) : [...tried, step]
  }
  return { dangers, faults, shown, others, use, pick, noDanger, toggleTried }
}
