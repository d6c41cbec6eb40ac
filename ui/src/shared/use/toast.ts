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
/** How long each that passes still stays, and its clock. */
const passing = new Map<number, { stays: number; timer: ReturnType<typeof setTimeout> | null }>()

/** What is on screen now. */
export const toasts = readonly(list) as readonly Toast[]

export function dismiss(id: number): void {
  const at = list.findIndex((toast) => toast.id === id)
  if (at >= 0) list.splice(at, 1)
  const clock = passing.get(id)?.timer
  if (clock) clearTimeout(clock)
  passing.delete(id)
}

function start(id: number): void {
  const one = passing.get(id)
  if (one && one.timer === null) one.timer = setTimeout(() => dismiss(id), one.stays)
}
let held = false
/** They are being read: none goes away. */
export function hold(): void {
  held = true
  for (const one of passing.values()) {
    if (one.timer) clearTimeout(one.timer)
    one.timer = null
  }
}
/** They were read: each stays as long as it would have from the beginning. */
export function goOn(): void {
  held = false
  for (const id of passing.keys()) start(id)
}

/** Shows a passing note; failures stay until somebody closes them. */
export function notify(kind: ToastKind, text: string, action?: Toast['action']): void {
  const same = list.find((toast) => toast.text === text)
  if (same) dismiss(same.id)
  const id = ++last
  list.push({ id, kind, text, action })
  // A failure gives its place to nothing that passes by itself.
  const oldest = list.find((toast) => toast.kind !== 'bad' && toast.id !== id)
  const leaves = oldest ?? (kind === 'bad' ? list[0] : undefined)
  if (list.length > 4 && leaves) dismiss(leaves.id)
  if (kind === 'bad') return
  passing.set(id, { stays: action ? 10_000 : 5_000, timer: null })
  if (!held) start(id)
}

/** Clears the screen of notes: they may name a customer. */
export function dismissAll(): void {
  for (const { id } of [...list]) dismiss(id)
  held = false
}

/** Tells a person what went wrong. */
export function notifyError(error: unknown): void {
  // That there is nothing to undo is no failure, and needs no closing by hand.
  const harmless = error instanceof CallError && error.code === 'undo.nothing'
  notify(harmless ? 'info' : 'bad', textOfError(error, locale.value))
}
