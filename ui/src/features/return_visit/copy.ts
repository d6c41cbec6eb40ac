/** Copies a text, and says so. */
import { t } from '@/shared/i18n'
import { notify } from '@/shared/use/toast'

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notify('ok', t('visit.copied', { text: text.length > 24 ? `${text.slice(0, 24)}…` : text }))
  } catch {
    notify('info', t('visit.copyFailed'))
  }
}
