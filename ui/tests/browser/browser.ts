/** A Chromium on this PC with a page on the screens under test. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { Server } from 'node:http'
import type { StaffPage } from '@/bindings/contract'
import { makeFake, type Fake, type FakeOptions } from '../fixture/fake'
import { serve } from '../fixture/server'

const places = [
  process.env['WUYOU_CHROMIUM'] ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

export interface Stage {
  browser: Browser
  /** Where the screens are. */
  url: string
  /** The shop behind them; null when a real program serves them. */
  reset: ((options: FakeOptions) => Fake) | null
  close: () => Promise<void>
}

/** Starts Chromium, and a fake shop unless `WUYOU_BASE` names a running program. */
export async function stage(): Promise<Stage> {
  const executablePath = places.find((place) => place !== '' && existsSync(place))
  if (!executablePath) throw new Error('No Chromium found; set WUYOU_CHROMIUM to its path.')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const base = process.env['WUYOU_BASE']
  if (base) {
    await signIn(base)
    return { browser, url: base, reset: null, close: () => browser.close() }
  }
  let fake = makeFake()
  const root = fileURLToPath(new URL('../../dist/app', import.meta.url))
  const { url, server } = await serve(() => fake, root)
  return {
    browser,
    url,
    reset: (options) => (fake = makeFake(options)),
    close: async () => {
      await browser.close()
      await new Promise((done) => (server as Server).close(done))
    },
  }
}

async function ask(base: string, name: string, payload: unknown): Promise<unknown> {
  const answer = await fetch(`${base}/call/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  })
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** A running program starts with nobody at work; a manager sees the most. */
async function signIn(base: string): Promise<void> {
  await ask(base, 'settings.set', { language: 'zh-CN' })
  const { rows } = (await ask(base, 'staff.list', { include_disabled: false })) as StaffPage
  const free = rows.filter((one) => !one.has_pin)
  const person = free.find((one) => one.role === 'manager') ?? free[0]
  if (person) await ask(base, 'staff.switch', { id: person.id })
}

export interface Watched {
  page: Page
  /** What the content policy blocked, and what broke. */
  complaints: string[]
}

/** A page that notes every blocked style, script and error. */
export async function open(
  browser: Browser,
  viewport = { width: 1366, height: 768 },
): Promise<Watched> {
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    // A refused call is an answer, not a fault of the page.
    if (message.type() === 'error' && !text.includes('422')) complaints.push(text)
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  return { page, complaints }
}

/** Waits until nothing is being read any more and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main, .page') !== null &&
      document.querySelector('.skeleton, [aria-busy="true"]') === null &&
      document.getAnimations().every((one) => one.playState !== 'running'),
  )
}

/** Goes to a screen as if the window had just been opened. */
export async function visit(page: Page, url: string, path: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${url}/#${path}`)
  // The frame stands before the screen in it, which is fetched when it is first shown.
  await page.waitForFunction(() => document.querySelector('h1, [role="dialog"]') !== null)
  await settled(page)
}
