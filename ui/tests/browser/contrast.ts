/**
 * The high contrast of the system, which takes all colours and shadows away: texts are still read, the
 * focus is still seen, what was drawn by its colour alone still stands there, and what is chosen still
 * looks another.
 */
import type { Page } from 'playwright-core'
import { settled } from './browser'

/** Marks what is drawn by its own colour alone, while the page has its colours. */
function mark(page: Page): Promise<void> {
  return page.evaluate(() => {
    const ground = (one: Element | null): string => {
      for (let at = one; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at)
        if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor
      }
      return ''
    }
    const drawn = [...document.querySelectorAll('#root *, #dialogs *')].filter((one) => {
      if (!(one instanceof HTMLElement) || one.matches('input, select, textarea')) return false
      if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('.sr')) return false
      const { width, height } = one.getBoundingClientRect()
      const empty = one.children.length === 0 && one.textContent?.trim() === ''
      const seen = width >= 3 && height >= 3 && width * height < 40_000
      return empty && seen && ground(one) !== ground(one.parentElement)
    })
    Object.assign(window, { drawn })
  })
}

function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const nameOf = (one: Element) =>
      `${one.tagName.toLowerCase()}.${String(one.className).replace(/\s+/g, '.')} “${(one.textContent ?? '').trim().slice(0, 24)}”`
    const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const clear = (colour: string) => parts(colour)[3] === 0
    const ground = (one: Element | null): string => {
      for (let at = one; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at)
        if (!clear(backgroundColor)) return backgroundColor
      }
      return 'rgb(255, 255, 255)'
    }
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0] = parts(colour).map((part) => {
        const c = part / 255
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const contrast = (a: string, b: string) => {
      const [high = 0, low = 0] = [light(a), light(b)].sort((x, y) => y - x)
      return (high + 0.05) / (low + 0.05)
    }
    const shown = (one: Element) =>
      one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
      one.getClientRects().length > 0
    const drawn = (one: Element) => {
      const style = getComputedStyle(one)
      const line = (side: 'Top' | 'Bottom' | 'Left') =>
        style[`border${side}Style`] !== 'none' &&
        parseFloat(style[`border${side}Width`]) > 0 &&
        contrast(style[`border${side}Color`], ground(one.parentElement)) >= 3
      return line('Top') || line('Bottom') || line('Left')
    }
    const outlined = (one: Element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0
    }
    const once = new Set<string>()
    const say = (text: string) => once.has(text) || (once.add(text), found.push(text))

    // Texts.
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let at = words.nextNode(); at; at = words.nextNode()) {
      const one = at.parentElement
      if (!one || !at.textContent?.trim() || !shown(one) || one.closest('.sr, svg, option'))
        continue
      if (one.closest(':disabled, [aria-disabled="true"]')) continue
      if (contrast(getComputedStyle(one).color, ground(one)) < 4.5)
        say(`${nameOf(one)} is not read`)
    }
    // Edges of what is pressed or filled in.
    for (const one of document.querySelectorAll('.btn:not(.link), .in, .card, .tag'))
      if (shown(one) && !drawn(one)) say(`${nameOf(one)} has no edge`)
    // What was drawn by its colour.
    for (const one of (window as unknown as { drawn: Element[] }).drawn)
      if (shown(one) && !drawn(one) && contrast(ground(one), ground(one.parentElement)) < 3)
        say(`${nameOf(one)} in ${nameOf(one.parentElement ?? one)} is gone`)
    // What is chosen beside what is not.
    const looks = (one: Element) => {
      const style = getComputedStyle(one)
      return [
        ground(one),
        style.color,
        style.borderTopWidth,
        style.borderTopStyle,
        style.borderLeftWidth,
        style.outlineStyle,
        style.fontWeight,
        style.textDecorationLine,
      ].join()
    }
    for (const state of ['aria-pressed', 'aria-selected', 'aria-current', 'aria-checked']) {
      for (const one of document.querySelectorAll(`[${state}="true"], [${state}="page"]`)) {
        if (!shown(one)) continue
        const kind = (other: Element) =>
          other.tagName === one.tagName && shown(other) && other !== one
        const other = [...(one.parentElement?.children ?? [])].find(
          (beside) => kind(beside) && !['true', 'page'].includes(beside.getAttribute(state) ?? ''),
        )
        if (other && looks(one) === looks(other)) say(`${nameOf(one)} does not look chosen`)
      }
    }
    // The focus.
    const before = document.activeElement
    for (const one of document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    )) {
      if (!shown(one) || one.matches(':disabled') || one.closest('[inert], [aria-hidden="true"]'))
        continue
      one.focus({ preventScroll: true })
      if (document.activeElement !== one) continue
      const near = [one, one.nextElementSibling, one.closest('label')]
      if (!near.some((other) => other !== null && outlined(other)))
        say(`${nameOf(one)} shows no focus`)
    }
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    return found
  })
}

/** What is not seen in high contrast, as one line each; the page is left with its own colours. */
export async function lostInHighContrast(page: Page): Promise<string[]> {
  await mark(page)
  await page.emulateMedia({ forcedColors: 'active' })
  // The focus is shown to whoever uses the keyboard.
  await page.keyboard.press('Shift')
  await settled(page)
  const found = await faults(page)
  await page.emulateMedia({ forcedColors: 'none' })
  return found
}
