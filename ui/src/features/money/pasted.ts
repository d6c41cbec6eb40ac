/** Prices pasted out of a spreadsheet: kind (if any), name, price. Pure. */
import type { ChargeKind } from '@/bindings/contract'
import { codeText, type MessageKey } from '@/shared/i18n'
import { parseYuan } from '@/shared/format/text'
import { isHeading, type PastedRow } from '@/shared/model/pasted_rows'
import { priceKinds, type PriceValues } from './model'

export interface PastedPrice {
  kind: ChargeKind
  name: string
  unit: string
}

const kindOf = (text: string): ChargeKind | undefined =>
  priceKinds.find((kind) => kind === text || codeText('charge_kind', kind) === text)

/** A line of the list of that name, of that kind where one was given. */
const lineOf = (rows: readonly PriceValues[], name: string, kind: ChargeKind | undefined) =>
  rows.find((row) => row.name.trim() === name && (kind === undefined || row.kind === kind))

export function readPrices(
  pasted: readonly string[][],
  rows: readonly PriceValues[],
): PastedRow<PastedPrice>[] {
  const seen = new Set<string>()
  return pasted.flatMap((cells, at) => {
    const words = cells.filter((cell) => cell !== '')
    const unit = words.findLast((cell) => parseYuan(cell) !== undefined) ?? ''
    const [first = '', second] = words.filter((cell) => cell !== unit)
    // A line may be called as its kind is.
    const given = second === undefined ? undefined : kindOf(first)
    const name = given === undefined ? first : (second ?? '')
    if (at === 0 && isHeading(cells)) return []
    // What could not be read is shown as it is.
    const last = words.findLast((cell) => cell !== name) ?? ''
    const line = lineOf(rows, name, given)
    const kind = given ?? line?.kind ?? 'part'
    const fen = parseYuan(unit)
    const key = `${kind}:${name}`
    const problem = ((): MessageKey | null => {
      if (name === '') return 'common.paste.noName'
      if (fen === undefined) return 'common.form.badMoney'
      if (seen.has(key)) return 'common.paste.twice'
      if (line?.hq != null && fen > line.hq) return 'cash.prices.above'
      return null
    })()
    seen.add(key)
    const value = problem === null ? { kind, name, unit } : null
    return [
      { no: at + 1, cells: [codeText('charge_kind', kind), name, unit || last], problem, value },
    ]
  })
}

/** The list with the pasted prices typed into it; what it does not have stands above as new. */
export function withPasted(
  rows: readonly PriceValues[],
  pasted: readonly PastedPrice[],
): PriceValues[] {
  const fresh: PriceValues[] = []
  const after = rows.map((row) => ({ ...row }))
  for (const one of pasted) {
    const line = lineOf(after, one.name, one.kind)
    if (line) Object.assign(line, { unit: one.unit, above: false })
    else fresh.push({ code: null, ...one, hq: null, above: false })
  }
  return [...fresh, ...after]
}
