/**
 * Commands as cached answers and as actions.
 *
 * Everything is local, so the cache is only there to keep screens steady: every change makes all
 * answers stale, and what is on screen is read again.
 */
import {
  QueryClient,
  keepPreviousData,
  useQuery,
  useQueryClient,
  type UseQueryReturnType,
} from '@tanstack/vue-query'
import { computed, ref, toValue, type MaybeRefOrGetter, type Ref } from 'vue'
import { fieldErrors, handlingOf } from '@/shared/errors'
import { locale } from '@/shared/i18n'
import { call, type CommandName, type RequestOf, type ResponseOf } from '@/shared/ipc'
import { notifyError } from '@/shared/use/toast'
import { firstScreenRead } from './later'

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // “Offline” is about headquarters; the program on this PC always answers.
      queries: { networkMode: 'always', retry: false, staleTime: 2_000, gcTime: 300_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

interface CallOptions {
  enabled?: MaybeRefOrGetter<boolean>
  /** Milliseconds between looks. */
  every?: number
  /** It looks on while the window is hidden too: what it hears is meant to be heard. */
  hidden?: boolean
  /** Keeps the last answer on screen while the next is read. */
  keep?: boolean
  /** At the start of the program it waits until the first screen is there. */
  later?: boolean
}

/** The answer of a command, kept fresh. */
export function useCall<K extends CommandName>(
  name: K,
  request: MaybeRefOrGetter<RequestOf<K>>,
  options: CallOptions = {},
): UseQueryReturnType<ResponseOf<K>, Error> {
  return useQuery<ResponseOf<K>, Error>({
    queryKey: computed(() => [name, toValue(request)]) as never,
    queryFn: () => call(name, toValue(request)),
    enabled: computed(
      () => (!options.later || firstScreenRead.value) && (toValue(options.enabled) ?? true),
    ),
    refetchInterval: options.every ?? false,
    refetchIntervalInBackground: options.hidden ?? false,
    placeholderData: options.keep ? (keepPreviousData as never) : undefined,
  }) as UseQueryReturnType<ResponseOf<K>, Error>
}

export interface Action<K extends CommandName> {
  /** Calls; answers undefined when it was refused (and has told so). */
  run: (request: RequestOf<K>) => Promise<ResponseOf<K> | undefined>
  busy: Ref<boolean>
  /** Field name to message, of the last refusal. */
  errors: Ref<Record<string, string>>
  /** What the last refusal was. */
  error: Ref<unknown>
  reset: () => void
}

/** A command that changes something. */
export function useAction<K extends CommandName>(
  name: K,
  options: {
    /** The form shows every refusal by itself. */
    quiet?: boolean
  } = {},
): Action<K> {
  const client = useQueryClient()
  const busy = ref(false)
  const errors = ref<Record<string, string>>({})
  const error = ref<unknown>(null)

  async function run(request: RequestOf<K>): Promise<ResponseOf<K> | undefined> {
    if (busy.value) return undefined
    busy.value = true
    errors.value = {}
    error.value = null
    try {
      const answer = await call(name, request)
      await client.invalidateQueries()
      return answer
    } catch (failure) {
      error.value = failure
      errors.value = fieldErrors(failure, locale.value)
      const { severity, action } = handlingOf(failure)
      const beside = severity === 'field' && Object.keys(errors.value).length > 0
      if (!beside && !options.quiet) notifyError(failure)
      if (action === 'refresh') await client.invalidateQueries()
      return undefined
    } finally {
      busy.value = false
    }
  }
  function reset(): void {
    errors.value = {}
    error.value = null
  }
  return { run, busy, errors, error, reset }
}
