/** The intake form and how it becomes a call. Pure. */
import type {
  DangerFound,
  CallerMatch,
  Channel,
  FaultFound,
  PastedText,
  RequestCreate,
  RequestDuplicates,
  RequestKind,
  RequestUrge,
  WorkOrderKind,
} from '@/bindings/contract'
import { instantOf, parseTime, plain } from '@/shared/format/date'
import { chosenOther, chosenOurs } from '@/parts/other_machine/model'

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
  /** What the order is for; as the kind of the call says when empty. */
  orderKind: WorkOrderKind | ''
  channel: Channel
  /** Who speaks, where it is not the household's head. */
  caller: string
  /** The call was noted on paper and is typed later: its clocks run from when it came. */
  earlier: boolean
  calledOn: string | null
  calledTime: string
  unitId: string
  faultCode: string
  preferred: string
  safety: boolean
  noHeat: boolean
  /** A person set or took away the mark of a cold house: no words change it any more. */
  noHeatSaid: boolean
  /** Self-checks that were read out and tried. */
  tried: string[]
  /** Serials that were ticked in a pasted text and that no household here has. */
  strangers: string[]
  /** Words of danger, each with its danger's code, that the person said mean none. */
  noDanger: string[]
  /** What was answered on the phone; missing in a draft of an older version. */
  answer?: string
  /** With it the customer put it right. */
  answerSolved?: boolean
  /** The call is registered, and its answer was refused: it is put right and saved on it. */
  answerOf?: { id: string; no: string } | null
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
  orderKind: '',
  channel: 'phone',
  caller: '',
  earlier: false,
  calledOn: null,
  calledTime: '',
  unitId: '',
  faultCode: '',
  preferred: '',
  safety: false,
  noHeat: false,
  noHeatSaid: false,
  tried: [],
  strangers: [],
  noDanger: [],
  answer: '',
  answerSolved: false,
  answerOf: null,
})

/** The dangers that were not yet denied: a word typed after “no danger” counts, an old one not. */
export function undenied(found: DangerFound[], denied: string[]): DangerFound[] {
  return found.filter((one) => {
    const left = [...denied]
    return saidWords(one).some((word) => {
      const at = left.indexOf(word)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
  })
}

/** The words of a danger as they are noted when it is denied. */
export const saidWords = (one: DangerFound): string[] =>
  one.words.map((word) => `${one.code} ${word}`)

const services: Partial<Record<RequestKind, WorkOrderKind[]>> = {
  repair: ['repair', 'inspection', 'part_sale'],
  install: [
    'install',
    'commissioning',
    'relocation',
    'delivery',
    'introduction',
    'demonstration',
    'use_training',
  ],
  maintenance: ['maintenance', 'inspection', 'use_training', 'tour', 'part_sale'],
}
/** What somebody may be sent for after such a call, the likeliest first. */
export const servicesOf = (kind: RequestKind): WorkOrderKind[] => services[kind] ?? []

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

const has = (match: CallerMatch, number: string, theirs: boolean) =>
  match.phones.some((phone) => phone.number === number && !phone.valid_to === theirs)

/** The household to take by itself: a whole number that only one household has today. */
export function certainMatch(matches: CallerMatch[], wholeNumber: string | null) {
  if (!wholeNumber) return undefined
  const owners = matches.filter((match) => has(match, wholeNumber, true))
  return owners.length === 1 ? owners[0] : undefined
}

/** The number was theirs and is not any more: a person says whether they call all the same. */
export const wasTheirs = (match: CallerMatch, wholeNumber: string | null): boolean =>
  wholeNumber !== null && has(match, wholeNumber, false) && !has(match, wholeNumber, true)

/** When the call came; null for this moment, undefined while it is not whole. */
export function calledAt(form: IntakeForm): number | null | undefined {
  if (!form.earlier) return null
  const minutes = parseTime(form.calledTime)
  if (form.calledOn === null || minutes === undefined) return undefined
  return instantOf(form.calledOn, minutes)
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
    caller_name: orNull(form.caller),
    received_at: calledAt(form) ?? null,
    customer_id: form.customerId,
    new_customer_name: known ? null : orNull(form.name),
    town: known ? null : orNull(form.town),
    address: known ? null : orNull(form.address),
    unit_id: known ? chosenOurs(form.unitId) : null,
    other_machine_id: known ? chosenOther(form.unitId) : null,
    fault_code: orNull(form.faultCode),
    safety: form.safety ? true : null,
    no_heat: form.noHeat ? true : null,
    preferred_time: orNull(form.preferred),
    // What was tried goes to whoever comes; an answer notes it by itself.
    tried: openOrder === false || form.tried.length === 0 ? null : form.tried,
    open_order: openOrder,
    order_kind: servicesOf(form.kind).includes(form.orderKind as WorkOrderKind)
      ? (form.orderKind as WorkOrderKind)
      : null,
  }
}

/** Fewer digits look a household up; they are no number to call back. */
const NUMBER_DIGITS = 7

/**
 * One more call about something open, with everything that was typed of it. Of a caller who is no
 * household here the name and the place go into the words.
 */
export function urgeOf(form: IntakeForm, about: RequestUrge): RequestUrge {
  const known = form.customerId !== null
  const numbered = !form.noPhone && digitsOf(form).length >= NUMBER_DIGITS
  return {
    ...about,
    text: orNull(form.text),
    no_heat: form.noHeat ? true : null,
    channel: form.channel,
    caller_phone: numbered ? orNull(form.phone) : null,
    no_phone_reason: form.noPhone ? orNull(form.noPhoneReason) : null,
    caller_name: orNull(form.caller) ?? (known ? null : orNull(form.name)),
    place: known ? null : orNull(joinLines(form.town, form.address).replace('\n', ' ')),
    received_at: calledAt(form) ?? null,
    preferred_time: orNull(form.preferred),
    fault_code: orNull(form.faultCode),
    tried: form.tried.length === 0 ? null : form.tried,
  }
}

/** The fields that a person must fill before anything is sent. */
export type NeededField = 'text' | 'phone' | 'noPhoneReason' | 'name' | 'called'

export function missingOf(form: IntakeForm): NeededField[] {
  const missing: NeededField[] = []
  // A known household has a number; the program says so where it has none.
  const known = form.customerId !== null
  if (!form.noPhone && !known && form.phone.trim() === '') missing.push('phone')
  if (form.noPhone && form.noPhoneReason.trim() === '') missing.push('noPhoneReason')
  if (form.customerId === null && form.name.trim() === '') missing.push('name')
  if (form.text.trim() === '') missing.push('text')
  if (calledAt(form) === undefined) missing.push('called')
  return missing
}

/** Typed without an input method: a search by pinyin or initials, hardly a name. */
export const isSpelled = (name: string): boolean => /^[a-z][a-z\s']*$/i.test(name.trim())

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

/** What one more call of a household is about, as long as nobody says otherwise: what stands first. */
export function firstOpen(match: CallerMatch) {
  return (
    match.open_orders[0] ??
    match.open_requests[0] ??
    match.open_complaints[0] ??
    match.open_remedy_cases[0]
  )
}

/** What is looked through for faults and dangers: the words, and the code beside them. */
export function saidOf(form: IntakeForm): string {
  return joinLines(form.text, form.faultCode)
}
const joinLines = (...lines: string[]) =>
  lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

/** The code that was told by itself: shown on the display, and only one. */
export function toldCode(faults: FaultFound[]): string | undefined {
  const told = faults.filter((fault) => fault.found_by === 'code')
  return told.length === 1 ? told[0]?.code : undefined
}

/** What is asked before a call is saved: whether it is one more about something open. */
export function duplicatesOf(form: IntakeForm): RequestDuplicates {
  return {
    caller_phone: form.noPhone ? null : orNull(form.phone),
    customer_id: form.customerId,
    unit_id: chosenOurs(form.unitId),
    kind: form.kind,
  }
}

/** One thing that was read from a pasted text, to be ticked. */
export interface Proposal {
  key: 'phone' | 'name' | 'place' | 'serial' | 'fault'
  /** The value among several of its kind. */
  at: number
  shown: string
  /** A person should look twice: wrong check character, no known machine. */
  doubtful: boolean
  ticked: boolean
}

/** The proposals of a pasted text. Of several numbers or serials the first is ticked. */
export function proposalsOf(read: PastedText): Proposal[] {
  const one = (key: Proposal['key'], at: number, shown: string, doubtful = false): Proposal => ({
    key,
    at,
    shown,
    doubtful,
    ticked: at === 0 && !doubtful,
  })
  const place = joinLines(read.town ?? '', read.address ?? '').replace('\n', ' ')
  return [
    ...read.phones.map((phone, at) => one('phone', at, phone.display)),
    ...(read.name ? [one('name', 0, read.name)] : []),
    ...(place ? [one('place', 0, place)] : []),
    ...read.serials.map((serial, at) => one('serial', at, serial.serial, !serial.valid)),
    ...read.faults.faults
      .filter((fault) => fault.found_by === 'code')
      .map((fault, at) => one('fault', at, fault.code)),
  ]
}

/** The form with what was ticked. The whole text becomes what it is about; what stood there stays. */
export function acceptedOf(form: IntakeForm, read: PastedText, ticked: Proposal[]): IntakeForm {
  const after = { ...form, channel: 'wechat' as Channel, text: joinLines(form.text, read.text) }
  for (const { key, at } of ticked) {
    if (key === 'phone') {
      const phone = read.phones[at]?.display ?? after.phone
      if (after.byNumber && phone !== after.phone) forgetHousehold(after)
      after.phone = phone
      after.noPhone = false
    } else if (key === 'name' && after.customerId === null) after.name = read.name ?? ''
    else if (key === 'place') {
      after.town = read.town ?? after.town
      after.address = read.address ?? after.address
    } else if (key === 'serial') takeMachine(after, read, at)
    else if (key === 'fault') after.faultCode = read.faults.faults[at]?.code ?? after.faultCode
  }
  return after
}

/** Another number is another caller: what the first number told is not theirs. */
function forgetHousehold(form: IntakeForm): void {
  form.customerId = null
  form.unitId = ''
  form.name = ''
  form.byNumber = false
}

/** A known machine tells the household; one that nobody has is named, to be registered. */
function takeMachine(form: IntakeForm, read: PastedText, at: number): void {
  const found = read.serials[at]
  const unit = found?.known
  if (!unit?.customer_id) {
    if (found && !form.strangers.includes(found.serial))
      form.strangers = [...form.strangers, found.serial]
    return
  }
  form.customerId = unit.customer_id
  form.name = unit.customer_name ?? form.name
  form.byNumber = false
  form.unitId = unit.id
}

/** An address that was typed or ticked and goes nowhere: the household has its own. */
export function leftPlace(form: IntakeForm): string {
  if (form.customerId === null) return ''
  return joinLines(form.town, form.address).replace('\n', ' ')
}

/** Whether what is pasted into a small field is a whole message, to be read instead. */
export function isMessage(pasted: string): boolean {
  const text = pasted.trim()
  return text.includes('\n') || (text.length > 24 && /\p{Script=Han}/u.test(text))
}
