/**
 * One repair from the first ring to the end, by keyboard: taken, replied to, scheduled, dispatched,
 * worked on, finished, confirmed, closed. Against a real program (`--base`) it writes there.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { open, settled, stage, visit, type Stage } from './browser'

let on: Stage
beforeAll(async () => {
  on = await stage()
})
afterAll(() => on.close())

const number = `139${String(Date.now()).slice(-8)}`

/** Opens the form of the likely step, fills what it asks for, and confirms. */
async function step(
  page: Page,
  fill?: (form: ReturnType<Page['locator']>) => Promise<void>,
  button?: RegExp,
) {
  const before = await page.locator('[aria-current="step"]').innerText()
  await page.locator('article[aria-busy="false"]').waitFor()
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  if (button) await page.getByRole('button', { name: button }).focus()
  await page.keyboard.press(button ? 'Enter' : 'n')
  if (fill) {
    const form = page.locator('form.step')
    await form.waitFor()
    await fill(form)
    await page.keyboard.press('Control+Enter')
    await form.waitFor({ state: 'detached' })
  }
  await page.waitForFunction(
    (was) =>
      (document.querySelector<HTMLElement>('[aria-current="step"]')?.innerText ?? '') !== was,
    before,
  )
  await settled(page)
}

describe('one repair', () => {
  it('goes from the first ring to the end by keyboard', async () => {
    on.reset?.({ orders: 3 })
    const { page, complaints } = await open(on.browser)
    await visit(page, on.url, '/today')
    await page.keyboard.press('F2')
    await page.locator('[data-name="phone"]:focus').waitFor()
    // A half-typed call of an earlier day would be put back: start clean.
    const drop = page.getByRole('button', { name: '丢掉草稿重来' })
    if (await drop.isVisible()) await drop.click()
    await page.locator('[data-name="phone"]').focus()
    await page.keyboard.type(number)
    await page.getByText('没有找到这个号码').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('赵铁柱')
    await page.keyboard.press('Enter')
    await page.keyboard.type('柳河镇')
    await page.keyboard.press('Enter')
    await page.keyboard.type('东沟村三组 供销社北第二家')
    await page.keyboard.press('Enter')
    await page.keyboard.type('不点火，显示 E1')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.locator('.taken').waitFor()
    expect(await page.locator('.taken').innerText()).toContain('前给您回话')

    await page.locator('.taken a').first().click()
    await page.getByRole('heading', { name: /赵铁柱|报修/ }).waitFor()
    await settled(page)
    await step(page, (form) => form.locator('input').first().fill('已告知下午到'))
    await step(page, async (form) => {
      await form.locator('input').first().fill('明天')
      await form.getByRole('button', { name: '14–16' }).click()
    })
    await step(page, async (form) => {
      const who = form.locator('select')
      await who.locator('option', { hasText: '技师' }).first().waitFor({ state: 'attached' })
      const value = await who.locator('option', { hasText: '技师' }).first().getAttribute('value')
      await who.selectOption(value)
      await who.focus()
    })
    await step(page)
    await step(
      page,
      async (form) => {
        const typed = ['点火针积碳', '换点火针，试机正常', '80.5', '赵铁柱']
        for (const [at, text] of typed.entries()) await form.locator('input').nth(at).fill(text)
      },
      /^完工/,
    )
    await step(page, (form) => form.locator('input[type="radio"]').first().check())
    await step(page)
    await page.getByText('这张工单已办完').waitFor()
    if (!on.reset) expect(await page.locator('main').innerText()).toContain('80.50 元')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps a half-typed call when the window is killed', async () => {
    on.reset?.({})
    const first = await open(on.browser)
    await visit(first.page, on.url, '/intake')
    const saved = first.page.waitForResponse((answer) => answer.url().endsWith('draft.save'))
    await first.page.locator('[data-name="text"]').fill('正说到一半')
    await saved
    await first.page.context().close()
    const second = await open(on.browser)
    await visit(second.page, on.url, '/intake')
    await second.page.getByText(/已恢复/).waitFor()
    expect(await second.page.locator('[data-name="text"]').inputValue()).toBe('正说到一半')
    await second.page.getByRole('button', { name: '丢掉草稿重来' }).click()
    await second.page.context().close()
  })
})
