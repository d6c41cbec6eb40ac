/** What a step asks for, and how the answers become the call. Pure. */
import type {
  CauseChoice,
  CauseClass,
  StepOption,
  WorkOrderAdvance,
  WorkOrderState,
  WorkOrderStep,
} from '@/bindings/contract'
import { instantOf, plain } from '@/shared/format/date'
import { parseYuan } from '@/shared/format/text'

/** The fields a step form may show, in the order they are asked. */
export type StepField =
  | 'window'
  | 'technician_id'
  | 'part'
  | 'part_eta_at'
  | 'cause'
  | 'result'
  | 'charge_fen'
  | 'signature'
  | 'satisfied'
  | 'reason'
  | 'contact_text'
  | 'safe_check'
  | 'mains_tenths'

/** What is typed into a step form; everything as text, so that it makes a draft. */
export interface StepValues {
  window_from_at: number | null
  window_to_at: number | null
  technician_id: string
  part: string
  part_eta_on: string | null
  cause: string
  cause_class: CauseClass | ''
  result: string
  charge: string
  signature: string
  satisfied: 'yes' | 'no' | ''
  reason: string
  contact_text: string
  safe_check: string
  mains: string
}

export const emptyValues = (): StepValues => ({
  window_from_at: null,
  window_to_at: null,
  technician_id: '',
  part: '',
  part_eta_on: null,
  cause: '',
  cause_class: '',
  result: '',
  charge: '',
  signature: '',
  satisfied: '',
  reason: '',
  contact_text: '',
  safe_check: '',
  mains: '',
})

/** `220`, `219.5`, `198V`, `198伏`: tenths of a volt; undefined for what no meter shows. */
export function parseVolts(text: string): number | undefined {
  const typed = plain(text)
    .trim()
    .replace(/\s*(?:v|伏)$/i, '')
  if (!/^\d{1,3}(?:\.\d)?$/.test(typed)) return undefined
  const tenths = Math.round(Number(typed) * 10)
  return tenths <= 4_800 ? tenths : undefined
}

const asks: Record<string, StepField> = {
  window_from_at: 'window',
  window_to_at: 'window',
  technician: 'technician_id',
  technician_id: 'technician_id',
  part: 'part',
  part_eta_at: 'part_eta_at',
  cause: 'cause',
  result: 'result',
  charge_fen: 'charge_fen',
  signature: 'signature',
  satisfied: 'satisfied',
  reason: 'reason',
  contact_text: 'contact_text',
}
/** Offered besides what is needed. */
const offered: Partial<Record<WorkOrderStep, StepField[]>> = {
  schedule: ['contact_text'],
  confirm: ['contact_text'],
  dispatch: ['reason'],
  finish: ['mains_tenths'],
}

export interface AskedField {
  field: StepField
  required: boolean
}

/** The fields of a step's form; `also` are offered for this order only. */
export function fieldsOf(option: StepOption, also: readonly StepField[] = []): AskedField[] {
  const needed = option.needs.flatMap((name) => asks[name] ?? [])
  const list: AskedField[] = [...new Set(needed)].map((field) => ({ field, required: true }))
  for (const field of [...(offered[option.step] ?? []), ...also]) {
    if (!needed.includes(field)) list.push({ field, required: false })
  }
  return list
}

/** Which required fields are empty or wrong. */
export function missingOf(option: StepOption, values: StepValues): StepField[] {
  const empty: Record<StepField, boolean> = {
    window: values.window_from_at === null || values.window_to_at === null,
    technician_id: values.technician_id === '',
    part: values.part.trim() === '',
    part_eta_at: values.part_eta_on === null,
    cause: values.cause.trim() === '',
    result: values.result.trim() === '',
    charge_fen: parseYuan(values.charge) === undefined,
    signature: values.signature.trim() === '',
    satisfied: values.satisfied === '',
    reason: values.reason.trim() === '',
    contact_text: values.contact_text.trim() === '',
    safe_check: values.safe_check.trim() === '',
    mains_tenths: parseVolts(values.mains) === undefined,
  }
  return fieldsOf(option)
    .filter(({ field, required }) => required && empty[field])
    .map(({ field }) => field)
}

/** A part “arrives on a day”; the promise counts from the end of the shop's day. */
const SHOP_CLOSES = 18 * 60

/** The call for a filled form. Only what the step asks for is sent. */
export function advanceOf(
  id: string,
  seen: WorkOrderState,
  option: StepOption,
  values: StepValues,
  also: readonly StepField[] = [],
): WorkOrderAdvance {
  const call: WorkOrderAdvance = { id, step: option.step, expected_state: seen }
  for (const { field } of fieldsOf(option, also)) {
    switch (field) {
      case 'window':
        call.window_from_at = values.window_from_at
        call.window_to_at = values.window_to_at
        break
      case 'part_eta_at':
        call.part_eta_at = values.part_eta_on ? instantOf(values.part_eta_on, SHOP_CLOSES) : null
        break
      case 'charge_fen':
        call.charge_fen = parseYuan(values.charge) ?? null
        break
      case 'mains_tenths':
        if (values.mains.trim() !== '') call.mains_tenths = parseVolts(values.mains) ?? null
        break
      case 'cause': {
        const text = values.cause.trim()
        if (text !== '') call.cause = text
        if (values.cause_class !== '') call.cause_class = values.cause_class
        break
      }
      case 'satisfied':
        call.satisfied = values.satisfied === '' ? null : values.satisfied === 'yes'
        break
      default: {
        const text = values[field].trim()
        if (text !== '') call[field] = text
      }
    }
  }
  return call
}

/** The likely step; a finished order has none, even where it may be reopened. */
export function primaryOf(options: StepOption[]): StepOption | undefined {
  return options.find((option) => option.primary)
}

export const causeClasses: CauseClass[] = [
  'product',
  'installation',
  'use',
  'environment',
  'repair_quality',
  'part_quality',
  'outside',
  'no_fault_found',
]

/** A cause in words of one's own needs a class; what names one of the list has it. */
export function asksClass(cause: string, causes: readonly CauseChoice[]): boolean {
  const text = cause.trim()
  const named = (one: CauseChoice) => text.includes(one.name.zh) || text.includes(one.name.en)
  return text !== '' && !causes.some(named)
}
