/** What is put right of a complaint: the form as it stands, and the call with what differs. Pure. */
import type {
  Channel,
  ComplaintBlank,
  ComplaintDetail,
  ComplaintSeverity,
  ComplaintUpdate,
} from '@/bindings/contract'
import { clockText, dateOf, instantOf, minutesOf, parseTime } from '@/shared/format/date'

export interface CorrectionValues {
  customer_id: string | null
  customer_name: string
  caller_name: string
  caller_phone: string
  channel: Channel
  category: string
  item: string
  text: string
  remedy_sought: string
  severity: ComplaintSeverity
  safety: boolean
  injury: boolean
  public_exposure: boolean
  about_staff_id: string
  unit_id: string
  work_order_id: string
  received_on: string | null
  received_time: string
  reason: string
}

export function valuesOf(complaint: ComplaintDetail): CorrectionValues {
  const { summary } = complaint
  return {
    customer_id: summary.customer_id,
    customer_name: summary.customer_id ? (summary.customer_name ?? '') : '',
    caller_name: complaint.caller_name ?? '',
    caller_phone: complaint.caller_phone ?? '',
    channel: complaint.channel,
    category: summary.category,
    item: complaint.item ?? '',
    text: summary.text,
    remedy_sought: complaint.remedy_sought ?? '',
    severity: complaint.severity,
    safety: complaint.safety,
    injury: complaint.injury,
    public_exposure: complaint.public_exposure,
    about_staff_id: complaint.about_staff_id ?? '',
    unit_id: complaint.unit?.id ?? '',
    work_order_id: complaint.work_order_id ?? '',
    received_on: dateOf(summary.received_at),
    received_time: clockText(minutesOf(summary.received_at)),
    reason: '',
  }
}

/** When it came in as typed; undefined while it is not whole. */
export function receivedAt(values: CorrectionValues): number | undefined {
  const minutes = parseTime(values.received_time)
  if (values.received_on === null || minutes === undefined) return undefined
  return instantOf(values.received_on, minutes)
}

/** Only what differs is sent: what somebody else puts right at the same time stays theirs. */
export function correctionOf(
  id: string,
  before: CorrectionValues,
  values: CorrectionValues,
): ComplaintUpdate | null {
  const call: ComplaintUpdate = { id }
  const blank: ComplaintBlank[] = []
  const texts = [
    ['caller_name', 'caller_name'],
    ['caller_phone', 'caller_phone'],
    ['remedy_sought', 'remedy_sought'],
    ['item', 'item'],
    ['about_staff_id', 'about_staff'],
    ['unit_id', 'unit'],
    ['work_order_id', 'work_order'],
  ] as const
  for (const [field, emptied] of texts) {
    const typed = values[field].trim()
    if (typed === before[field]) continue
    if (typed === '') blank.push(emptied)
    else call[field] = typed
  }
  if (values.customer_id !== before.customer_id) {
    if (values.customer_id === null) blank.push('customer')
    else call.customer_id = values.customer_id
  }
  if (values.text.trim() !== before.text) call.text = values.text
  if (values.category !== before.category) call.category = values.category
  if (values.channel !== before.channel) call.channel = values.channel
  if (values.severity !== before.severity) call.severity = values.severity
  for (const flag of ['safety', 'injury', 'public_exposure'] as const)
    if (values[flag] !== before[flag]) call[flag] = values[flag]
  // The field shows minutes: seconds that nobody typed are no correction.
  const at = receivedAt(values)
  if (at !== undefined && at !== receivedAt(before)) call.received_at = at
  if (blank.length > 0) call.blank = blank
  if (Object.keys(call).length === 1) return null
  if (values.reason.trim() !== '') call.reason = values.reason.trim()
  return call
}
