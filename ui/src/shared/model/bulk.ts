/** One command after the other over many records: how far it is, and what was refused and why. */
import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { fieldErrors, textOfError } from '@/shared/errors'
import { locale } from '@/shared/i18n'
import { CallError, call, type RequestOf } from '@/shared/ipc'

export interface BulkItem {
  id: string
  /** What a person knows it by. */
  title: string
  /** Where its screen is. */
  to: string
}
export interface BulkRefusal extends BulkItem {
  why: string
}

export interface Bulk {
  total: Ref<number>
  done: Ref<number>
  refused: Ref<BulkRefusal[]>
  /** Not tried, because somebody stopped. */
  left: Ref<BulkItem[]>
  running: Ref<boolean>
  finished: Ref<boolean>
  tried: ComputedRef<number>
  run: (
    items: readonly BulkItem[],
    each: (id: string) => Promise<unknown>,
    title: string,
  ) => Promise<void>
  stop: () => void
  reset: () => void
}

/** A refusal in a person's words; what is wrong with a field says more than that something is. */
export function whyOf(error: unknown): string {
  const fields = Object.values(fieldErrors(error, locale.value))
  const invalid = error instanceof CallError && error.code === 'input.invalid'
  return invalid && fields.length > 0 ? fields.join(' ') : textOfError(error, locale.value)
}

/** All of it is one step of undo. Without that it is done all the same, and taken back one by one. */
async function together<K extends 'undo.group_begin' | 'undo.group_end'>(
  name: K,
  request: RequestOf<K>,
): Promise<void> {
  try {
    await call(name, request)
  } catch {
    // Nothing of the work itself depends on it.
  }
}

export function useBulk(): Bulk {
  const client = useQueryClient()
  const total = ref(0)
  const done = ref(0)
  const refused = ref<BulkRefusal[]>([])
  const left = ref<BulkItem[]>([])
  const running = ref(false)
  const finished = ref(false)
  let stopping = false

  function reset(): void {
    total.value = 0
    done.value = 0
    refused.value = []
    left.value = []
    finished.value = false
    stopping = false
  }
  async function run(
    items: readonly BulkItem[],
    each: (id: string) => Promise<unknown>,
    title: string,
  ): Promise<void> {
    if (running.value) return
    reset()
    running.value = true
    total.value = items.length
    await together('undo.group_begin', { title })
    try {
      for (const [at, item] of items.entries()) {
        if (stopping) {
          left.value = items.slice(at)
          break
        }
        try {
          await each(item.id)
          done.value += 1
        } catch (error) {
          refused.value = [...refused.value, { ...item, why: whyOf(error) }]
        }
      }
    } finally {
      // Whatever went wrong: a step that is never ended takes later work with it.
      await together('undo.group_end', {})
      running.value = false
      finished.value = true
    }
    await client.invalidateQueries()
  }
  return {
    total,
    done,
    refused,
    left,
    running,
    finished,
    tried: computed(() => done.value + refused.value.length),
    run,
    stop: () => (stopping = true),
    reset,
  }
}
