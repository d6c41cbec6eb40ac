/** What is done with a call: registered, answered at once, or noted as one more call. */
import { computed, ref, watch, type Ref } from 'vue'
import type { RequestTaken, WorkOrderSummary } from '@/bindings/contract'
import { t } from '@/shared/i18n'
import { useAction } from '@/shared/model/query'
import type { DraftHandle } from '@/shared/use/draft'
import { notify } from '@/shared/use/toast'
import { missingOf, requestOf, type IntakeForm, type NeededField } from './model'

export type Registration = ReturnType<typeof useRegistration>

export function useRegistration(
  form: Ref<IntakeForm>,
  draft: DraftHandle,
  openOrder: (id: string) => void,
) {
  const create = useAction('request.create')
  const urge = useAction('request.urge')
  const answer = useAction('request.answer')
  const tried = ref(false)
  /** What was registered last, until the next call comes in. */
  const taken = ref<(RequestTaken & { answered: boolean }) | null>(null)
  watch(
    () => form.value.customerId,
    (id) => {
      if (id !== null) taken.value = null
    },
  )
  const missing = computed(() => (tried.value ? missingOf(form.value) : []))
  const busy = computed(() => create.busy.value || answer.busy.value || urge.busy.value)

  /** The message beside a needed field: the program's, else that it is missing. */
  const needed = (field: NeededField, name: string): string | undefined =>
    create.errors.value[name] ??
    (missing.value.includes(field) ? t('common.form.needed') : undefined)
  /** Whether everything needed is there; says beside the fields what is not. */
  function complete(): boolean {
    tried.value = true
    return missingOf(form.value).length === 0
  }
  async function finish(made: RequestTaken, answered: boolean): Promise<true> {
    taken.value = { ...made, answered }
    tried.value = false
    await draft.drop()
    return true
  }
  async function register(): Promise<boolean> {
    if (!complete()) return false
    const made = await create.run(requestOf(form.value, null))
    return made ? finish(made, false) : false
  }
  async function registerAnswered(text: string): Promise<boolean> {
    if (!complete()) return false
    const made = await create.run(requestOf(form.value, false))
    if (!made) return false
    // If the answer is refused the call is kept, open, and stands on 今日.
    const done = await answer.run({ id: made.request.id, text })
    return finish(made, done !== undefined)
  }
  async function calledAgain(order: WorkOrderSummary): Promise<boolean> {
    const text = form.value.text.trim() || null
    if (!(await urge.run({ work_order_id: order.id, text }))) return false
    notify('ok', t('intake.urged'), {
      label: t('intake.openOrder'),
      run: () => openOrder(order.id),
    })
    tried.value = false
    await draft.drop()
    return true
  }
  return {
    taken,
    busy,
    errors: create.errors,
    answerErrors: answer.errors,
    needed,
    complete,
    register,
    registerAnswered,
    calledAgain,
  }
}
