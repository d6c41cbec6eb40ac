// Spans of time in the words of the console.
import { t } from '@/shared/i18n'
import { spanOf } from './model'

/** `41 分`, `3 小时 20 分`, `2 天 4 小时` */
export function spanText(minutes: number): string {
  const span = spanOf(minutes)
  if (span.days > 0 && span.hours === 0) return t('console.age.wholeDays', { days: span.days })
  if (span.days > 0) return t('console.age.days', { days: span.days, hours: span.hours })
  if (span.hours > 0) return t('console.age.hours', { hours: span.hours, minutes: span.minutes })
  return t('console.age.minutes', { minutes: span.minutes })
}
