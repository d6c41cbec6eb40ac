/** Every screen, and the states of it that matter. */
import type { Page } from 'playwright-core'
import type { FakeOptions } from '../fixture/fake'
import { settled } from './browser'

export interface Scene {
  name: string
  path: string
  /** What is done before the look. */
  act?: (page: Page) => Promise<void>
  /** The size of the window; 1366×768 when absent. */
  size?: { width: number; height: number }
  /** How the fake shop stands; scenes with this are skipped against a real program. */
  shop?: FakeOptions
}

/** Those named in `WUYOU_SCENES`, with commas between; all when it is not set. */
export function chosen(all: readonly Scene[]): readonly Scene[] {
  const names = (process.env['WUYOU_SCENES'] ?? '').split(',').filter(Boolean)
  return names.length === 0 ? all : all.filter((one) => names.includes(one.name))
}

const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key)
  await settled(page)
}

/** Types into the first field, once the screen has put the cursor there. */
async function typeFirst(page: Page, text: string): Promise<void> {
  await page.locator('input:focus').waitFor()
  await page.keyboard.type(text)
}

/** Opens the form of the next step; the screen takes the key once it offers the step. */
async function takeStep(page: Page): Promise<void> {
  await page.locator('.btn kbd', { hasText: /^N$/ }).first().waitFor()
  await press('n')(page)
}

/** Goes through the first run as far as a step. */
const setupTo = (step: 'shop' | 'pc' | 'data') => async (page: Page) => {
  // It would go on where one stopped before.
  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await page.locator('input[value="zh-CN"]:focus, input[value="en"]:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('input[value="offline"]').waitFor()
  if (step === 'shop') return settled(page)
  await page.check('input[value="offline"]')
  await page.fill('input.code', 'lh001')
  await page.locator('button[type=submit]').click()
  await page.locator('code').waitFor()
  if (step === 'pc') return settled(page)
  await page.locator('button[type=submit]').click()
  await page.locator('input[value="example"]').waitFor()
  await settled(page)
}

const IMPORT_STEPS = ['file', 'layout', 'columns', 'missing', 'preview', 'report'] as const
/** Goes through an import as far as a step; `file` and `missing` are refused there. */
const importTo = (step: (typeof IMPORT_STEPS)[number]) => async (page: Page) => {
  const at = IMPORT_STEPS.indexOf(step)
  const on = page.locator('footer .btn.p')
  await page.fill(
    'input[aria-required]',
    at === 0 ? 'C:\\台账\\客户.exe' : 'C:\\台账\\客户 again.xlsx',
  )
  await page.keyboard.press('Enter')
  await page.locator(at === 0 ? '.card.bad' : 'tr.head').waitFor()
  if (at >= 2) {
    await on.click()
    await page.locator('#column-name').waitFor()
  }
  if (step === 'missing') {
    await page.selectOption('#column-name', '')
    await on.click()
    await page.locator('select[aria-invalid]').waitFor()
  }
  if (at >= 4) {
    await on.click()
    await page.locator('[role=row][aria-rowindex="4"]').waitFor()
    await page.locator('[role=row].bad').first().click()
  }
  if (at >= 5) {
    await on.click()
    await page.locator('.report').waitFor()
  }
  await settled(page)
}

/** Sets the costs of the order that is open: one line of labour. */
async function chargeLine(page: Page): Promise<void> {
  await page.locator('.money .btn', { hasText: /填费用明细|Set the lines/ }).click()
  const form = page.locator('.money form')
  await form.locator('fieldset input').first().fill('清洗')
  await form.locator('fieldset input[inputmode="decimal"]').first().fill('90')
  await form.locator('[data-submit]').click()
  await form.waitFor({ state: 'detached' })
}

/** Types a part into the sale over the counter, under its name in either language. */
async function sellFan(page: Page, quantity: string): Promise<void> {
  const form = page.locator('form.sale')
  const name = form.locator('fieldset').first().locator('input').first()
  await name.click()
  await page.locator('[role=listbox]:visible [role=option]').first().click()
  await form.locator('fieldset').first().locator('input').nth(1).fill(quantity)
}

export const scenes: Scene[] = [
  {
    name: 'archive-household',
    path: '/customers/00000001-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page.locator('button', { hasText: /问一次|＋ Ask/ }).click()
      await settled(page)
    },
  },
  {
    name: 'archive-history',
    path: '/customers/00000001-0000-4000-8000-000000000000',
    shop: {},
    size: { width: 1366, height: 2200 },
  },
  {
    name: 'photos',
    path: '/customers/00000001-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page.locator('.thumb img').first().waitFor()
      await page.locator('button', { hasText: /＋ (添加照片|Add photos)/ }).click()
      const picker = page.locator('input[type="file"]')
      await picker.setInputFiles(
        ['院门.jpg', '合同.pdf', '苹果.heic'].map((name) => ({
          name,
          mimeType: 'image/jpeg',
          buffer: Buffer.from(name),
        })),
      )
      await page.locator('.intake [type="submit"]').click()
      await page.locator('.refused').waitFor()
      await page.locator('.intake').scrollIntoViewIfNeeded()
      await settled(page)
    },
  },
  {
    name: 'photo-viewer',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await page.locator('.thumb').nth(2).click()
      await page.locator('[role="dialog"]:visible img').waitFor()
      await settled(page)
    },
  },
  {
    name: 'photo-elsewhere',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await page.locator('.thumb').nth(2).click()
      await page.locator('[role="dialog"]:visible img').waitFor()
      await press('ArrowLeft')(page)
    },
  },
  {
    name: 'archive-merge',
    path: '/customers/00000001-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page
        .locator('button', { hasText: /^\s*(合并成一家|Merge)/ })
        .first()
        .click()
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'archive-suspects',
    path: '/customers',
    shop: {},
    act: async (page) => {
      await page.locator('.btn', { hasText: /查重复|Find doubles/ }).click()
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  { name: 'today', path: '/today' },
  {
    name: 'today-request',
    path: '/today',
    act: async (page) => {
      await page.locator('.page-head .btn', { hasText: /来电|Call/ }).click()
      await settled(page)
    },
  },
  {
    name: 'today-nobody',
    path: '/today',
    shop: {},
    act: async (page) => {
      await page.locator('.page-head .btn', { hasText: /没有下一步|No next step/ }).click()
      await settled(page)
    },
  },
  { name: 'recall-today', path: '/today', shop: { care: true } },
  {
    name: 'care-today',
    path: '/today',
    shop: { care: true },
    act: async (page) => {
      await page.locator('.page-head .btn', { hasText: /关怀|Care/ }).click()
      await settled(page)
      await page.locator('.btn', { hasText: /^\s*(这次不打|Leave it)/ }).click()
      await settled(page)
    },
  },
  { name: 'care-rota', path: '/staff/rota', shop: { care: true, staff: 'manager' } },
  { name: 'care-night', path: '/intake', shop: { care: true } },
  { name: 'care-settings', path: '/settings/alert', shop: { care: true, staff: 'manager' } },
  { name: 'recall-units', path: '/units', shop: { care: true } },
  {
    name: 'recall-machine',
    path: '/units/00000002-0000-4000-8000-000000000000',
    shop: { care: true },
    act: async (page) => {
      await page
        .locator('button', { hasText: /^\s*(记录处理|Record what was done)/ })
        .first()
        .click()
      await settled(page)
    },
  },
  {
    name: 'recall-intake',
    path: '/intake',
    shop: { care: true },
    act: async (page) => {
      await typeFirst(page, '13804712207')
      await page.locator('.both .scroll h2').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'plan-sell',
    path: '/units/00000002-0000-4000-8000-000000000000',
    shop: { plans: true, staff: 'manager' },
    act: async (page) => {
      await page.locator('button', { hasText: /^\s*(续买|Renew)/ }).click()
      await settled(page)
    },
  },
  {
    name: 'plan-cancel',
    path: '/units/00000002-0000-4000-8000-000000000000',
    shop: { plans: true, staff: 'manager' },
    act: async (page) => {
      await page.locator('button', { hasText: /^\s*(退订|Cancel the plan)/ }).click()
      await settled(page)
    },
  },
  {
    name: 'plan-intake',
    path: '/intake',
    shop: { plans: true },
    act: async (page) => {
      await typeFirst(page, '13804712207')
      await page.locator('.both .scroll h2').first().waitFor()
      await settled(page)
    },
  },
  { name: 'day-close', path: '/today/close' },
  {
    name: 'alerts',
    path: '/today',
    act: async (page) => {
      await page.locator('.bell').click()
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'alerts-mixed',
    path: '/today',
    shop: { late: true, staff: 'manager', orders: 4 },
    act: async (page) => {
      await page.locator('.bell').click()
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'promise-give',
    path: '/promises',
    act: async (page) => {
      await page.locator('.give').first().click()
      await settled(page)
    },
  },
  { name: 'day-close-forgotten', path: '/today/close', shop: { late: true } },
  { name: 'settings-alert', path: '/settings/alert' },
  { name: 'settings-place', path: '/settings/place' },
  { name: 'settings-market', path: '/settings/market' },
  { name: 'maintenance-due', path: '/maintenance' },
  {
    name: 'greeting-labels',
    path: '/customers?town=柳河镇',
    // So few that all of them can be written to at once.
    shop: { customers: 120 },
    act: async (page) => {
      await page.locator('.greet').first().click()
      await page.locator('[role="dialog"]:visible .list li').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'maintenance-returnees',
    path: '/maintenance',
    act: async (page) => {
      await page.locator('[role="status"] .btn.p').first().click()
      await settled(page)
    },
  },
  { name: 'today-empty', path: '/today', shop: { orders: 0, customers: 0 } },
  {
    name: 'first-week',
    path: '/today',
    shop: { customers: 20, orders: 8, staff: 'manager', example: false },
    act: async (page) => {
      await page.locator('#first-week').waitFor()
      await page.locator('li.done').nth(2).waitFor()
    },
  },
  { name: 'intake', path: '/intake' },
  {
    name: 'intake-pictures',
    path: '/intake',
    act: async (page) => {
      const picture = { name: '漏水.png', mimeType: 'image/png', buffer: Buffer.from('abc') }
      await page.locator('form input[type="file"]').setInputFiles(picture)
      await page.locator('.held img').first().waitFor()
    },
  },
  {
    name: 'intake-known',
    path: '/intake',
    shop: {},
    act: async (page) => {
      await typeFirst(page, '13804712207')
      await page.locator('.both .scroll h2').first().waitFor()
      await page.keyboard.press('Enter')
      await page.keyboard.type('屋里不热，显示 E1')
      await settled(page)
    },
  },
  {
    name: 'intake-matters',
    path: '/intake',
    shop: { matters: true },
    act: async (page) => {
      await typeFirst(page, '13804712207')
      await page.locator('.both .scroll h2').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'intake-invalid',
    path: '/intake',
    act: async (page) => {
      // The screen takes keys once its first field has the focus.
      await page.locator('[data-name="phone"]:focus').waitFor()
      await page.keyboard.press('Control+Enter')
      await page.locator('[aria-invalid]').first().waitFor()
    },
  },
  {
    name: 'intake-new',
    path: '/intake',
    act: async (page) => {
      await typeFirst(page, '13999998888')
      await settled(page)
      await page.keyboard.press('Enter')
      await page.locator('[data-name="name"]:focus').waitFor()
      await page.keyboard.type('赵铁柱')
      await page.locator('[data-name="town"]').waitFor()
      await settled(page)
    },
  },
  {
    name: 'intake-taken',
    path: '/intake',
    shop: {},
    act: async (page) => {
      await typeFirst(page, '13999998888')
      await settled(page)
      await page.keyboard.press('Enter')
      await page.keyboard.type('赵铁柱')
      await page.locator('[data-name="town"]').waitFor()
      await page.locator('[data-name="text"]').fill('不点火')
      await page.keyboard.press('Control+Enter')
      await page.locator('.taken').waitFor()
    },
  },
  {
    name: 'intake-twice',
    path: '/intake',
    shop: {},
    act: async (page) => {
      await page.locator('[data-name="phone"]:focus').waitFor()
      await page.locator('[data-name="phone"]').fill('13999998888')
      await page.locator('[data-name="name"]').fill('赵铁柱')
      await page.locator('[data-name="text"]').fill('修了两次，第三次不点火')
      await page.keyboard.press('Control+Enter')
      await page.locator('.taken .opened').waitFor()
    },
  },
  {
    name: 'intake-danger',
    path: '/intake',
    shop: {},
    act: async (page) => {
      await page.locator('input:focus').waitFor()
      await page.locator('[data-name="text"]').fill('厨房有煤气味，不点火，显示 E1')
      await page.locator('.danger').waitFor()
      await settled(page)
    },
  },
  {
    name: 'intake-fault',
    path: '/intake',
    shop: {},
    act: async (page) => {
      await page.locator('input:focus').waitFor()
      await page.locator('[data-name="text"]').fill('不点火，显示 E1，屋里不热')
      await page.locator('.step').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'intake-paste',
    path: '/intake',
    shop: {},
    act: async (page) => {
      await page.locator('input:focus').waitFor()
      await page.keyboard.press('F4')
      await page
        .locator('textarea:focus')
        .fill('师傅，不点火，显示E1\n王小明 13900001111\n柳河镇东沟村三组\n编号 LKY88041')
      await page.keyboard.press('Control+Enter')
      await page.locator('.take').waitFor()
      await settled(page)
    },
  },
  {
    name: 'intake-double',
    path: '/intake',
    shop: {},
    act: async (page) => {
      await typeFirst(page, '13804712207')
      await page.locator('.both .scroll h2').first().waitFor()
      await page.keyboard.press('Enter')
      await page.keyboard.type('还是不热')
      await page.keyboard.press('Control+Enter')
      await page.locator('[role="alertdialog"]').waitFor()
      await settled(page)
    },
  },
  { name: 'orders', path: '/orders' },
  { name: 'orders-reply', path: '/orders', act: takeStep },
  {
    name: 'orders-exclusion',
    path: '/orders/00000003-0000-4000-8000-000000000005',
    shop: {},
    size: { width: 1366, height: 1800 },
    act: async (page) => {
      const card = page.locator('section.exclusion')
      await card.locator('.btn', { hasText: /提出不实行三包|Claim that/ }).click()
      const inputs = card.locator('form input.in')
      await inputs.first().fill('洗澡时用水管冲机器，主板进水')
      await inputs.nth(2).fill('照片在微信“张师傅 11-22”')
      await page.locator('section.exclusion form [data-submit]').click()
      await card.locator('article').waitFor()
      await card.locator('.btn', { hasText: /补证据|Add evidence/ }).click()
      await settled(page)
    },
  },
  {
    name: 'orders-objection',
    path: '/orders/00000003-0000-4000-8000-000000000005',
    shop: {},
    size: { width: 1366, height: 1800 },
    act: async (page) => {
      const card = page.locator('section.objection')
      await card.locator('.btn').first().click()
      await card.locator('input.in').first().fill('嫌上门费贵')
      await card.locator('form [data-submit]').click()
      await card.locator('li').waitFor()
      await card.locator('.btn.link').click()
      await settled(page)
    },
  },
  {
    name: 'orders-machine',
    path: '/orders/00000003-0000-4000-8000-000000000011',
    shop: { orders: 14 },
    act: async (page) => {
      await page.locator('.btn', { hasText: /登记一台机器|Register a machine/ }).click()
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'orders-danger',
    path: '/orders/00000003-0000-4000-8000-000000000013',
    shop: {},
    act: async (page) => {
      await page.locator('.danger-strip .btn.p').click()
      await page.locator('.danger-strip form [data-submit]').click()
      await page.locator('.danger-strip [aria-invalid]').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'orders-finish',
    path: '/orders/00000003-0000-4000-8000-000000000005',
    shop: {},
    act: takeStep,
  },
  {
    name: 'orders-schedule',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await takeStep(page)
      const form = page.locator('form.step')
      await form.waitFor()
      await form.locator('input').first().fill('明天')
      await form.locator('.all .btn').nth(1).click()
      await page.locator('form.step .open').click()
      await page.locator('.month').waitFor()
    },
  },
  {
    name: 'orders-print',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await page.locator('.btn kbd', { hasText: /^P$/ }).first().waitFor()
      await page.keyboard.press('p')
      await page.locator('img.sheet').waitFor()
      await settled(page)
    },
  },
  {
    name: 'orders-print-roll',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await page.locator('.btn kbd', { hasText: /^P$/ }).first().waitFor()
      await page.keyboard.press('p')
      await page.locator('img.sheet').waitFor()
      await page.locator('.print select').nth(1).selectOption('roll80')
      await page.locator('details.numbers summary').click()
      await page.locator('.el-dialog__footer .btn').nth(3).waitFor()
      await settled(page)
    },
  },
  { name: 'orders-conflict', path: '/orders/00000003-0000-4000-8000-000000000005', shop: {} },
  { name: 'orders-empty', path: '/orders', shop: { orders: 0 } },
  { name: 'complaints', path: '/complaints' },
  {
    name: 'complaints-answer',
    path: '/complaints/00000016-0000-4000-8000-000000000000',
    shop: {},
    act: takeStep,
  },
  {
    name: 'complaints-grumble',
    path: '/complaints/00000016-0000-4000-8000-000000000001',
    shop: {},
  },
  {
    name: 'complaints-new',
    path: '/complaints/new',
    shop: {},
    act: async (page) => {
      await page.locator('form select').first().selectOption('safety')
      await page.locator('form [role="status"]').waitFor()
      await page.keyboard.press('Control+Enter')
      await settled(page)
    },
  },
  { name: 'complaints-empty', path: '/complaints', shop: { orders: 0 } },
  {
    name: 'complaints-correct',
    path: '/complaints/00000016-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page.locator('.tags .btn.link').nth(1).click()
      await page.locator('form textarea:focus').waitFor()
      await page.locator('form textarea').fill('')
      await page.keyboard.press('Control+Enter')
      await page.locator('form [aria-invalid="true"]').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'complaints-search',
    path: '/today',
    shop: {},
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await typeFirst(page, '收费多')
      await page.locator('#search-list [role="option"]').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'remedies-from-call',
    path: '/remedies/new?request=00000004-0000-4000-8000-000000000902',
    shop: {},
  },
  {
    name: 'complaints-why',
    path: '/complaints/00000016-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page.locator('.tags .btn.link').first().click()
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  { name: 'remedies', path: '/remedies' },
  {
    name: 'remedies-case',
    path: '/remedies/00000019-0000-4000-8000-000000000000',
    shop: {},
    act: takeStep,
  },
  {
    name: 'remedies-evidence',
    path: '/remedies/00000019-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page.locator('.btn kbd', { hasText: /^E$/ }).first().waitFor()
      await press('e')(page)
    },
  },
  {
    name: 'remedies-articles',
    path: '/remedies/00000019-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page.locator('summary').first().click()
      await page.locator('blockquote').first().scrollIntoViewIfNeeded()
      await settled(page)
    },
  },
  {
    name: 'remedies-approval',
    path: '/remedies/00000019-0000-4000-8000-000000000001',
    shop: {},
  },
  {
    name: 'remedies-new',
    path: '/remedies/new',
    shop: {},
    act: async (page) => {
      await page.locator('form input:focus').waitFor()
      await page.keyboard.press('Control+Enter')
      await page.locator('[aria-invalid]').first().waitFor()
    },
  },
  { name: 'remedies-empty', path: '/remedies', shop: { orders: 0 } },
  { name: 'promises', path: '/promises' },
  {
    name: 'promises-broken',
    path: '/promises',
    shop: {},
    act: async (page) => {
      await page.locator('.outcome .btn').nth(1).click()
      await settled(page)
    },
  },
  { name: 'promises-empty', path: '/promises', shop: { orders: 0 } },
  {
    name: 'orders-charge',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await page.locator('.money .btn', { hasText: /填费用明细|Set the lines/ }).click()
      await page.locator('.money form').waitFor()
      await settled(page)
    },
  },
  { name: 'plan-week', path: '/plan' },
  {
    name: 'plan-move',
    path: '/plan?tab=board',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page
        .locator('button', { hasText: /^\s*(改时间|Move time)/ })
        .first()
        .click()
      await page.locator('[role=dialog] form input').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'plan-redispatch',
    path: '/plan?tab=board',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page
        .locator('button', { hasText: /^\s*(换人|Send another)/ })
        .first()
        .click()
      await page.locator('[role=dialog] form select').first().waitFor()
      await settled(page)
    },
  },
  { name: 'plan-village', path: '/plan?tab=village' },
  { name: 'plan-board', path: '/plan?tab=board' },
  { name: 'plan-empty', path: '/plan', shop: { orders: 0 } },
  { name: 'sheets', path: '/sheets' },
  {
    name: 'sheets-invalid',
    path: '/sheets',
    shop: {},
    act: async (page) => {
      await page.locator('.sheet [data-submit]').first().click()
      await page.locator('.sheet [aria-invalid]').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'sheets-exclusion',
    path: '/sheets',
    shop: {},
    act: async (page) => {
      await page.locator('.sheet .btn.link').first().click()
      await page.locator('[role="dialog"] section.exclusion').waitFor()
      await settled(page)
    },
  },
  { name: 'sheets-empty', path: '/sheets', shop: { orders: 0 } },
  {
    name: 'orders-charge-above',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await page.locator('.money .btn', { hasText: /填费用明细|Set the lines/ }).click()
      await page.locator('.money form .btn.over').last().click()
      await settled(page)
    },
  },
  {
    name: 'orders-quote',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await chargeLine(page)
      await page.locator('.money .btn', { hasText: /出报价单|Make a quote/ }).click()
      await page.locator('.money form [data-submit]').click()
      await page.locator('.money .quotes li').first().waitFor()
      await page.locator('.money .btn', { hasText: /客户同意|Customer agrees/ }).click()
      await page.locator('.money form select').selectOption('visit')
      await settled(page)
    },
  },
  { name: 'money-debts', path: '/money' },
  { name: 'money-day', path: '/money?tab=day' },
  { name: 'money-prices', path: '/money?tab=prices' },
  { name: 'stock', path: '/stock' },
  { name: 'counter', path: '/counter', shop: {} },
  {
    name: 'counter-refused',
    path: '/counter',
    shop: {},
    act: async (page) => {
      await sellFan(page, '5')
      await page.locator('form.sale select').first().selectOption('new')
      await page.locator('form.sale select').last().selectOption('credit')
      await page.locator('form.sale [data-submit]').click()
      await page.locator('form.sale .error').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'counter-sold',
    path: '/counter',
    shop: {},
    act: async (page) => {
      await sellFan(page, '1')
      await page.locator('form.sale [data-submit]').click()
      await page.getByText(/^✓/).first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'stock-receive',
    path: '/stock',
    shop: {},
    act: async (page) => {
      await page.locator('.page-head .btn.p').click()
      await page.locator('.el-dialog input').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'stock-paste',
    path: '/stock',
    shop: {},
    act: async (page) => {
      await page
        .locator('.page-head .btn:not(.p)', { hasText: /粘贴|Paste/ })
        .first()
        .click()
      await page.locator('.el-dialog textarea').fill('风压开关\t12\n铜管\t四\n\t3')
      await settled(page)
    },
  },
  {
    name: 'money-prices-paste',
    path: '/money?tab=prices',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('form .btn', { hasText: /粘贴|Paste/ }).click()
      await page
        .locator('.el-dialog textarea')
        .fill('类别\t名称\t单价\n人工费\t清洗换热器\t80\n配件\t垫片\t三块五')
      await settled(page)
    },
  },
  { name: 'visits', path: '/visits', shop: {} },
  {
    name: 'visits-answered',
    path: '/visits',
    shop: {},
    act: async (page) => {
      const first = page.locator('.question').first()
      await first.waitFor()
      await first.locator('button').nth(1).click()
      await page.locator('[role=status] .tag').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'visits-later',
    path: '/visits',
    shop: {},
    act: async (page) => {
      await page.locator('[aria-expanded]').first().click()
      await settled(page)
    },
  },
  {
    name: 'visits-wrong-number',
    path: '/visits?filter=wrong_number',
    shop: {},
  },
  { name: 'visits-done', path: '/visits?filter=done', shop: {} },
  { name: 'visits-suggestions', path: '/visits?filter=suggestions', shop: {} },
  { name: 'visits-empty', path: '/visits', shop: { customers: 0, orders: 0 } },
  { name: 'customers', path: '/customers' },
  { name: 'customers-edit', path: '/customers', act: press('e') },
  {
    name: 'customers-none',
    path: '/customers',
    act: async (page) => {
      await page.locator('.find').fill('没有这个人')
      await page.locator('.empty').first().waitFor()
      await settled(page)
    },
  },
  { name: 'customers-new', path: '/customers/new' },
  {
    name: 'customers-known',
    path: '/customers/new',
    act: async (page) => {
      await page.locator('.tools > .btn').waitFor()
      const number = await page
        .locator('[role=row] .num, [role=gridcell]')
        .filter({ hasText: /^1\d\d \d{4} \d{4}/ })
        .first()
        .innerText()
      await page.locator('form input[type=tel]').fill(number.slice(0, 13))
      await page.locator('form .known p').waitFor()
      await settled(page)
    },
  },
  {
    name: 'customers-columns',
    path: '/customers',
    act: async (page) => {
      await page.locator('.tools > .btn').click()
      await page.locator('.tools select').first().selectOption('wide')
      await page.locator('.tools [data-move=village]:not([disabled])').first().click()
      await settled(page)
    },
  },
  { name: 'units', path: '/units' },
  { name: 'calendar', path: '/calendar', shop: {} },
  {
    name: 'order-wrong-house',
    path: '/orders/00000003-0000-4000-8000-000000000002',
    act: async (page) => {
      await page.locator('button', { hasText: /登记错了户|Wrong household/ }).click()
      await page.locator('[role="dialog"] button[type="submit"]').click()
      await settled(page)
    },
  },
  { name: 'calendar-new', path: '/calendar/new', shop: {} },
  {
    name: 'calendar-idea',
    path: '/calendar',
    shop: {},
    act: async (page) => {
      await page.locator('.ideas .btn.p').first().click()
      await page.locator('form.form').waitFor()
      await settled(page)
    },
  },
  { name: 'today-told', path: '/today', shop: { told: true, staff: 'manager' } },
  { name: 'today-unchecked', path: '/today', shop: { certified: false, staff: 'manager' } },
  {
    name: 'staff-own-certificates',
    path: '/staff/00000009-0000-4000-8000-000000000003',
    shop: { certified: false, staff: 'manager' },
    act: async (page) => {
      await page.locator('button', { hasText: /修改技能|Edit skills/ }).click()
      await page.locator('button', { hasText: /照纸证登记|Write down from paper/ }).click()
      await settled(page)
    },
    size: { width: 1366, height: 1500 },
  },
  { name: 'other-machines', path: '/other-machines', shop: {} },
  { name: 'other-machines-new', path: '/other-machines/new', shop: {} },
  {
    name: 'other-machines-order',
    path: '/orders/00000003-0000-4000-8000-000000000012',
    shop: {},
    size: { width: 1366, height: 1400 },
  },
  { name: 'units-detail', path: '/units/00000002-0000-4000-8000-000000000001', shop: {} },
  ...(['policy', 'expired', 'listed', 'waiting', 'unclear', 'wrong'] as const).map(
    (name, n): Scene => ({
      name: `warranty-${name}`,
      path: `/units/00000002-0000-4000-8000-00000000000${n}`,
      shop: {},
    }),
  ),
  {
    name: 'warranty-why',
    path: '/units/00000002-0000-4000-8000-000000000002',
    shop: {},
    act: async (page) => {
      await page.locator('.warranty .btn.link').first().click()
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'clocks',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
  },
  {
    name: 'clocks-why',
    path: '/orders/00000003-0000-4000-8000-000000000004',
    shop: {},
    // 1366×768 scaled to 125 %.
    size: { width: 1093, height: 614 },
    act: async (page) => {
      await page.locator('.clocks .btn.link').last().click()
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'units-check',
    path: '/units',
    shop: {},
    act: async (page) => {
      await page.locator('input[data-find]').fill('l1p24 23000100x1')
      await page.locator('.advice .tag').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'units-unchecked',
    path: '/units/new',
    shop: {},
    act: async (page) => {
      await page.locator('form input.mono').fill('L1P2412345678X')
      await page.locator('.advice .record').waitFor()
      await settled(page)
    },
  },
  {
    name: 'units-stopped',
    path: '/units/00000002-0000-4000-8000-000000000004',
    shop: {},
    act: async (page) => {
      await page.locator('.stop').waitFor()
    },
  },
  {
    name: 'units-sheet',
    path: '/units/00000002-0000-4000-8000-000000000003?order=00000003-0000-4000-8000-000000000003',
    shop: {},
    act: async (page) => {
      await page.locator('.items').waitFor()
      await page.locator('[data-item="leak_check"] input[type="radio"]').nth(1).check()
      await page.locator('.sum .t-bad').waitFor()
      await settled(page)
    },
  },
  {
    name: 'units-step',
    path: '/units/00000002-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page.locator('.acts .btn').nth(1).click()
      await settled(page)
    },
  },
  {
    name: 'units-sale',
    path: '/units/00000002-0000-4000-8000-000000000000',
    shop: {},
    act: async (page) => {
      await page.locator('.acts .btn').first().click()
      await settled(page)
    },
  },
  { name: 'units-new', path: '/units/new' },
  {
    name: 'search',
    path: '/today',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await typeFirst(page, '王')
      await page.locator('#search-list [role="option"]').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'shortcuts',
    path: '/today',
    act: async (page) => {
      await page.keyboard.press('F1')
      await page.locator('[role="dialog"]:visible').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'who',
    path: '/today',
    act: async (page) => {
      await page.locator('.who').click()
      await page.locator('.person:visible').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'who-pin',
    path: '/today',
    shop: {},
    act: async (page) => {
      await page.locator('.who').click()
      await page.locator('.person:visible').nth(1).click()
      await page.locator('.pin input').fill('9999')
      await page.keyboard.press('Enter')
      await page.locator('.pin [aria-invalid]').waitFor()
      await settled(page)
    },
  },
  {
    name: 'staff',
    path: '/staff/00000009-0000-4000-8000-000000000003',
    shop: { staff: 'manager' },
  },
  {
    name: 'staff-absence-clash',
    path: '/staff/00000009-0000-4000-8000-000000000004',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.stack .btn.s').first().click()
      await page.locator('form input').first().fill('2026-11-21')
      await page.locator('form [data-submit]').click()
      await page.locator('[role=alert] a').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'staff-absence',
    path: '/staff/00000009-0000-4000-8000-000000000004',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.stack .btn.s').first().click()
      await page.locator('form input').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'staff-leave',
    path: '/staff/00000009-0000-4000-8000-000000000003',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.card.row .btn').click()
      await page.locator('[role="dialog"]:visible select').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'report',
    path: '/report',
    shop: { staff: 'manager' },
    size: { width: 1366, height: 1500 },
    act: async (page) => {
      await page.locator('tbody button[aria-expanded]').first().click()
      await page.locator('tr.model').first().waitFor()
      await settled(page)
    },
  },
  { name: 'report-clerk', path: '/report?span=season', shop: {} },
  {
    name: 'report-none',
    path: '/report?span=own&from=2026-11-01&to=2026-11-07',
    shop: { staff: 'manager' },
  },
  { name: 'report-days', path: '/report?span=own', shop: {} },
  {
    name: 'orders-repaired',
    path: '/orders?filter=all&cause=product&from=2026-11-01&to=2026-11-21&repeats=1',
    shop: {},
    act: async (page) => {
      await page.locator('.chip button').waitFor()
      await settled(page)
    },
  },
  {
    name: 'score-board',
    path: '/staff/scores',
    shop: { staff: 'manager' },
  },
  {
    name: 'score-cases',
    path: '/staff/scores',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.cell').first().click()
      await page.locator('[role="dialog"]:visible tr').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'score-answer',
    path: '/staff/scores',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.rows .btn.link').first().click()
      await page.locator('form.inline input').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'score-card',
    path: '/staff/scores',
    shop: {},
    act: async (page) => {
      await page.locator('select:has(option[value="2026-11"])').first().selectOption('2026-11')
      await page
        .locator('.btn.link', { hasText: /提异议|Object/ })
        .first()
        .click()
      await page.locator('form.inline input').waitFor()
      await page.locator('summary').first().click()
      await settled(page)
    },
  },
  { name: 'settings-access', path: '/settings/access', shop: { staff: 'manager' } },
  { name: 'settings-lists', path: '/settings/backup', shop: { staff: 'manager' } },
  {
    name: 'phone-hidden',
    path: '/customers/00000001-0000-4000-8000-000000000000',
    shop: { hidden: true },
    act: async (page) => {
      await page
        .locator('button', { hasText: /看完整号码|Show whole number/ })
        .first()
        .click()
      await settled(page)
    },
  },
  {
    name: 'manners-palette',
    path: '/customers/00000001-0000-4000-8000-000000000003',
    shop: {},
    act: async (page) => {
      // What stays on screen for a while counts as looked at.
      await page.waitForTimeout(3_200)
      await page.keyboard.press('Control+k')
      await page.locator('#search-list [role="option"]').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'manners-palette-action',
    path: '/today',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await typeFirst(page, '>bf')
      await settled(page)
    },
  },
  {
    name: 'manners-list',
    path: '/customers',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.tools > .btn').click()
      await page.locator('.tools .panel input.in').fill('柳河')
      await page.keyboard.press('Enter')
      await page.locator('.tools .check input').nth(3).click()
      await settled(page)
    },
  },
  {
    name: 'manners-export',
    path: '/orders',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.tools > .btn').click()
      await page.locator('.tools section:last-of-type > .btn').click()
      await page.locator('[role="dialog"]:visible form input').first().waitFor()
      await settled(page)
    },
  },
  {
    name: 'bulk-orders',
    path: '/orders',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.gridrow').first().focus()
      await page.keyboard.press('Space')
      for (let n = 0; n < 4; n += 1) await page.keyboard.press('Shift+ArrowDown')
      await page.locator('.bulk').waitFor()
      await settled(page)
    },
  },
  {
    name: 'bulk-dispatched',
    path: '/orders',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.gridrow').first().focus()
      await page.keyboard.press('Control+a')
      await page.locator('.bulk .btn').first().click()
      const dialog = page.locator('[role="dialog"]:visible')
      await dialog.locator('option').nth(2).waitFor({ state: 'attached' })
      await dialog.locator('select').selectOption({ index: 1 })
      await dialog.locator('.btn.p').click()
      await dialog.locator('.refused').waitFor()
      await settled(page)
    },
  },
  {
    name: 'bulk-units',
    path: '/units',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.gridrow .mark input').nth(1).click()
      await page.locator('.gridrow .mark input').nth(3).click()
      await page.locator('.bulk').waitFor()
      await settled(page)
    },
  },
  {
    name: 'recovery-code',
    path: '/settings/backup',
    shop: { staff: 'manager', office: true },
    act: async (page) => {
      await page
        .locator('button', { hasText: /显示恢复码|Show the recovery code/ })
        .first()
        .click()
      const pin = page.locator('[role="dialog"] input[type="password"]')
      if ((await pin.count()) > 0) {
        await pin.fill('1234')
        await page.locator('[role="dialog"] .btn.p').first().click()
      }
      await page.locator('[role="dialog"] .groups').waitFor()
      await settled(page)
    },
  },
  {
    name: 'restore-look',
    path: '/settings/backup',
    shop: { staff: 'manager', office: true },
    act: async (page) => {
      await page.locator('table .btn').nth(2).click()
      await page.locator('[role="dialog"] table').waitFor()
      await settled(page)
    },
  },
  {
    name: 'restore-done',
    path: '/settings/backup',
    shop: { staff: 'manager', office: true },
    act: async (page) => {
      await page.locator('table .btn').nth(2).click()
      await page.locator('[role="dialog"] table').waitFor()
      const tick = page.locator('[role="dialog"] input[type="checkbox"]')
      if ((await tick.count()) > 0) await tick.check()
      await page.locator('[role="dialog"] .btn.d').click()
      await page.locator('[role="dialog"] [role="status"] code').waitFor()
      await settled(page)
    },
  },
  { name: 'manners-trash', path: '/settings/trash', shop: { staff: 'manager' } },
  {
    name: 'manners-diagnosis',
    path: '/settings/pc',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.stack > .card:last-child > .row > .btn').last().click()
      await page.locator('details summary').click()
      await settled(page)
    },
  },
  { name: 'recovery', path: '/today', shop: { recovery: 'whole' } },
  { name: 'recovery-damaged', path: '/today', shop: { recovery: 'damaged', staff: 'manager' } },
  { name: 'update', path: '/settings/update', shop: { update: 'waiting', staff: 'manager' } },
  { name: 'update-none', path: '/settings/update', shop: { update: 'former', staff: 'manager' } },
  { name: 'update-clerk', path: '/settings/update', shop: { update: 'fetching' } },
  { name: 'locked', path: '/today', shop: { locked: true, staff: 'manager' } },
  {
    name: 'locked-alerts',
    path: '/today',
    shop: { staff: 'manager' },
    act: async (page) => {
      await page.locator('.bell i').waitFor()
      await page.keyboard.press('Control+l')
      await page.locator('.told').waitFor()
      await settled(page)
    },
  },
  {
    name: 'locked-wrong',
    path: '/today',
    shop: { locked: true, staff: 'manager' },
    act: async (page) => {
      await page.locator('.pin input').fill('9999')
      await page.keyboard.press('Enter')
      await page.locator('.pin [aria-invalid]').waitFor()
      await settled(page)
    },
  },
  { name: 'who-nobody', path: '/today', shop: { staff: 'none' } },
  // 1366×768 scaled to 150 % and to 200 %.
  { name: 'narrow-today', path: '/today', size: { width: 910, height: 512 } },
  { name: 'narrow-intake', path: '/intake', size: { width: 683, height: 384 } },
  { name: 'narrow-customers', path: '/customers', size: { width: 683, height: 384 } },
  { name: 'problem', path: '/today', shop: { problem: 'store.damaged' } },
  { name: 'import', path: '/import' },
  { name: 'sync', path: '/sync' },
  { name: 'settings', path: '/settings' },
  { name: 'settings-people', path: '/settings/people', shop: { office: true, staff: 'manager' } },
  {
    name: 'settings-people-new',
    path: '/settings/people',
    shop: { office: true, staff: 'manager' },
    act: async (page) => {
      await page
        .locator('.scroll .btn', { hasText: /添加|Add/ })
        .first()
        .click()
      await page.locator('[role="dialog"]:visible input').first().waitFor()
      await page.keyboard.press('Control+Enter')
      await settled(page)
    },
  },
  { name: 'settings-pc', path: '/settings/pc', shop: { office: true, staff: 'manager' } },
  {
    name: 'settings-headquarters',
    path: '/settings/headquarters',
    shop: { office: true, staff: 'manager' },
  },
  { name: 'settings-example', path: '/settings/example', shop: { office: true, staff: 'manager' } },
  {
    name: 'settings-example-remove',
    path: '/settings/example',
    shop: { office: true, staff: 'manager' },
    act: async (page) => {
      await page.locator('.btn.d').click()
      await page.locator('[role="dialog"]:visible .btn.d').waitFor()
      await settled(page)
    },
  },
  { name: 'settings-backup', path: '/settings/backup', shop: { office: true, staff: 'manager' } },
  { name: 'rescue', path: '/rescue', shop: { office: true } },
  { name: 'setup-language', path: '/setup', shop: { ready: false, office: true } },
  {
    name: 'setup-shop',
    path: '/setup',
    shop: { ready: false, office: true },
    act: setupTo('shop'),
  },
  {
    name: 'setup-offline',
    path: '/setup',
    shop: { ready: false, office: true },
    act: async (page) => {
      await setupTo('shop')(page)
      await page.check('input[value="offline"]')
      await page.locator('button[type=submit]').click()
      await settled(page)
    },
  },
  { name: 'setup-pc', path: '/setup', shop: { ready: false, office: true }, act: setupTo('pc') },
  {
    name: 'setup-data',
    path: '/setup',
    shop: { ready: false, office: true },
    act: setupTo('data'),
  },
  ...(['file', 'layout', 'columns', 'missing', 'preview', 'report'] as const).map(
    (step): Scene => ({
      name: `import-${step}`,
      path: '/import',
      shop: { office: true, staff: 'manager' },
      act: importTo(step),
    }),
  ),
  {
    name: 'sync-discard',
    path: '/sync',
    shop: { office: true, staff: 'manager' },
    act: async (page) => {
      await page.locator('#sync-rejected .btn.d').first().click()
      await page.locator('[role="dialog"]:visible .facts').waitFor()
      await settled(page)
    },
  },
]
