/** What money a complaint gives back or lets off, and whether it was done on its order. Pure. */
import type { ComplaintDetail, Payment } from '@/bindings/contract'
import { parseYuan } from '@/shared/format/text'

export interface Give {
  what: 'refund' | 'waive'
  /** As its words tell it. */
  fen: number | null
  /** The words. */
  text: string
}

/** The first sum of money in a text, in fen. */
export function fenIn(text: string): number | null {
  const found = /[¥￥]\s*\d[\d,，.]*|\d[\d,，.]*\s*[元块](?:\s*\d\d*\s*[角毛]?)?/.exec(text)
  const typed = found?.[0].replace(/[.,，]+$/, '')
  return typed === undefined ? null : (parseYuan(typed) ?? null)
}

/** What the latest measure about money asks for; null where none does. */
export function giveOf(complaint: Pick<ComplaintDetail, 'events' | 'plan'>): Give | null {
  const measures = complaint.events.filter(
    ({ recovery }) => recovery === 'refund' || recovery === 'waiver',
  )
  const latest = measures.reduce<(typeof measures)[number] | null>(
    (before, one) => (before === null || one.at > before.at ? one : before),
    null,
  )
  if (!latest) return null
  const words = [latest.text, complaint.plan].filter((one) => one !== null)
  const fen = words.map(fenIn).find((one) => one !== null) ?? null
  const what = latest.recovery === 'waiver' ? 'waive' : 'refund'
  return { what, fen, text: latest.text ?? complaint.plan ?? '' }
}

/** What was given on the order for this complaint: its number stands in the reason. */
export function givenFor(no: string, payments: readonly Payment[]): Payment[] {
  return payments.filter(
    (one) =>
      (one.note ?? '').includes(no) &&
      !one.reversed &&
      one.reverses_id === null &&
      (one.method === 'waiver' ? one.amount_fen > 0 : one.amount_fen < 0),
  )
}
