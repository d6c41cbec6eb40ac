/** What is done with a call: registered, answered at once, or noted as one more call. */
import { computed, ref, watch, type Ref } from 'vue'
import type {
  ComplaintSummary,
  RemedyCaseSummary,
  RequestConverted,
  RequestDuplicate,
  RequestSummary,
  RequestTaken,
  RequestUrge,
  WorkOrderSummary,
} from '@/bindings/contract'
import { t } from '@/shared/i18n'
import { call } from '@/shared/ipc'
import type { HeldPhotos } from '@/parts/photo/held'
import { useAction } from '@/shared/model/query'
import type { DraftHandle } from '@/shared/use/draft'
import { notify } from '@/shared/use/toast'
import {
  calledAt,
  duplicatesOf,
  missingOf,
  requestOf,
  urgeOf,
  type IntakeForm,
  type NeededField,
} from './model'

/** What a call may be one more about. */
export interface Doubles {
  rows: RequestDuplicate[]
  complaints: ComplaintSummary[]
  remedies: RemedyCaseSummary[]
}
const none = (): Doubles => ({ rows: [], complaints: [], remedies: [] })
export const countOf = (one: Doubles): number =>
  one.rows.length + one.complaints.length + one.remedies.length

/** What the call has beside its form. */
interface Beside {
  /** Whether the words tell of a danger that nobody has been shown yet. */
  unheard: () => Promise<boolean>
  /** A command with the pictures that were sent with the call. */
  sent: HeldPhotos['sent']
  /** Waits for pictures that are still being taken in; false when one of them was not. */
  whole: HeldPhotos['whole']
  /** From now on pictures are taken in again, for the next call or this one. */
  reopen: HeldPhotos['reopen']
}

export type Registration = ReturnType<typeof useRegistration>

export function useRegistration(
  form: Ref<IntakeForm>,
  draft: DraftHandle,
  open: (path: string) => void,
  { unheard, sent, whole, reopen }: Beside,
) {
  const create = useAction('request.create')
  const urge = useAction('request.urge')
  const answer = useAction('request.answer')
  const tried = ref(false)
  /** What was registered last, until the next call comes in. */
  const taken = ref<(RequestTaken & { answered: boolean }) | null>(null)
  /** What this call may double: a person says whether it does. */
  const doubles = ref<Doubles>(none())
  /** The person said that it is another matter. */
  const other = ref(false)
  watch(
    () => form.value.customerId,
    (id) => {
      if (id !== null) taken.value = null
    },
  )
  watch(
    () => JSON.stringify(duplicatesOf(form.value)),
    () => {
      doubles.value = none()
      other.value = false
    },
  )
  /** The words are looked at before they are saved. */
  const looking = ref(false)
  /** What was tried last is one more call about something open: little has to be there for that. */
  const urging = ref(false)
  const missing = computed<NeededField[]>(() => {
    if (urging.value) return calledAt(form.value) === undefined ? ['called'] : []
    return tried.value ? missingOf(form.value) : []
  })
  /** Field name to message, of what was refused last. */
  const errors = computed(() => (urging.value ? urge : create).errors.value)
  const busy = computed(
    () => looking.value || create.busy.value || answer.busy.value || urge.busy.value,
  )

  /** The message beside a needed field: the program's, else that it is missing. */
  const needed = (field: NeededField, name: string): string | undefined =>
    errors.value[name] ?? (missing.value.includes(field) ? t('common.form.needed') : undefined)
  /** Whether everything needed is there; says beside the fields what is not. */
  function complete(): boolean {
    tried.value = true
    urging.value = false
    return missingOf(form.value).length === 0
  }
  /** Whether the call may be saved as a new one; shows what it may double otherwise. */
  async function isNew(): Promise<boolean> {
    if (other.value || form.value.safety) return true
    try {
      const found = await call('request.duplicates', duplicatesOf(form.value))
      doubles.value = {
        rows: found.rows.filter((row) => row.open || row.same_call),
        complaints: found.complaints,
        remedies: found.remedy_cases,
      }
    } catch {
      // Looking must never keep a call from being saved.
      doubles.value = none()
    }
    return countOf(doubles.value) === 0
  }
  async function finish(made: RequestTaken, answered: boolean): Promise<true> {
    taken.value = { ...made, answered }
    await begin()
    return true
  }
  async function begin(): Promise<void> {
    made = null
    answer.reset()
    tried.value = false
    urging.value = false
    doubles.value = none()
    other.value = false
    await draft.drop()
  }
  /** What is being saved takes no more pictures in; pressed again meanwhile it does nothing. */
  const shut = (work: () => Promise<boolean>): Promise<boolean> =>
    busy.value ? Promise.resolve(false) : work().finally(reopen)
  const register = () => shut(save)
  async function save(): Promise<boolean> {
    if (waitsForAnswer() || !complete() || looking.value) return false
    looking.value = true
    try {
      if (!(await whole()) || (await unheard()) || !(await isNew())) return false
    } finally {
      looking.value = false
    }
    const made = await create.run(sent(requestOf(form.value, null)))
    return made ? finish(made, false) : false
  }
  /** What was registered last, while its answer is still to be saved. */
  let made: RequestTaken | null = null
  /** Registers the call and saves its answer. A refused answer stays, to be saved on the same call. */
  const registerAnswered = () => shut(saveAnswered)
  async function saveAnswered(): Promise<boolean> {
    if (looking.value) return false
    if (!form.value.answerOf) {
      looking.value = true
      try {
        if (!complete() || !(await whole()) || (await unheard())) return false
        made = (await create.run(sent(requestOf(form.value, false)))) ?? null
      } finally {
        looking.value = false
      }
      if (made === null) return false
      form.value.answerOf = { id: made.request.id, no: made.request.no }
      await draft.flush()
    }
    const { id, no } = form.value.answerOf
    const self = form.value.tried
    const done = await answer.run({
      id,
      text: (form.value.answer ?? '').trim(),
      tried: self.length ? self : null,
      solved_by_phone: form.value.answerSolved ?? false,
    })
    if (!done) return false
    if (made?.request.id === id) return finish({ ...made, request: done }, true)
    // The program was closed meanwhile: what was promised was read out then.
    notify('ok', t('intake.takenAnswered', { no }))
    await begin()
    return true
  }
  /** The call is left open, without the answer. */
  async function leaveUnanswered(): Promise<void> {
    if (made && made.request.id === form.value.answerOf?.id) await finish(made, false)
    else await begin()
  }
  /** Says that what stands in the form is registered already and wants its answer. */
  function waitsForAnswer(): boolean {
    const { answerOf } = form.value
    if (answerOf) notify('bad', t('intake.answerFirst', { no: answerOf.no }))
    return Boolean(answerOf)
  }
  const urged = (what: RequestUrge, path: string | null, danger: boolean) =>
    shut(() => saveUrged(what, path, danger))
  async function saveUrged(
    what: RequestUrge,
    path: string | null,
    danger: boolean,
  ): Promise<boolean> {
    if (waitsForAnswer()) return false
    if (form.value.safety && !danger) {
      // A danger told in a second call is no mere reminder of the first: somebody is sent to it.
      notify('bad', t('intake.urgeNoDanger'))
      return false
    }
    const cold = form.value.noHeat
    urging.value = true
    // A call of earlier whose time is not whole: noted as one of now it would be another call.
    if (calledAt(form.value) === undefined || looking.value) return false
    looking.value = true
    const ready = await whole().finally(() => (looking.value = false))
    if (!ready || !(await urge.run(sent(urgeOf(form.value, what))))) return false
    const lead = path && { label: t('intake.openIt'), run: () => open(path) }
    notify('ok', t(cold ? 'intake.urgedCold' : 'intake.urged'), ...(lead ? [lead] : []))
    await begin()
    return true
  }
  const calledAgain = (order: WorkOrderSummary) =>
    urged({ work_order_id: order.id }, `/orders/${order.id}`, order.safety)
  const askedAgain = (request: RequestSummary) =>
    urged(
      { request_id: request.id },
      request.work_order_id && `/orders/${request.work_order_id}`,
      request.safety,
    )
  /** A cold house is more than a word about a complaint: somebody is sent. */
  async function urgedCase(what: RequestUrge, path: string): Promise<boolean> {
    if (form.value.noHeat) {
      notify('bad', t('intake.urgeNoCold'))
      return false
    }
    return urged(what, path, false)
  }
  const complainedAgain = (complaint: ComplaintSummary) =>
    urgedCase({ complaint_id: complaint.id }, `/complaints/${complaint.id}`)
  const claimedAgain = (remedy: RemedyCaseSummary) =>
    urgedCase({ remedy_case_id: remedy.id }, `/remedies/${remedy.id}`)
  /** It is the same matter after all. */
  const doublesOne = (row: RequestDuplicate) =>
    row.work_order ? calledAgain(row.work_order) : askedAgain(row.request)
  function forgetDoubles(): void {
    doubles.value = none()
  }
  /** It is another matter: nothing more is asked about this caller. */
  function notSame(): void {
    doubles.value = none()
    other.value = true
  }
  function converted({ request, work_order, remedy_case }: RequestConverted): void {
    if (taken.value) taken.value = { ...taken.value, request, work_order, remedy_case }
  }
  return {
    taken,
    doubles,
    busy,
    errors,
    answerErrors: answer.errors,
    needed,
    complete,
    register,
    registerAnswered,
    leaveUnanswered,
    calledAgain,
    askedAgain,
    complainedAgain,
    claimedAgain,
    doublesOne,
    notSame,
    forgetDoubles,
    converted,
  }
}
