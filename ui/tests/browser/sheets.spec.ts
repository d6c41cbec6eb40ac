/**
 * Ten paper sheets typed back by keyboard alone: how many keys each takes, with parts and money. Keys
 * are counted and not time, so that a slow machine fails nothing; at two keys a second, a slow
 * typist's, thirty keys are fifteen seconds and ten sheets two and a half minutes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open, stage, visit, type Stage } from './browser'

let on: Stage
beforeAll(async () => {
  on = await stage()
})
afterAll(() => on.close())

const SHEETS = 10
const KEYS_MOST = 30

describe.runIf(process.env['WUYOU_BASE'] === undefined)('晚间录单', () => {
  it('takes ten sheets in thirty keys each, and asks for no mouse', async () => {
    const fake = on.reset?.({ orders: 80 })
    const { page, complaints } = await open(on.browser)
    await visit(page, on.url, '/sheets')
    // Sheets without a danger: what a danger asks for is another matter.
    const rows = page.locator('.sheet')
    await rows.first().waitFor()
    const plain = await rows.evaluateAll((all) =>
      all
        .filter((one) => one.querySelector('.danger-row') === null)
        .map((one) => one.querySelector('a')?.textContent?.trim() ?? ''),
    )
    expect(plain.length).toBeGreaterThanOrEqual(SHEETS)
    let keys = 0
    const type = async (text: string) => {
      keys += [...text].length
      await page.keyboard.type(text)
    }
    const press = async (key: string) => {
      keys += 1
      await page.keyboard.press(key)
    }
    const made = () =>
      fake?.calls.filter((one) => one.name === 'work_order.record_sheet').map((one) => one.payload)
    for (const [at, no] of plain.slice(0, SHEETS).entries()) {
      keys = 0
      // The pile is in no order: the end of the number finds the sheet.
      await page.locator('[data-find]').focus()
      await type(no.slice(-4))
      await press('Enter')
      await page.locator('.sheet:focus-within input:focus').waitFor()
      await press('Enter')
      await type('老鼠咬线')
      await press('Enter')
      await type('换线')
      await press('Enter')
      await type('点火针')
      await press('Enter')
      await type('35')
      await press('Enter')
      await press('ArrowDown')
      await press('Enter')
      await type(String(2310 + at))
      await press('Enter')
      await expect.poll(() => made()?.length).toBe(at + 1)
      expect(keys, `sheet ${at + 1}`).toBeLessThanOrEqual(KEYS_MOST)
    }
    for (const payload of made() ?? []) {
      expect(payload).toMatchObject({
        cause: '老鼠咬线',
        result: '换线',
        charge_fen: 3_500,
        method: 'cash',
        parts: [{ code: 'ignition-pin', quantity: 1 }],
      })
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
