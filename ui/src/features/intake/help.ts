/** What the customer's words may mean: dangers with their script, faults with what to read out. */
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type { DangerFound, FaultFound, FaultsFound } from '@/bindings/contract'
import { useCall } from '@/shared/model/query'
import { call } from '@/shared/ipc'
import { chosenOurs } from '@/parts/other_machine/model'
import { saidOf, saidWords, toldCode, undenied, type IntakeForm } from './model'

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
    () => ({ text: said.value, unit_id: chosenOurs(form.value.unitId) }),
    { enabled: () => said.value !== '', keep: true },
  )
  /** What is known of this call's words, also while the next answer is on its way; with an empty
   *  form nothing is, and least of all what the call before was about. */
  const answer = shallowRef<FaultsFound | undefined>()
  watch(
    [said, found.data, found.isPlaceholderData] as const,
    ([words, data, old]) => {
      if (words === '') answer.value = undefined
      else if (data && !old) answer.value = data
    },
    { immediate: true },
  )
  watch(
    () => saidOf(form.value) === '',
    (empty) => {
      if (!empty) return
      clearTimeout(timer)
      said.value = ''
    },
  )
  const dangers = computed<DangerFound[]>(() =>
    undenied(answer.value?.dangers ?? [], form.value.noDanger),
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
    () => dangers.value.flatMap(saidWords).join(' '),
    (now, before) => {
      if (now !== '' && now !== before) form.value.safety = true
    },
  )
  // A cold house is marked as it is told, until a person says otherwise.
  const propose = (cold: boolean) => {
    if (!form.value.noHeatSaid) form.value.noHeat = cold
  }
  watch(
    () => answer.value?.no_heat,
    (cold) => propose(cold ?? false),
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
    // All that was said of it until now, also what an earlier look had denied.
    const codes = new Set(dangers.value.map((one) => one.code))
    const others = form.value.noDanger.filter((word) => !codes.has(word.split(' ')[0] ?? ''))
    form.value.noDanger = [...others, ...dangers.value.flatMap(saidWords)]
    form.value.safety = false
  }
  /**
   * Looks at once at what is typed now. Answers whether it tells of a danger that nobody was shown:
   * then the mark is set and the script stands on the screen before the call is registered.
   */
  async function unheard(): Promise<boolean> {
    clearTimeout(timer)
    const text = saidOf(form.value)
    const heard = dangers.value.flatMap(saidWords).join(' ')
    const marked = form.value.safety
    said.value = text
    if (text === '') return false
    try {
      const { dangers: told, no_heat: cold } = await call('fault.find', {
        text,
        unit_id: chosenOurs(form.value.unitId),
      })
      propose(cold)
      const now = undenied(told, form.value.noDanger)
      const shownAlready = now.flatMap(saidWords).join(' ') === heard
      if (now.length === 0 || marked || shownAlready) return false
      form.value.safety = true
      return true
    } catch {
      // Looking must never keep a call from being saved.
      return false
    }
  }
  function toggleTried(step: string): void {
    const tried = form.value.tried
    form.value.tried = tried.includes(step) ? tried.filter((one) => one !== step) : [...tried, step]
  }
  return { dangers, faults, shown, others, use, pick, noDanger, unheard, toggleTried }
}
