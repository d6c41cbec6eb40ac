/** Headquarters' console in Chromium, against a server in memory. */
import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Headquarters, serveConsole } from '../fixture/hq'
import { violations } from './axe'
import { open, stage, type Stage } from './browser'

const into = fileURLToPath(new URL('../shots', import.meta.url))
const looking = process.env['WUYOU_LOOK'] !== undefined
let on: Stage
let hq: Headquarters
let url: string
let server: Server
let page: Page
let complaints: string[]

beforeAll(async () => {
  mkdirSync(into, { recursive: true })
  on = await stage()
  hq = new Headquarters(Date.now())
  const root = fileURLToPath(new URL('../../dist/console', import.meta.url))
  ;({ url, server } = await serveConsole(() => hq, root))
})
afterAll(async () => {
  await on.close()
  await new Promise((done) => server.close(done))
})
beforeEach(async () => {
  hq = new Headquarters(Date.now())
  ;({ page, complaints } = await open(on.browser))
  page.setDefaultTimeout(60_000)
})
afterEach(async () => {
  await page.context().close()
  // A refusal is an answer, not a fault of the page.
  expect(complaints.filter((one) => !/status of (401|404|503)/.test(one))).toEqual([])
})

async function proper(name: string): Promise<void> {
  if (looking) await page.screenshot({ path: `${into}/${name}.png` })
  expect(await violations(page), name).toEqual([])
}
async function login(path = '/'): Promise<void> {
  await page.goto(`${url}/#${path}`)
  await page.waitForSelector('input[autocomplete=username]:focus')
  await page.keyboard.type('hq')
  await page.keyboard.press('Enter')
  await page.keyboard.type('right')
  await page.keyboard.press('Enter')
  await page.waitForSelector('header nav')
}
const rows = '[role=grid] [role=row][data-index]'

describe('the console', () => {
  it.each(
    ['light', 'dark'].flatMap((theme) => ['zh-CN', 'en'].map((language) => ({ theme, language }))),
  )('is proper in $theme $language', async ({ theme, language }) => {
    await page.addInitScript(
      (look) => localStorage.setItem('wuyou.console.look', JSON.stringify(look)),
      { theme, language },
    )
    const name = (what: string) => `console-${what}-${theme}-${language}`
    await page.goto(url)
    await page.waitForSelector('input[autocomplete=username]:focus')
    await page.keyboard.type('hq')
    await page.keyboard.press('Enter')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.card.bad')
    await proper(name('login'))
    await page.waitForSelector('input[type=password]:focus')
    await page.keyboard.type('right')
    await page.keyboard.press('Enter')
    await page.waitForSelector(rows)
    await proper(name('orders'))
    await page.click(`${rows} >> nth=4`)
    await page.waitForSelector('.panel ol')
    await page.click('.phones .btn')
    await proper(name('order'))
    await page.click('nav a[href="#/remedies"]')
    await page.waitForSelector('.waiting')
    await page.click('.waiting .btn >> nth=0')
    await proper(name('remedies'))
    await page.click('.page-head [role=group] .btn >> nth=1')
    await page.waitForSelector('table')
    await proper(name('refusals'))
    await page.click('nav a[href="#/serials"]')
    await page.waitForSelector('tbody tr')
    await proper(name('serials'))
    await page.click('.page-head [role=group] .btn >> nth=1')
    await page.waitForSelector('.page-head [aria-pressed=true] >> nth=0')
    await proper(name('serials-elsewhere'))
    await page.click('nav a[href="#/devices"]')
    await page.waitForSelector('tr.dealer')
    await proper(name('devices'))
  })

  it('decides over a remedy case with a note, and shows every refusal with its article', async () => {
    await login('/remedies')
    await page.waitForSelector('.waiting')
    await page.click('.waiting .btn >> nth=1')
    await page.click('.waiting [type=submit]')
    await page.waitForSelector('.waiting [aria-invalid]')
    expect(hq.ruled).toEqual([])
    await page.fill('.waiting input', '同型号有货，先换')
    await page.click('.waiting [type=submit]')
    await page.waitForSelector('.empty')
    expect(hq.ruled).toEqual([
      {
        proposal_id: '00000033-0000-4000-8000-000000000001',
        verdict: 'refuse',
        note: '同型号有货，先换',
      },
    ])
    await page.click('.page-head [role=group] .btn >> nth=1')
    expect(await page.textContent('table')).toContain('第十一条')
  })

  it('narrows by dealer, state, urgency and text, and puts that into the address', async () => {
    await login()
    await page.waitForSelector(rows)
    await page.selectOption('.dealer', 'QS002')
    await page.waitForURL('**/#/orders?dealer=QS002')
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[role=row][data-index]')].every((row) =>
        row.textContent?.includes('QS002'),
      ),
    )
    await page.click('[role=group] .btn >> nth=0')
    await page.waitForURL('**colour=red**')
    await page.fill('input[type=search]', '没有这个村')
    await page.waitForSelector('.empty .btn')
    await page.click('.empty .btn')
    await page.waitForSelector(rows)
    expect(page.url()).toMatch(/#\/orders$/)
  })

  it('keeps filters under a name in this browser, and comes back to them by one press', async () => {
    await login()
    await page.waitForSelector(rows)
    await page.selectOption('.dealer', 'QS002')
    await page.click('[role=group] .btn >> nth=0')
    await page.waitForURL('**dealer=QS002**colour=red**')
    const address = page.url()
    await page.click('.views .btn >> text=存下这组筛选')
    await page.keyboard.type('青山逾期')
    await page.keyboard.press('Enter')
    await page.locator('.views a', { hasText: '青山逾期' }).waitFor()
    await page.click('.filters .btn >> text=清除筛选')
    await page.waitForURL(/#\/orders$/)
    await page.reload()
    await page.click('.views a >> text=青山逾期')
    await page.waitForURL(address)
    expect(await page.getAttribute('.views a', 'aria-current')).toBe('true')
    expect(await violations(page)).toEqual([])
    await page.click('.views [aria-label="删掉“青山逾期”"]')
    await page.locator('.views a').waitFor({ state: 'detached' })
    await page.click('.filters .btn >> text=清除筛选')
  })

  it('keeps its place and its open order while new orders come in above', async () => {
    await login('/orders?sort=received&state=all')
    await page.waitForSelector(rows)
    await page.click(`${rows} >> nth=2`)
    await page.waitForSelector('.panel ol')
    const place = () =>
      page.evaluate(() => {
        const view = document.querySelector('[role=grid] .body')
        if (!view) return null
        const top = view.getBoundingClientRect().top
        const row = [...view.querySelectorAll('[role=row][data-index]')].find(
          (one) => one.getBoundingClientRect().top >= top,
        )
        return row?.querySelector('.num')?.textContent ?? null
      })
    await page.evaluate(() => document.querySelector('[role=grid] .body')?.scrollTo(0, 1200))
    await page.waitForTimeout(200)
    const before = await place()
    const newest = hq.orderAt(500)
    hq.orders.push({ ...newest, no: 'LH001-A-20261121-9999', received_at: Date.now() })
    await page.waitForFunction(
      () => document.querySelector('.foot .num')?.textContent?.includes('121') ?? false,
    )
    expect(await place()).toBe(before)
    expect(await page.locator('.panel').count()).toBe(1)
  })

  it('asks on its own without counting as use, and says when the line is down', async () => {
    await login()
    await page.waitForSelector(rows)
    hq.asked.length = 0
    await expect
      .poll(() => hq.asked.filter((one) => one.path === 'work-orders').length, { timeout: 60_000 })
      .toBeGreaterThan(1)
    expect(hq.asked.every((one) => one.background)).toBe(true)
    hq.down = true
    await page.waitForSelector('.live.lost', { timeout: 60_000 })
    expect(await page.locator(rows).count()).toBeGreaterThan(5)
    hq.down = false
    await page.waitForFunction(() => document.querySelector('.live.lost') === null)
  })

  it('comes back to the same page after the session has ended', async () => {
    await login('/devices')
    await page.waitForSelector('tr.dealer')
    hq.loggedIn = false
    await page.waitForSelector('input[autocomplete=username]', { timeout: 60_000 })
    await page.waitForSelector('.card.warn')
    await page.keyboard.type('hq')
    await page.keyboard.press('Enter')
    await page.keyboard.type('right')
    await page.keyboard.press('Enter')
    await page.waitForSelector('tr.dealer')
  })

  it('shows whole phone numbers only for a reason', async () => {
    await login()
    await page.click(`${rows} >> nth=0`)
    await page.click('.phones .btn')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.ask .t-bad')
    expect(hq.reasons).toEqual([])
    await page.keyboard.type('客户投诉回电')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=13812345678')
    expect(hq.reasons).toEqual(['客户投诉回电'])
  })
})
