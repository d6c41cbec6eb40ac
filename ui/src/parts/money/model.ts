/** Lines of costs as they are typed, and how they become the call. Pure. */
import type { ChargeKind, ChargeTyped, OrderMoney, PriceItem } from '@/bindings/contract'
import { parseCount, parseYuan } from '@/shared/format/text'

/** A line as it is typed; everything as text, so that it makes a draft. */
export interface LineValues {
  kind: ChargeKind
  code: string | null
  name: string
  quantity: string
  unit: string
  /**
   * Why it is above headquarters' list, or sold beside free work; undefined unless a manager says so.
   */
  over?: string | undefined
}

/** The kinds a person chooses from; a discount has fields of its own. */
export const lineKinds: ChargeKind[] = ['labour', 'part', 'travel', 'other']

export const emptyLine = (kind: ChargeKind = 'labour'): LineValues => ({
  kind,
  code: null,
  name: '',
  quantity: '1',
  unit: '',
})

/** Fen as it is typed: `35`, `80.5`. */
export function typedYuan(fen: number | null | undefined): string {
  if (fen == null) return ''
  const rest = Math.abs(fen) % 100
  const whole = String(Math.trunc(fen / 100))
  if (rest === 0) return whole
  return `${whole}.${String(rest).padStart(2, '0').replace(/0$/, '')}`
}

/** What another screen asks to be given back or let off. */
export interface GiveWish {
  what: 'refund' | 'waive'
  amount: string
  reason: string
  /** The number the reason has to name, so that it shows there whether it was done. */
  about: string
}

/** What of an address tells what is to be given. */
export const WISH_KEYS: readonly string[] = ['give', 'amount', 'reason', 'about']

/** What the address asks for; another screen has led here. */
export function wishOf(query: Record<string, unknown>): GiveWish | undefined {
  const { give } = query
  if (give !== 'refund' && give !== 'waive') return undefined
  const text = (key: string) => (typeof query[key] === 'string' ? query[key] : '')
  return { what: give, amount: text('amount'), reason: text('reason'), about: text('about') }
}

/** A reason that names what it is for. */
export const reasonFor = (reason: string, about: string): string =>
  about === '' || reason.includes(about) ? reason : `${reason.trim()}（${about}）`

/** The lines an order has, ready to be changed. */
export function linesOf(money: OrderMoney): LineValues[] {
  return money.lines
    .filter((line) => line.kind !== 'discount')
    .map((line) => ({
      kind: line.kind,
      code: line.code,
      name: line.name,
      quantity: String(line.quantity),
      unit: typedYuan(line.unit_fen),
      ...(line.basis === 'above_list' || (line.kind === 'other' && line.reason)
        ? { over: line.reason ?? '' }
        : {}),
    }))
}

/** The lines to begin with: of an order without any, work, a part, and the way by the list. */
export function firstLines(money: OrderMoney, nameOf: (one: PriceItem) => string): LineValues[] {
  const lines = linesOf(money)
  if (lines.length) return lines
  const way = money.travel
  const travel: LineValues[] = way
    ? [{ ...emptyLine('travel'), code: way.code, name: nameOf(way), unit: typedYuan(way.unit_fen) }]
    : []
  return [emptyLine('labour'), emptyLine('part'), ...travel]
}

/** The lines of an order as a draft of them began: another is told by another text. */
export const stampOf = (money: OrderMoney): string =>
  JSON.stringify(
    money.lines.map((line) => [line.kind, line.name, line.quantity, line.unit_fen, line.reason]),
  )

/** What a price that was typed cannot be. */
export type UnitFault = 'badMoney' | 'form.notAbove'

/** A price that would silently become that of the list. */
export function unitFault(
  line: LineValues,
  locked: boolean,
  inList: PriceItem | undefined,
): UnitFault | undefined {
  if (isBlank(line) || locked) return undefined
  const fen = parseYuan(line.unit)
  const asked = line.over !== undefined || line.unit.trim() !== ''
  if (asked && fen === undefined) return 'badMoney'
  if (line.over === undefined || inList === undefined || fen === undefined) return undefined
  // A manager goes above headquarters' price; without one the list's counts.
  return inList.hq_fen !== null && fen > inList.hq_fen ? undefined : 'form.notAbove'
}

/** A line nobody has begun. */
export const isBlank = (line: LineValues): boolean => line.name.trim() === '' && line.unit === ''

/** The line of the price list that the name means, in either language. */
export function listed(line: LineValues, prices: readonly PriceItem[]): PriceItem | undefined {
  const name = line.name.trim()
  return prices.find((one) => one.kind === line.kind && (one.name === name || one.name_en === name))
}

/** What a line comes to; undefined while it cannot be told. */
export function amountOf(line: LineValues, free: boolean): number | undefined {
  if (free && line.kind !== 'other') return 0
  const unit = parseYuan(line.unit)
  const quantity = parseCount(line.quantity)
  if (unit === undefined || quantity === undefined || quantity < 1) return undefined
  return unit * quantity
}

/** The lines for the call; blank ones are left out. */
export function typedLines(lines: readonly LineValues[]): ChargeTyped[] {
  return lines
    .filter((line) => !isBlank(line))
    .map((line) => ({
      kind: line.kind,
      code: line.code,
      name: line.name.trim(),
      quantity: parseCount(line.quantity) ?? 0,
      unit_fen: parseYuan(line.unit) ?? null,
      // Asked for and left empty it is sent all the same: the program asks for the reason.
      over_reason: line.over === undefined ? null : line.over.trim(),
    }))
}
