/**
 * Runs the checks in Chromium: `npm run test:browser -- --base http://127.0.0.1:7878`.
 * `--journey` takes an order from the first ring to the end, by keyboard.
 * `--intake` is the intake desk by keyboard, with the fake shop only.
 * Without `--base` the built screens are served with a fake shop behind them.
 */
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
    options: {
        base: { type: 'string' },
        look: { type: 'string' },
        journey: { type: 'boolean' },
        intake: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
    },
})
if (values.help) {
    console.log(
        'npm run test:browser -- [--base http://127.0.0.1:PORT] [--journey | --intake | --look NAME,…]',
    )
    process.exit(0)
}
const env = { ...process.env, FORCE_COLOR: '0' }
if (values.base) env.WUYOU_BASE = values.base.replace(/\/$/, '')
if (values.look !== undefined) env.WUYOU_LOOK = values.look
const asked = values.journey ? 'journey' : values.intake ? 'intake' : 'scenes-'
const which = values.look !== undefined ? 'look' : asked
const args = ['run', '--config', 'vitest.browser.config.ts', `tests/browser/${which}`]
const child = spawn('npx', ['vitest', ...args], {
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
})
child.on('exit', (code) => process.exit(code ?? 1))
