/** What a step has opened by itself is said to whoever took it. */
import type { Router } from 'vue-router'
import type { WorkOrderDetail } from '@/bindings/contract'
import { t } from '@/shared/i18n'
import { notify } from '@/shared/use/toast'

export function tellOpened(after: WorkOrderDetail, router: Router): void {
  const opened = after.remedy_case
  if (!opened) return
  const text = t('order.caseOpened', { count: opened.repairs.length, no: opened.no })
  const run = (): void => void router.push(`/remedies/${opened.id}`)
  // It stays until somebody has read it: there are periods of the law behind it.
  notify('bad', text, { label: t('order.caseShow'), run })
}
