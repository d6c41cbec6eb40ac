/** A row of a list goes to the clipboard as a line for Excel: its cells, with tabs between them. */
import { t } from '@/shared/i18n'
import { isComposing } from './hotkeys'
import { notify } from './toast'

/** The cells as they read on the screen. */
export function rowText(row: Element): string {
  const cells = [...row.querySelectorAll('[role=gridcell]:not(.mark)')]
  const text = (cell: Element) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()
  return cells.map(text).join('\t')
}

/** Ctrl+C where nothing else is marked; tells whether it was that key. */
export function onCopyKey(event: KeyboardEvent): boolean {
  if (isComposing(event) || event.altKey || event.shiftKey) return false
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'c') return false
  if (window.getSelection()?.isCollapsed === false) return false
  const row = event.target instanceof Element ? event.target.closest('[role=row]') : null
  if (!row) return false
  navigator.clipboard.writeText(rowText(row)).then(
    () => notify('ok', t('common.row.copied')),
    () => notify('bad', t('common.row.notCopied')),
  )
  return true
}
