/** Long work of the program while a screen waits for it: how far it is, how long still, and a stop. */
import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { JobKind, JobProgress } from '@/bindings/contract'
import { call } from '@/shared/ipc'

/** What is over sooner shows nothing but a busy button. */
export const SHOWN_AFTER = 1_000
const EVERY = 300

/** Seconds still needed at the pace so far; null while there is too little to tell. */
export function secondsLeft(
  progress: { done: number; total: number },
  elapsedMs: number,
): number | null {
  if (progress.done <= 0 || progress.total <= progress.done || elapsedMs < 1000) return null
  return Math.ceil(((elapsedMs / progress.done) * (progress.total - progress.done)) / 1000)
}

export interface JobView {
  /** Whether it has taken long enough to be shown. */
  shown: Ref<boolean>
  progress: Ref<JobProgress | null>
  /** Seconds this stage still needs; null while nobody can tell. */
  left: ComputedRef<number | null>
  stopping: Ref<boolean>
  /** Wishes it to stop; the waiting command answers that it was. */
  stop: () => Promise<void>
}

/** Follows the work of a kind for as long as `busy` says that somebody waits for it. */
export function useJob(kind: JobKind, busy: Ref<boolean>): JobView {
  const shown = ref(false)
  const stopping = ref(false)
  const progress = ref<JobProgress | null>(null)
  const stageSince = ref(0)
  const now = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function look(since: number, mine: number): Promise<void> {
    let told: JobProgress | null
    try {
      told = await call('job.progress', { kind })
    } catch {
      // The answer of the work itself tells what went wrong.
      told = null
    }
    if (mine !== turn) return
    now.value = Date.now()
    shown.value = now.value - since >= SHOWN_AFTER
    if (told?.running) {
      if (told.stage !== progress.value?.stage) stageSince.value = now.value
      progress.value = told
    }
    timer = setTimeout(() => void look(since, mine), EVERY)
  }
  function end(): void {
    clearTimeout(timer)
    turn += 1
    shown.value = false
    stopping.value = false
    progress.value = null
  }
  watch(
    busy,
    (isBusy) => {
      end()
      if (!isBusy) return
      const since = Date.now()
      const mine = turn
      timer = setTimeout(() => void look(since, mine), EVERY)
    },
    { immediate: true },
  )
  onScopeDispose(end)

  async function stop(): Promise<void> {
    if (stopping.value) return
    stopping.value = true
    try {
      await call('job.cancel', { kind })
    } catch {
      // Too late: the work's own answer tells how it ended.
      stopping.value = false
    }
  }
  const left = computed(() =>
    progress.value ? secondsLeft(progress.value, now.value - stageSince.value) : null,
  )
  return { shown, progress, left, stopping, stop }
}
