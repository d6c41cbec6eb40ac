/** The customer form and how it becomes a call. Pure. */
import type {
  AddressInput,
  AtHome,
  CallerMatch,
  CustomerCreate,
  CustomerDetail,
  CustomerKind,
  CustomerSeen,
  CustomerUpdate,
  PersonInput,
  PhoneInput,
} from '@/bindings/contract'

interface PhoneRow {
  id: string | null
  /** What is typed; empty while the number is hidden from this person. */
  number: string
  /** The number as this person sees it, its middle digits hidden. */
  hidden?: string
  label: string
  personId: string | null
  from: string | null
  to: string | null
  confirmed: string | null
}
interface PersonRow {
  id: string | null
  name: string
  /** Missing in a draft of an older version. */
  nickname?: string
  relation: string
  wechat: string
  birthdayOn: string | null
  lunar: boolean
  leap: boolean
}
interface AddressRow {
  id: string | null
  town: string
  village: string
  detail: string
  landmark: string
  route: string
}
export interface CustomerForm {
  name: string
  kind: CustomerKind
  phones: PhoneRow[]
  people: PersonRow[]
  addresses: AddressRow[]
  tags: string
  note: string
  preferred: string
  language: string
  noCall: boolean
  noMarketing: boolean
  /** Missing in a draft of an older version. */
  atHome?: AtHome
  technician: string
  /**
   * How the household stood when the form was opened; it goes along in the draft, so that what other
   * PCs changed meanwhile is neither taken for typed nor deleted. Null for a new household.
   */
  seen: { seq: number; form: Omit<CustomerForm, 'seen'> } | null
}

/** Every time at home, the usual first. */
export const homes: readonly AtHome[] = [
  'always',
  'spring_festival',
  'heating_season',
  'summer',
  'seldom',
]

export const emptyPhone = (): PhoneRow => ({
  id: null,
  number: '',
  label: '',
  personId: null,
  from: null,
  to: null,
  confirmed: null,
})
export const emptyPerson = (): PersonRow => ({
  id: null,
  name: '',
  nickname: '',
  relation: '',
  wechat: '',
  birthdayOn: null,
  lunar: false,
  leap: false,
})
export const emptyAddress = (): AddressRow => ({
  id: null,
  town: '',
  village: '',
  detail: '',
  landmark: '',
  route: '',
})
export const emptyForm = (name = ''): CustomerForm => ({
  name,
  kind: 'household',
  phones: [emptyPhone()],
  people: [],
  addresses: [emptyAddress()],
  tags: '',
  note: '',
  preferred: '',
  language: '',
  noCall: false,
  noMarketing: false,
  atHome: 'always',
  technician: '',
  seen: null,
})

/** The form as it shows what is stored. */
export function formOf(detail: CustomerDetail): CustomerForm {
  const form: Omit<CustomerForm, 'seen'> = {
    name: detail.name,
    kind: detail.kind,
    phones: detail.phones.map((one) => ({
      id: one.id,
      number: one.display.includes('*') ? '' : one.display,
      ...(one.display.includes('*') ? { hidden: one.display } : {}),
      label: one.label ?? '',
      personId: one.person_id,
      from: one.valid_from,
      to: one.valid_to,
      confirmed: one.confirmed_on,
    })),
    people: detail.people.map((one) => ({
      id: one.id,
      name: one.name,
      nickname: one.nickname ?? '',
      relation: one.relation ?? '',
      wechat: one.wechat ?? '',
      birthdayOn: one.birthday_on,
      lunar: one.birthday_lunar,
      leap: one.birthday_leap,
    })),
    addresses: detail.addresses.map((one) => ({
      id: one.id,
      town: one.town ?? '',
      village: one.village ?? '',
      detail: one.detail ?? '',
      landmark: one.landmark ?? '',
      route: one.route_note ?? '',
    })),
    tags: detail.tags.join(' '),
    note: detail.note ?? '',
    preferred: detail.preferred_time ?? '',
    language: detail.language ?? '',
    noCall: detail.no_call,
    noMarketing: detail.no_marketing,
    atHome: detail.at_home,
    technician: detail.preferred_technician_id ?? '',
  }
  if (form.phones.length === 0) form.phones.push(emptyPhone())
  if (form.addresses.length === 0) form.addresses.push(emptyAddress())
  return { ...form, seen: { seq: detail.seq, form: structuredClone(form) } }
}

function seenOf({ seq, form }: NonNullable<CustomerForm['seen']>): CustomerSeen {
  const rows = [...form.phones, ...form.people, ...form.addresses]
  return { seq, rows: rows.flatMap((row) => row.id ?? []), tags: tagsOf(form.tags) }
}

/**
 * Rows with nothing in them are not sent. One that holds anything is, also without its number or
 * name: the program says what it lacks, and nothing that was typed is dropped.
 */
const hasPhone = (row: PhoneRow) =>
  [row.number, row.label, row.personId, row.from, row.to, row.confirmed].some((one) =>
    one?.trim(),
  ) || isKept(row)
/** A number this person sees hidden stays as it is until they type another. */
const isKept = (row: PhoneRow) => row.id !== null && Boolean(row.hidden)
const hasPerson = (row: PersonRow) =>
  [row.name, row.nickname, row.relation, row.wechat, row.birthdayOn].some((text) => text?.trim())
const hasAddress = (row: AddressRow) =>
  [row.town, row.village, row.detail, row.landmark, row.route].some((text) => text.trim() !== '')

const phoneInput = (row: PhoneRow): PhoneInput => ({
  id: row.id,
  number: row.number.trim() || (isKept(row) ? null : ''),
  label: row.label.trim(),
  person_id: row.personId,
  valid_from: row.from ?? '',
  valid_to: row.to ?? '',
  confirmed_on: row.confirmed ?? '',
})
/** A nickname alone is that of whom the household is named after. */
const personInput = (row: PersonRow, household: string): PersonInput => ({
  id: row.id,
  name: row.name.trim() || (row.nickname?.trim() ? household : ''),
  nickname: row.nickname?.trim() ?? '',
  relation: row.relation.trim(),
  wechat: row.wechat.trim(),
  birthday_on: row.birthdayOn ?? '',
  birthday_lunar: row.lunar,
  birthday_leap: row.lunar && row.leap,
})
const addressInput = (row: AddressRow): AddressInput => ({
  id: row.id,
  town: row.town.trim(),
  village: row.village.trim(),
  detail: row.detail.trim(),
  landmark: row.landmark.trim(),
  route_note: row.route.trim(),
})

/** Tags as typed: spaces, commas and 、 between. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,，、]+/).filter((tag) => tag !== ''))]
}

function lists(form: Omit<CustomerForm, 'seen'>) {
  return {
    phones: form.phones.filter(hasPhone).map(phoneInput),
    people: form.people.filter(hasPerson).map((row) => personInput(row, form.name.trim())),
    addresses: form.addresses.filter(hasAddress).map(addressInput),
    tags: tagsOf(form.tags),
  }
}

export function createOf(form: Omit<CustomerForm, 'seen'>): CustomerCreate {
  return {
    name: form.name.trim(),
    kind: form.kind,
    ...lists(form),
    note: form.note.trim(),
    preferred_time: form.preferred.trim(),
    language: form.language.trim(),
    no_call: form.noCall,
    no_marketing: form.noMarketing,
    at_home: form.atHome ?? 'always',
    preferred_technician: { id: form.technician || null },
  }
}

/** Only what was changed is sent: an untouched field cannot overwrite what another PC typed. */
export function updateOf(id: string, before: CustomerForm, form: CustomerForm): CustomerUpdate {
  const seen = form.seen ?? before.seen
  const now = createOf(form)
  const was = createOf(seen?.form ?? before)
  const change: CustomerUpdate = { id }
  if (seen) change.seen = seenOf(seen)
  const differs = (key: keyof CustomerCreate) =>
    JSON.stringify(now[key]) !== JSON.stringify(was[key])
  if (differs('name')) change.name = now.name
  if (differs('kind')) change.kind = now.kind ?? null
  if (differs('phones')) change.phones = now.phones
  if (differs('people')) change.people = now.people
  if (differs('addresses')) change.addresses = now.addresses
  if (differs('tags')) change.tags = now.tags
  if (differs('note')) change.note = now.note ?? null
  if (differs('preferred_time')) change.preferred_time = now.preferred_time ?? null
  if (differs('language')) change.language = now.language ?? null
  if (differs('no_call')) change.no_call = now.no_call ?? null
  if (differs('no_marketing')) change.no_marketing = now.no_marketing ?? null
  if (differs('at_home')) change.at_home = now.at_home ?? null
  if (differs('preferred_technician'))
    change.preferred_technician = now.preferred_technician ?? null
  return change
}

/**
 * The program counts only the rows it was sent; this finds the message for the row on screen.
 * `errors` has keys like `phones.0.number`.
 */
export function rowError(
  errors: Record<string, string>,
  form: CustomerForm,
  list: 'phones' | 'people' | 'addresses',
  row: number,
  field: string,
): string | undefined {
  const kept =
    list === 'phones'
      ? form.phones.map(hasPhone)
      : list === 'people'
        ? form.people.map(hasPerson)
        : form.addresses.map(hasAddress)
  if (!kept[row]) return undefined
  const sent = kept.slice(0, row).filter(Boolean).length
  return errors[`${list}.${sent}.${field}`]
}

/** What to ask the list for, and what of its answer is meant. */
export interface KnownAsk {
  query: string
  /** Null when asked by a number. */
  name: string | null
  /** Town, village and the rest as typed. */
  place: string
}
/** Shorter than this no number is whole. */
const WHOLE_DIGITS = 7
/** The village of an address typed in one line: 柳河镇大槐树村3组 says 大槐树村. */
const VILLAGE = /(?:^|[镇乡县旗区])([^镇乡县旗区\s]{1,9}?(?:村|屯|嘎查|社区))/u

/** Whose number it may be; null while it is short, or when it stands there as it is stored. */
export function knownByPhone(form: CustomerForm, row: PhoneRow): KnownAsk | null {
  const stored = form.seen?.form.phones.find((one) => one.id !== null && one.id === row.id)
  const digits = digitsIn(row.number)
  if (digits.length < WHOLE_DIGITS || (stored && digitsIn(stored.number) === digits)) return null
  return { query: row.number.trim(), name: null, place: '' }
}
const digitsIn = (text: string) => text.normalize('NFKC').replace(/\D/gu, '')

/** Who may live there under this name; null while one of the two is missing or both are as stored. */
export function knownByName(form: CustomerForm, row: AddressRow): KnownAsk | null {
  const village = villageOf(row)
  const name = form.name.trim()
  const stored = form.seen?.form.addresses.find((one) => one.id !== null && one.id === row.id)
  const same = stored && form.seen?.form.name.trim() === name && villageOf(stored) === village
  if (name.length < 2 || village === '' || same) return null
  return { query: `${name} ${village}`, name, place: row.town + row.village + row.detail }
}
const villageOf = (row: AddressRow) =>
  row.village.trim() || (VILLAGE.exec(row.detail.trim())?.[1] ?? '')

/** Of what was found, those that may be the one in the form: by today's number, or name and village. */
export function knownOf(
  ask: KnownAsk,
  found: { normalised_phone: string | null; matches: CallerMatch[] },
  self: string | null,
): CallerMatch[] {
  const { normalised_phone: whole, matches } = found
  const theirs = (match: CallerMatch) => {
    if (ask.name !== null)
      return (
        match.customer.name === ask.name &&
        Boolean(match.customer.village) &&
        ask.place.includes(match.customer.village ?? '')
      )
    const rows = match.phones.filter((one) => one.number === whole)
    // Whose numbers one sees hidden is known by what the search says it found.
    return rows.length > 0 ? rows.some((one) => !one.valid_to) : match.matched === 'phone'
  }
  if (ask.name === null && whole === null) return []
  return matches.filter((match) => match.customer.id !== self && theirs(match))
}
