/** A timeline as a person tells it: one thing that happened is one line. */
import type { TimelineEntry } from '@/bindings/contract'
import { dateText } from '@/shared/format/date'
import { joinDot, yuanText } from '@/shared/format/text'
import { codeText, locale, said, t } from '@/shared/i18n'

/** Which row of one event tells the most. */
const TELLS: Record<string, number> = {
  complaint: 0,
  complaint_event: 0,
  remedy_event: 0,
  request: 1,
  order_event: 2,
  work_order: 3,
  contact: 4,
}
const rank = (entry: TimelineEntry) => TELLS[entry.kind] ?? 5

/**
 * One call makes a request, an order, its first step and a contact, all at the same moment and
 * with the same words: the one that tells most stays, and keeps the number of the order.
 */
export function oneLineEach(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const told: TimelineEntry[] = []
  const gone = new Set<TimelineEntry>()
  const byMoment = new Map<number, TimelineEntry[]>()
  for (const entry of entries) byMoment.set(entry.at, [...(byMoment.get(entry.at) ?? []), entry])
  for (const entry of entries) {
    const same = (byMoment.get(entry.at) ?? []).filter((one) => isSame(one, entry))
    // Another row has already told of it.
    if (same.some((one) => gone.has(one))) continue
    const best = same.reduce((a, b) => (rank(b) < rank(a) ? b : a), entry)
    for (const one of same) gone.add(one)
    const order = same.find((one) => one.work_order_id !== null && one.no !== null)
    told.push({
      ...best,
      no: order?.no ?? best.no,
      work_order_id: order?.work_order_id ?? best.work_order_id,
      result: same.find((one) => one.result !== null)?.result ?? null,
    })
  }
  return told
}

/** Registering says nothing that the request of the same moment does not say. */
function isSame(one: TimelineEntry, other: TimelineEntry): boolean {
  if (one === other) return true
  if (one.kind === other.kind) return false
  if (!(one.kind in TELLS) || !(other.kind in TELLS)) return false
  const registers = (entry: TimelineEntry) =>
    entry.kind === 'order_event' && entry.code === 'register' && entry.text === null
  const opened = (entry: TimelineEntry) => entry.kind === 'request' || entry.kind === 'work_order'
  if (registers(one)) return opened(other)
  if (registers(other)) return opened(one)
  return one.text !== null && one.text === other.text
}

/** What happened, in words. */
export function happened(entry: TimelineEntry, now: number): string {
  const entity = (name: string) => codeText('entity', name)
  switch (entry.kind) {
    case 'order_event':
      return entry.code === 'import'
        ? joinDot(t('common.timeline.imported'), codeText('work_order_state', entry.to_state))
        : codeText('work_order_step', entry.code)
    case 'work_order':
      return codeText('work_order_kind', entry.code)
    case 'request':
      return joinDot(t('common.timeline.in'), codeText('request_kind', entry.code))
    case 'complaint':
      return joinDot(entity('complaint'), entry.title && said(entry.title))
    case 'complaint_event':
      return joinDot(entity('complaint'), codeText('complaint_step', entry.code))
    case 'remedy_case':
      return joinDot(entity('remedy_case'), codeText('remedy_claim', entry.code))
    case 'remedy_event':
      return joinDot(
        entity('remedy_case'),
        codeText('remedy_step', entry.code),
        entry.amount_fen ? yuanText(entry.amount_fen, locale.value) : null,
      )
    case 'exclusion':
      return joinDot(
        entity('exclusion_event'),
        codeText('exclusion_event', entry.code),
        entry.to_state ? codeText('exclusion_ground', entry.to_state) : null,
      )
    case 'promise':
      return joinDot(
        entity('promise'),
        t('common.timeline.promised', { on: dateText(entry.code, now, locale.value) }),
      )
    case 'visit_answer':
      return joinDot(entity('return_visit'), codeText('return_visit_kind', entry.code))
    case 'visit_end':
      return joinDot(entity('return_visit'), codeText('return_visit_kind', entry.code))
    case 'consent':
      return joinDot(
        codeText('consent_purpose', entry.code),
        codeText('consent_state', entry.to_state),
      )
    case 'quote':
      return joinDot(codeText('quote_event', entry.code), yuanText(entry.amount_fen, locale.value))
    case 'payment':
      return joinDot(
        entity('payment'),
        codeText('payment_method', entry.code),
        yuanText(entry.amount_fen, locale.value),
      )
    case 'stock_move':
      return joinDot(
        entity('stock_move'),
        codeText('stock_move_kind', entry.code),
        `×${Math.abs(entry.quantity ?? 0)}`,
      )
    case 'photo':
      return joinDot(entity('photo'), codeText('photo_kind', entry.code), `×${entry.quantity ?? 1}`)
    case 'machine':
      return codeText('unit_state', entry.code)
    case 'inspection':
      return t('common.timeline.checked')
    case 'custody':
      return codeText('custody_step', entry.code)
    case 'maintenance':
      return t('common.timeline.maintained')
    case 'care_call':
      return joinDot(entity('care_call'), codeText('care_kind', entry.code))
    case 'plan_event':
      return joinDot(
        entity('plan_event'),
        codeText('plan_event', entry.code),
        yuanText(entry.amount_fen, locale.value),
      )
    case 'recall_outcome':
      return joinDot(
        entity('recall'),
        entry.to_state === 'revoked' ? t('common.timeline.revoked') : null,
        codeText('recall_outcome', entry.code),
      )
    case 'danger_step':
      return codeText('danger_step', entry.code)
    case 'objection':
      return entity('objection')
    case 'other_machine':
      return t('other.formNew')
    default:
      return entry.code === 'urge' ? t('common.timeline.urge') : codeText('channel', entry.code)
  }
}

/** How it came out, where that is worth a mark. */
export function outcomeOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'promise':
      return codeText('promise_state', entry.to_state)
    case 'remedy_case':
      return codeText('remedy_state', entry.to_state)
    case 'visit_answer':
      return codeText('return_visit_result', entry.outcome)
    case 'visit_end':
      return codeText('return_visit_state', entry.to_state)
    case 'inspection':
      return codeText('sheet_status', entry.to_state)
    case 'care_call':
      return codeText('care_outcome', entry.to_state)
    case 'objection':
      return codeText('objection_state', entry.code)
    case 'danger_step':
      return codeText('danger_told', entry.to_state)
    case 'payment':
      return entry.to_state === 'reversed' ? t('common.timeline.reversed') : ''
    default:
      return ''
  }
}

/** The page an entry's number leads to. */
export function placeOf(entry: TimelineEntry): string | null {
  if (/^(?:complaint|objection)/.test(entry.kind) && entry.complaint_id)
    return `/complaints/${entry.complaint_id}`
  if (entry.remedy_case_id) return `/remedies/${entry.remedy_case_id}`
  if (entry.unit_id) return `/units/${entry.unit_id}`
  return entry.work_order_id ? `/orders/${entry.work_order_id}` : null
}
