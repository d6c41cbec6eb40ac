/** Rows of a list that are marked, to do something with all of them. */
import { computed, ref, shallowRef, watch, type ComputedRef } from 'vue'
import { t } from '@/shared/i18n'
import { countText } from '@/shared/format/text'
import { notify } from '@/shared/use/toast'
import { held } from './held'
import type { Pages } from './pages'

export interface Marks<Row> {
  /** In the order they were marked, as the list last showed them. */
  rows: ComputedRef<Row[]>
  ids: ComputedRef<string[]>
  count: ComputedRef<number>
  has: (row: Row) => boolean
  set: (rows: readonly Row[], on: boolean) => void
  /** Those rows and no other stay marked. */
  keep: (ids: readonly string[]) => void
  clear: () => void
}

/**
 * Marks stay while the list is read on, sorted or refreshed. When it is narrowed otherwise they go,
 * and so do those of rows that have left the list, with a word about it: nobody acts on what they do
 * not see.
 */
export function useMarks<Row>(of: {
  pages: Pages<Row>
  keyOf: (row: Row) => string
  narrowed: () => unknown
}): Marks<Row> {
  const marked = shallowRef(new Map<string, Row>())
  const clear = () => (marked.value = new Map())
  watch(
    () => JSON.stringify(of.narrowed()),
    () => {
      const count = marked.value.size
      if (count === 0) return
      clear()
      notify('info', t('bulk.cleared', { count: countText(count) }))
    },
  )
  // What is done to a row needs its present state, and a row that is gone has none. As long as the
  // list has more pages a row may stand on one of those; what a dialog is open about stays until it
  // is closed.
  watch([of.pages.rows, of.pages.fetching, held], ([rows, fetching, busy]) => {
    if (marked.value.size === 0) return
    const shown = new Map(rows.map((row) => [of.keyOf(row), row]))
    const whole = !of.pages.hasMore.value && of.pages.settled.value && !fetching && busy === 0
    const left = [...marked.value].filter(([id]) => shown.has(id) || !whole)
    const gone = marked.value.size - left.length
    marked.value = new Map(left.map(([id, row]) => [id, shown.get(id) ?? row]))
    if (gone > 0) notify('info', t('bulk.gone', { count: countText(gone) }))
  })
  return {
    rows: computed(() => [...marked.value.values()]),
    ids: computed(() => [...marked.value.keys()]),
    count: computed(() => marked.value.size),
    has: (row) => marked.value.has(of.keyOf(row)),
    set: (rows, on) => {
      const next = new Map(marked.value)
      for (const row of rows) {
        if (on) next.set(of.keyOf(row), row)
        else next.delete(of.keyOf(row))
      }
      marked.value = next
    },
    keep: (ids) => {
      marked.value = new Map([...marked.value].filter(([id]) => ids.includes(id)))
    },
    clear,
  }
}

/** Which rows a walk with Shift marks: from where it began to where it is, and no further. */
export function useRange(): {
  begin: (at: number) => void
  /** Rows to mark and to unmark by a step. */
  step: (from: number, to: number) => { on: number[]; off: number[] }
  end: () => void
} {
  const anchor = ref<number | null>(null)
  const between = (a: number, b: number) =>
    Array.from({ length: Math.abs(a - b) + 1 }, (_, n) => Math.min(a, b) + n)
  return {
    begin: (at) => (anchor.value = at),
    step: (from, to) => {
      anchor.value ??= from
      const on = between(anchor.value, to)
      const off = between(anchor.value, from).filter((at) => !on.includes(at))
      return { on, off }
    },
    end: () => (anchor.value = null),
  }
}
