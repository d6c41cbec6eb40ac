/**
 * What is beside the first screen waits for it.
 *
 * At the start an old PC has one thing to do: show what is due. Badges, alerts and the rest are read
 * as soon as nothing else is, and not before.
 */
import { useIsFetching } from '@tanstack/vue-query'
import { nextTick, readonly, ref, watch } from 'vue'
import { useRouter } from 'vue-router'

/** A screen that never comes to rest holds nothing back for longer than this, milliseconds. */
const LONGEST = 3_000

const read = ref(true)
/** The first screen has what it asked for. True wherever nobody starts the program. */
export const firstScreenRead = readonly(read)

/** Holds back what is beside the first screen. Called once, at the start of the program. */
export function holdBack(): void {
  read.value = false
  setTimeout(() => (read.value = true), LONGEST)
}

/** Looks when the first screen has come to rest; called by what shows it. */
export function useFirstScreen(): void {
  if (read.value) return
  const fetching = useIsFetching()
  void useRouter()
    .isReady()
    .then(nextTick)
    .then(() => {
      const stop = watch(
        fetching,
        (count) => {
          if (count > 0) return
          // The rows are drawn first.
          requestAnimationFrame(() => setTimeout(() => (read.value = true)))
          void nextTick(() => stop())
        },
        { immediate: true },
      )
    })
}
