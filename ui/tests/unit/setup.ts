/** What jsdom lacks and the screens need. */
import { afterEach } from 'vitest'
import { cleanup } from '@testing-library/vue'

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
