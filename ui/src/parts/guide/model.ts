/** What a new shop does in its first week, and what of it the data show. Pure. */
import type { JsonValue, Role } from '@/bindings/contract'

export const STEPS = [
  'example',
  'call',
  'unit',
  'plan',
  'sheet',
  'close',
  'backup',
  'staff',
] as const
export type GuideStep = (typeof STEPS)[number]

/** Where each is done. */
export const PLACE_OF: Record<GuideStep, string> = {
  example: '/settings/example',
  call: '/intake',
  unit: '/units/new',
  plan: '/orders?filter=unassigned',
  sheet: '/sheets',
  close: '/today/close',
  backup: '/settings/backup',
  staff: '/settings/people',
}
/** What a clerk may not do is not asked of them. */
const MANAGERS: readonly GuideStep[] = ['example', 'close', 'backup', 'staff']

/** What is kept for a person: what was ticked once stays so. */
export interface GuideKept {
  /** Put away, or brought back; neither: it shows itself to a new shop. */
  shown: boolean | null
  done: GuideStep[]
}
/** A shop with more households than that is not new. */
export const NEW_SHOP_MOST = 50

export function readGuide(kept: JsonValue | null | undefined): GuideKept {
  const found = typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept : {}
  const { shown, done } = found
  const names: unknown[] = Array.isArray(done) ? done : []
  return {
    shown: typeof shown === 'boolean' ? shown : null,
    done: STEPS.filter((one) => names.includes(one)),
  }
}

export function stepsFor(role: Role | undefined): GuideStep[] {
  if (role === undefined || role === 'technician') return []
  return STEPS.filter((one) => role === 'manager' || !MANAGERS.includes(one))
}

/** What the data show; example data tell nothing about the shop itself. */
export function seenOf(
  of: { example: boolean } & Partial<Record<Exclude<GuideStep, 'example'>, boolean>>,
): GuideStep[] {
  if (of.example) return ['example']
  return STEPS.filter((one) => of[one] === true)
}

/** Whether it is on screen: asked for, or by itself in a new shop while something is left. */
export function isShown(kept: GuideKept, steps: GuideStep[], households: number): boolean {
  if (steps.length === 0) return false
  if (kept.shown !== null) return kept.shown
  return households <= NEW_SHOP_MOST && !steps.every((one) => kept.done.includes(one))
}
