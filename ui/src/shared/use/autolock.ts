/** Locks the PC after a while without input, so that nobody works under another's name. */
import { onBeforeUnmount, onMounted, type Ref } from 'vue'

const INPUT = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
/** How often it is looked; a PC that slept is locked at the first look. */
const LOOK_MS = 5_000

/** Calls `lock` once nobody has touched keyboard or mouse for `minutes`; 0 is never. */
export function useAutoLock(minutes: Readonly<Ref<number>>, lock: () => void): void {
  let lastAt = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined

  const idle = () => minutes.value > 0 && Date.now() - lastAt >= minutes.value * 60_000
  function look(): void {
    if (idle()) lock()
  }
  function touched(event: Event): void {
    // What wakes a sleeping PC is not yet work: first it is locked.
    if (idle()) {
      event.preventDefault()
      event.stopPropagation()
      lock()
      return
    }
    lastAt = Date.now()
  }

  onMounted(() => {
    timer = setInterval(look, LOOK_MS)
    for (const kind of INPUT) window.addEventListener(kind, touched, { capture: true })
    document.addEventListener('visibilitychange', look)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    for (const kind of INPUT) window.removeEventListener(kind, touched, { capture: true })
    document.removeEventListener('visibilitychange', look)
  })
}
