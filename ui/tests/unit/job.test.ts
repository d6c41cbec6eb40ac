/** Long work shows itself after a second, counts, says how long still, and can be stopped. */
import { screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import type { JobProgress } from '@/bindings/contract'
import { setLocale } from '@/shared/i18n'
import JobBar from '@/shared/ui/JobBar.vue'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
afterEach(() => vi.useRealTimers())

it('is shown from the first second on with its count, the time left and a stop', async () => {
  const fake = useFake()
  let told: JobProgress = { running: true, stage: 'setting', done: 0, total: 200, may_stop: true }
  fake.handlers['job.progress'] = () => told
  fake.handlers['job.cancel'] = () => ({})
  const busy = ref(false)
  const Host = defineComponent(() => () => h(JobBar, { kind: 'print', busy: busy.value }))
  vi.useFakeTimers()
  await show(Host)
  busy.value = true
  await vi.advanceTimersByTimeAsync(900)
  expect(screen.queryByRole('progressbar')).toBeNull()
  await vi.advanceTimersByTimeAsync(400)
  expect(screen.getByRole('progressbar')).toBeTruthy()
  // Half of it took as long as it took: the other half will too.
  told = { ...told, done: 100 }
  await vi.advanceTimersByTimeAsync(8_700)
  expect(screen.getByRole('status').textContent).toMatch(/^正在排版 100 \/ 200 · 还要约 (9|10) 秒$/)
  screen.getByRole('button', { name: '停下' }).click()
  await vi.advanceTimersByTimeAsync(10)
  expect(payloadsOf(fake, 'job.cancel')).toEqual([{ kind: 'print' }])
  expect(screen.getByRole('status').textContent).toContain('正在停下')
  busy.value = false
  await vi.advanceTimersByTimeAsync(10)
  expect(screen.queryByRole('progressbar')).toBeNull()
  const looks = payloadsOf(fake, 'job.progress').length
  await vi.advanceTimersByTimeAsync(5_000)
  expect(payloadsOf(fake, 'job.progress')).toHaveLength(looks)
})

it('offers no stop where the result is being put in place', async () => {
  const fake = useFake()
  fake.handlers['job.progress'] = () => ({
    running: true,
    stage: 'replacing',
    done: 0,
    total: 0,
    may_stop: false,
  })
  vi.useFakeTimers()
  await show(JobBar, { kind: 'restore', busy: true })
  await vi.advanceTimersByTimeAsync(1_500)
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '停下' }).disabled).toBe(true)
})
