/** Walks over a screen with Tab alone, and tells what a person without a mouse misses there. */
import type { Page } from 'playwright-core'

/** Left out on purpose, each with its other way by keyboard. */
const ANOTHER_WAY = [
  // The field beside it takes the date as it is typed, and Alt+↓ opens the month.
  '.date .open',
  // A household that was chosen is let go by the button beside it.
  '[data-name="name"]',
  // The button beside it opens the files.
  'input[type="file"]',
]

interface Stop {
  /** Which of the elements known so far. */
  at: number
  name: string
  faults: string[]
}

/** Puts the eyes of the walk into the page. */
async function look(page: Page, anotherWay: string[]): Promise<void> {
  await page.evaluate((left) => {
    const control =
      'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"], ' +
      '[role="button"], [role="link"], [role="checkbox"], [role="radio"], [role="tab"], [role="option"], [role="menuitem"]'
    const seen: Element[] = []
    const nameOf = (one: Element) => {
      const words = one.getAttribute('aria-label') ?? one.textContent
      const label = (one as HTMLInputElement).labels?.[0]?.textContent ?? ''
      const kind = `${one.tagName.toLowerCase()}.${String(one.className).replace(/\s+/g, '.')}`
      return `${kind} “${(label || words || '').replace(/\s+/g, ' ').trim().slice(0, 40)}”`
    }
    const shown = (one: Element) =>
      one.isConnected &&
      // Not in what is folded up either.
      one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
      one.getClientRects().length > 0 &&
      !one.closest('[inert], [aria-hidden="true"]')
    const top = () =>
      [...document.querySelectorAll('[aria-modal="true"], dialog[open]')].filter(shown).at(-1) ??
      document.body
    const able = (one: Element) => !one.matches(':disabled, [aria-disabled="true"]')
    const controls = () =>
      [...top().querySelectorAll(control)].filter((one) => shown(one) && able(one))

    /** Arrows lead to what stands in a group with one stop of its own. */
    const group =
      '[role="grid"], [role="tablist"], [role="radiogroup"], [role="listbox"], [role="menu"], [role="toolbar"]'
    function inGroup(one: Element): boolean {
      const around = one.closest(group)
      if (around && seen.some((other) => around.contains(other))) return true
      // The list of a field that is chosen from with arrows while the field keeps the focus.
      const list = one.closest('[role="listbox"]')
      if (list?.id && document.querySelector(`[aria-controls="${list.id}"]`)) return true
      if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return false
      return seen.some((other) => other instanceof HTMLInputElement && other.name === one.name)
    }
    const missed = (before: Element[]) =>
      before
        .filter((one) => shown(one) && able(one) && !seen.includes(one) && !inGroup(one))
        // A place that only takes the focus from the program is nothing to press.
        .filter((one) => !one.matches('[tabindex="-1"]:not(a, button, input, select, textarea)'))
        .filter((one) => !left.some((way) => one.matches(way)))
        .map((one) => `${nameOf(one)} is not reached`)
    /** What only a mouse can press: it hears clicks, and neither it nor what is in it takes keys. */
    const forMouse = () =>
      [...top().querySelectorAll('*')].filter(shown).flatMap((one) => {
        const key = Object.getOwnPropertySymbols(one).find((name) => name.description === '_vei')
        const heard = key ? (one as unknown as Record<symbol, Record<string, unknown>>)[key] : null
        if (!heard?.['onClick'] || one.matches(`${control}, label, [role="gridcell"]`)) return []
        return one.closest(control) || one.querySelector(control)
          ? []
          : [`${nameOf(one)} takes no keys`]
      })

    const drawn = (one: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
    }
    function ring(one: Element): boolean {
      if (drawn(one)) return true
      // An input nobody sees has its ring on what stands for it.
      const small = one.getBoundingClientRect().width <= 2
      const around = one.closest('label, .around, form')
      const near = [
        one.nextElementSibling,
        one.previousElementSibling,
        small ? around : one.parentElement,
      ]
      return near.some((other) => other !== null && drawn(other))
    }
    function covered(one: Element): boolean {
      const { left: x, top: y, width, height } = one.getBoundingClientRect()
      if (width <= 2) return false
      const points = [0.1, 0.5, 0.9].flatMap((h) =>
        [0.1, 0.5, 0.9].map((v) => [x + width * h, y + height * v]),
      )
      return !points.some(([px, py]) => {
        const hit = document.elementFromPoint(px ?? 0, py ?? 0)
        return (
          hit !== null &&
          (one.contains(hit) || hit.contains(one) || hit.closest('label')?.contains(one))
        )
      })
    }
    const by = (one: Element) => {
      const { left: x, top: y, width, height } = one.getBoundingClientRect()
      const hit = document.elementFromPoint(x + width / 2, y + height / 2)
      return hit ? nameOf(hit) : `at ${Math.round(x)}, ${Math.round(y)}`
    }
    const scrollerOf = (one: Element) => {
      for (let at = one.parentElement; at; at = at.parentElement)
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowY)) return at
      return null
    }
    /** Within one part of the page one goes on downwards, to the right, or up to the next column. */
    function backwards(from: Element | undefined, to: Element): boolean {
      if (!from?.isConnected || !shown(from) || scrollerOf(from) !== scrollerOf(to)) return false
      const part = 'form, .card, nav, header, .page-head, [role="dialog"], section'
      const same = from.closest(part)
      if (!same || same !== to.closest(part) || from.contains(to)) return false
      const [a, b] = [from.getBoundingClientRect(), to.getBoundingClientRect()]
      const up = b.bottom <= a.top + 1 && b.left < a.right
      const line = b.top < a.bottom - 4 && b.bottom > a.top + 4
      return up || (line && b.right <= a.left + 1)
    }
    let before: Element[] = []
    let last: Element | undefined
    Object.assign(window, {
      walk: {
        begin() {
          before = controls()
          return before.length
        },
        async step() {
          const one = document.activeElement
          if (!one || one === document.body || one === document.documentElement) {
            last = undefined
            return null
          }
          const known = seen.indexOf(one)
          const from =
            one === controls().find((other) => (other as HTMLElement).tabIndex >= 0)
              ? undefined
              : last
          last = one
          if (known >= 0) {
            // What one began with may be gone: a panel that closes when it is left.
            const first = seen.findIndex((other) => shown(other))
            return { at: known === first ? 0 : known, name: nameOf(one), faults: [] }
          }
          const faults: string[] = []
          const name = nameOf(one)
          if (!shown(one)) faults.push(`${name} has the focus and is not shown`)
          else {
            if (!ring(one)) faults.push(`${name} shows no focus`)
            // A list that loads may move it away: the browser, or the screen, brings it back.
            for (let frames = 0; covered(one) && frames < 30; frames += 1)
              await new Promise((drawn) => requestAnimationFrame(drawn))
            if (covered(one)) faults.push(`${name} has the focus and is out of sight: ${by(one)}`)
            if (!top().contains(one)) faults.push(`${name} lies beneath a dialog`)
          }
          if ((one as HTMLElement).tabIndex > 0) faults.push(`${name} jumps the order`)
          // From the end of the page or its dialog one comes to its beginning.
          if (backwards(from, one)) faults.push(`from ${nameOf(from ?? one)} back to ${name}`)
          seen.push(one)
          return { at: seen.length - 1, name, faults }
        },
        end: () => [...missed(before), ...forMouse()],
        dialogs: () =>
          [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].filter(
            (one) => one.getAttribute('aria-modal') === 'true' && shown(one),
          ).length,
        away: () => {
          const one = document.activeElement
          return one === null || one === document.body || !shown(one) ? 'nothing' : null
        },
      },
    })
  }, anotherWay)
}

interface Walk {
  begin: () => number
  step: () => Promise<Stop | null>
  end: () => string[]
  dialogs: () => number
  away: () => string | null
}
type Walking = Window & { walk: Walk }

/** Every fault as one line; empty when everything can be done by keyboard. */
export async function walked(page: Page): Promise<string[]> {
  await look(page, ANOTHER_WAY)
  const controls = await page.evaluate(() => (window as unknown as Walking).walk.begin())
  const faults: string[] = []
  let reached = 0
  let rounds = 0
  let ended = (await page.evaluate(() => (window as unknown as Walking).walk.dialogs())) > 0
  // From where the screen has put the focus, once around.
  for (let presses = 0; presses < 5 * controls + 20; presses += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => (window as unknown as Walking).walk.step())
    if (stop === null) {
      ended = true
      continue
    }
    faults.push(...stop.faults)
    if (stop.at === reached) reached += 1
    else if (stop.at === 0 && ended) {
      const missed = await page.evaluate(() => (window as unknown as Walking).walk.end())
      // What the screen has drawn anew meanwhile threw the focus back: once more around.
      if (missed.length === 0 || ++rounds > 2) return [...faults, ...missed]
    } else if (rounds === 0) return [...faults, `${stop.name} holds the focus: it is a trap`]
  }
  return [...faults, 'Tab comes to no end']
}

/** Escape closes each dialog, and the focus goes back to the screen. */
export async function leftByEscape(page: Page): Promise<string[]> {
  const open = () => page.evaluate(() => (window as unknown as Walking).walk.dialogs())
  for (let dialogs = await open(); dialogs > 0; dialogs = await open()) {
    await page.keyboard.press('Escape')
    const closed = await page
      .waitForFunction(
        (before) => (window as unknown as Walking).walk.dialogs() < before,
        dialogs,
        { timeout: 5_000 },
      )
      .catch(() => null)
    if (!closed) return ['Escape does not close the dialog']
    const back = await page
      .waitForFunction(() => (window as unknown as Walking).walk.away() === null, null, {
        timeout: 5_000,
      })
      .catch(() => null)
    if (!back) return ['the focus is lost when the dialog closes']
  }
  return []
}
