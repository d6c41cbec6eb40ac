/**
 * Every screen, form and dialog on a small screen, on the same one scaled to 150 %, in the larger
 * texts and in each density: nothing overflows, no button is cut off. It has to be quick: no check of accessibility, one page for each
 * language, and the program is loaded anew only where something is done or the shop is another one.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { open, settled, stage, visit, type Stage } from './browser'
import { cutHints, unfitting } from './fits'
import { chosen, scenes, type Scene } from './scenes'

const SMALL = { width: 1366, height: 768 }
/** 1366×768 at 150 %. */
const SCALED = { width: 911, height: 512 }
const shopOf = (scene: Scene) => JSON.stringify(scene.shop ?? {})
const looked = chosen(scenes)
  .filter((one) => one.size === undefined && one.shop?.orders !== 0)
  .sort((a, b) => shopOf(a).localeCompare(shopOf(b)))

let on: Stage
beforeAll(async () => {
  on = await stage()
})
afterAll(() => on.close())

/** The sizes of the window, and what a person may set on the small one. */
const LOOKS = [
  { size: SMALL, text: 'standard', density: 'standard' },
  { size: SCALED, text: 'standard', density: 'standard' },
  { size: SMALL, text: 'large', density: 'standard' },
  { size: SMALL, text: 'huge', density: 'standard' },
  { size: SMALL, text: 'standard', density: 'compact' },
  { size: SMALL, text: 'standard', density: 'comfortable' },
]

/** What does not fit, in each look. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const { size, text, density } of LOOKS) {
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
  return found
}

/** Goes on to a screen in the window that is open. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(async (to) => {
    location.hash = to
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn))
    // The router leaves the screen before, then shows the next one.
    for (let n = 0; n < 3; n += 1) await frame()
  }, path)
  await page.waitForFunction(() => document.querySelector('h1, [role="dialog"]') !== null)
  await settled(page)
}

describe.runIf(process.env['WUYOU_BASE'] === undefined)('fits the window', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    describe(language, () => {
      let page: Page
      let shop: string | null = null
      beforeAll(async () => {
        page = (await open(on.browser)).page
      })
      afterAll(() => page.context().close())
      for (const scene of looked) {
        it(scene.name, async () => {
          await page.setViewportSize(SMALL)
          if (scene.act || shopOf(scene) !== shop) {
            // The same address would not load the program anew, and what is half typed goes with it.
            await page.goto('about:blank')
            // A draft the page before was still sending belongs to the shop before, not to the next.
            await (await fetch(on.url)).text()
            on.reset?.({ language, ...scene.shop })
            await visit(page, on.url, scene.path)
          } else await goTo(page, scene.path)
          // What was done to a shop is not the next one's.
          shop = scene.act ? null : shopOf(scene)
          await scene.act?.(page)
          await settled(page)
          expect(await faults(page)).toEqual([])
        })
      }
    })
  }
})
