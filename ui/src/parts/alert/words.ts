/** What an alert says in words. */
import type { Alert } from '@/bindings/contract'
import { codeText, t } from '@/shared/i18n'

/** What was to be done of what: 投诉：答复客户. Orders and calls are told by their stage alone. */
export function whatOf(alert: Pick<Alert, 'about' | 'stage'>): string {
  const stage = codeText('alert_stage', alert.stage)
  if (alert.about === 'work_order' || alert.about === 'request') return stage
  return t('alert.what', { about: codeText('alert_about', alert.about), stage })
}
