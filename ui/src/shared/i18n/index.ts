/**
 * Texts in Chinese and English.
 *
 * Each feature keeps its texts in `messages.ts` (`zh` and `en` with the same keys, by type). Keys
 * are checked by the compiler: `t('today.title')`. Put nothing typed by people into a text except
 * through a parameter. `|`, `@`, `{` and `}` have a meaning in texts; write around them.
 */
import { createI18n } from 'vue-i18n'
import { computed, markRaw, type ComputedRef } from 'vue'
import type { BothLanguages, UiLanguage } from '@/bindings/contract'
import * as common from './common'
import * as codes from './codes'
import * as manners from './manners'
import * as bulk from './bulk'
import * as taken from './taken'
import * as alert from '@/parts/alert/messages'
import * as guide from '@/parts/guide/messages'
import * as today from '@/features/today/messages'
import * as intake from '@/features/intake/messages'
import * as order from '@/features/work_order/messages'
import * as complaint from '@/features/complaint/messages'
import * as care from '@/parts/care/messages'
import * as duty from '@/parts/duty/messages'
import * as recovery from '@/parts/recovery/messages'
import * as update from '@/parts/update/messages'
import * as recall from '@/parts/recall/messages'
import * as servicePlan from '@/parts/service_plan/messages'
import * as promise from '@/features/promise/messages'
import * as remedy from '@/features/remedy_case/messages'
import * as visit from '@/features/return_visit/messages'
import * as report from '@/features/report/messages'
import * as customer from '@/features/customer/messages'
import * as consent from '@/parts/consent/messages'
import * as request from '@/parts/request/messages'
import * as photo from '@/parts/photo/messages'
import * as print from '@/parts/print/messages'
import * as warranty from '@/parts/warranty/messages'
import * as danger from '@/parts/danger/messages'
import * as objection from '@/parts/objection/messages'
import * as exclusion from '@/parts/exclusion/messages'
import * as event from '@/features/shop_event/messages'
import * as market from '@/parts/market_day/messages'
import * as place from '@/parts/place_name/messages'
import * as greeting from '@/parts/greeting/messages'
import * as other from '@/parts/other_machine/messages'
import * as money from '@/parts/money/messages'
import * as cash from '@/features/money/messages'
import * as stock from '@/features/stock/messages'
import * as counter from '@/features/counter/messages'
import * as sheet from '@/features/sheet/messages'
import * as plan from '@/features/plan/messages'
import * as machine from '@/parts/machine/messages'
import * as unit from '@/features/unit/messages'
import * as setup from '@/features/setup/messages'
import * as imports from '@/features/import/messages'
import * as sync from '@/features/sync/messages'
import * as staff from '@/features/staff/messages'
import * as score from '@/parts/score/messages'
import * as settings from '@/features/settings/messages'
import * as conflict from '@/features/conflict/messages'
import * as console from '@/console/messages'
import type { Same } from './same'

export type { Same } from './same'

const zh = {
  common: common.zh,
  code: codes.zh,
  manners: manners.zh,
  bulk: bulk.zh,
  taken: taken.zh,
  alert: alert.zh,
  guide: guide.zh,
  today: today.zh,
  intake: intake.zh,
  request: request.zh,
  order: order.zh,
  complaint: complaint.zh,
  care: care.zh,
  duty: duty.zh,
  recall: recall.zh,
  recovery: recovery.zh,
  update: update.zh,
  service_plan: servicePlan.zh,
  promise: promise.zh,
  remedy: remedy.zh,
  visit: visit.zh,
  report: report.zh,
  customer: customer.zh,
  consent: consent.zh,
  unit: unit.zh,
  machine: machine.zh,
  warranty: warranty.zh,
  danger: danger.zh,
  exclusion: exclusion.zh,
  objection: objection.zh,
  other: other.zh,
  event: event.zh,
  place: place.zh,
  market: market.zh,
  greeting: greeting.zh,
  money: money.zh,
  cash: cash.zh,
  stock: stock.zh,
  counter: counter.zh,
  sheet: sheet.zh,
  plan: plan.zh,
  photo: photo.zh,
  print: print.zh,
  setup: setup.zh,
  import: imports.zh,
  sync: sync.zh,
  staff: staff.zh,
  score: score.zh,
  settings: settings.zh,
  conflict: conflict.zh,
  console: console.zh,
}
const en: Same<typeof zh> = {
  common: common.en,
  code: codes.en,
  manners: manners.en,
  bulk: bulk.en,
  taken: taken.en,
  alert: alert.en,
  guide: guide.en,
  today: today.en,
  intake: intake.en,
  request: request.en,
  order: order.en,
  complaint: complaint.en,
  care: care.en,
  duty: duty.en,
  recall: recall.en,
  recovery: recovery.en,
  update: update.en,
  service_plan: servicePlan.en,
  promise: promise.en,
  remedy: remedy.en,
  visit: visit.en,
  report: report.en,
  customer: customer.en,
  consent: consent.en,
  unit: unit.en,
  machine: machine.en,
  warranty: warranty.en,
  danger: danger.en,
  exclusion: exclusion.en,
  objection: objection.en,
  other: other.en,
  event: event.en,
  place: place.en,
  market: market.en,
  greeting: greeting.en,
  money: money.en,
  cash: cash.en,
  stock: stock.en,
  counter: counter.en,
  sheet: sheet.en,
  plan: plan.en,
  photo: photo.en,
  print: print.en,
  setup: setup.en,
  import: imports.en,
  sync: sync.en,
  staff: staff.en,
  score: score.en,
  settings: settings.en,
  conflict: conflict.en,
  console: console.en,
}

/** Every text, for the tests. */
export const messages = { 'zh-CN': zh, en }

type Path<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}`
}[keyof T & string]
/** Every key there is. */
export type MessageKey = Path<typeof zh>
export type Locale = UiLanguage

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as string,
  fallbackLocale: 'zh-CN',
  // They never change: watching each of thousands of texts is what a start on an old PC is made of.
  messages: markRaw(messages) as unknown as Record<string, Record<string, string>>,
  missingWarn: false,
  fallbackWarn: false,
})

export type Translate = (key: MessageKey, params?: Record<string, string | number>) => string

/** Texts without anything to fill in, as they were found; null for all others. */
const plain: Record<Locale, Map<string, string | null>> = { 'zh-CN': new Map(), en: new Map() }

/** The text for a key where it is one without anything to fill in: most are, and need no formatting. */
function plainText(key: string): string | null {
  const kept = plain[locale.value]
  const known = kept.get(key)
  if (known !== undefined) return known
  let at: unknown = messages[locale.value]
  for (const part of key.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
  const text = typeof at === 'string' && !/[{}|@%\\]/.test(at) ? at : null
  kept.set(key, text)
  return text
}

/** The text for a key in the present language. */
export const t: Translate = (key, params) => plainText(key) ?? i18n.global.t(key, params ?? {})

/** The text for a code that comes from the program; the code itself when it is newer than we are. */
export function codeText(group: keyof typeof zh.code, code: string | null | undefined): string {
  if (!code) return ''
  const key = `code.${group}.${code}`
  return plainText(key) ?? (i18n.global.te(key) ? i18n.global.t(key) : code)
}

/** The words of a whole group of codes, for what leaves the program. */
export function codeWords(group: keyof typeof zh.code): Record<string, string> {
  return { ...messages[locale.value].code[group] }
}

/** The present language, for formatting. */
export const locale: ComputedRef<Locale> = computed(() =>
  i18n.global.locale.value === 'en' ? 'en' : 'zh-CN',
)

export function setLocale(language: Locale): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}

/** A sentence of the rules in the present language. */
export function said(text: BothLanguages): string {
  return locale.value === 'en' ? text.en : text.zh
}

/** The colon between a label and what it labels. */
export const colon = computed(() => (locale.value === 'en' ? ': ' : '：'))

/** What stands between the parts of a list. */
export const comma = computed(() => (locale.value === 'en' ? ', ' : '、'))

/** Text in brackets after other text. */
export function aside(text: string): string {
  return locale.value === 'en' ? ` (${text})` : `（${text}）`
}
