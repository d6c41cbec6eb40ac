/** Who is calling: the households that fit what is typed, and the one that was taken. */
import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue'
import type { CallerMatch } from '@/bindings/contract'
import { useCall } from '@/shared/model/query'
import { certainMatch, digitsOf, lookupOf, wasTheirs, type IntakeForm } from './model'

/** A look at the list per pause in typing, not per key. */
const PAUSE = 80
/** How long Enter waits for an answer, milliseconds. */
const ANSWER_MS = 1_000

export type Caller = ReturnType<typeof useCaller>

export function useCaller(form: Ref<IntakeForm>) {
  const lookup = ref('')
  const last = ref<'phone' | 'name'>('phone')
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => lookupOf(form.value, last.value),
    (text) => {
      clearTimeout(timer)
      timer = setTimeout(() => (lookup.value = text), PAUSE)
    },
  )
  const found = useCall('caller.lookup', () => ({ query: lookup.value }), {
    enabled: () => lookup.value.length > 0,
    keep: true,
  })
  /** Open calls of this number that belong to no household. */
  const numberOpen = computed(() =>
    wholeNumber.value === null ? [] : (found.data.value?.requests_of_number ?? []),
  )
  const matches = computed(() => (lookup.value ? (found.data.value?.matches ?? []) : []))
  /** What the list is to be searched by. */
  const asked = computed(() => lookupOf(form.value, last.value))
  /** What is on screen answers what stands in the form, and not what was typed a moment before. */
  const settled = computed(
    () =>
      lookup.value === asked.value &&
      (lookup.value === '' || (!found.isPlaceholderData.value && !found.isFetching.value)),
  )
  const read = shallowRef({
    digits: '',
    number: null as string | null,
    owners: [] as readonly CallerMatch[],
  })
  watch(
    () => [lookup.value, found.data.value, found.isPlaceholderData.value] as const,
    ([asked, answer, old]) => {
      if (answer && !old && asked !== '' && asked === digitsOf(form.value))
        read.value = { digits: asked, number: answer.normalised_phone, owners: answer.matches }
    },
  )
  /** The number as the program reads it; null while it is not whole. */
  const wholeNumber = computed(() => {
    const digits = digitsOf(form.value)
    return digits !== '' && digits === read.value.digits ? read.value.number : null
  })
  /** Whose number it is, also while a name is typed that finds nobody. */
  const owners = computed(() => {
    const whole = wholeNumber.value
    return whole === null ? [] : read.value.owners.filter((one) => !wasTheirs(one, whole))
  })
  /** A name is being composed. */
  const composing = ref(false)
  /** The highlighted one, taken by Enter. */
  const active = ref(0)
  /** The one taken last: it stays on screen when another number no longer finds it. */
  const kept = shallowRef<CallerMatch | null>(null)
  const chosen = computed(() => {
    const id = form.value.customerId
    const match = matches.value.find((one) => one.customer.id === id)
    return match ?? (kept.value?.customer.id === id ? kept.value : undefined)
  })
  const highlighted = computed(() => {
    const match = matches.value[active.value]
    return match && !wasTheirs(match, wholeNumber.value) ? match : undefined
  })
  const shown = computed(() => chosen.value ?? (form.value.fresh ? undefined : highlighted.value))
  const isNew = computed(() => form.value.customerId === null && form.value.name.trim() !== '')
  const others = computed(() => {
    const found = new Set(matches.value.map((one) => one.customer.id))
    const all = [...matches.value, ...owners.value.filter((one) => !found.has(one.customer.id))]
    return all.filter((one) => one.customer.id !== shown.value?.customer.id)
  })
  /** A new household would be made although the number is somebody's. */
  const owned = computed(
    () => !shown.value && form.value.fresh && isNew.value && owners.value.length > 0,
  )
  /** The chosen household did not have this number before. */
  const newNumber = computed(() => {
    const whole = wholeNumber.value
    const owner = chosen.value
    return whole &&
      owner &&
      !owner.phones.some((phone) => phone.number === whole && !phone.valid_to)
      ? whole
      : null
  })
  const nobody = computed(() => !shown.value && wholeNumber.value !== null && found.isSuccess.value)

  function choose(match: CallerMatch, byNumber = false): void {
    kept.value = match
    form.value.customerId = match.customer.id
    form.value.name = match.customer.name
    form.value.fresh = false
    form.value.byNumber = byNumber
    form.value.unitId = match.units.length === 1 ? (match.units[0]?.id ?? '') : ''
  }
  function forget(): void {
    form.value.customerId = null
    form.value.unitId = ''
    form.value.byNumber = false
  }
  /** It is somebody else than was found. */
  function unchoose(): void {
    forget()
    form.value.name = ''
    form.value.fresh = true
  }
  /** Who was found by a number goes with the number; who was chosen by a person stays. */
  function onPhone(): void {
    last.value = 'phone'
    if (form.value.byNumber) {
      forget()
      form.value.name = ''
    }
    form.value.fresh = false
  }
  /** Name and number came together: the number tells more. */
  function onPasted(): void {
    last.value = 'phone'
  }
  function onName(): void {
    last.value = 'name'
    if (form.value.customerId !== null) forget()
  }
  /** Takes the next or the last household of the list. */
  function step(by: 1 | -1): void {
    const count = matches.value.length
    if (count === 0) return
    const at = matches.value.findIndex((one) => one.customer.id === form.value.customerId)
    const from = at >= 0 ? at : active.value - (by === 1 ? 1 : 0)
    active.value = Math.max(0, (from + by + count) % count)
    const match = matches.value[active.value]
    if (match) choose(match)
  }
  /** Waits a moment for the answer to what stands there now: Enter must not take the household that
   *  the first digits of another number found. `meanwhile` is done only when there is a wait. */
  async function answered(meanwhile: () => void): Promise<void> {
    clearTimeout(timer)
    lookup.value = asked.value
    await nextTick()
    if (settled.value) return
    meanwhile()
    await new Promise<void>((done) => {
      const limit = setTimeout(end, ANSWER_MS)
      const stop = watch(settled, (now) => now && end())
      function end(): void {
        clearTimeout(limit)
        stop()
        done()
      }
    })
    await nextTick()
  }
  /** Enter on a highlighted household takes it. */
  function takeHighlighted(field: string): void {
    const match = highlighted.value
    const free = !chosen.value && !form.value.fresh
    const wanted = field === 'phone' || field === 'spelled' || active.value > 0
    if (match && free && settled.value && wanted) choose(match)
  }
  watch([matches, wholeNumber], ([list, whole]) => {
    active.value = 0
    if (form.value.customerId !== null || form.value.fresh) return
    // An answer to the number does not write over the name that is being typed; of what an input
    // method composes the form knows nothing yet.
    if (composing.value || lookup.value !== asked.value) return
    const sure = certainMatch(list, whole)
    if (sure) choose(sure, true)
  })
  return {
    matches,
    composing,
    numberOpen,
    asked,
    settled,
    wholeNumber,
    chosen,
    shown,
    others,
    isNew,
    newNumber,
    nobody,
    owned,
    choose,
    unchoose,
    onPhone,
    onName,
    onPasted,
    step,
    answered,
    takeHighlighted,
  }
}
