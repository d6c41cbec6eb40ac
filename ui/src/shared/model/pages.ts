/** A long list read page by page through `next` cursors. */
import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import { call, type CommandName, type RequestOf, type ResponseOf } from '@/shared/ipc'

interface Page<Row> {
  rows: Row[]
  next: string | null
  total?: number
  too_many?: boolean
}
/** Commands that answer a page and take `after` and `limit`. */
type PagedName = {
  [K in CommandName]: ResponseOf<K> extends Page<unknown>
    ? RequestOf<K> extends { after?: string | null; limit?: number | null }
      ? K
      : never
    : never
}[CommandName]
type RowOf<K extends PagedName> = ResponseOf<K> extends Page<infer Row> ? Row : never

export interface Pages<Row> {
  rows: ComputedRef<Row[]>
  total: ComputedRef<number>
  hasMore: ComputedRef<boolean>
  loading: Ref<boolean>
  /** Reading with the last rows still on screen. */
  fetching: Ref<boolean>
  /** The rows are those asked for, not those of the question before. */
  settled: ComputedRef<boolean>
  /** The words fit more than was looked through, so the list is not whole. */
  tooMany?: ComputedRef<boolean>
  error: Ref<unknown>
  more: () => void
  again: () => void
}

export function usePages<K extends PagedName>(
  name: K,
  request: MaybeRefOrGetter<RequestOf<K>>,
  size = 200,
): Pages<RowOf<K>> {
  const query = useInfiniteQuery({
    queryKey: computed((): readonly unknown[] => [name, 'pages', toValue(request)]),
    queryFn: async ({ pageParam, queryKey }) => {
      const asked = queryKey[2] as RequestOf<K>
      const page = await call(name, { ...asked, after: pageParam, limit: size })
      return { ...(page as Page<RowOf<K>>), asked: JSON.stringify(asked) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before: unknown) => before as never,
  })
  const rows = computed(() => query.data.value?.pages.flatMap((page) => page.rows) ?? [])
  return {
    rows,
    total: computed(() => query.data.value?.pages[0]?.total ?? rows.value.length),
    hasMore: computed(() => query.hasNextPage.value),
    loading: query.isLoading,
    fetching: query.isFetching,
    settled: computed(() => query.data.value?.pages[0]?.asked === JSON.stringify(toValue(request))),
    tooMany: computed(() => query.data.value?.pages[0]?.too_many === true),
    error: query.error,
    more: () => {
      if (query.hasNextPage.value && !query.isFetchingNextPage.value) void query.fetchNextPage()
    },
    again: () => void query.refetch(),
  }
}
