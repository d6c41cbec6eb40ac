// Takes the pictures of docs/screens from the running product (`cargo xtask screenshots`).
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const env = (name, otherwise) => process.env[name] ?? otherwise
const base = env('WUYOU_BASE')
const consoleBase = env('WUYOU_CONSOLE_BASE')
const folder = join(import.meta.dirname, '../../docs/screens')
if (!base || !consoleBase) throw new Error('WUYOU_BASE and WUYOU_CONSOLE_BASE are needed')
mkdirSync(folder, { recursive: true })

const browser = await chromium.launch({
    executablePath: env('WUYOU_CHROMIUM', '/usr/bin/chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
})
const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    colorScheme: 'light',
})
const page = await context.newPage()
const shot = async (name) => {
    await page.waitForLoadState('networkidle')
    await page.waitForFunction(() => document.querySelector('.skeleton') === null)
    await page.screenshot({ path: join(folder, `${name}.png`) })
}

await page.goto(base)
const who = page.getByText('现在是谁在操作？')
await who.or(page.getByRole('row').nth(2)).first().waitFor()
if (await who.isVisible()) await page.getByRole('button', { name: /^店主/ }).last().click()
await page.getByRole('row').nth(2).waitFor()
await shot('today')

await page.goto(`${base}/#/intake`)
await page.getByLabel('来电号码').fill('2207')
await page.getByText('王建军').first().waitFor()
await page.getByLabel('什么事').fill('还是不热，又灭了两次')
await shot('intake')

await page.goto(`${base}/#/orders`)
await page.getByRole('row').nth(1).click()
await shot('work-orders')

await page.getByRole('button', { name: '打印', exact: false }).last().click()
await page.locator('img.sheet').first().waitFor()
await shot('print')
await page.keyboard.press('Escape')

/** A list with its first row's detail beside it. */
const list = async (path, title, name) => {
    await page.goto(`${base}/#${path}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByRole('row').nth(1).waitFor()
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    await shot(name)
}
await list('/visits', '回访', 'return-visits')

/** The same, where it is one certain row that is worth seeing. */
const opened = async (path, title, row, seen, name) => {
    await page.goto(`${base}/#${path}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByRole('row').filter({ hasText: row }).first().click()
    await page.getByText(seen).first().waitFor()
    await shot(name)
}
await opened('/units', '机器', '王建军', '示例召回', 'machines')
await opened('/complaints', '投诉', '周淑芬', '希望怎样解决', 'complaints')
await opened('/remedies', '退换案', '马会来', '自动立案', 'remedy-cases')

for (const [path, title, name] of [
    ['/plan', '计划', 'plan'],
    ['/plan?tab=village', '计划', 'plan-village'],
    ['/plan?tab=board', '计划', 'plan-board'],
    ['/sheets', '晚间录单', 'evening-sheets'],
    ['/stock', '配件库存', 'stock'],
    ['/promises', '承诺台账', 'promises'],
    ['/money', '收款', 'money'],
    ['/staff', '员工', 'staff'],
    ['/today/close', '日结', 'day-close'],
    ['/report', '统计', 'report'],
    ['/calendar', '活动日历', 'calendar'],
    ['/maintenance', '该保养的机器', 'maintenance'],
    ['/settings/alert', '设置', 'settings'],
    ['/settings/backup', '设置', 'settings-backup'],
]) {
    await page.goto(`${base}/#${path}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    await shot(name)
}

await page.goto(`${base}/#/customers`)
await page.getByRole('row').nth(1).click()
await shot('customers')

await page.keyboard.press('Control+k')
await page.locator('.search input').fill('王')
await page.locator('#search-list [role="option"]').first().waitFor()
await shot('search')
await page.keyboard.press('Escape')

const file = process.env.WUYOU_IMPORT_FILE
if (file) {
    await page.goto(`${base}/#/import`)
    await page.getByRole('textbox').last().fill(file)
    for (const seen of ['表头在哪一行？', '每一列是什么？', '导入后会是这样']) {
        await page.getByRole('button', { name: '下一步' }).last().click()
        await page.getByText(seen).waitFor()
    }
    await page.getByRole('row').nth(3).waitFor()
    await shot('import')
}

await page.goto(`${base}/#/sync`)
await page.getByText('总部已确认').waitFor()
await shot('sync')

await page.goto(consoleBase)
await page.getByLabel('账号').fill(env('WUYOU_HQ_USER', 'hq'))
await page.getByLabel('密码').fill(env('WUYOU_HQ_PASSWORD', ''))
await page.getByRole('button', { name: '登录' }).click()
await page.getByRole('row').nth(1).waitFor()
await page.getByRole('row').nth(1).click()
await shot('console')
await browser.close()
