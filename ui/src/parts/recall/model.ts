/** What is recorded for a notice. Pure. */
import type { RecallOutcome, RecallTask } from '@/bindings/contract'

export const outcomes: readonly RecallOutcome[] = [
  'contacted',
  'inspected',
  'part_replaced',
  'stopped',
]

/** Work on the machine belongs to an order. */
export const needsOrder = (outcome: RecallOutcome): boolean =>
  outcome === 'inspected' || outcome === 'part_replaced'

const ends = {
  contact: 'contacted',
  inspect: 'inspected',
  replace_part: 'part_replaced',
  stop: 'stopped',
} as const

/** The call comes first; after it, what the notice asks for. */
export function likelyOutcome(task: Pick<RecallTask, 'action' | 'done'>): RecallOutcome {
  return task.done.length === 0 ? 'contacted' : ends[task.action]
}
