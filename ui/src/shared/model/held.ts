/** Marks that are being worked on: they stay as they are until the dialog about them is closed. */
import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

/** How many dialogs about marked rows are open. */
export const held = ref(0)

/** Holds the marks as long as this dialog is open. */
export function useHeld(open: Ref<boolean>): void {
  let holds = false
  const hold = (now: boolean): void => {
    if (now === holds) return
    holds = now
    held.value += now ? 1 : -1
  }
  watch(open, hold, { immediate: true })
  onBeforeUnmount(() => hold(false))
}
