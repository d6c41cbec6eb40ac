/** The intake form and how it becomes a call. Pure. */
import type { CallerMatch, Channel, RequestCreate, RequestKind } from '@/bindings/contract'
import { plain } from '@/shared/format/date'

export interface IntakeForm {
  phone: string
  noPhone: boolean
  noPhoneReason: string
  /** The name typed; the household's when one is chosen. */
  name: string
  customerId: string | null
  /** The household was found by the number, and not chosen by a person. */
  byNumber: boolean
  /** The person said that it is a new household although there are matches. */
  fresh: boolean
  town: string
  address: string
  text: string
  kind: RequestKind
  channel: Channel
  unitId: string
  faultCode: string
  preferred: string
  safety: boolean
}

export const emptyForm = (): IntakeForm => ({
  phone: '',
  noPhone: false,
  noPhoneReason: '',
  name: '',
  customerId: null,
  byNumber: false,
  fresh: false,
  town: '',
  address: '',
  text: '',
  kind: 'repair',
  channel: 'phone',
  unitId: '',
  faultCode: '',
  preferred: '',
  safety: false,
})

export const kinds: RequestKind[] = [
  'repair',
  'enquiry',
  'install',
  'maintenance',
  'complaint',
  'suggestion',
  'praise',
  'return',
  'pre_sale',
]

/** These open a work order by themselves. */
export function opensOrder(kind: RequestKind): boolean {
  return kind === 'repair' || kind === 'install' || kind === 'maintenance'
}

export const digitsOf = (form: IntakeForm): string => plain(form.phone).replace(/\D/g, '')

/**
 * What to look the caller up by: what was typed last. A number counts once it has three digits; a
 * name typed beside a number that nobody has finds the household that calls from a new one.
 */
export function lookupOf(form: IntakeForm, last: 'phone' | 'name' = 'phone'): string {
  const digits = digitsOf(form)
  const name = form.name.trim()
  if (last === 'name' && name !== '') return name
  return digits.length >= 3 ? digits : name
}

/** The household to take by itself: a whole number that only one household has. */
export function certainMatch(matches: CallerMatch[], wholeNumber: string | null) {
  if (!wholeNumber) return undefined
  const owners = matches.filter((match) =>
    match.phones.some((phone) => phone.number === wholeNumber),
  )
  return owners.length === 1 ? owners[0] : undefined
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

export function requestOf(form: IntakeForm, openOrder: boolean | null): RequestCreate {
  const known = form.customerId !== null
  return {
    text: form.text.trim(),
    kind: form.kind,
    channel: form.channel,
    caller_phone: form.noPhone ? null : orNull(form.phone),
    no_phone_reason: form.noPhone ? orNull(form.noPhoneReason) : null,
    customer_id: form.customerId,
    new_customer_name: known ? null : orNull(form.name),
    town: known ? null : orNull(form.town),
    address: known ? null : orNull(form.address),
    unit_id: known && form.unitId !== '' ? form.unitId : null,
    fault_code: orNull(form.faultCode),
    safety: form.safety ? true : null,
    preferred_time: orNull(form.preferred),
    open_order: openOrder,
  }
}

/** The fields that a person must fill before anything is sent. */
export type NeededField = 'text' | 'phone' | 'noPhoneReason' | 'name'

export function missingOf(form: IntakeForm): NeededField[] {
  const missing: NeededField[] = []
  if (!form.noPhone && form.phone.trim() === '') missing.push('phone')
  if (form.noPhone && form.noPhoneReason.trim() === '') missing.push('noPhoneReason')
  if (form.customerId === null && form.name.trim() === '') missing.push('name')
  if (form.text.trim() === '') missing.push('text')
  return missing
}

/** The field after this one that still wants something; the rest is there for Tab. */
export function nextField(form: IntakeForm, from: string): string {
  const order = ['phone', 'noPhoneReason', 'name', 'town', 'address', 'text', 'submit']
  const isNew = form.customerId === null && form.name.trim() !== ''
  const filled: Record<string, boolean> = {
    noPhoneReason: !form.noPhone || form.noPhoneReason !== '',
    name: form.customerId !== null,
    town: !isNew || form.town !== '',
    address: !isNew || form.address !== '',
  }
  const rest = order.slice(order.indexOf(from) + 1)
  return rest.find((name) => !filled[name]) ?? 'submit'
}
