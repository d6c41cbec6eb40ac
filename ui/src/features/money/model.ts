/** Counting the cash box, and the price list as it is typed. Pure. */
import type {
  ChargeKind,
  Counted,
  PaymentMethod,
  PriceItem,
  PriceKey,
  PriceTyped,
} from '@/bindings/contract'
import { parseYuan } from '@/shared/format/text'
import { typedYuan } from '@/parts/money/model'

/** What was counted, as text, so that it makes a draft. */
export interface CountValues {
  counted: Record<PaymentMethod, string>
  note: string
}

export const emptyCount = (): CountValues => ({
  counted: { cash: '', wechat: '', alipay: '', transfer: '', credit: '', waiver: '' },
  note: '',
})

/** A counted amount; below zero on a day that gave back more than came in. */
export function parseCounted(typed: string): number | undefined {
  const below = /^[-−－]/.exec(typed.trim())
  const fen = parseYuan(below ? typed.trim().slice(1) : typed)
  return fen === undefined || !below ? fen : 0 - fen
}

/** What is sent: only the kinds of money something was typed for. */
export function countedOf(values: CountValues): Counted[] {
  const methods: PaymentMethod[] = ['cash', 'wechat', 'alipay', 'transfer']
  return methods.flatMap((method) => {
    const fen = parseCounted(values.counted[method])
    return fen === undefined ? [] : [{ method, counted_fen: fen }]
  })
}

/** How much more was counted than expected; undefined while nothing is typed. */
export function differenceOf(typed: string, expected: number): number | undefined {
  const fen = parseCounted(typed)
  return fen === undefined ? undefined : fen - expected
}

/** A line of the price list as it is typed. */
export interface PriceValues {
  code: string | null
  kind: ChargeKind
  name: string
  unit: string
  /** Headquarters' price; its lines are not renamed or removed here. */
  hq: number | null
  /** The shop's own price is above it and does not count. */
  above: boolean
}

export const priceKinds: ChargeKind[] = ['labour', 'travel', 'part']

/** The list as rows to type the shop's own prices into. */
export function pricesOf(items: readonly PriceItem[]): PriceValues[] {
  return items.map((item) => ({
    code: item.code,
    kind: item.kind,
    name: item.name,
    unit: typedYuan(item.own_fen),
    hq: item.hq_fen,
    above: item.above,
  }))
}

const sameLine = (one: PriceValues, other: PriceValues) =>
  one.code !== null && one.kind === other.kind && one.code === other.code

/** A line somebody began, named, without what it costs: saving would drop it unsaid. */
export const isUnpriced = (row: PriceValues): boolean =>
  row.code === null && row.name.trim() !== '' && row.unit.trim() === ''

/** The rows that are sent: with a price, and new or changed since the list was shown. */
export function changedRows(
  rows: readonly PriceValues[],
  before: readonly PriceValues[],
): PriceValues[] {
  const stood = (row: PriceValues) => before.find((one) => sameLine(one, row))
  const same = (row: PriceValues) => {
    const was = stood(row)
    return was?.unit.trim() === row.unit.trim() && was.name.trim() === row.name.trim()
  }
  return rows.filter((row) => row.unit.trim() !== '' && !same(row))
}

/** The lines this person took out: had a price when the list was shown and have none now. */
export function removedKeys(
  rows: readonly PriceValues[],
  before: readonly PriceValues[],
): PriceKey[] {
  const left = rows.filter((row) => row.unit.trim() !== '')
  return before
    .filter((was) => was.unit.trim() !== '' && !left.some((row) => sameLine(was, row)))
    .map((was) => ({ kind: was.kind, code: was.code ?? '' }))
}

/** What is sent of a row. A price that is no amount is sent as one out of range. */
export function pricesTyped(rows: readonly PriceValues[]): PriceTyped[] {
  return rows
    .filter((row) => row.unit.trim() !== '')
    .map((row) => ({
      code: row.code,
      kind: row.kind,
      name: row.name.trim(),
      unit_fen: parseYuan(row.unit) ?? -1,
    }))
}

/** What a person has changed of the price list and not saved: it makes the draft. */
export interface PriceDraft {
  changed: PriceValues[]
  removed: PriceKey[]
}
export const emptyPriceDraft = (): PriceDraft => ({ changed: [], removed: [] })

/** What is typed beside the list as it was shown; a new line counts from its first letter. */
export function priceDraftOf(
  rows: readonly PriceValues[],
  before: readonly PriceValues[],
): PriceDraft {
  const changed = changedRows(rows, before)
  const begun = rows.filter((row) => row.code === null && row.name.trim() + row.unit.trim() !== '')
  return {
    changed: rows.filter((row) => changed.includes(row) || begun.includes(row)),
    removed: removedKeys(rows, before),
  }
}

/** The list with what was typed put back. A line that is gone meanwhile stands there as a new one. */
export function withDraft(before: readonly PriceValues[], draft: PriceDraft): PriceValues[] {
  const gone = (row: PriceValues) =>
    draft.removed.some((key) => key.kind === row.kind && key.code === row.code)
  const left = draft.changed.filter((row) => !before.some((one) => sameLine(one, row)))
  const rows = before.flatMap((row) => {
    const typed = draft.changed.find((one) => sameLine(one, row))
    if (typed) return [{ ...row, name: typed.name, unit: typed.unit }]
    if (!gone(row)) return [{ ...row }]
    return row.hq === null ? [] : [{ ...row, unit: '' }]
  })
  return [...left.map((row) => ({ ...row, code: null, hq: null, above: false })), ...rows]
}
