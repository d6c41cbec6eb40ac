/**
 * Keys of an input method, as a Chinese one sends them in Chromium: while something is being
 * composed Enter submits nothing and Escape closes nothing. And the focus of dialogs.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Fake } from '../fixture/fake'
import { open, settled, stage, visit, type Stage } from './browser'

let on: Stage
beforeAll(async () => {
  on = await stage()
})
afterAll(() => on.close())

/** What an input method does to a page. */
async function inputMethod(page: Page) {
  const session = await page.context().newCDPSession(page)
  return {
    compose: (text: string) =>
      session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      }),
    /** A key that the input method takes: the page hears of it with the key code 229. */
    take: async (key: 'Enter' | 'Escape') => {
      const event = { key, code: key, windowsVirtualKeyCode: 229 }
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    },
    commit: (text: string) => session.send('Input.insertText', { text }),
  }
}

async function at(path: string): Promise<{ page: Page; fake: Fake | undefined }> {
  const fake = on.reset?.({ orders: 8, staff: 'manager' })
  const { page } = await open(on.browser)
  await visit(page, on.url, path)
  return { page, fake }
}
const called = (fake: Fake | undefined, name: string) =>
  fake?.calls.filter((one) => one.name === name).length

describe.runIf(process.env['WUYOU_BASE'] === undefined)('while something is composed', () => {
  it('Enter leaves neither the field nor the form of a call', async () => {
    const { page, fake } = await at('/intake')
    const text = page.locator('[data-name="text"]')
    await text.focus()
    const ime = await inputMethod(page)
    await ime.compose('yixiang')
    await ime.take('Enter')
    expect(await text.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(called(fake, 'request.create')).toBe(0)
    expect(await page.locator('[aria-invalid]').count()).toBe(0)
    await ime.commit('异响')
    expect(await text.inputValue()).toBe('异响')
    // The next Enter is the person's own.
    await page.keyboard.press('Control+Enter')
    await page.locator('[aria-invalid]').first().waitFor()
    await page.context().close()
  })

  it('Escape closes no dialog and keeps its words; the one after it does, and the focus goes back', async () => {
    const { page } = await at('/stock')
    const opener = page.locator('.page-head .btn.p')
    await opener.focus()
    await page.keyboard.press('Enter')
    const name = page.locator('.el-dialog input').first()
    await name.waitFor()
    await settled(page)
    await name.focus()
    const ime = await inputMethod(page)
    await ime.compose('dianci')
    await ime.take('Escape')
    await ime.take('Enter')
    await page.waitForTimeout(400)
    expect(await name.isVisible()).toBe(true)
    expect(await name.evaluate((one) => one === document.activeElement)).toBe(true)
    await ime.commit('电磁阀')
    expect(await name.inputValue()).toBe('电磁阀')
    await page.keyboard.press('Escape')
    await name.waitFor({ state: 'hidden' })
    await page.waitForFunction(() => document.activeElement?.matches('.page-head .btn.p'))
    await page.context().close()
  })

  it('neither key leaves the search', async () => {
    const { page } = await at('/today')
    await page.keyboard.press('Control+k')
    const search = page.locator('.search input')
    const ime = await inputMethod(page)
    await ime.compose('wang')
    await ime.take('Escape')
    await ime.take('Enter')
    expect(await search.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(page.url()).toContain('/today')
    await ime.commit('王')
    expect(await search.inputValue()).toBe('王')
    await page.context().close()
  })
})

describe.runIf(process.env['WUYOU_BASE'] === undefined)('a dialog', () => {
  it('keeps the focus inside, both ways round', async () => {
    const { page } = await at('/stock')
    await page.locator('.page-head .btn.p').click()
    await page.locator('.el-dialog input').first().waitFor()
    await settled(page)
    for (const key of ['Tab', 'Shift+Tab'])
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press(key)
        const inside = await page.evaluate(
          () => document.activeElement?.closest('[role="dialog"]') != null,
        )
        expect(inside).toBe(true)
      }
    await page.context().close()
  })
})
