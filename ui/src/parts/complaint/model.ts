/** What the forms of complaints ask for, and how the answers become the calls. Pure. */
import type {
  ComplaintAdvance,
  ComplaintClass,
  ComplaintCreate,
  ComplaintOption,
  ComplaintSeverity,
  ComplaintState,
  FailureType,
  Recovery,
} from '@/bindings/contract'

/** What is typed into the form of a grumble or complaint; it makes a draft. */
export interface ComplaintValues {
  customer_id: string | null
  customer_name: string
  caller_name: string
  category: string
  item: string
  text: string
  severity: ComplaintSeverity
  safety: boolean
  injury: boolean
  public_exposure: boolean
  remedy_sought: string
  about_staff_id: string
  sat_before: string
}

export const emptyComplaint = (): ComplaintValues => ({
  customer_id: null,
  customer_name: '',
  caller_name: '',
  category: '',
  item: '',
  text: '',
  severity: 'grumble',
  safety: false,
  injury: false,
  public_exposure: false,
  remedy_sought: '',
  about_staff_id: '',
  sat_before: '',
})

/** Where a complaint comes from besides what is typed. */
export interface ComplaintOrigin {
  request_id: string | null
  work_order_id: string | null
}

const orNull = (text: string) => text.trim() || null

/** The call for a filled form. */
export function createOf(values: ComplaintValues, from: ComplaintOrigin): ComplaintCreate {
  return {
    request_id: from.request_id,
    work_order_id: from.work_order_id,
    customer_id: values.customer_id,
    caller_name: values.customer_id ? null : orNull(values.caller_name),
    category: values.category,
    item: orNull(values.item),
    text: orNull(values.text),
    severity: values.severity,
    safety: values.safety,
    injury: values.injury,
    public_exposure: values.public_exposure,
    remedy_sought: orNull(values.remedy_sought),
    about_staff_id: orNull(values.about_staff_id),
    sat_before: values.sat_before ? Number(values.sat_before) : null,
  }
}

/** The fields of a step's form, as the program names them. */
export const stepFields = [
  'severity',
  'class',
  'ruling_no',
  'ruling_by',
  'investigator_id',
  'cause',
  'failure_type',
  'plan',
  'recovery',
  'reason',
  'contact_text',
  'external_no',
  'conclusion',
  'remedy_sought',
  'text',
  'sat_after',
] as const
export type StepField = (typeof stepFields)[number]
export type StepValues = Record<StepField, string>

export const emptyStep = (): StepValues =>
  Object.fromEntries(stepFields.map((field) => [field, ''])) as StepValues

/** The fields of a step's form in the order they are asked. */
export function fieldsOf(option: ComplaintOption): { field: StepField; required: boolean }[] {
  const known = (name: string): StepField[] => stepFields.filter((one) => one === name)
  return [
    ...option.needs.flatMap(known).map((field) => ({ field, required: true })),
    ...option.offers.flatMap(known).map((field) => ({ field, required: false })),
  ]
}

/** Which required fields are empty. */
export function missingOf(option: ComplaintOption, values: StepValues): StepField[] {
  return fieldsOf(option)
    .filter(({ field, required }) => required && values[field].trim() === '')
    .map(({ field }) => field)
}

/** The call for a filled step. Only what the step asks for is sent. */
export function advanceOf(
  id: string,
  seen: ComplaintState,
  option: ComplaintOption,
  values: StepValues,
): ComplaintAdvance {
  const call: ComplaintAdvance = { id, step: option.step, expected_state: seen }
  for (const { field } of fieldsOf(option)) {
    const typed = values[field].trim()
    if (typed === '') continue
    if (field === 'sat_after') call.sat_after = Number(typed)
    else if (field === 'class') call.class = typed as ComplaintClass
    else if (field === 'severity') call.severity = typed as ComplaintSeverity
    else if (field === 'failure_type') call.failure_type = typed as FailureType
    else if (field === 'recovery') call.recovery = typed as Recovery
    else call[field] = typed
  }
  return call
}

/** The colour of a class; the letter says the same. */
export const classTone = (one: ComplaintClass): string =>
  one === 'A' ? 'bad' : one === 'B' ? 'warn' : one === 'C' ? 'info' : ''

export const severities: ComplaintSeverity[] = ['grumble', 'normal', 'high']
export const classes: ComplaintClass[] = ['A', 'B', 'C']
export const failures: FailureType[] = ['outcome', 'process']
export const recoveries: Recovery[] = [
  'apology',
  'explanation',
  'rework',
  'part',
  'refund',
  'waiver',
  'compensation',
  'exchange',
  'return',
  'safety',
  'other',
]
export const scores = ['1', '2', '3', '4', '5']
