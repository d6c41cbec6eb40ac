/** A paper sheet as it is typed into its row, and how it becomes the call. Pure. */
import type {
  CauseChoice,
  CauseClass,
  DangerStep,
  PartChoice,
  PartUsed,
  PaymentMethod,
  SheetRecord,
  SheetRow,
} from '@/bindings/contract'
import { emptyDanger, lackingOf, stepsOf, type DangerValues } from '@/parts/danger/model'
import { asksClass, parseVolts } from '@/parts/work_order/model'
import { instantOf, parseTime, plain } from '@/shared/format/date'
import { parseYuan } from '@/shared/format/text'

/** One row; everything as text, so that it makes a draft. */
export interface SheetValues {
  time: string
  cause: string
  causeClass: CauseClass | ''
  result: string
  parts: string
  /** Parts by names of their own, which somebody said are new. */
  newParts: string[]
  charge: string
  method: PaymentMethod | ''
  dueOn: string | null
  signature: string
  mains: string
  objection: string
  objectionHandling: string
  objectionResolved: boolean
  danger: DangerValues
  /** Somebody found a danger on the spot, on an order that came in as something else. */
  dangerFound: boolean
  safeCheck: string
  /** The day the sheet was of while it was typed; kept with the draft. */
  day: string | null
}

export const emptySheet = (): SheetValues => ({
  time: '',
  cause: '',
  causeClass: '',
  result: '',
  parts: '',
  newParts: [],
  charge: '',
  method: '',
  dueOn: null,
  signature: '',
  mains: '',
  objection: '',
  objectionHandling: '',
  objectionResolved: false,
  danger: emptyDanger(),
  dangerFound: false,
  safeCheck: '',
  day: null,
})

export type SheetField =
  | 'time'
  | 'cause'
  | 'cause_class'
  | 'result'
  | 'parts'
  | 'charge'
  | 'due_on'
  | 'signature'
  | 'mains'
  | 'objection_text'
  | 'objection_handling'
  | 'found'
  | 'tag_no'
  | 'paper_no'
  | 'witness'
  | 'safe_check'
export type SheetFault =
  'needed' | 'badTime' | 'timeOfDay' | 'badParts' | 'unknownPart' | 'badMoney' | 'badVolts'

/** The day the sheets are of, beside today. */
export interface SheetDay {
  on: string
  today: string
}

const NOON = 12 * 60
/** The first minute of the morning's work: a bare `3` or `2点` before it is the afternoon. */
const MORNING = 7 * 60

/** A time of a working day: `下午3点`, `15:00`, `3点` for 15:00; `03:00` is the night's. */
function workTime(text: string): number | undefined {
  const said = /^(凌晨|早上|上午|中午|下午|傍晚|晚上|夜里)?(.*)$/u.exec(text)
  const [word, rest] = [said?.[1], said?.[2]?.trim() ?? '']
  const minutes = parseTime(/^\d{1,2}$/.test(rest) ? `${rest}:00` : rest)
  if (minutes === undefined || minutes >= NOON + 60) return minutes
  if (word === undefined) {
    const late = !rest.startsWith('0') && minutes >= 60 && minutes < MORNING
    return late ? minutes + NOON : minutes
  }
  const later =
    ['下午', '傍晚', '晚上', '夜里'].includes(word) || (word === '中午' && minutes < 180)
  return later && minutes < NOON ? minutes + NOON : minutes
}

/**
 * `10-11:30`, `10:00 11:30`, `15:00`, `1500`, `下午3点`, `2-4` (14:00 to 16:00): from and to in
 * minutes; both the same for one time.
 */
export function parseSpan(text: string): { from: number; to: number } | undefined {
  const parts = plain(text)
    .trim()
    .split(/\s*(?:-|~|—|－|到|至|\s)\s*/)
    .filter((part) => part !== '')
  if (parts.length < 1 || parts.length > 2) return undefined
  const [from, to = from] = parts.map(workTime)
  if (from === undefined || to === undefined || to < from) return undefined
  return { from, to }
}

/** `点火针×1，风机 2 旧`: each part with its number; a word 旧 or “old” says the old one came back. */
export function parseParts(text: string, choices: readonly PartChoice[]): PartUsed[] | undefined {
  const typed = text
    .split(/[,，、;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const parts: PartUsed[] = []
  for (const one of typed) {
    const old = /(?:\s*[（(]?(?:旧|old)[）)]?)$/i
    const returned = old.test(one)
    const rest = one.replace(old, '').trim()
    const read = countedPart(rest, choices)
    if (read === undefined) return undefined
    parts.push({ ...read, old_returned: returned })
  }
  return parts
}

const COUNTED =
  /^(.*?)(?:\s*[x×*＊X]\s*(\d{1,4})|\s+(\d{1,4})|\s*(\d{1,4})\s*[个只根套块条片支台米件把])?$/u

/** `点火针×2`, `点火针 2`, `点火针2个`; a number at the end of a name is one when the rest is a part. */
function countedPart(typed: string, choices: readonly PartChoice[]) {
  const named = (name: string) =>
    choices.find((choice) => choice.name === name || choice.name_en === name)
  const whole = named(typed)
  if (whole) return { code: whole.code, name: typed, quantity: 1 }
  const match = COUNTED.exec(plain(typed))
  const name = match?.[1]?.trim() ?? ''
  if (name === '') return undefined
  const count = match?.[2] ?? match?.[3] ?? match?.[4]
  const close = /^(.*\D)(\d{1,3})$/u.exec(name)
  const part = close ? named((close[1] ?? '').trim()) : undefined
  if (count === undefined && close && part)
    return { code: part.code, name: (close[1] ?? '').trim(), quantity: Number(close[2]) }
  return { code: named(name)?.code ?? null, name, quantity: Number(count ?? '1') }
}

/** Names that are no part of the list, of which nobody has said that they are new. */
export function unknownParts(values: SheetValues, choices: readonly PartChoice[]): string[] {
  // A list that has not come yet, or holds nothing, knows no part.
  if (choices.length === 0) return []
  const parts = parseParts(values.parts, choices) ?? []
  const strange = parts.filter((one) => one.code === null && !values.newParts?.includes(one.name))
  return [...new Set(strange.map((one) => one.name))]
}

/** Which of the list may be meant: those that share the most characters, at most three. */
export function partsLike(name: string, choices: readonly PartChoice[]): PartChoice[] {
  const typed = new Set(name.toLowerCase().replace(/\s/g, ''))
  const shared = (choice: PartChoice) => {
    const known = `${choice.name}${choice.name_en}`.toLowerCase()
    return [...typed].filter((c) => known.includes(c)).length
  }
  return choices
    .map((choice) => ({ choice, shared: shared(choice) }))
    .filter((one) => one.shared * 2 >= typed.size)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map((one) => one.choice)
}

/** What is missing or wrong before the program is asked. A photographed sheet is signed. */
export function faultsOf(
  values: SheetValues,
  choices: readonly PartChoice[],
  day: SheetDay,
  signed = false,
  danger: readonly DangerStep[] = [],
): Partial<Record<SheetField, SheetFault>> {
  const faults: Partial<Record<SheetField, SheetFault>> = {}
  // Without a time work is finished now, and now is never another day.
  if (values.time.trim() === '') {
    if (day.on !== day.today) faults.time = 'timeOfDay'
  } else if (parseSpan(values.time) === undefined) faults.time = 'badTime'
  if (values.cause.trim() === '') faults.cause = 'needed'
  if (values.result.trim() === '') faults.result = 'needed'
  if (parseParts(values.parts, choices) === undefined) faults.parts = 'badParts'
  else if (unknownParts(values, choices).length > 0) faults.parts = 'unknownPart'
  if (parseYuan(values.charge) === undefined) faults.charge = 'badMoney'
  if (!signed && values.signature.trim() === '') faults.signature = 'needed'
  if (values.method === 'credit' && values.dueOn === null) faults.due_on = 'needed'
  if (values.mains.trim() !== '' && parseVolts(values.mains) === undefined)
    faults.mains = 'badVolts'
  if (values.objection.trim() === '' && values.objectionHandling.trim() !== '')
    faults.objection_text = 'needed'
  if (
    values.objection.trim() !== '' &&
    values.objectionResolved &&
    values.objectionHandling.trim() === ''
  )
    faults.objection_handling = 'needed'
  for (const field of lackingOf(values.danger, danger)) faults[field] = 'needed'
  return faults
}

/** Of what is wrong, what was typed into a field that was left and cannot be read. */
export function leftFaults(
  faults: Partial<Record<SheetField, SheetFault>>,
  left: ReadonlySet<SheetField>,
  values: SheetValues,
): Partial<Record<SheetField, SheetFault>> {
  const typed = { time: values.time, parts: values.parts, charge: values.charge }
  return Object.fromEntries(
    (['time', 'parts', 'charge'] as const).flatMap((field) => {
      const fault = left.has(field) && typed[field].trim() !== '' ? faults[field] : undefined
      return fault ? [[field, fault]] : []
    }),
  )
}

/** The call for a row; `on` is the day the sheets are of. Without a time, which only one of today may
 * be, it is done now. */
export function recordOf(
  row: SheetRow,
  values: SheetValues,
  on: string,
  choices: { causes: readonly CauseChoice[]; parts: readonly PartChoice[] },
): SheetRecord {
  const span = parseSpan(values.time)
  const cause = values.cause.trim()
  const known = choices.causes.find((one) => one.name.zh === cause || one.name.en === cause)
  const paid = values.method === '' ? null : values.method
  const asked = dangerAsked(row, values, choices.causes)
  return {
    work_order_id: row.summary.id,
    started_at: span ? instantOf(on, span.from) : null,
    finished_at: span ? instantOf(on, span.to) : null,
    cause_code: known?.code ?? null,
    cause: known ? null : cause,
    cause_class: classAsked(row, values, choices.causes) ? values.causeClass || null : null,
    result: values.result.trim(),
    parts: parseParts(values.parts, choices.parts) ?? [],
    charge_fen: parseYuan(values.charge) ?? null,
    method: paid,
    due_on: paid === 'credit' ? values.dueOn : null,
    signature: values.signature.trim() || null,
    objection:
      values.objection.trim() === ''
        ? null
        : {
            text: values.objection.trim(),
            handling: values.objectionHandling.trim() || null,
            resolved: values.objectionResolved,
          },
    mains_tenths: parseVolts(values.mains) ?? null,
    danger: row.danger || asked.length > 0 ? stepsOf(values.danger, asked) : null,
    safe_check: values.safeCheck.trim() || null,
  }
}

/** The steps against a danger a row asks for: those missing of an order that is about one, all three
 * where one was found on the spot or the cause is one. */
export function dangerAsked(
  row: SheetRow,
  values: SheetValues,
  causes: readonly CauseChoice[],
): readonly DangerStep[] {
  if (row.danger) return row.danger_missing
  const cause = values.cause.trim()
  const dangerous =
    cause !== '' &&
    causes.some((one) => one.danger && (cause.includes(one.name.zh) || cause.includes(one.name.en)))
  return values.dangerFound || dangerous ? ['stop', 'tag', 'told'] : []
}

/** A cause of the list that asks for the voltage of the mains. */
export const asksMains = (cause: string, causes: readonly CauseChoice[]): boolean =>
  causes.some(
    (one) => one.asks_mains && (one.name.zh === cause.trim() || one.name.en === cause.trim()),
  )

/** The field of the row that an error of the program belongs to. */
export function fieldOf(name: string): SheetField | undefined {
  if (name === 'started_at' || name === 'finished_at') return 'time'
  if (name === 'charge_fen' || name === 'amount_fen') return 'charge'
  if (name.startsWith('parts')) return 'parts'
  if (name === 'mains_tenths') return 'mains'
  const own: SheetField[] = [
    'cause',
    'cause_class',
    'result',
    'due_on',
    'signature',
    'found',
    'tag_no',
    'paper_no',
    'witness',
    'safe_check',
    'objection_text',
    'objection_handling',
  ]
  return own.find((one) => one === name)
}

/** The rows that fit what was typed or scanned: the end of the number, or part of the name. */
export function matching(rows: readonly SheetRow[], typed: string): SheetRow[] {
  const text = plain(typed).trim().toUpperCase()
  if (text === '') return []
  return rows.filter(
    ({ summary }) =>
      summary.no.toUpperCase().endsWith(text) ||
      (summary.customer_name ?? '').toUpperCase().includes(text),
  )
}

/** A repair's cause in words of one's own needs a class. */
export const classAsked = (
  row: SheetRow,
  values: SheetValues,
  causes: readonly CauseChoice[],
): boolean => row.summary.kind === 'repair' && asksClass(values.cause, causes)
