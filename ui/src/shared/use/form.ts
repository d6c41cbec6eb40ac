import { nextTick } from 'vue'
import { isComposing } from './hotkeys'

/** Moves to the first field that is marked as wrong. */
export async function focusFirstInvalid(root: HTMLElement | null | undefined): Promise<void> {
  await nextTick()
  const first = root?.querySelector<HTMLElement>('[aria-invalid="true"]')
  first?.focus()
  // With its label and what is wrong with it, which stand above.
  first?.closest('.field')?.scrollIntoView({ block: 'nearest' })
}

/** Everything in `root` that Tab would reach and that takes input, in order. */
function fields(root: HTMLElement): HTMLElement[] {
  const all = root.querySelectorAll<HTMLElement>(
    'input:not([disabled]), select:not([disabled]), textarea:not([disabled]), button[data-submit]:not([disabled]), [data-field]',
  )
  return [...all].filter((one) => one.tabIndex >= 0 && one.offsetParent !== null)
}

/**
 * Enter goes on to the next field, Ctrl+Enter submits; Shift+Enter stays a line break.
 * Enter on a button, a link or what unfolds presses it, as everywhere.
 */
export function enterMovesOn(event: KeyboardEvent, root: HTMLElement, submit: () => void): void {
  if (event.key !== 'Enter' || isComposing(event) || event.shiftKey || event.altKey) return
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    submit()
    return
  }
  const from = event.target
  if (!(from instanceof HTMLElement) || from.closest('button, a, summary')) return
  event.preventDefault()
  const order = fields(root)
  const next = order[order.indexOf(from) + 1]
  if (next) {
    next.focus()
    // As Tab does: what stands there by proposal is written over, not behind.
    if (next instanceof HTMLInputElement && next.type !== 'checkbox') next.select()
  } else submit()
}
