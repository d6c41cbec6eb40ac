/**
 * Every scene without a mouse: Tab reaches each control or its group, the focus is seen and in view,
 * nothing holds it, the order is that of the page, and Escape gives it back.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open, settled, stage, visit, type Stage } from './browser'
import { chosen, scenes } from './scenes'
import { leftByEscape, walked } from './walk'

let on: Stage
beforeAll(async () => {
  on = await stage()
})
afterAll(() => on.close())

/** Somebody has to say who they are before anything else. */
const ANSWERED = ['who-nobody']

describe.runIf(process.env['WUYOU_BASE'] === undefined)('by keyboard alone', () => {
  for (const scene of chosen(scenes)) {
    it(scene.name, async () => {
      on.reset?.({ ...scene.shop })
      const { page } = await open(on.browser, scene.size)
      try {
        await visit(page, on.url, scene.path)
        await scene.act?.(page)
        await settled(page)
        const faults = await walked(page)
        const stays = ANSWERED.includes(scene.name)
        expect([...faults, ...(stays ? [] : await leftByEscape(page))]).toEqual([])
      } finally {
        await page.context().close()
      }
    })
  }
})
