import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Checks in a real Chromium, against built screens: see tests/browser/run.mjs. */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  test: {
    environment: 'node',
    include: ['tests/browser/*.spec.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    // What is waited for comes or it does not; how fast is no matter of these checks.
    expect: { poll: { timeout: 60_000 } },
    // Each file has its own browser and its own shop: two at a time keep both cores of a PC busy.
    maxWorkers: 2,
    env: { TZ: 'Asia/Shanghai' },
  },
})
