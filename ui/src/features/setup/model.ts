// The first-run wizard as data: its steps, what each needs, and what is asked of the program.
import type { SetupEnrol, SetupOffline, UiLanguage } from '@/bindings/contract'

export const SETUP_STEPS = ['language', 'shop', 'pc', 'data'] as const
export type SetupStep = (typeof SETUP_STEPS)[number]
/** How this PC learns whose it is: alone with the dealer code, or from headquarters. */
export type SetupWay = 'enrol' | 'offline'
/** What the shop begins with. */
export type FirstData = 'example' | 'import' | 'empty'

export interface SetupForm {
  step: SetupStep
  language: UiLanguage
  way: SetupWay
  serverUrl: string
  code: string
  dealerCode: string
  dealerName: string
  ownerName: string
  deviceName: string
  firstData: FirstData
}

export type SetupField =
  'serverUrl' | 'code' | 'dealerCode' | 'dealerName' | 'ownerName' | 'deviceName'
export type SetupProblem = 'required' | 'serverUrl' | 'code' | 'dealerCode' | 'tooLong'
export type SetupProblems = Partial<Record<SetupField, SetupProblem>>

export function emptySetup(language: UiLanguage): SetupForm {
  return {
    step: 'language',
    language,
    way: 'enrol',
    serverUrl: '',
    code: '',
    dealerCode: '',
    dealerName: '',
    ownerName: '',
    deviceName: 'PC-A',
    firstData: 'import',
  }
}

/** Capital letters and digits, in half width, as the contract shows them. */
export function tidyDealerCode(typed: string): string {
  return typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/** In groups of four, in capitals, so that it can be compared with the paper. */
export function tidyEnrolmentCode(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  return plain.replace(/(.{4})(?=.)/g, '$1-')
}

/** The address with a scheme and without anything after the host and port. */
export function tidyServerUrl(typed: string): string {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return ''
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  try {
    const url = new URL(whole)
    // A name and password in an address are a mistake or a trick: kept, so that it is refused.
    if (url.username !== '' || url.password !== '') return whole
    return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`
  } catch {
    return text
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

function isServerUrl(text: string): boolean {
  try {
    const url = new URL(text)
    if (url.username !== '' || url.password !== '') return false
    if (url.protocol === 'https:') return true
    // Without TLS only to this very machine, as the demonstration does.
    return url.protocol === 'http:' && LOOPBACK.has(url.hostname)
  } catch {
    return false
  }
}

function lengthProblem(text: string, most: number, required: boolean): SetupProblem | undefined {
  const length = [...text.trim()].length
  if (length === 0) return required ? 'required' : undefined
  return length > most ? 'tooLong' : undefined
}

function enrolProblems(form: SetupForm): SetupProblems {
  const problems: SetupProblems = {}
  const url = tidyServerUrl(form.serverUrl)
  if (url === '') problems.serverUrl = 'required'
  else if (!isServerUrl(url)) problems.serverUrl = 'serverUrl'
  const code = tidyEnrolmentCode(form.code).replaceAll('-', '')
  if (code === '') problems.code = 'required'
  else if (code.length < 6) problems.code = 'code'
  return problems
}

function offlineProblems(form: SetupForm): SetupProblems {
  const problems: SetupProblems = {}
  const code = tidyDealerCode(form.dealerCode)
  if (code === '') problems.dealerCode = 'required'
  else if (!/^[A-Z0-9]{2,12}$/.test(code)) problems.dealerCode = 'dealerCode'
  const name = lengthProblem(form.dealerName, 60, false)
  if (name) problems.dealerName = name
  return problems
}

/** What is not right yet in a step. The program checks again; this only spares the way. */
export function stepProblems(form: SetupForm, step: SetupStep): SetupProblems {
  if (step === 'shop') return form.way === 'enrol' ? enrolProblems(form) : offlineProblems(form)
  if (step === 'pc') {
    const problems: SetupProblems = {}
    const device = lengthProblem(form.deviceName, 60, true)
    if (device) problems.deviceName = device
    const owner = lengthProblem(form.ownerName, 60, false)
    if (owner && form.way === 'offline') problems.ownerName = owner
    return problems
  }
  return {}
}

export function stepAfter(step: SetupStep): SetupStep {
  return SETUP_STEPS[Math.min(SETUP_STEPS.indexOf(step) + 1, SETUP_STEPS.length - 1)] ?? step
}

/** The step before, if one may go back: once the PC is set up there is no way back. */
export function stepBefore(step: SetupStep): SetupStep | null {
  if (step === 'data') return null
  return SETUP_STEPS[SETUP_STEPS.indexOf(step) - 1] ?? null
}

const orNull = (text: string): string | null => text.trim() || null

export function offlineRequest(form: SetupForm): SetupOffline {
  return {
    dealer_code: tidyDealerCode(form.dealerCode),
    dealer_name: orNull(form.dealerName),
    device_name: orNull(form.deviceName),
    owner_name: orNull(form.ownerName),
    language: form.language,
  }
}

export function enrolRequest(form: SetupForm): SetupEnrol {
  return {
    server_url: tidyServerUrl(form.serverUrl),
    code: tidyEnrolmentCode(form.code),
    device_name: orNull(form.deviceName),
    language: form.language,
  }
}

/** The field of the form a refusal of the program belongs to. */
export function fieldOfRefusal(code: string): SetupField | null {
  switch (code) {
    case 'setup.dealer_code':
      return 'dealerCode'
    case 'setup.enrolment_code':
    case 'setup.other_dealer':
      return 'code'
    case 'setup.server_url':
      return 'serverUrl'
    default:
      return null
  }
}

/** The step on which a field is. */
export function stepOfField(field: SetupField): SetupStep {
  return field === 'deviceName' || field === 'ownerName' ? 'pc' : 'shop'
}

const FORM_KEY = 'wuyou.setup'

/**
 * Keeps the form in the window's own storage: before the first run there is no database to keep a
 * draft in. The one-time code is not kept.
 */
export function keepSetup(storage: Storage, form: SetupForm): void {
  try {
    storage.setItem(FORM_KEY, JSON.stringify({ ...form, code: '' }))
  } catch {
    // A window without storage only loses the convenience of going on where one stopped.
  }
}

export function forgetSetup(storage: Storage): void {
  try {
    storage.removeItem(FORM_KEY)
  } catch {
    // See above.
  }
}

/** The kept form, as far as it can be trusted, on top of an empty one. */
export function keptSetup(storage: Storage, language: UiLanguage): SetupForm {
  const form = emptySetup(language)
  let kept: unknown
  try {
    kept = JSON.parse(storage.getItem(FORM_KEY) ?? 'null')
  } catch {
    return form
  }
  if (typeof kept !== 'object' || kept === null) return form
  const from = kept as Record<string, unknown>
  for (const field of [
    'serverUrl',
    'dealerCode',
    'dealerName',
    'ownerName',
    'deviceName',
  ] as const) {
    const text = from[field]
    if (typeof text === 'string' && text.length <= 300) form[field] = text
  }
  form.step = SETUP_STEPS.find((step) => step === from.step) ?? form.step
  form.way = from.way === 'offline' ? 'offline' : 'enrol'
  form.language = from.language === 'en' || from.language === 'zh-CN' ? from.language : language
  form.firstData =
    (['example', 'import', 'empty'] as const).find((data) => data === from.firstData) ??
    form.firstData
  return form
}
