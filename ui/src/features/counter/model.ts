/** A sale over the counter as it is typed, and how it becomes the call. Pure. */
import type {
  Counter,
  CounterPart,
  CounterSell,
  PaymentMethod,
  PriceItem,
} from '@/bindings/contract'
import { parseYuan } from '@/shared/format/text'
import {
  amountOf,
  emptyLine,
  isBlank,
  listed,
  typedLines,
  typedYuan,
  type LineValues,
} from '@/parts/money/model'

/** Who buys: nobody who gave a name, a household that is known, or one that is made with the sale. */
export const buyers = ['nobody', 'known', 'new'] as const
export type Buyer = (typeof buyers)[number]
export const methods: PaymentMethod[] = ['cash', 'wechat', 'alipay', 'transfer', 'credit']

/** Everything as text, so that it makes a draft. */
export interface SaleValues {
  lines: LineValues[]
  buyer: Buyer
  customerId: string | null
  customerName: string
  name: string
  phone: string
  noPhone: string
  method: PaymentMethod
  dueOn: string | null
  discount: string
  reason: string
  note: string
}

export const emptySale = (): SaleValues => ({
  lines: [emptyLine('part')],
  buyer: 'nobody',
  customerId: null,
  customerName: '',
  name: '',
  phone: '',
  noPhone: '',
  method: 'cash',
  dueOn: null,
  discount: '',
  reason: '',
  note: '',
})

export const pricesOf = (counter: Counter): PriceItem[] => counter.parts.map((one) => one.price)

/** The part that a line means, by its name in either language. */
export function partOf(line: LineValues, counter: Counter): CounterPart | undefined {
  const found = listed(line, pricesOf(counter))
  return counter.parts.find((one) => one.price === found)
}

/** A line whose name was typed or chosen: what the list has costs what the list says. */
export function named(line: LineValues, counter: Counter): LineValues {
  const found = listed(line, pricesOf(counter))
  const gone = line.name.trim() === ''
  return {
    ...line,
    code: found?.code ?? null,
    unit: gone ? '' : found?.unit_fen != null ? typedYuan(found.unit_fen) : line.unit,
  }
}

/** The last line is always a blank one: typing goes on without a press. */
export const wantsLine = (lines: readonly LineValues[]): boolean => {
  const last = lines.at(-1)
  return last === undefined || last.name.trim() !== ''
}

/** What the sale comes to; undefined while a line cannot be read. */
export function totalOf(values: SaleValues): number | undefined {
  let sum = 0
  for (const line of values.lines.filter((one) => !isBlank(one))) {
    const amount = amountOf(line, false)
    if (amount === undefined) return undefined
    sum += amount
  }
  return sum - (parseYuan(values.discount) ?? 0)
}

/** How many of a part are left after the lines up to this one; undefined where it is not known here. */
export function leftAfter(
  values: SaleValues,
  place: number,
  counter: Counter,
): { there: number; left: number } | undefined {
  const line = values.lines[place]
  const part = line && partOf(line, counter)
  if (!part) return undefined
  const same = values.lines
    .slice(0, place + 1)
    .filter((one) => partOf(one, counter)?.price.code === part.price.code)
  const sold = same.reduce((all, one) => all + Math.max(0, Number(one.quantity) || 0), 0)
  return { there: part.new_count, left: part.new_count - sold }
}

/** The place of a line among those that are sent: blank ones are not. */
export const sentPlace = (lines: readonly LineValues[], place: number): number =>
  lines.slice(0, place).filter((line) => !isBlank(line)).length

export function saleOf(values: SaleValues, may: Pick<Counter, 'may_discount'>): CounterSell {
  const off = may.may_discount ? parseYuan(values.discount) : undefined
  const fresh = values.buyer === 'new'
  const text = (typed: string, wanted: boolean) => (wanted ? typed.trim() || null : null)
  return {
    lines: typedLines(values.lines).map(({ code, name, quantity, unit_fen, over_reason }) => ({
      code: code ?? null,
      name,
      quantity,
      unit_fen: unit_fen ?? null,
      over_reason: over_reason ?? null,
    })),
    discount_fen: off ?? null,
    discount_reason: off === undefined ? null : text(values.reason, true),
    customer_id: values.buyer === 'known' ? values.customerId : null,
    new_customer_name: text(values.name, fresh),
    phone: text(values.phone, fresh),
    no_phone_reason: text(values.noPhone, fresh),
    method: values.method,
    due_on: values.method === 'credit' ? values.dueOn : null,
    note: text(values.note, true),
  }
}
