/** Pictures of the screens, to be looked at. Not a check: `npm run look`. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { open, stage, visit, type Stage } from './browser'

const into = fileURLToPath(new URL('../shots', import.meta.url))
const only = process.env['WUYOU_LOOK']?.split(',')
let on: Stage
beforeAll(async () => {
  mkdirSync(into, { recursive: true })
  on = await stage()
})
afterAll(() => on.close())

const screens: [string, string][] = [
  ['today', '/today'],
  ['intake', '/intake'],
  ['orders', '/orders'],
  ['customers', '/customers'],
  ['units', '/units'],
]

describe.runIf(process.env['WUYOU_LOOK'] !== undefined)('pictures', () => {
  for (const theme of ['light', 'dark']) {
    for (const language of ['zh-CN', 'en'] as const) {
      it(`${theme} ${language}`, async () => {
        on.reset?.({ theme, language })
        const { page, complaints } = await open(on.browser)
        for (const [name, path] of screens) {
          const file = `${name}-${theme}-${language}`
          if (only && only[0] !== '' && !only.some((one) => file.startsWith(one))) continue
          await visit(page, on.url, path)
          await page.screenshot({ path: `${into}/${file}.png` })
        }
        if (complaints.length) console.error(complaints)
        await page.context().close()
      })
    }
  }
})
