/** What a service plan gives, in words. Pure. */
import type { PlanContract, PlanTerms } from '@/bindings/contract'
import { codeText, t } from '@/shared/i18n'
import { joinDot } from '@/shared/format/text'

/** Contracts that run or come; what is over stands behind them. */
export const isLive = (one: PlanContract) => one.state === 'running' || one.state === 'coming'

/** What a plan gives, in one line; with what is left of it where it was sold. */
export function givesOf(terms: PlanTerms, sold?: PlanContract): string {
  const free = terms.free.map((kind) => codeText('charge_kind', kind)).join('、')
  const left = (all: number, rest: number | null | undefined) => rest ?? all
  return joinDot(
    free ? t('service_plan.freeOf', { what: free }) : t('service_plan.noRepairs'),
    free && terms.repairs != null
      ? t('service_plan.repairs', {
          count: terms.repairs,
          left: left(terms.repairs, sold?.repairs_left),
        })
      : null,
    terms.maintenances > 0
      ? t('service_plan.maintenances', {
          count: terms.maintenances,
          left: left(terms.maintenances, sold?.maintenances_left),
        })
      : null,
    terms.response_hours != null
      ? t('service_plan.response', { hours: terms.response_hours })
      : null,
  )
}
