import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'],
    setupFiles: ['tests/unit/setup.ts'],
    // The shop is in China; a test that depends on the zone of the machine is a wrong test.
    env: { TZ: 'Asia/Shanghai' },
    // All cores: left alone it keeps one for an editor's use, which is half of a PC with two.
    maxWorkers: '100%',
    // Bounds a hang; a busy machine is no failure.
    testTimeout: 30_000,
    server: { deps: { inline: ['element-plus'] } },
  },
})
