/** Parts that came in, pasted out of a spreadsheet: name and number. Pure. */
import type { StockRow, StockTyped } from '@/bindings/contract'
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
