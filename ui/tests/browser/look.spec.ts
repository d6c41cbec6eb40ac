/** Pictures of the screens, to be looked at. Not a check: `npm run look -- --look NAME,…`. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { open, stage, visit, type Stage } from './browser'
import { scenes } from './scenes'

const into = fileURLToPath(new URL('../shots', import.meta.url))
const wanted = (process.env['WUYOU_LOOK'] ?? '').split(',').filter(Boolean)
let on: Stage
beforeAll(async () => {
  if (process.env['WUYOU_LOOK'] === undefined) return
  mkdirSync(into, { recursive: true })
  on = await stage()
})
afterAll(() => on?.close())

describe.runIf(process.env['WUYOU_LOOK'] !== undefined)('pictures', () => {
  for (const theme of ['light', 'dark']) {
    for (const language of ['zh-CN', 'en'] as const) {
      it(`${theme} ${language}`, async () => {
        for (const scene of scenes) {
          const file = `${scene.name}-${theme}-${language}`
          if (wanted.length && !wanted.some((one) => file.startsWith(one))) continue
          if (!on.reset && scene.shop) continue
          on.reset?.({ theme, language, ...scene.shop })
          const { page, complaints } = await open(on.browser, scene.size)
          await visit(page, on.url, scene.path)
          await scene.act?.(page).catch((error: unknown) => console.error(file, String(error)))
          await page.screenshot({ path: `${into}/${file}.png` })
          if (complaints.length) console.error(file, complaints)
          await page.context().close()
        }
      })
    }
  }
})
