/** Parts that came in or were counted, pasted out of a spreadsheet: name and number. Pure. */
import type { StockPartCounted, StockRow, StockTyped } from '@/bindings/contract'
import type { MessageKey } from '@/shared/i18n'
import { parseCount } from '@/shared/format/text'
import { isHeading, type PastedRow } from '@/shared/model/pasted_rows'

export function readParts(
  pasted: readonly string[][],
  rows: readonly StockRow[],
): PastedRow<StockTyped>[] {
  const seen = new Set<string>()
  return pasted.flatMap((cells, at) => {
    const words = cells.filter((cell) => cell !== '')
    const number = words.findLast((cell) => parseCount(cell) !== undefined) ?? ''
    const name = words.find((cell) => cell !== number) ?? ''
    if (at === 0 && isHeading(cells)) return []
    // What could not be read is shown as it is.
    const last = words.findLast((cell) => cell !== name) ?? ''
    const known = rows.find((one) => [one.name, one.name_en, one.code].includes(name))
    const quantity = parseCount(number)
    const problem = ((): MessageKey | null => {
      if (name === '') return 'common.paste.noName'
      if (quantity === undefined || quantity < 1) return 'common.form.badCount'
      return seen.has(name) ? 'common.paste.twice' : null
    })()
    seen.add(name)
    const value =
      problem === null ? { code: known?.code ?? null, name, quantity: quantity ?? 0 } : null
    return [{ no: at + 1, cells: [name, number || last], problem, value }]
  })
}

/**
 * What was counted, beside what should be there. Of several numbers in a row the last one counts:
 * that is where one writes on a printed list.
 */
export function readCounts(
  pasted: readonly string[][],
  rows: readonly StockRow[],
): PastedRow<StockPartCounted>[] {
  const seen = new Set<string>()
  return pasted.flatMap((cells, at) => {
    if (at === 0 && isHeading(cells)) return []
    const words = cells.filter((cell) => cell !== '')
    const known = rows.find((one) =>
      words.some((cell) => [one.name, one.name_en, one.code].includes(cell)),
    )
    const named = words.find(
      (cell) => known && [known.name, known.name_en, known.code].includes(cell),
    )
    const name = named ?? words[0] ?? ''
    const rest = words.filter((cell) => cell !== name)
    const number = rest.at(-1) ?? ''
    const counted = parseCount(number)
    const problem = ((): MessageKey | null => {
      if (name === '') return 'common.paste.noName'
      if (!known) return 'stock.pasteUnknown'
      if (counted === undefined) return 'common.form.badCount'
      return seen.has(known.code) ? 'common.paste.twice' : null
    })()
    if (known) seen.add(known.code)
    const there = known?.new_count
    const differs = counted === undefined || there === undefined ? '' : counted - there
    const shown = [name, String(there ?? ''), number, differs === '' ? '' : signed(differs)]
    const value = problem === null && known ? { code: known.code, counted: counted ?? 0 } : null
    return [{ no: at + 1, cells: shown, problem, value }]
  })
}
const signed = (number: number) => (number > 0 ? `+${number}` : String(number))
