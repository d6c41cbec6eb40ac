/** What the forms of remedy cases ask for, and how the answers become the calls. Pure. */
import type {
  RefundMethod,
  RemedyCaseAdvance,
  RemedyCaseOption,
  RemedyCaseUpdate,
  RemedyChannel,
  RemedyClaim,
  RemedyDelay,
  RemedyExpenseKind,
  RemedyFacts,
  RemedyGround,
  RemedyProof,
  RemedyState,
} from '@/bindings/contract'
import { parseYuan } from '@/shared/format/text'

export const grounds: RemedyGround[] = ['quality', 'no_reason', 'agreed', 'finding', 'unsuitable']
export const expenseKinds: RemedyExpenseKind[] = [
  'transport',
  'removal',
  'inspection',
  'travel',
  'other',
]
export const channels: RemedyChannel[] = ['shop', 'door', 'phone', 'wechat', 'online', 'tv', 'mail']
export const delays: RemedyDelay[] = ['parts', 'repairer']
export const methods: RefundMethod[] = ['cash', 'wechat', 'alipay', 'transfer']

/** What may be asked for on a ground, the likeliest first; as the rules know it. */
export const claimsOf = (ground: RemedyGround): RemedyClaim[] =>
  ground === 'no_reason' || ground === 'finding'
    ? ['return']
    : ground === 'unsuitable'
      ? ['exchange']
      : ['return', 'exchange', 'repair', 'compensation', 'reduction']

/** The colour of a state; the word says the same. */
export function stateTone(state: RemedyState): string {
  if (state === 'proposed' || state === 'with_headquarters') return 'warn'
  if (state === 'approved' || state === 'agreed') return 'info'
  if (state === 'refused' || state === 'declined') return 'bad'
  return state === 'executed' || state === 'closed' ? 'ok' : ''
}

/** Fen as one types them. */
export const typedYuan = (fen: number | null): string =>
  fen === null ? '' : fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)

/** A yes, a no, or not known. */
export type Answer = '' | 'yes' | 'no'
const answerOf = (value: boolean | null): Answer => (value === null ? '' : value ? 'yes' : 'no')

const texts = [
  'invoice_no',
  'card_no',
  'fault_record',
  'finding_no',
  'finding_authority',
  'goods_condition',
  'agreement',
] as const
const days = ['invoice_on', 'finding_on', 'received_on'] as const
const answers = [
  'fault_confirmed',
  'same_model_available',
  'accepts_exchange',
  'dep_in_terms',
  'unopened',
  'custom_made',
  'unsuitable_confirmed',
] as const
const sums = ['price_fen', 'subsidy_fen'] as const

type TextField = (typeof texts)[number]
type DayField = (typeof days)[number]
export type AnswerField = (typeof answers)[number]
type SumField = (typeof sums)[number]

/** What is typed into the form of the evidence; it makes a draft. */
export type FactValues = Record<TextField, string> &
  Record<DayField, string | null> &
  Record<AnswerField, Answer> &
  Record<SumField, string> & {
    ground: RemedyGround
    claim: RemedyClaim
    delay_cause: RemedyDelay | ''
    sale_channel: RemedyChannel | ''
  }

export function factsTyped(
  facts: RemedyFacts,
  ground: RemedyGround,
  claim: RemedyClaim,
): FactValues {
  const pick = <K extends string, V>(keys: readonly K[], value: (key: K) => V) =>
    Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>
  return {
    ground,
    claim,
    delay_cause: facts.delay_cause ?? '',
    sale_channel: facts.sale_channel ?? '',
    ...pick(texts, (key) => facts[key] ?? ''),
    ...pick(days, (key) => facts[key]),
    ...pick(answers, (key) => answerOf(facts[key])),
    ...pick(sums, (key) => typedYuan(facts[key])),
  }
}

/** The amounts that are no amounts. */
export const badSums = (values: FactValues, before: FactValues): SumField[] =>
  sums.filter(
    (key) =>
      (values[key].trim() !== '' || before[key] !== '') && parseYuan(values[key]) === undefined,
  )

/** The call for a filled form: only what differs from what is on record. */
export function updateOf(id: string, before: FactValues, values: FactValues): RemedyCaseUpdate {
  const call: RemedyCaseUpdate = { id }
  if (values.ground !== before.ground) call.ground = values.ground
  if (values.claim !== before.claim) call.claim = values.claim
  for (const key of texts) if (values[key] !== before[key]) call[key] = values[key]
  for (const key of days) if (values[key] !== before[key]) call[key] = values[key] ?? ''
  for (const key of answers) {
    if (values[key] !== before[key] && values[key] !== '') call[key] = values[key] === 'yes'
  }
  for (const key of sums) {
    const fen = parseYuan(values[key])
    if (values[key] !== before[key] && fen !== undefined) call[key] = fen
  }
  if (values.delay_cause !== before.delay_cause && values.delay_cause !== '')
    call.delay_cause = values.delay_cause
  if (values.sale_channel !== before.sale_channel && values.sale_channel !== '')
    call.sale_channel = values.sale_channel
  return call
}

/** Which parts of the form a ground asks for. */
export interface FactParts {
  papers: boolean
  fault: boolean
  goods: boolean
  finding: boolean
  agreement: boolean
}
export const partsOf = (ground: RemedyGround): FactParts => ({
  papers: true,
  fault: ground === 'quality',
  goods: ground === 'no_reason' || ground === 'unsuitable',
  finding: ground === 'finding',
  agreement: ground === 'agreed',
})

/** The fields of a step's form, as the program names them. */
export const stepFields = [
  'claim',
  'percent',
  'new_price_fen',
  'ruling_no',
  'ruling_by',
  'other_serial',
  'document',
  'method',
  'receipt_no',
  'done_on',
  'reason',
  'contact_text',
  'text',
] as const
export type StepField = (typeof stepFields)[number]
export type StepValues = Record<Exclude<StepField, 'done_on'>, string> & { done_on: string | null }

export const emptyStep = (): StepValues => ({
  claim: '',
  percent: '',
  new_price_fen: '',
  ruling_no: '',
  ruling_by: '',
  other_serial: '',
  document: '',
  method: '',
  receipt_no: '',
  done_on: null,
  reason: '',
  contact_text: '',
  text: '',
})

/** The fields of a step, in the order they are asked. The share and the price depend on the claim. */
export function fieldsOf(
  option: RemedyCaseOption,
  claim: string,
): { field: StepField; required: boolean }[] {
  const isField = (name: string): name is StepField => stepFields.some((one) => one === name)
  const needs = option.needs.filter(isField).map((field) => ({
    field,
    // The day is today unless another is typed.
    required: field !== 'done_on',
  }))
  const offers = option.offers
    .filter(isField)
    .filter((field) => field !== 'percent' || claim === 'reduction')
    .filter((field) => field !== 'new_price_fen' || claim === 'exchange')
    .map((field) => ({ field, required: field === 'percent' }))
  return [...needs, ...offers]
}

/** Which fields that must be filled are empty, or hold no number where one is asked for. */
export function missingOf(option: RemedyCaseOption, values: StepValues): StepField[] {
  return fieldsOf(option, values.claim)
    .filter(({ field, required }) => {
      const typed = (values[field] ?? '').trim()
      if (field === 'percent') return !/^\d{1,3}$/.test(typed)
      if (field === 'new_price_fen') return typed !== '' && parseYuan(typed) === undefined
      return required && typed === ''
    })
    .map(({ field }) => field)
}

/** The call for a filled step. Only what the step asks for is sent. */
export function advanceOf(
  id: string,
  seen: RemedyState,
  option: RemedyCaseOption,
  values: StepValues,
): RemedyCaseAdvance {
  const call: RemedyCaseAdvance = { id, step: option.step, expected_state: seen }
  for (const { field } of fieldsOf(option, values.claim)) {
    const typed = (values[field] ?? '').trim()
    if (typed === '') continue
    if (field === 'claim') call.claim = typed as RemedyClaim
    else if (field === 'method') call.method = typed as RefundMethod
    else if (field === 'percent') call.percent = Number(typed)
    else if (field === 'new_price_fen') {
      const fen = parseYuan(typed)
      if (fen !== undefined) call.new_price_fen = fen
    } else call[field] = typed
  }
  return call
}

/** Evidence that must be there and is not. */
export const lackingOf = (
  evidence: readonly { proof: RemedyProof; must: boolean; held: boolean }[],
): RemedyProof[] => evidence.filter((one) => one.must && !one.held).map((one) => one.proof)
