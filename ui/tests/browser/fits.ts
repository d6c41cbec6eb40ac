/**
 * Whether a screen fits a small window, the same one scaled to 150 %, the larger texts and each
 * density: nothing wider than the window, no button cut off, no hint of a field hidden.
 */
import type { Page } from 'playwright-core'
import { settled } from './browser'

const SMALL = { width: 1366, height: 768 }
/** 1366×768 at 150 %. */
const SCALED = { width: 911, height: 512 }

/** Every fault as one line; empty when all fits. */
export function unfitting(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, scrollHeight } = document.documentElement
    if (scrollWidth > window.innerWidth) found.push(`the page is ${scrollWidth} wide`)
    if (scrollHeight > window.innerHeight) found.push(`the page is ${scrollHeight} high`)

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
      // The mark of the bell hangs over its edge, and is seen.
      if (button.matches('.bell')) return null
      return button.scrollWidth > button.clientWidth + 1 ? 'its own words' : null
    }
    const name = (one: HTMLElement) => (one.textContent ?? '').replace(/\s+/g, ' ').trim()
    for (const one of document.querySelectorAll<HTMLElement>('.btn, .pill')) {
      // The way past the menu shows itself when it has the focus.
      if (one.getClientRects().length === 0 || one.matches('.skip')) continue
      const why = cutOff(one)
      if (why) found.push(`“${name(one)}” is cut off: ${why}`)
    }
    /** A mark on an entry of the menu leaves its word to be read. */
    for (const mark of document.querySelectorAll<HTMLElement>('nav a i')) {
      const word = document.createRange()
      word.selectNode(mark.previousSibling ?? mark)
      const { right, top } = word.getBoundingClientRect()
      const box = mark.getBoundingClientRect()
      if (right > box.left + 1 && box.bottom > top + 4)
        found.push(`the mark lies on “${mark.previousSibling?.textContent?.trim()}”`)
    }
    return found
  })
}

/** What a field shows by itself and is cut: its hint, or what is chosen in a list. */
export function cutHints(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d')
    if (!pen) return ['no pen']
    /** The arrow of a list. */
    const ARROW = 18
    const fields = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      'input[placeholder], select',
    )
    return [...fields].flatMap((one) => {
      if (one.getClientRects().length === 0) return []
      const style = getComputedStyle(one)
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      const list = one instanceof HTMLSelectElement
      const text = list ? (one.selectedOptions[0]?.text ?? '') : one.placeholder
      const sides = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight)
      const room = one.clientWidth - sides - (list ? ARROW : 0)
      const wide = pen.measureText(text).width
      const lack = Math.round(wide - room)
      return lack > 1 ? [`“${text}” is cut by ${lack} pixels`] : []
    })
  })
}

/** The sizes of the window, and what a person may set on the small one. */
const LOOKS = [
  { size: SMALL, text: 'standard', density: 'standard' },
  { size: SCALED, text: 'standard', density: 'standard' },
  { size: SMALL, text: 'large', density: 'standard' },
  { size: SMALL, text: 'huge', density: 'standard' },
  { size: SMALL, text: 'standard', density: 'compact' },
  { size: SMALL, text: 'standard', density: 'comfortable' },
]
/** Another language is longer, which shows where there is least room. */
const TIGHTEST = LOOKS.slice(0, 4)

/** What does not fit, in each look; the page is left as it was found. */
export async function unfittingInEachLook(page: Page, language: string): Promise<string[]> {
  const found: string[] = []
  const looks = language === 'zh-CN' ? LOOKS : TIGHTEST
  for (const { size, text, density } of looks) {
    await page.setViewportSize(size)
    await page.evaluate(
      (look) => {
        Object.assign(document.documentElement.dataset, look)
        return new Promise((drawn) => requestAnimationFrame(drawn))
      },
      { text, density },
    )
    await settled(page)
    const look = `${size.width}×${size.height} ${text} ${density}`
    found.push(...(await unfitting(page)).map((one) => `${look}: ${one}`))
    // Larger texts in a smaller window cut more than their hints.
    if (look === '1366×768 standard standard') found.push(...(await cutHints(page)))
  }
  await page.evaluate((look) => Object.assign(document.documentElement.dataset, look), {
    text: 'standard',
    density: 'standard',
  })
  await page.setViewportSize(SMALL)
  await settled(page)
  return found
}
