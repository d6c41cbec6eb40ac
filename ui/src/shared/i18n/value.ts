/** A value of a synced field as a person reads it: words for codes, amounts, yes and no. */
import { registry } from '@/bindings/contract'
import { yuanText } from '@/shared/format/text'
import { codeText, locale, t, type messages } from './index'

type Group = keyof (typeof messages)['zh-CN']['code']

/** Where the words of a code stand, by entity and field, or by the field alone. */
const groups: Record<string, Group> = {
  'staff.role': 'role',
  'consent.purpose': 'consent_purpose',
  'customer.kind': 'customer_kind',
  'customer.at_home': 'at_home',
  'unit.state': 'unit_state',
  'custody_event.from_kind': 'party',
  'custody_event.to_kind': 'party',
  'request.kind': 'request_kind',
  'request.first_kind': 'request_kind',
  'request.state': 'request_state',
  'work_order.kind': 'work_order_kind',
  'work_order.state': 'work_order_state',
  'contact.result': 'contact_result',
  'return_visit.kind': 'return_visit_kind',
  'return_visit.state': 'return_visit_state',
  'visit_answer.result': 'return_visit_result',
  'complaint.severity': 'complaint_severity',
  'complaint.state': 'complaint_state',
  'promise.state': 'promise_state',
  'photo.kind': 'photo_kind',
  'photo.taken_from': 'photo_time',
  'charge_line.kind': 'charge_kind',
  'charge_line.basis': 'charge_basis',
  'payment.method': 'payment_method',
  'stock_move.kind': 'stock_move_kind',
  'maintenance.state': 'maintenance_task',
  'alert_ack.kind': 'alert_ack_kind',
  'alert_ack.about': 'alert_about',
  'promise_event.event': 'promise_event',
  'certificate.kind': 'certificate_kind',
  'shop_event.kind': 'shop_event_kind',
  'place_name.kind': 'place_kind',
  'market_day.calendar': 'market_calendar',
  'own_certificate.kind': 'certificate_kind',
  'work_order.cause_class': 'cause_class',
  'certificate.state': 'certificate_state',
  'certificate_permit.state': 'permit_state',
  'access_entry.action': 'access_action',
  'care_call.kind': 'care_kind',
  'care_call.result': 'care_result',
  'care_call.reason': 'care_reason',
  'publication.kind': 'publication_kind',
  'publication.state': 'publication_state',
  'shipment.state': 'publication_state',
  'event_suggestion.answer': 'suggestion_answer',
  'own_price.kind': 'charge_kind',
  'plan_event.event': 'plan_event',
  'quote_event.event': 'quote_event',
  'score_objection.event': 'score_event',
  'plan_event.method': 'payment_method',
  'recall.kind': 'recall_kind',
  'recall.state': 'recall_state',
  'recall.action': 'recall_action',
  'recall_outcome.outcome': 'recall_outcome',
  'danger_step.step': 'danger_step',
  'remedy_case.state': 'remedy_state',
  'remedy_case.sale_channel': 'remedy_channel',
  'remedy_event.method': 'refund_method',
  'remedy_ruling.verdict': 'remedy_verdict',
  'exclusion_event.event': 'exclusion_event',
  'exclusion_event.ground': 'exclusion_ground',
  'exclusion_event.evidence': 'exclusion_evidence',
  claim: 'remedy_claim',
  delay_cause: 'remedy_delay',
  expense_kind: 'remedy_expense',
  ground: 'remedy_ground',
  channel: 'channel',
  class: 'complaint_class',
  direction: 'direction',
  failure_type: 'failure_type',
  gas: 'gas',
  origin: 'data_origin',
  recovery: 'recovery',
  resolution: 'resolution',
  sale_channel: 'sale_channel',
}

/** The group with the words of a code. */
export function groupOf(entity: string, field: string): Group | null {
  return groups[`${entity}.${field}`] ?? groups[field] ?? null
}

/** The value as a person reads it; as it came when nothing is known of it. */
export function valueText(entity: string, field: string, shown: string | null): string | null {
  if (field === 'deleted_at') return shown === null ? t('common.two.stays') : t('common.two.goes')
  if (shown === null) return null
  const fields: Record<string, string | readonly string[]> | undefined = (
    registry as Record<string, Record<string, string | readonly string[]>>
  )[entity]
  const kind = fields?.[field]
  if (typeof kind === 'object') {
    const group = groupOf(entity, field)
    return group === null ? shown : codeText(group, shown)
  }
  if (kind === 'flag') return shown === '1' ? t('common.bool.yes') : t('common.bool.no')
  if (kind === 'fen' && /^-?\d+$/.test(shown)) return yuanText(Number(shown), locale.value)
  return shown
}
