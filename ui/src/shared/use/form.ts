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

/** What asks a field whether its text can be read; it answers by preventing. */
export const ASK_FIELD = 'fieldcheck'

/**
 * Whether a text in `root` cannot be read: a date, a sum, a number. Every such field shows so, and the
 * first one has the keyboard. What cannot be read would be saved as if nothing stood there.
 */
export function refuses(root: ParentNode): boolean {
  let first: HTMLElement | null = null
  for (const one of root.querySelectorAll<HTMLElement>('.field')) {
    const readable = one.dispatchEvent(new CustomEvent(ASK_FIELD, { cancelable: true }))
    if (!readable) first ??= one
  }
  first?.querySelector<HTMLElement>('input, select, textarea')?.focus()
  first?.scrollIntoView({ block: 'nearest' })
  return first !== null
}

let guarding = false
/**
 * No form is sent, and no button that does the main thing of a form or dialog works, while a text in it
 * cannot be read. The fields see to it themselves, so that no screen can forget it.
 */
export function guardForms(): void {
  if (guarding) return
  guarding = true
  const stop = (event: Event, scope: Element | null | undefined) => {
    if (!scope || !refuses(scope)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener(
    'submit',
    (event) => stop(event, event.target instanceof Element ? event.target : null),
    true,
  )
  document.addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element ? event.target.closest('button.p') : null
      // What sends a form is looked at when it is sent.
      if (!(button instanceof HTMLButtonElement) || (button.form && button.type === 'submit'))
        return
      stop(event, button.closest('form') ?? button.closest('[role="dialog"]'))
    },
    true,
  )
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
    if (!refuses(root)) submit()
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
  } else if (!refuses(root)) submit()
}
