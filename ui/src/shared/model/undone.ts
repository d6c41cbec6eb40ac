/** What was taken back of work over many records, and why the rest was not, in a person's words. */
import { errorMessages, type ErrorCode, type Undone } from '@/bindings/contract'
import { countText } from '@/shared/format/text'
import { codeText, t, type Locale } from '@/shared/i18n'

/** Names that are told one by one. */
const TOLD = 3

export function undoneText(undone: Undone, locale: Locale): string {
  const { step, taken, kept } = undone
  const title = step.title
  if (kept.length === 0) return t('manners.undo.many', { title, count: countText(taken) })
  const why = (code: string) => errorMessages[code as ErrorCode][locale === 'en' ? 'en' : 'zh']
  const lines = kept.slice(0, TOLD).map((one) =>
    t('manners.undo.keptOne', {
      title: one.title || codeText('undo_what', one.what.replace('.', '_')),
      why: why(one.code),
    }),
  )
  const more = kept.length - lines.length
  return [
    t('manners.undo.some', { title, count: countText(taken), kept: countText(kept.length) }),
    ...lines,
    ...(more > 0 ? [t('manners.undo.keptMore', { count: countText(more) })] : []),
  ].join(' ')
}
