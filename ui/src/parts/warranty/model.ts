/** How a warranty card is put into words. Pure. */
import type {
  CoverageState,
  LifeState,
  WarrantyBasis,
  WarrantyCard,
  WarrantyPart,
  Why,
} from '@/bindings/contract'
import { codeText, said, t, type Locale } from '@/shared/i18n'
import { dateWeekday } from '@/shared/format/date'

/** The colour of a state; its word is always beside it. */
export const coverageTone: Record<CoverageState, string> = {
  covered: 'ok',
  expired: '',
  not_started: 'info',
  unknown: 'warn',
}
export const lifeTone: Record<LifeState, string> = {
  ok: 'ok',
  approaching: 'warn',
  near: 'bad',
  past: 'bad',
  stopped: 'bad',
  unknown: 'warn',
}

/** `今天最后一天`, `还剩 67 天`; nothing where no day is left to count. */
export function daysLeftText(days: number | null): string {
  if (days === null || days < 0) return ''
  return days === 0 ? t('warranty.today') : t('warranty.left', { days })
}

/** `保到 2027年1月28日 星期四` */
export function untilText(card: WarrantyCard, now: number, locale: Locale): string {
  if (card.ends_on === null) return card.state === 'unknown' ? '' : t('warranty.noEnd')
  const when = dateWeekday(card.ends_on, now, locale)
  if (card.state === 'expired') return t('warranty.ended', { when })
  return t(card.state === 'not_started' ? 'warranty.untilMaybe' : 'warranty.until', { when })
}

/** The name of a basis; a plan has its own. */
export function basisText(basis: WarrantyBasis): string {
  return basis.kind === 'plan' ? said(basis.name) : codeText('basis_kind', basis.kind)
}

export interface PartGroup {
  parts: WarrantyPart[]
  ends_on: string
  covered: boolean
}

/** Parts with the same last day in one line, the longest covered first. */
export function partGroups(parts: WarrantyPart[]): PartGroup[] {
  const groups = new Map<string, PartGroup>()
  for (const part of parts) {
    const group = groups.get(part.ends_on) ?? { ...part, parts: [] }
    group.parts.push(part)
    groups.set(part.ends_on, group)
  }
  return [...groups.values()].sort((a, b) => b.ends_on.localeCompare(a.ends_on))
}

/** What evidence would settle it. */
export const missingOf = (why: Why) => why.reasons.filter((one) => one.kind === 'missing')
