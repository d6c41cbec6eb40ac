/** What a person has chosen for a list on this PC: its columns, their order and width, how it is
 *  sorted, filters with a name. */
import { useQueryClient } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import type { JsonValue } from '@/bindings/contract'
import { call } from '@/shared/ipc'
import { notifyError } from '@/shared/use/toast'
import { useCall } from './query'

export interface NamedFilter {
  name: string
  value: JsonValue
}
export interface ListChoice {
  hidden: string[]
  /** Columns that stand there only for who asks for them, and were asked for. */
  shown?: string[]
  filters: NamedFilter[]
  /** Columns in the person's order; those an older version did not have stand at their own place. */
  order?: string[]
  /** Columns that are not as wide as usual. */
  widths?: Record<string, ColumnWidth>
  /** By what the list is sorted. */
  sort?: string
}

/** How wide a column is beside what it usually is. */
export const WIDTHS = { narrow: 0.6, usual: 1, wide: 1.6, widest: 2.4 } as const
export type ColumnWidth = keyof typeof WIDTHS

/** Filters one can still find again in a list of them. */
export const FILTERS_MOST = 12

/** What was kept, whatever an older version kept. */
export function readChoice(kept: JsonValue | null | undefined): ListChoice {
  const found = typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept : {}
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
  const hidden = list(found['hidden']).filter((one): one is string => typeof one === 'string')
  const filters = list(found['filters']).flatMap((one) => {
    const filter = one as Partial<NamedFilter> | null
    return typeof filter?.name === 'string' && filter.value !== undefined
      ? [{ name: filter.name, value: filter.value }]
      : []
  })
  const shown = list(found['shown']).filter((one): one is string => typeof one === 'string')
  const order = list(found['order']).filter((one): one is string => typeof one === 'string')
  const chosen = typeof found['widths'] === 'object' ? (found['widths'] ?? {}) : {}
  const widths = Object.fromEntries(
    Object.entries(chosen).filter(
      (one): one is [string, ColumnWidth] => typeof one[1] === 'string' && one[1] in WIDTHS,
    ),
  )
  const { sort } = found
  return {
    hidden,
    filters,
    ...(shown.length > 0 ? { shown } : {}),
    ...(order.length > 0 ? { order } : {}),
    ...(Object.keys(widths).length > 0 ? { widths } : {}),
    ...(typeof sort === 'string' ? { sort } : {}),
  }
}

interface Column {
  key: string
  width: string
  extra?: boolean
}

/** The columns that are not on screen. */
export function hiddenKeys(columns: readonly Column[], choice: ListChoice): string[] {
  const out = columns.filter(({ key, extra }) =>
    extra ? !choice.shown?.includes(key) : choice.hidden.includes(key),
  )
  return out.map((one) => one.key)
}

/** The columns in the person's order and width, those left out too. */
export function arranged<C extends Column>(columns: readonly C[], choice: ListChoice): C[] {
  const wanted = choice.order ?? []
  const known = wanted.flatMap((key) => columns.find((one) => one.key === key) ?? [])
  const rows = [...known]
  for (const [at, column] of columns.entries())
    if (!known.includes(column)) rows.splice(Math.min(at, rows.length), 0, column)
  return rows.map((column) => ({ ...column, width: scaled(column.width, choice, column.key) }))
}
/** `minmax(0, 1.2fr)` or `142px`, times what was chosen. */
function scaled(width: string, choice: ListChoice, key: string): string {
  const times = WIDTHS[choice.widths?.[key] ?? 'usual']
  const size = (text: string) => String(Math.round(Number(text) * times * 100) / 100)
  return width.replace(
    /(\d+(?:\.\d+)?)(px|fr)/g,
    (_, number: string, unit: string) => size(number) + unit,
  )
}

/** With a column one place on (1) or back (-1). */
export function moved(
  choice: ListChoice,
  key: string,
  by: 1 | -1,
  columns: readonly Column[],
): ListChoice {
  const order = arranged(columns, choice).map((column) => column.key)
  const from = order.indexOf(key)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return choice
  order.splice(to, 0, ...order.splice(from, 1))
  return { ...choice, order }
}

export function withWidth(choice: ListChoice, key: string, width: ColumnWidth): ListChoice {
  return { ...choice, widths: { ...choice.widths, [key]: width } }
}

/** All columns as they are at first; filters stay. */
export function withUsualColumns({ filters, sort }: ListChoice): ListChoice {
  return { hidden: [], filters, ...(sort === undefined ? {} : { sort }) }
}

/** A text of a kept filter; empty when an older version kept none. */
export function textOf(kept: JsonValue, key: string): string {
  const value =
    typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept[key] : undefined
  return typeof value === 'string' ? value : ''
}

/** With a column shown or left out. At least one stays. */
export function toggled(
  choice: ListChoice,
  key: string,
  columns: readonly Pick<Column, 'key' | 'extra'>[],
): ListChoice {
  const without = (list: readonly string[]) =>
    list.includes(key) ? list.filter((one) => one !== key) : [...list, key]
  const extra = columns.find((one) => one.key === key)?.extra
  const after = extra
    ? { ...choice, shown: without(choice.shown ?? []) }
    : { ...choice, hidden: without(choice.hidden) }
  const all = columns.map((one) => ({ ...one, width: '' }))
  return hiddenKeys(all, after).length === columns.length ? choice : after
}

/** With a filter kept under a name; a name that is there already means the new one. */
export function withFilter(choice: ListChoice, name: string, value: JsonValue): ListChoice {
  const others = choice.filters.filter((one) => one.name !== name)
  return { ...choice, filters: [...others, { name, value }].slice(-FILTERS_MOST) }
}

export function withoutFilter(choice: ListChoice, name: string): ListChoice {
  return { ...choice, filters: choice.filters.filter((one) => one.name !== name) }
}

/** The choice for a list; without a name there is none to keep. */
export function useListChoice(name: () => string | undefined): {
  choice: ComputedRef<ListChoice>
  /** What was kept has been read. */
  ready: ComputedRef<boolean>
  keep: (choice: ListChoice) => Promise<void>
} {
  const key = () => `list.${name() ?? ''}`
  const kept = useCall('preference.get', () => ({ key: key() }), {
    enabled: () => name() !== undefined,
    keep: true,
  })
  const client = useQueryClient()
  return {
    choice: computed(() => readChoice(kept.data.value?.value)),
    ready: computed(() => kept.isSuccess.value),
    keep: async (choice) => {
      const value = choice as unknown as JsonValue
      // At once, so that the next click builds on this one.
      const asked = ['preference.get', { key: key() }]
      client.setQueryData(asked, { value })
      try {
        await call('preference.set', { key: key(), value })
      } catch (error) {
        notifyError(error)
        await client.invalidateQueries({ queryKey: asked })
      }
    },
  }
}
