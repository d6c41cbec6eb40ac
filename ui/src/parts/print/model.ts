/** What the print dialog works out by itself. */
import type { PrintDocument, PrintLabels, PrintPage } from '@/bindings/contract'
import { plain } from '@/shared/format/date'

/** One thing that can be printed: which document, of which records. */
export interface PrintChoice {
  document: PrintDocument
  /** Orders, promises or machines; a visit list asks for its technicians itself. */
  ids: string[]
  /** How labels are set. */
  labels?: PrintLabels
  /** Which of many these are, counted from one. */
  part?: { from: number; to: number; of: number }
}

/** A print job holds no more. */
export const PRINTED_MOST = 200

/**
 * Many records as choices of one job each, so that none is left out. `of` is how many there are,
 * where not all of them are at hand.
 */
export function partsOf(
  document: PrintDocument,
  ids: readonly string[],
  of: number = ids.length,
): PrintChoice[] {
  if (of <= PRINTED_MOST && ids.length <= PRINTED_MOST) return [{ document, ids: [...ids] }]
  const jobs = Math.max(1, Math.ceil(ids.length / PRINTED_MOST))
  return Array.from({ length: jobs }, (_, at) => {
    const own = ids.slice(at * PRINTED_MOST, (at + 1) * PRINTED_MOST)
    const from = at * PRINTED_MOST + 1
    return { document, ids: own, part: { from, to: from + own.length - 1, of } }
  })
}

const MAX_MM = 10
const UM = 1_000

/** Typed millimetres (`1.5`, `－2`, empty for none) as micrometres; undefined when it is no shift. */
export function parseShift(text: string): number | undefined {
  const typed = plain(text)
    .replace(/[−－–]/g, '-')
    .replace(/\s|毫米|mm$/gi, '')
  if (typed === '') return 0
  if (!/^[+-]?\d{1,2}(\.\d{1,2})?$/.test(typed)) return undefined
  const um = Math.round(Number(typed) * UM)
  return Math.abs(um) <= MAX_MM * UM ? um : undefined
}

/** Micrometres as millimetres to type on. */
export function shiftText(um: number): string {
  return String(um / UM)
}

/** A page as a picture; a picture runs nothing, whatever a customer's text holds. */
export function pictureOf(page: PrintPage): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(page.svg)}`
}
