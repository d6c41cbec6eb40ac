/** Whether a screen fits its window: nothing wider than it, and no main button cut off. */
import type { Page } from 'playwright-core'

/** Every fault as one line; empty when all fits. */
export function unfitting(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const wide = document.documentElement.scrollWidth
    if (wide > window.innerWidth) found.push(`the page is ${wide} wide in ${window.innerWidth}`)
    const high = document.documentElement.scrollHeight
    if (high > window.innerHeight) found.push(`the page is ${high} high in ${window.innerHeight}`)

    /** Up and down a scrolling part can be moved; sideways nobody looks for a button. */
    function cutOff(button: HTMLElement): string | null {
      const { left, right, ...span } = button.getBoundingClientRect().toJSON() as DOMRect
      let { top, bottom } = span
      for (let at = button.parentElement; at; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
        const box = at.getBoundingClientRect()
        const place = `${at.tagName.toLowerCase()}.${at.className}`
        if (left < box.left - 1 || right > box.right + 1) return `sideways by ${place}`
        if (['auto', 'scroll'].includes(style.overflowY)) ({ top, bottom } = box)
        else if (top < box.top - 1 || bottom > box.bottom + 1) return `below by ${place}`
      }
      if (left < -1 || right > window.innerWidth + 1) return 'sideways by the window'
      if (top < -1 || bottom > window.innerHeight + 1) return 'below by the window'
      return button.scrollWidth > button.clientWidth + 1 ? 'its own words' : null
    }
    for (const button of document.querySelectorAll<HTMLElement>('.btn.p')) {
      if (button.getClientRects().length === 0) continue
      const why = cutOff(button)
      if (why) found.push(`“${(button.textContent ?? '').trim()}” is cut off: ${why}`)
    }
    return found
  })
}
