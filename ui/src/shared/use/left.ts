/**
 * A field is checked when it is left: never before, and never while an input method composes.
 *
 * What is red stays so until it is right, so that one sees it being put right; an empty field that
 * nobody has typed into yet is not red, and what the program empties is as never touched.
 */
import { ref, type Ref } from 'vue'
import { parseCount, parseYuan, seemsPhone } from '@/shared/format/text'
import type { MessageKey } from '@/shared/i18n'

/** What a field takes, or what tells what is wrong with a text that is not empty. */
export type Check = Kind | ((text: string) => MessageKey | null)
type Kind = 'phone' | 'money' | 'count'

const WRONG: Record<Kind, (text: string) => boolean> = {
  phone: (text) => !seemsPhone(text),
  money: (text) => parseYuan(text) === undefined,
  count: (text) => parseCount(text) === undefined,
}
const MESSAGES = {
  phone: 'common.form.badPhone',
  money: 'common.form.badMoney',
  count: 'common.form.badCount',
} as const satisfies Record<Kind, MessageKey>

type Fault = MessageKey | null
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

export function faultOf(text: string, check: Check | undefined): Fault {
  const typed = text.trim()
  if (typeof check === 'function') return typed === '' ? null : check(typed)
  return check && typed !== '' && WRONG[check](typed) ? MESSAGES[check] : null
}

export interface Left {
  /** What is wrong with the field since it was left. */
  fault: Ref<Fault>
  onLeave: (event: FocusEvent) => void
  onInput: (event: Event) => void
  /** What stands in the field may be another thing now, put there by the program. */
  again: (root: HTMLElement | null) => void
  /** Whether its text cannot be read, also while it was not left yet; it shows so then. */
  ask: (root: HTMLElement | null) => boolean
  /** It was not left yet. */
  forget: () => void
}

export function useLeft(asks: {
  /** The id of the field; what else stands beside it is not meant. */
  id: string
  required: () => boolean
  check: () => Check | undefined
}): Left {
  const fault = ref<Fault>(null)
  /** Somebody has typed here, or chosen. */
  let touched = false
  /** What stood there after the last key. What stands there else was put by the program. */
  let last: string | null = null
  const field = (event: Event) => own(event.target, asks.id)

  function onLeave(event: FocusEvent): void {
    const one = field(event)
    // When the window loses the keyboard the field keeps it: it was not left.
    if (!one || document.activeElement === one) return
    const needed = touched && asks.required() && one.value.trim() === ''
    fault.value = needed ? 'common.form.needed' : faultOf(one.value, asks.check())
  }
  function onInput(event: Event): void {
    const one = field(event)
    if (!one) return
    touched = true
    last = one.value
    if (fault.value !== null && !(event as InputEvent).isComposing)
      fault.value = faultOf(one.value, asks.check())
  }
  function again(root: HTMLElement | null): void {
    const one = own(root?.querySelector(`[id="${asks.id}"]`) ?? null, asks.id)
    if (!one || last === null || one.value === last) return
    last = one.value
    touched = false
    fault.value = fault.value === null ? null : faultOf(one.value, asks.check())
  }
  function ask(root: HTMLElement | null): boolean {
    const one = own(root?.querySelector(`[id="${asks.id}"]`) ?? null, asks.id)
    const found = !one || one.disabled ? null : faultOf(one.value, asks.check())
    if (found !== null) fault.value = found
    return found !== null
  }
  const forget = () => (fault.value = null)
  return { fault, onLeave, onInput, again, ask, forget }
}

function own(one: EventTarget | null, id: string): Field | null {
  const is =
    one instanceof HTMLInputElement ||
    one instanceof HTMLSelectElement ||
    one instanceof HTMLTextAreaElement
  return is && one.id === id ? one : null
}
