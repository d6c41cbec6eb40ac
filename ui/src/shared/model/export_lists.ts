/** How lists are taken out that stand on several screens, or on one without columns of its own. */
import { codeText, codeWords, t } from '@/shared/i18n'
import type { zh } from '@/shared/i18n/taken'
import { field, type ExportedList, type ExportField, type ExportOf } from './export'

const col = (
  key: string,
  heading: keyof typeof zh,
  options: Parameters<typeof field>[2] = {},
): ExportField => field(key, t(`taken.${heading}`), options)
const of = (list: ExportedList, request: object, columns: ExportField[]): ExportOf => ({
  list,
  request,
  columns,
})
/** What a list is called where it is taken out. */
export const exportTitle = (list: ExportedList): string =>
  codeText('exported', list.replace('.', '_'))

/** A line of 今日 is about whatever its kind is about. */
const about = (): Record<string, string> => ({
  ...codeWords('today_kind'),
  ...codeWords('recall_kind'),
  ...codeWords('care_kind'),
  ...codeWords('certificate_kind'),
  ...codeWords('shop_event_kind'),
  ...codeWords('return_visit_kind'),
  ...codeWords('work_order_kind'),
  ...codeWords('request_kind'),
})
export const todayOf = (request: object): ExportOf =>
  of('today.get', request, [
    col('due_at', 'due', { kind: 'instant', with: 'due' }),
    col('kind', 'kind', { codes: 'today_kind', with: 'what' }),
    { ...col('about', 'about', { with: 'what' }), words: about() },
    col('no', 'no', { with: 'what' }),
    col('text', 'text', { with: 'what' }),
    col('customer_name', 'customer', { with: 'customer' }),
    col('village', 'village', { with: 'village' }),
    col('what', 'what', { codes: 'due_what', with: 'next' }),
    col('owner', 'owner', { with: 'owner' }),
    col('safety', 'danger', { kind: 'yes_no', with: 'flags' }),
    col('urged_count', 'urged', { kind: 'number', with: 'flags' }),
  ])
export const dayClosesOf = (): ExportOf =>
  of('today.closes', {}, [
    col('figures.day_on', 'day', { kind: 'date' }),
    col('figures.received', 'received', { kind: 'number' }),
    col('figures.replied_same_day', 'replied', { kind: 'number' }),
    col('figures.finished', 'finished', { kind: 'number' }),
    col('figures.open', 'open', { kind: 'number' }),
    col('figures.overdue', 'overdue', { kind: 'number' }),
    col('figures.unsent', 'unsent', { kind: 'number' }),
    col('figures.without_owner', 'withoutOwner', { kind: 'number' }),
    col('figures.without_next', 'withoutNext', { kind: 'number' }),
    col('red', 'red', { kind: 'yes_no' }),
    col('late', 'late', { kind: 'yes_no' }),
    col('closed_at', 'closedAt', { kind: 'instant' }),
    col('closed_by', 'closedBy'),
    col('note', 'note'),
  ])
const sources = (): Record<string, string> => ({
  work_order: codeText('entity', 'work_order'),
  remedy_case: codeText('entity', 'remedy_case'),
  service_plan: codeText('today_kind', 'service_plan'),
})
export const moneyOf = (request: { from_on?: string; to_on?: string }): ExportOf =>
  of('money.list', request, [
    col('on', 'day', { kind: 'date' }),
    col('occurred_at', 'time', { kind: 'instant' }),
    { ...col('source', 'kind'), words: sources() },
    col('no', 'no'),
    col('customer_name', 'customer'),
    col('method', 'method', { codes: 'payment_method' }),
    col('amount_fen', 'amount', { kind: 'money' }),
    col('receipt_no', 'receipt'),
    col('due_on', 'dueOn', { kind: 'date' }),
    col('reversed', 'reversed', { kind: 'yes_no' }),
    col('staff', 'staff'),
    col('note', 'note'),
  ])
export const cashClosesOf = (): ExportOf =>
  of('money.closes', {}, [
    col('on', 'day', { kind: 'date' }),
    col('expected_fen', 'expected', { kind: 'money' }),
    col('counted_fen', 'counted', { kind: 'money' }),
    col('difference_fen', 'difference', { kind: 'money' }),
    ...(['cash', 'wechat', 'alipay', 'transfer'] as const).flatMap((one) => {
      const method = codeText('payment_method', one)
      const at = `methods.method:${one}`
      return [
        field(`${at}.expected_fen`, t('taken.expectedOf', { method }), { kind: 'money' }),
        field(`${at}.counted_fen`, t('taken.countedOf', { method }), { kind: 'money' }),
      ]
    }),
    col('note', 'note'),
    col('closed_at', 'closedAt', { kind: 'instant' }),
    col('closed_by', 'closedBy'),
    col('replaced', 'replaced', { kind: 'yes_no' }),
  ])
export const refundsOf = (): ExportOf =>
  of('money.refunds', {}, [
    col('customer_name', 'customer'),
    col('no', 'no'),
    col('paid_fen', 'paid', { kind: 'money' }),
    col('owed_back_fen', 'back', { kind: 'money' }),
  ])
const order = (): ExportField[] => [
  col('summary.no', 'no'),
  { ...col('summary.kind', 'kind'), words: codeWords('work_order_kind') },
  col('summary.customer_name', 'customer'),
  col('summary.town', 'town'),
  col('summary.village', 'village'),
  col('summary.fault_text', 'fault'),
  col('summary.technician', 'technician'),
  col('window_from_at', 'from', { kind: 'instant' }),
  col('window_to_at', 'to', { kind: 'instant' }),
  col('summary.state', 'state', { codes: 'work_order_state' }),
]
export const planOf = (): ExportOf =>
  of('work_order.plan', {}, [
    ...order(),
    col('summary.due_what', 'what', { codes: 'due_what' }),
    col('summary.due_at', 'due', { kind: 'instant' }),
    col('repeats_no', 'repeats'),
    col('away', 'away', { kind: 'yes_no' }),
  ])
export const sheetsOf = (): ExportOf =>
  of('sheet.list', {}, [
    ...order(),
    col('total_fen', 'toPay', { kind: 'money' }),
    col('free', 'free', { kind: 'yes_no' }),
    col('danger', 'danger', { kind: 'yes_no' }),
  ])
/** The figures of people, each with what it is counted from. */
export const scoresOf = (
  month: string | null,
  figures: readonly { figure: string; is_count: boolean }[],
): ExportOf =>
  of('score.board', { month }, [
    col('name', 'person'),
    col('role', 'role', { codes: 'role' }),
    col('disabled', 'left', { kind: 'yes_no' }),
    ...figures.flatMap((one) => {
      const at = `figures.figure:${one.figure}`
      const words = { figure: codeText('score_figure', one.figure) }
      const count = field(`${at}.numerator`, t('taken.figureOf', words), { kind: 'number' })
      if (one.is_count) return [count]
      return [
        field(`${at}.percent`, t('taken.shareOf', words), { kind: 'number' }),
        count,
        field(`${at}.denominator`, t('taken.ofMany', words), { kind: 'number' }),
      ]
    }),
  ])
export const eventsOf = (): ExportOf =>
  of('shop_event.list', {}, [
    col('name', 'name'),
    col('kind', 'kind', { codes: 'shop_event_kind' }),
    col('from_on', 'from', { kind: 'date' }),
    col('to_on', 'to', { kind: 'date' }),
    col('place', 'place'),
    col('services', 'services'),
    col('phone', 'phone'),
    col('note', 'note'),
  ])
export const rotaOf = (): ExportOf =>
  of('duty.list', {}, [
    col('on', 'night', { kind: 'date' }),
    col('staff_name', 'person'),
    col('phone', 'phone'),
    col('gone', 'gone', { kind: 'yes_no' }),
  ])
export const trashOf = (): ExportOf =>
  of('trash.list', {}, [
    col('kind', 'kind', { codes: 'trash_kind' }),
    col('title', 'name'),
    col('household', 'customer'),
    col('deleted_at', 'deletedAt', { kind: 'instant' }),
    col('deleted_by', 'deletedBy'),
    col('until_at', 'until', { kind: 'instant' }),
  ])
export const conflictsOf = (decided: boolean): ExportOf =>
  of('conflict.list', { include_resolved: decided }, [
    col('entity', 'kind', { codes: 'entity' }),
    col('title', 'record'),
    col('field', 'field', { codes: 'field' }),
    col('kept.shown', 'kept'),
    col('kept.staff', 'by'),
    col('kept.at', 'time', { kind: 'instant' }),
    col('other.shown', 'other'),
    col('other.staff', 'otherBy'),
    col('resolution', 'state', { codes: 'resolution' }),
    col('resolved_at', 'resolved', { kind: 'instant' }),
    col('resolved_by', 'resolvedBy'),
  ])
export const careOf = (): ExportOf =>
  of('care.list', {}, [
    col('kind', 'kind', { codes: 'care_kind' }),
    col('customer_name', 'customer'),
    col('village', 'village'),
    col('person_name', 'name'),
    col('on', 'day', { kind: 'date' }),
    col('until_on', 'until', { kind: 'date' }),
  ])
export const placesOf = (): ExportOf =>
  of('place_name.list', {}, [
    col('kind', 'kind', { codes: 'place_kind' }),
    col('old_name', 'oldName'),
    col('name', 'name'),
    col('town', 'town'),
  ])
export const marketsOf = (): ExportOf =>
  of('market_day.list', {}, [col('town', 'town'), col('said', 'said')])
