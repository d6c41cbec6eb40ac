/** The row whose detail is beside a list. */
import { computed, watch, type ComputedRef } from 'vue'
import type { Pages } from '@/shared/model/pages'

interface Choice<Row> {
  pages: Pages<Row>
  keyOf: (row: Row) => string
  /** The row in the address. */
  selected: () => string | null
  /** What the list was narrowed to; a change of it may take the row out of the list. */
  asked: () => unknown
  /** Whether the list may choose: not while something new is being written beside it. */
  free?: () => boolean
  choose: (row: Row) => void
  /** Nothing fits what was asked. */
  none: () => void
}

/**
 * What to do next is on screen without a click: the first row is chosen by itself, and again when
 * the list is narrowed to rows without the chosen one. A row from an address stays although it is
 * further down than what was read.
 */
export function useChosenRow<Row>(of: Choice<Row>): ComputedRef<Row | undefined> {
  let narrowed = false
  watch(of.asked, () => (narrowed = true), { deep: true })
  watch(
    () => [of.pages.rows.value, of.pages.settled.value, of.selected(), of.asked()] as const,
    ([rows, settled, selected]) => {
      if (!settled || of.free?.() === false) return
      const gone = narrowed && !rows.some((row) => of.keyOf(row) === selected)
      narrowed = false
      const first = rows[0]
      if (first === undefined) {
        if (gone && selected !== null) of.none()
      } else if (selected === null || gone) of.choose(first)
    },
    { immediate: true },
  )
  return computed(() => of.pages.rows.value.find((row) => of.keyOf(row) === of.selected()))
}
