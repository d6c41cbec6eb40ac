/** Rows copied out of a spreadsheet: cells with tabs between them. Pure. */
import type { MessageKey } from '@/shared/i18n'

/** More than anybody reads through before confirming it. */
export const ROWS_MOST = 200

/** A row that was pasted, as it is understood. */
export interface PastedRow<T> {
  /** Its place in what was pasted, from 1. */
  no: number
  /** What is shown of it, one text a column. */
  cells: string[]
  /** What is wrong with it; it is not taken then. */
  problem: MessageKey | null
  value: T | null
}

/**
 * The rows of a pasted text. A cell with a line break or a tab in it stands in quotes, as spreadsheets
 * write it; rows without anything are left out.
 */
export function rowsOf(text: string): string[][] {
  let row: string[] = []
  const rows = [row]
  let cell = ''
  let quoted = false
  const end = () => {
    row.push(cell.replace(/\s+/g, ' ').trim())
    cell = ''
  }
  for (const sign of text.replace(/\r\n?/g, '\n')) {
    if (sign === '"' && (quoted || cell === '')) quoted = !quoted
    else if (quoted) cell += sign
    else if (sign === '\t') end()
    else if (sign === '\n') {
      end()
      row = []
      rows.push(row)
    } else cell += sign
  }
  end()
  return rows.filter((one) => one.some((words) => words !== ''))
}

/** Whether a pasted text is rows, and not words for the field one stands in. */
export const isRows = (text: string): boolean => /\t/.test(text.trim())

const HEADING = /名称|品名|单价|价格|数量|实点|盘点|\b(?:name|price|quantity|counted)\b/i
/** Whether a row says what the columns are called. */
export const isHeading = (cells: readonly string[]): boolean =>
  cells.some((cell) => HEADING.test(cell)) && !cells.some((cell) => /\d/.test(cell))
