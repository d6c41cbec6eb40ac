/** What jsdom lacks and the screens need. */
import { afterEach } from 'vitest'
import { cleanup, configure } from '@testing-library/vue'

// What is waited for comes or it does not; a busy machine is no failure.
configure({ asyncUtilTimeout: 15_000 })

class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= Observer as unknown as typeof ResizeObserver
window.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
})) as unknown as typeof window.matchMedia

Element.prototype.scrollIntoView ??= () => undefined

afterEach(() => cleanup())
