/**
 * Every screen of a shop whose network is gone, with the real programs: it opens, reads, and its main
 * save works; what needs headquarters says why it does not.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open, settled, stage, type Stage } from './browser'
import { built, Programs } from './programs'

if (!built)
  console.warn('SKIPPED: build the programs first (cargo build -p wuyou-cli -p wuyou-server)')

const SCREENS = [
  '/today',
  '/today/close',
  '/intake',
  '/orders',
  '/plan',
  '/plan?tab=board',
  '/plan?tab=village',
  '/sheets',
  '/visits',
  '/promises',
  '/complaints',
  '/remedies',
  '/customers',
  '/units',
  '/maintenance',
  '/other-machines',
  '/money',
  '/money?tab=day',
  '/money?tab=prices',
  '/stock',
  '/calendar',
  '/staff',
  '/staff/rota',
  '/staff/scores',
  '/report',
  '/import',
  '/sync',
  '/rescue',
  ...['look', 'pc', 'people', 'headquarters', 'alert', 'place', 'market'].map(settings),
  ...['access', 'backup', 'trash', 'example'].map(settings),
]
function settings(section: string): string {
  return `/settings/${section}`
}

/** What is typed on a screen, by the labels of its fields, and the command that keeps it. */
interface Save {
  path: string
  /** What opens the form, when the address does not. */
  opens?: RegExp
  fields: [label: RegExp, text: string][]
  command: string
  /** What saves; Ctrl+Enter when absent. */
  key?: string
}
const SAVES: Save[] = [
  {
    path: '/intake',
    fields: [
      [/^来电号码/, '13900001234'],
      [/^客户/, '王秀英'],
      [/^什么事/, '屋里不热，显示 E1'],
    ],
    command: 'request.create',
  },
  { path: '/customers/new', fields: [[/^姓名/, '赵铁柱']], command: 'customer.create' },
  {
    path: '/calendar/new',
    fields: [
      [/^名称/, '冬季免费检查'],
      [/^从哪天/, '2027-01-05'],
    ],
    command: 'shop_event.save',
  },
  {
    path: '/stock',
    opens: /入库/,
    fields: [
      [/^配件/, '点火针'],
      [/^数量/, '4'],
    ],
    command: 'stock.receive',
  },
  {
    path: settings('market'),
    fields: [
      [/^乡镇/, '柳河镇'],
      [/^逢几/, '3 6 9'],
    ],
    command: 'market_day.save',
    key: 'Enter',
  },
]

describe.runIf(built)('without network', () => {
  const programs = new Programs()
  let on: Stage
  let pc: string
  let page: Page
  let complaints: string[]

  async function call<T>(name: string, payload: unknown): Promise<T> {
    const answer = await fetch(`${pc}/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
    const body = (await answer.json()) as T
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(body)}`)
    return body
  }

  beforeAll(async () => {
    on = await stage()
    const hq = await programs.headquarters()
    pc = await programs.pc('pc-a')
    programs.admin(['create-dealer', '--code', 'LH001', '--name', '柳河服务网点'])
    const { code } = programs.admin(['enrol-code', '--dealer', 'LH001']) as { code: string }
    await call('setup.enrol', { server_url: hq, code, device_name: 'PC-A', language: 'zh-CN' })
    await call('sync.now', {})
    await programs.stopHeadquarters()
    ;({ page, complaints } = await open(on.browser))
    page.setDefaultTimeout(30_000)
  })
  afterAll(async () => {
    await on.close()
    await programs.close()
  })

  async function goTo(path: string): Promise<void> {
    await page.goto('about:blank')
    await page.goto(`${pc}/#${path}`)
    await page.locator('h1').first().waitFor()
    await settled(page)
  }

  it('says that it is offline, and on what waits', async () => {
    await goTo('/sync')
    await page.locator('.page-head .btn.p').click()
    await page.locator('.state', { hasText: '离线' }).waitFor()
    await page.locator('header .pill', { hasText: '离线' }).waitFor()
  })

  for (const save of SAVES) {
    it(`${save.path} keeps what is typed`, async () => {
      await goTo(save.path)
      if (save.opens) await page.locator('.page-head .btn', { hasText: save.opens }).first().click()
      for (const [label, text] of save.fields) {
        const field = page.getByLabel(label).and(page.locator('input, textarea'))
        await field.first().fill(text)
      }
      const kept = page.waitForResponse((one) => one.url().endsWith(`/call/${save.command}`))
      await page.keyboard.press(save.key ?? 'Control+Enter')
      expect((await kept).status()).toBe(200)
    })
  }

  for (const path of SCREENS) {
    it(`${path} opens and reads`, async () => {
      await goTo(path)
      expect(await page.locator('.failed').allInnerTexts()).toEqual([])
    })
  }

  it('complains of nothing else', () => expect(complaints).toEqual([]))
})
