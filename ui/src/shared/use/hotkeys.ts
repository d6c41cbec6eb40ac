/**
 * Keyboard shortcuts: one registry, which also fills the shortcut sheet.
 *
 * A key that belongs to an input method is never ours: Enter that takes a Chinese candidate must
 * not submit, and Escape that drops one must not close.
 */
import { getCurrentInstance, onBeforeUnmount, onMounted, shallowReactive } from 'vue'
import type { MessageKey } from '@/shared/i18n'

export interface Hotkey {
  /** `F2`, `Ctrl+K`, `Alt+1`, `?`, `N`; a single letter is ignored while something is typed. */
  keys: string
  label: MessageKey
  group: 'anywhere' | 'list'
  run: (event: KeyboardEvent) => void
  /** Left to the field while something is typed, as a single letter is. */
  notTyping?: boolean
  /** Works while a dialog is open. */
  inDialog?: boolean
  /** Shown in the sheet only; some part of the screen handles it. */
  shownOnly?: boolean
}

interface Registered extends Hotkey {
  /** Where the part of the screen stands that it belongs to. */
  root?: () => Element | null
}

const registry = shallowReactive(new Set<Registered>())

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
  // A key that is held down asks once.
  if (isComposing(event) || event.defaultPrevented || event.repeat) return
  const under = isDialogOpen()
  const typing = isTyping(event.target)
  const hotkey = innermost(
    [...registry].filter((one) => {
      if (one.shownOnly || !matches(one.keys, event)) return false
      const bare = one.keys.length === 1 || one.notTyping === true
      return !(bare && typing) && (!under || one.inDialog === true)
    }),
  )
  if (!hotkey) return
  event.preventDefault()
  hotkey.run(event)
}

/**
 * Whether a dialog is open: what lies under it has no keys until it is closed. One that is fading
 * away is closed already, and a key pressed meanwhile is meant for the screen.
 */
function isDialogOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].some((one) => {
    const around = one.closest('.el-overlay') ?? one
    const leaving = [...around.classList].some((name) => name.endsWith('-leave-active'))
    return !leaving && getComputedStyle(around).display !== 'none'
  })
}

/** The part of the screen that is further in goes first, of two alike the one that came later. */
function innermost(found: Registered[]): Registered | undefined {
  return found.reduce<Registered | undefined>((best, one) => {
    const [kept, next] = [best?.root?.(), one.root?.()]
    return kept && next && kept !== next && next.contains(kept) ? best : one
  }, undefined)
}

let listening = 0

/** Shortcuts that work while this component is on screen. */
export function useHotkeys(hotkeys: Hotkey[]): void {
  const instance = getCurrentInstance()
  const root = () => {
    const at = instance?.proxy?.$el as Node | undefined
    return at instanceof Element ? at : (at?.parentElement ?? null)
  }
  const own = hotkeys.map((hotkey) => ({ ...hotkey, root }))
  onMounted(() => {
    if (listening++ === 0) window.addEventListener('keydown', onKey)
    for (const hotkey of own) registry.add(hotkey)
  })
  onBeforeUnmount(() => {
    for (const hotkey of own) registry.delete(hotkey)
    if (--listening === 0) window.removeEventListener('keydown', onKey)
  })
}
