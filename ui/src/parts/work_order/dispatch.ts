// Who could be sent: one line for the list, and what to know before choosing.
import type { DispatchOption } from '@/bindings/contract'
import { dateText } from '@/shared/format/date'
import { codeText, locale, said, t } from '@/shared/i18n'

const day = (on: string) => dateText(on, Date.now(), locale.value)

/** 张师傅 · 技师 · 手里 3 件 · 当天 2 家 · 请假至 11月25日 */
export function optionText(one: DispatchOption): string {
  const parts = [one.name, codeText('role', one.role)]
  if (one.wished) parts.push(t('order.dispatch.wished'))
  if (one.open_count > 0) parts.push(t('order.dispatch.open', { count: one.open_count }))
  if (one.visits > 0) parts.push(t('order.dispatch.visits', { count: one.visits }))
  if (one.overlaps) parts.push(t('order.dispatch.overlaps'))
  if (one.missing_skills.length > 0)
    parts.push(t('order.dispatch.unskilled', { skills: one.missing_skills.map(said).join('、') }))
  if (one.rests) parts.push(t('order.dispatch.rests'))
  if (one.absent_until_on) parts.push(t('order.dispatch.away', { until: day(one.absent_until_on) }))
  if (one.gate === 'blocked') parts.push(t('order.dispatch.blocked'))
  if (one.gate === 'permitted') parts.push(t('order.dispatch.permitted'))
  return parts.join(' · ')
}

/** Whom the household asked for, when they can be sent: proposed before anybody chooses. */
export function proposed(rows: readonly DispatchOption[]): string | undefined {
  return rows.find(
    (one) => one.wished && !one.absent_until_on && !one.rests && one.gate !== 'blocked',
  )?.staff_id
}

/** What stands against sending this person, or what to beware of. */
export function warningsOf(one: DispatchOption | undefined): string[] {
  if (!one) return []
  const away = one.absent_until_on
    ? [
        t(one.absent_reason ? 'order.dispatch.awayWhy' : 'order.dispatch.awayLong', {
          until: day(one.absent_until_on),
          why: one.absent_reason ?? '',
        }),
      ]
    : []
  const beside = one.overlaps ? [t('order.dispatch.overlapsLong')] : []
  const unskilled =
    one.missing_skills.length > 0
      ? [
          t('order.dispatch.unskilledLong', {
            skills: one.missing_skills.map(said).join('、'),
          }),
        ]
      : []
  return [
    ...away,
    ...(one.rests ? [t('order.dispatch.restsLong')] : []),
    ...beside,
    ...unskilled,
    ...one.gate_reasons.map((reason) => codeText('gate_reason', reason)),
  ]
}
