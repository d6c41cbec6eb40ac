/**
 * Keyboard shortcuts: one registry, which also fills the shortcut sheet.
 *
 * A key that belongs to an input method is never ours: Enter that takes a Chinese candidate must
 * not submit, and Escape that drops one must not close.
 */
import { onBeforeUnmount, onMounted, shallowReactive } from 'vue'
import type { MessageKey } from '@/shared/i18n'

export interface Hotkey {
  /** `F2`, `Ctrl+K`, `Alt+1`, `?`, `N`; a single letter is ignored while something is typed. */
  keys: string
  label: MessageKey
  group: 'anywhere' | 'list'
  run: (event: KeyboardEvent) => void
  /** Left to the field while something is typed, as a single letter is. */
  notTyping?: boolean
  /** Shown in the sheet only; some part of the screen handles it. */
  shownOnly?: boolean
}

const registry = shallowReactive(new Set<Hotkey>())

/** Every shortcut that works now, for the sheet. */
export function activeHotkeys(): Hotkey[] {
  return [...registry]
}

/** Whether the key belongs to an input method (WebKit reports only the key code 229). */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/**
 * Keys of an input method reach no part of the page: a dialog that is not ours would close on the
 * Escape that only drops a candidate. The field itself hears of the text, not of the keys.
 */
export function keepInputMethodApart(): void {
  const stop = (event: KeyboardEvent) => {
    if (isComposing(event)) event.stopPropagation()
  }
  window.addEventListener('keydown', stop, { capture: true })
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

export function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const ctrl = parts.includes('Ctrl')
  const alt = parts.includes('Alt')
  // A letter with Ctrl and Shift is another shortcut; `?` needs Shift on most keyboards.
  if (ctrl && event.shiftKey !== parts.includes('Shift')) return false
  if (ctrl !== (event.ctrlKey || event.metaKey) || alt !== event.altKey) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

function onKey(event: KeyboardEvent): void {
  if (isComposing(event) || event.defaultPrevented) return
  // The innermost (last registered) screen goes first.
  for (const hotkey of [...registry].reverse()) {
    if (hotkey.shownOnly || !matches(hotkey.keys, event)) continue
    const bare = hotkey.keys.length === 1 || hotkey.notTyping === true
    if (bare && isTyping(event.target)) continue
    event.preventDefault()
    hotkey.run(event)
    return
  }
}

let listening = 0

/** Shortcuts that work while this component is on screen. */
export function useHotkeys(hotkeys: Hotkey[]): void {
  onMounted(() => {
    if (listening++ === 0) window.addEventListener('keydown', onKey)
    for (const hotkey of hotkeys) registry.add(hotkey)
  })
  onBeforeUnmount(() => {
    for (const hotkey of hotkeys) registry.delete(hotkey)
    if (--listening === 0) window.removeEventListener('keydown', onKey)
  })
}
