/** Kept views of the order list: a name and the filters of an address. A matter of this browser. */
import { ref } from 'vue'
import { filtersFromAddress, filtersToAddress } from './model'

export interface View {
  name: string
  /** The filters as they stand in an address. */
  address: Record<string, string>
}

const KEY = 'wuyou.console.views'
/** As many as one still finds again in a row of them. */
export const VIEWS_MOST = 12

/** What was kept, whatever an older version or another hand wrote there. */
export function readViews(kept: string | null): View[] {
  let found: unknown = null
  try {
    found = JSON.parse(kept ?? 'null')
  } catch {
    // Not ours: begin with none.
  }
  if (!Array.isArray(found)) return []
  return found.slice(0, VIEWS_MOST).flatMap((one: Partial<View> | null) => {
    if (typeof one?.name !== 'string' || typeof one.address !== 'object') return []
    return [{ name: one.name, address: filtersToAddress(filtersFromAddress(one.address)) }]
  })
}

/** With one more; a name that is there already means the new one, and the oldest makes room. */
export function withView(views: readonly View[], view: View): View[] {
  return [...views.filter((one) => one.name !== view.name), view].slice(-VIEWS_MOST)
}

export function withoutView(views: readonly View[], name: string): View[] {
  return views.filter((one) => one.name !== name)
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** The views of this browser; `keep` tells whether they could be kept. */
export function useViews() {
  const views = ref<View[]>(readViews(kept()))
  function keep(now: View[]): boolean {
    try {
      localStorage.setItem(KEY, JSON.stringify(now))
    } catch {
      return false
    }
    views.value = now
    return true
  }
  return { views, keep }
}
