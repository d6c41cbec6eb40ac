/**
 * Answers of headquarters' server, kept fresh by asking again.
 *
 * The first question of a page counts as use of the session; the ones it repeats on its own do not,
 * so that a forgotten window logs out.
 */
import {
  keepPreviousData,
  QueryClient,
  useQuery,
  type UseQueryReturnType,
} from '@tanstack/vue-query'
import { computed, ref, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import { hq, ProblemError, type Asked, type Session, type WorkOrderPage } from './api'
import { listQuery, PAGE, POLL_MS, type Filters } from './model'
import type { WorkOrderRow } from './api'

/** Rows that are kept fresh at once; beyond that a page is read again when it is scrolled to. */
const MOST_ROWS = 2_000

/** Who is logged in; null when nobody is, undefined until that is known. */
export const session = shallowRef<Session | null>()
/** Whether a session ended by itself, so that the login page can say why. */
export const expired = ref(false)

/** Ends the session on the screen when the server says it is over. */
export function noticeSignedOut(error: unknown): void {
  if (!(error instanceof ProblemError) || !error.signedOut) return
  if (session.value) expired.value = true
  session.value = null
}

export async function restoreSession(): Promise<void> {
  try {
    session.value = await hq.me()
  } catch (error) {
    if (error instanceof ProblemError && error.signedOut) session.value = null
    else throw error
  }
}

export function makeConsoleClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: false, gcTime: 300_000 } },
  })
}

/** One answer, asked again every few seconds while the page is visible. */
export function useLive<T>(
  key: MaybeRefOrGetter<readonly unknown[]>,
  ask: (asked: Asked) => Promise<T>,
  options: { keep?: boolean; enabled?: MaybeRefOrGetter<boolean> } = {},
): UseQueryReturnType<T, Error> {
  let asked = ''
  const query = useQuery<T, Error>({
    queryKey: computed(() => [...toValue(key)]),
    queryFn: async ({ signal, queryKey }) => {
      const now = JSON.stringify(queryKey)
      const background = now === asked
      const answer = await ask({ signal, background })
      asked = now
      return answer
    },
    enabled: computed(() => Boolean(session.value) && (toValue(options.enabled) ?? true)),
    refetchInterval: POLL_MS,
    placeholderData: options.keep ? (keepPreviousData as never) : undefined,
  })
  watch(query.error, noticeSignedOut)
  return query as UseQueryReturnType<T, Error>
}

export interface LiveOrders {
  rows: Ref<WorkOrderRow[]>
  /** The server's clock when the rows were read. */
  askedAt: Ref<number>
  hasMore: Ref<boolean>
  loading: Ref<boolean>
  error: Ref<Error | null>
  more: () => void
  again: () => void
}

async function readRows(filters: Filters, wanted: number, asked: Asked): Promise<WorkOrderPage> {
  const items: WorkOrderRow[] = []
  let after: string | null = null
  let now_at = 0
  do {
    const page: WorkOrderPage = await hq.workOrders(listQuery(filters, after), asked)
    items.push(...page.items)
    now_at = page.now_at
    after = page.next
  } while (after !== null && items.length < wanted)
  return { now_at, items, next: after }
}

/** The list of orders: as many rows as were scrolled to, all of them fresh. */
export function useLiveOrders(filters: Ref<Filters>): LiveOrders {
  const wanted = ref(PAGE)
  watch(filters, () => (wanted.value = PAGE), { deep: true })
  const query = useLive(
    () => ['orders', { ...filters.value }, wanted.value],
    (asked) => readRows(filters.value, wanted.value, asked),
    { keep: true },
  )
  return {
    rows: computed(() => query.data.value?.items ?? []),
    askedAt: computed(() => query.data.value?.now_at ?? 0),
    hasMore: computed(() => (query.data.value?.next ?? null) !== null && wanted.value < MOST_ROWS),
    loading: query.isLoading,
    error: query.error,
    more: () => {
      if (!query.isFetching.value) wanted.value = (query.data.value?.items.length ?? 0) + PAGE
    },
    again: () => void query.refetch(),
  }
}
