/** Every screen on a small screen scaled to 150 %: nothing overflows, no main button is cut off. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open, settled, stage, visit, type Stage } from './browser'
import { unfitting } from './fits'
import { scenes } from './scenes'

/** 1366×768 at 150 %. */
const SIZE = { width: 910, height: 512 }
let on: Stage
beforeAll(async () => {
  on = await stage()
})
afterAll(() => on.close())

describe.runIf(process.env['WUYOU_BASE'] === undefined)('at 150 %', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    for (const scene of scenes.filter((one) => one.size === undefined)) {
      it(`${scene.name} ${language}`, async () => {
        on.reset?.({ language, ...scene.shop })
        const { page } = await open(on.browser, SIZE)
        try {
          await visit(page, on.url, scene.path)
          await scene.act?.(page)
          await settled(page)
          expect(await unfitting(page)).toEqual([])
        } finally {
          await page.context().close()
        }
      })
    }
  }
})
