/** First run, import, sync and settings in Chromium: reachable, keyboard alone, no axe violation. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fake, FakeOptions } from '../fixture/fake'
import { office, type OfficeOptions } from '../fixture/office'
import { violations } from './axe'
import { open, stage, visit, type Stage } from './browser'

const into = fileURLToPath(new URL('../shots', import.meta.url))
const looking = process.env['WUYOU_LOOK'] !== undefined
let on: Stage
let page: Page
let complaints: string[]

beforeAll(async () => {
  mkdirSync(into, { recursive: true })
  on = await stage()
})
afterAll(() => on.close())
beforeEach(async () => {
  ;({ page, complaints } = await open(on.browser))
  page.setDefaultTimeout(60_000)
})
afterEach(async () => {
  await page.context().close()
  expect(complaints).toEqual([])
})

function shop(options: FakeOptions = {}, about: Partial<OfficeOptions> = {}): Fake {
  if (!on.reset) throw new Error('these checks need the fake shop')
  const fake = on.reset(options)
  return office(fake, { now: Date.now(), ...about })
}

/** Nothing to complain about, and a picture when one is wanted. */
async function proper(name: string): Promise<void> {
  // A dialog that is still coming in is neither itself nor what it covers.
  await page.waitForFunction(
    () => document.querySelector('[class*="-enter-active"], [class*="-leave-active"]') === null,
  )
  if (looking) await page.screenshot({ path: `${into}/${name}.png` })
  expect(await violations(page), name).toEqual([])
}

const looks = (['light', 'dark'] as const).flatMap((theme) =>
  (['zh-CN', 'en'] as const).map((language) => ({ theme, language })),
)

describe.runIf(process.env['WUYOU_BASE'] === undefined)('every screen', () => {
  it.each(looks)('of the first run is proper in $theme $language', async ({ theme, language }) => {
    shop({ ready: false, theme, language })
    const name = (step: string) => `setup-${step}-${theme}-${language}`
    await visit(page, on.url, '/setup')
    await page.check(`input[value="${language}"]`)
    await proper(name('1-language'))
    await page.keyboard.press('Enter')
    await page.waitForSelector('input[value="offline"]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.error')
    await proper(name('2-shop'))
    await page.check('input[value="offline"]')
    await page.fill('input.code', 'lh001')
    await proper(name('2-offline'))
    await page.click('button[type=submit]')
    await page.waitForSelector('code')
    await proper(name('3-pc'))
    await page.click('button[type=submit]')
    await page.waitForSelector('input[value="example"]')
    await proper(name('4-data'))
  })

  it.each(looks)('of the import is proper in $theme $language', async ({ theme, language }) => {
    shop({ theme, language })
    const name = (step: string) => `import-${step}-${theme}-${language}`
    await visit(page, on.url, '/import')
    await proper(name('1-file'))
    await page.fill('input[aria-required]', 'C:\\台账\\客户.exe')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.card.bad')
    await page.fill('input[aria-required]', 'C:\\台账\\客户 again.xlsx')
    await page.keyboard.press('Enter')
    await page.waitForSelector('tr.head')
    await proper(name('2-layout'))
    await page.click('footer .btn.p')
    await page.waitForSelector('#column-name')
    await proper(name('3-columns'))
    await page.selectOption('#column-name', '')
    await page.click('footer .btn.p')
    await page.waitForSelector('select[aria-invalid]')
    await proper(name('3-columns-missing'))
    await page.selectOption('#column-name', '1')
    await page.click('footer .btn.p')
    await page.waitForSelector('[role=row][aria-rowindex="4"]')
    await page.click('[role=row].bad')
    await proper(name('4-preview'))
    await page.click('footer .btn.p')
    await page.waitForSelector('.report')
    await proper(name('6-report'))
  })

  it.each(looks)('of sync is proper in $theme $language', async ({ theme, language }) => {
    for (const state of ['offline', 'synced', 'not_connected', 'problem'] as const) {
      shop({ theme, language }, { sync: state, calm: state === 'synced' })
      await visit(page, on.url, '/today')
      await visit(page, on.url, '/sync')
      await page.waitForSelector('.state')
      await proper(`sync-${state}-${theme}-${language}`)
    }
    shop({ theme, language })
    await page.reload()
    await page.waitForSelector('#sync-rejected .btn.d')
    await page.click('#sync-rejected .btn.d')
    await page.waitForSelector('.el-dialog .facts')
    await proper(`sync-discard-${theme}-${language}`)
  })

  it.each(looks)('of the settings is proper in $theme $language', async ({ theme, language }) => {
    shop({ theme, language })
    for (const section of ['look', 'pc', 'people', 'backup', 'headquarters', 'example']) {
      await visit(page, on.url, `/settings/${section}`)
      await page.waitForSelector('.areas section .card')
      await proper(`settings-${section}-${theme}-${language}`)
    }
    await visit(page, on.url, '/settings/backup')
    await page.click('tbody tr:nth-child(2) .btn')
    await page.waitForSelector('.el-dialog .table')
    await proper(`settings-restore-${theme}-${language}`)
    await visit(page, on.url, '/settings/people')
    await page.click('tbody tr:nth-child(1) .btn')
    await page.waitForSelector('.el-dialog form')
    await proper(`settings-person-${theme}-${language}`)
  })
})

describe.runIf(process.env['WUYOU_BASE'] === undefined)('the first run', () => {
  it('is done with the keyboard alone, and goes on where one stopped', async () => {
    const fake = shop({ ready: false, customers: 0 })
    await visit(page, on.url, '/')
    await page.waitForSelector('input[value="zh-CN"]:focus')
    await page.keyboard.press('ArrowDown')
    await page.waitForSelector('text=Which language?')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForSelector('input[value="enrol"]:focus')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.type('lh001')
    await page.keyboard.press('Enter')
    await page.keyboard.type('柳河服务网点')
    await page.reload()
    await page.waitForSelector('input[value="offline"]:focus')
    expect(await page.inputValue('input.code')).toBe('LH001')
    await page.keyboard.press('Enter')
    await page.waitForSelector('code')
    await page.keyboard.press('Alt+ArrowLeft')
    await page.waitForSelector('input[value="offline"]:focus')
    await page.keyboard.press('Enter')
    await page.waitForSelector('code')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('input[value="import"]:focus')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/#/import')
    expect(fake.calls.find((one) => one.name === 'setup.offline')?.payload).toMatchObject({
      dealer_code: 'LH001',
      dealer_name: '柳河服务网点',
      device_name: 'PC-A',
      language: 'zh-CN',
    })
  })

  it('keeps what was typed when headquarters is away, and offers to begin alone', async () => {
    shop({ ready: false })
    await visit(page, on.url, '/setup')
    await page.keyboard.press('Enter')
    await page.fill('input[inputmode=url]', 'offline.example')
    await page.fill('input.code', '4qwe7rty')
    await page.click('button[type=submit]')
    await page.click('button[type=submit]')
    await page.waitForSelector('.card.warn')
    await page.click('.card.warn .btn')
    await page.waitForSelector('input[value="offline"]:checked')
    await page.check('input[value="enrol"]')
    expect(await page.inputValue('input[inputmode=url]')).toBe('offline.example')
  })

  it('leads back to the code that was refused', async () => {
    shop({ ready: false })
    await visit(page, on.url, '/setup')
    await page.keyboard.press('Enter')
    await page.fill('input[inputmode=url]', 'https://hq.example')
    await page.fill('input.code', 'BAD12345')
    await page.click('button[type=submit]')
    await page.click('button[type=submit]')
    await page.waitForSelector('input.code[aria-invalid]:focus')
  })
})

describe.runIf(process.env['WUYOU_BASE'] === undefined)('the import', () => {
  async function toPreview(): Promise<void> {
    await visit(page, on.url, '/import')
    await page.fill('input[aria-required]', 'C:\\客户.xlsx')
    await page.keyboard.press('Enter')
    await page.click('footer .btn.p')
    await page.click('footer .btn.p')
    await page.waitForSelector('[role=row][aria-rowindex="4"]')
  }

  it('shows only problems on request, and reads on while one scrolls', async () => {
    const fake = shop()
    await toPreview()
    expect(await page.getAttribute('[role=grid]', 'aria-rowcount')).toBe('2932')
    await page.click('.bar .btn')
    await page.waitForFunction(() => document.querySelectorAll('[role=row] .tag.bad').length > 3)
    await page.click('.bar .btn')
    // The count changes with the press; the rows are those of the whole list when it may be pressed again.
    await page.waitForSelector('.bar .btn[aria-pressed=false]:enabled')
    await page.waitForSelector('[role=grid][aria-rowcount="2932"]')
    await page.press('[role=row][tabindex="0"]', 'End')
    await expect
      .poll(() => fake.calls.filter((one) => one.name === 'import.preview').length)
      .toBeGreaterThanOrEqual(4)
    const offsets = fake.calls
      .filter((one) => one.name === 'import.preview')
      .map((one) => (one.payload as { offset: number }).offset)
    expect(offsets.slice(0, 4)).toEqual([0, 0, 0, 200])
  })

  it('sends the mapping a person made, and keeps it when one comes back from the telephone', async () => {
    const fake = shop()
    await visit(page, on.url, '/import')
    await page.fill('input[aria-required]', 'C:\\客户.xlsx')
    await page.keyboard.press('Enter')
    await page.click('footer .btn.p')
    await page.selectOption('#column-handled_by', '8')
    await page.keyboard.press('F2')
    await page.waitForURL('**/#/intake')
    await page.click('nav a[href="#/import"]')
    await page.waitForSelector('#column-handled_by')
    expect(await page.inputValue('#column-handled_by')).toBe('8')
    await page.click('footer .btn.p')
    await page.waitForSelector('[role=row][aria-rowindex="4"]')
    const sent = fake.calls.find((one) => one.name === 'import.preview')?.payload
    expect(sent).toMatchObject({ mapping: { header_row: 2, columns: { handled_by: 8, name: 1 } } })
  })

  it('asks what the list holds when that cannot be told', async () => {
    const fake = shop()
    await visit(page, on.url, '/import')
    await page.fill('input[aria-required]', 'C:\\unclear.csv')
    await page.keyboard.press('Enter')
    await page.click('.card.warn .btn >> nth=1')
    await page.waitForSelector('tr.head')
    expect(fake.calls.filter((one) => one.name === 'import.inspect').at(-1)?.payload).toMatchObject(
      {
        kind: 'repairs',
      },
    )
  })
})

describe.runIf(process.env['WUYOU_BASE'] === undefined)('the sync centre', () => {
  it('decides a conflict, sends a refused change again, and tells the truth offline', async () => {
    const fake = shop({ staff: 'manager' }, { sync: 'offline' })
    await visit(page, on.url, '/sync')
    await page.click('.card.conf .side >> nth=1 >> button')
    await page.waitForFunction(() => document.querySelectorAll('.card.conf').length === 1)
    expect(fake.calls.find((one) => one.name === 'conflict.resolve')?.payload).toEqual({
      id: 'c1',
      resolution: 'other',
      value: null,
    })
    await page.click('#sync-rejected button.btn >> nth=0')
    await page.waitForFunction(() => document.querySelector('#sync-rejected') === null)
    await page.click('.page-head .btn.p')
    await page.waitForSelector('.toast.bad')
  })

  it('writes a third value when neither is right', async () => {
    const fake = shop()
    await visit(page, on.url, '/sync')
    await page.click('.card.conf >> nth=1 >> .btn.link >> nth=-1')
    await page.fill('.card.conf input', '狗已送走')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelectorAll('.card.conf').length === 1)
    expect(fake.calls.find((one) => one.name === 'conflict.resolve')?.payload).toEqual({
      id: 'c2',
      resolution: 'new',
      value: '狗已送走',
    })
  })
})

describe.runIf(process.env['WUYOU_BASE'] === undefined)('damaged data', () => {
  it('leads to a backup and from there to work', async () => {
    const fake = shop({ problem: 'store.damaged' })
    const broken = fake.handlers['app.status']
    const restore = fake.handlers['backup.restore']
    if (!broken || !restore) throw new Error('the fake shop lacks an answer')
    fake.handlers['backup.restore'] = (request) => {
      const done = restore(request)
      fake.handlers['app.status'] = () => ({ ...broken({}), problem: null })
      return done
    }
    await page.goto(on.url)
    await page.waitForSelector('.problem')
    await proper('rescue-1-problem')
    await page.click('.problem .btn:not(.p)')
    await page.waitForSelector('.rescue tbody tr')
    await proper('rescue-2-backups')
    await page.click('.rescue tbody tr:nth-child(1) .btn')
    await page.waitForSelector('.el-dialog .table')
    await proper('rescue-3-restore')
    // This PC is connected: what that means is read first.
    await page.check('.el-dialog .check input')
    await page.click('.el-dialog .btn.d')
    await page.waitForSelector('.el-dialog .btn.p')
    await page.click('.el-dialog .btn.p')
    await page.waitForURL('**/#/today')
  })
})
