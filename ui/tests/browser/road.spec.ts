/**
 * The whole road through the real programs: first run with a code, import of a list full of hostile
 * strings, a call offline, sync, and headquarters' console shows it. No script of them may run.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvCell, hasRun, hostileStrings } from '../hostile'
import { violations } from './axe'
import { open, settled, stage, type Stage } from './browser'
import { built, Programs } from './programs'

const into = fileURLToPath(new URL('../shots', import.meta.url))
const looking = process.env['WUYOU_LOOK'] !== undefined
if (!built)
  console.warn('SKIPPED: build the programs first (cargo build -p wuyou-cli -p wuyou-server)')

async function picture(page: Page, name: string): Promise<void> {
  if (looking) await page.screenshot({ path: `${into}/road-${name}.png` })
}

/** A list as a dealer might keep it, with a hostile string in every row's name and note. */
function list(): string {
  // A zero byte makes a file no text file: such a file is refused as a whole.
  const texts = hostileStrings.filter(({ text }) => !text.includes('\0'))
  const rows = texts.map(({ text }, n) =>
    [text, `139${String(10_000_000 + n * 7919).slice(0, 8)}`, `东沟村${n % 9}组`, text].map(
      csvCell,
    ),
  )
  return [['姓名', '电话', '地址', '备注'], ...rows].map((row) => row.join(',')).join('\r\n')
}

/** A command of a PC's program, as its own screen would send it. */
async function command<T>(pc: string, name: string, payload: unknown): Promise<T> {
  for (;;) {
    const answer = await fetch(`${pc}/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
    const body = (await answer.json()) as T & { code?: string }
    if (answer.ok) return body
    // The PC was just syncing by itself: what it sends and takes now is asked for once more.
    if (body.code !== 'sync.busy') throw new Error(`${name}: ${JSON.stringify(body)}`)
  }
}

describe.runIf(built)('from an old list to the screen of headquarters', () => {
  const programs = new Programs()
  let on: Stage
  let hq: string
  let pc: string
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    mkdirSync(into, { recursive: true })
    on = await stage()
    hq = await programs.headquarters()
    pc = await programs.pc('pc-a')
    ;({ page, complaints } = await open(on.browser))
    page.setDefaultTimeout(60_000)
  })
  afterAll(async () => {
    await on.close()
    await programs.close()
  })

  it('is set up with a one-time code', async () => {
    programs.admin(['create-dealer', '--code', 'LH001', '--name', '柳河服务网点'])
    const answer = programs.admin(['enrol-code', '--dealer', 'LH001']) as { code: string }
    await page.goto(pc)
    await page.waitForSelector('input[value="zh-CN"]:focus')
    await page.keyboard.press('Enter')
    await page.fill('input[inputmode=url]', hq)
    await page.fill('input.code', answer.code.toLowerCase())
    await page.keyboard.press('Enter')
    await page.waitForSelector('code')
    await picture(page, '1-pc')
    await page.keyboard.press('Enter')
    await page.waitForSelector('input[value="import"]:focus')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/#/import')
  })

  it('imports the list and accounts for every row', async () => {
    const file = join(programs.folder, '客户.csv')
    writeFileSync(file, list())
    await page.fill('input[aria-required]', file)
    await page.keyboard.press('Enter')
    await page.waitForSelector('tr.head')
    await picture(page, '2-layout')
    await page.click('footer .btn.p')
    await page.waitForSelector('#column-name')
    await page.click('footer .btn.p')
    await page.waitForSelector('.counts')
    await settled(page)
    await picture(page, '3-preview')
    expect(await violations(page)).toEqual([])
    await page.click('footer .btn.p')
    await page.waitForSelector('.report', { timeout: 60_000 })
    await picture(page, '4-report')
    expect(await page.locator('[role=alert]').count()).toBe(0)
    const read = await page.textContent('.counts > div:nth-child(1) dd')
    const imported = await page.textContent('.counts > div:nth-child(2) dd')
    const refused = await page.textContent('.counts > div:nth-child(5) dd')
    expect(Number(imported) + Number(refused)).toBe(Number(read))
    expect(Number(imported)).toBeGreaterThan(100)
    expect(await hasRun(page)).toBe(false)
  })

  it('shows hostile strings on every screen as the text they are', async () => {
    for (const path of [
      'today',
      'customers',
      'orders',
      'units',
      'intake',
      'sync',
      'settings/backup',
    ]) {
      await page.goto(`${pc}/#/${path}`)
      await settled(page)
      expect(await hasRun(page), path).toBe(false)
    }
    for (const query of ['<script', "' OR", '{{7', '王\u202e']) {
      await page.goto(`${pc}/#/customers`)
      await page.keyboard.press('Control+K')
      await page.keyboard.type(query)
      await page.waitForTimeout(300)
      expect(await hasRun(page), query).toBe(false)
    }
  })

  it('takes a call whose words are hostile, and syncs', async () => {
    const call = (name: string, payload: unknown) =>
      page.evaluate(
        async ([command, body]) => {
          const answer = await fetch(`/call/${command as string}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
          return { ok: answer.ok, body: (await answer.json()) as unknown }
        },
        [name, payload] as const,
      )
    let taken = 0
    for (const { text } of hostileStrings) {
      const { ok, body } = await call('request.create', {
        text,
        caller_phone: '13804712207',
        new_customer_name: text.slice(0, 40),
        kind: 'repair',
      })
      if (ok) taken += 1
      else expect((body as { code: string }).code).toBe('input.invalid')
    }
    expect(taken).toBeGreaterThan(150)
    await page.goto(`${pc}/#/sync`)
    await page.waitForSelector('.state')
    await page.click('.page-head .btn.p')
    await page.waitForSelector('.state.ok', { timeout: 60_000 })
    await picture(page, '5-sync')
    expect(await page.locator('#sync-rejected').count()).toBe(0)
    expect(await hasRun(page)).toBe(false)
    for (const path of ['today', 'orders']) {
      await page.goto(`${pc}/#/${path}`)
      await settled(page)
      expect(await hasRun(page), path).toBe(false)
    }
    await picture(page, '6-orders')
  })

  it('is seen by headquarters, which opens every order', async () => {
    await page.goto(hq)
    await page.waitForSelector('input[autocomplete=username]:focus')
    await page.keyboard.type('hq')
    await page.keyboard.press('Enter')
    await page.keyboard.type('right horse battery')
    await page.keyboard.press('Enter')
    const rows = '[role=grid] [role=row][data-index]'
    await page.waitForSelector(rows)
    await page.waitForSelector('.strip li')
    await picture(page, '7-console')
    expect(await violations(page)).toEqual([])
    await page.click(`${rows} >> nth=0`)
    await page.waitForSelector('.panel ol')
    await picture(page, '8-order')
    expect(await violations(page)).toEqual([])
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press('ArrowDown')
      await page.waitForSelector('.panel ol')
      expect(await hasRun(page)).toBe(false)
    }
    await page.click('nav a[href="#/devices"]')
    await page.waitForSelector('tr.dealer')
    await picture(page, '9-devices')
    expect(await violations(page)).toEqual([])
  })

  it('lets a person decide what two PCs changed differently', async () => {
    const other = await programs.pc('pc-b')
    const answer = programs.admin(['enrol-code', '--dealer', 'LH001']) as { code: string }
    await command(other, 'setup.enrol', { server_url: hq, code: answer.code, device_name: 'PC-B' })
    const made = await command<{ id: string }>(pc, 'customer.create', {
      name: '王建军',
      phones: [{ number: '13804712207' }],
      people: [],
      addresses: [],
      tags: [],
    })
    await command(pc, 'sync.now', {})
    await command(other, 'sync.now', {})
    await command(pc, 'customer.update', { id: made.id, note: '狗拴着，进门先喊' })
    await command(other, 'customer.update', {
      id: made.id,
      note: '<img src=x onerror=window.__wuyou_hostile=1>',
    })
    await command(other, 'sync.now', {})
    await command(pc, 'sync.now', {})
    await page.goto(`${pc}/#/sync`)
    await page.waitForSelector('.card.conf .side')
    await picture(page, '10-conflict')
    // Two versions are a question, not a fault.
    expect(await page.locator('.state.bad').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    expect(await hasRun(page)).toBe(false)
    const mine = page.locator('.card.conf .side', { hasText: '狗拴着' })
    expect(await mine.count()).toBe(1)
    await mine.locator('button').click()
    await page.waitForFunction(() => document.querySelector('.card.conf .side') === null)
    await page.click('.page-head .btn.p')
    await page.waitForSelector('.state.ok')
    await command(other, 'sync.now', {})
    const seen = await command<{ note: string }>(other, 'customer.get', { id: made.id })
    expect(seen.note).toBe('狗拴着，进门先喊')
    // That somebody looked at the file was noted, and goes to headquarters too.
    for (const one of [other, pc, other]) await command(one, 'sync.now', {})
    const hashes = await Promise.all(
      [pc, other].map((one) => command<{ state_hash: string }>(one, 'app.verify', {})),
    )
    expect(hashes[0]?.state_hash).toBe(hashes[1]?.state_hash)
  })

  it('broke no content policy on the way', () => {
    expect(complaints.filter((one) => !/status of (401|404|422)/.test(one))).toEqual([])
  })
})
