import { reactive, readonly } from 'vue'
import { textOfError } from '@/shared/errors'
import { CallError } from '@/shared/ipc'
import { locale } from '@/shared/i18n'

export type ToastKind = 'ok' | 'info' | 'bad'
export interface Toast {
  id: number
  kind: ToastKind
  text: string
  action?: { label: string; run: () => void } | undefined
}

const list = reactive<Toast[]>([])
let last = 0

/** What is on screen now. */
export const toasts = readonly(list) as readonly Toast[]

export function dismiss(id: number): void {
  const at = list.findIndex((toast) => toast.id === id)
  if (at >= 0) list.splice(at, 1)
}

/** Shows a passing note; failures stay until somebody closes them. */
export function notify(kind: ToastKind, text: string, action?: Toast['action']): void {
  const same = list.find((toast) => toast.text === text)
  if (same) dismiss(same.id)
  const id = ++last
  list.push({ id, kind, text, action })
  if (list.length > 4) list.shift()
  if (kind !== 'bad') setTimeout(() => dismiss(id), action ? 10_000 : 5_000)
}

/** Clears the screen of notes: they may name a customer. */
export function dismissAll(): void {
  list.splice(0)
}

/** Tells a person what went wrong. */
export function notifyError(error: unknown): void {
  // That there is nothing to undo is no failure, and needs no closing by hand.
  const harmless = error instanceof CallError && error.code === 'undo.nothing'
  notify(harmless ? 'info' : 'bad', textOfError(error, locale.value))
}
