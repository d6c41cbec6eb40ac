/** What a person has chosen for a list on this PC: columns left out, filters with a name. */
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
  filters: NamedFilter[]
}

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
  return { hidden, filters }
}

/** A text of a kept filter; empty when an older version kept none. */
export function textOf(kept: JsonValue, key: string): string {
  const value =
    typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept[key] : undefined
  return typeof value === 'string' ? value : ''
}

/** With a column shown or left out. At least one stays. */
export function toggled(choice: ListChoice, key: string, keys: readonly string[]): ListChoice {
  const hidden = choice.hidden.includes(key)
    ? choice.hidden.filter((one) => one !== key)
    : [...choice.hidden, key]
  return keys.every((one) => hidden.includes(one)) ? choice : { ...choice, hidden }
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
