import { waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { locale, setLocale, t } from '@/shared/i18n'
import { firstScreenRead, holdBack, useFirstScreen } from '@/shared/model/later'
import { useCall } from '@/shared/model/query'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
afterEach(() => vi.useRealTimers())

const Start = defineComponent(() => {
  useFirstScreen()
  useCall('alert.list', {}, { later: true })
  useCall('app.status', {})
  return () => h('p', 'start')
})

describe('the start of the program', () => {
  it('asks for what is beside the first screen only when the screen has what it asked for', async () => {
    const fake = useFake({})
    const status = fake.handlers['app.status']
    let answer: (() => void) | undefined
    fake.handlers['app.status'] = (request) =>
      new Promise((done) => {
        answer = () => done(status?.(request) as never)
      }) as never
    // The screen's file is there: what is waited for is the program.
    await import('@/features/today/TodayView.vue')
    holdBack()
    expect(firstScreenRead.value).toBe(false)
    await show(Start)
    await waitFor(() => expect(answer).toBeDefined())
    expect(payloadsOf(fake, 'alert.list')).toEqual([])
    answer?.()
    await waitFor(() => expect(payloadsOf(fake, 'alert.list')).toHaveLength(1))
    expect(firstScreenRead.value).toBe(true)
  })
  it('holds nothing back for long from a screen that never comes to rest', () => {
    vi.useFakeTimers()
    holdBack()
    vi.advanceTimersByTime(2_900)
    expect(firstScreenRead.value).toBe(false)
    vi.advanceTimersByTime(200)
    expect(firstScreenRead.value).toBe(true)
  })
})

describe('a text', () => {
  it('is the one of the present language, filled in or not', () => {
    expect([t('today.mine'), t('today.overdue', { count: 3 })]).toEqual(['只看我的', '逾期 3'])
    setLocale('en')
    expect(locale.value).toBe('en')
    expect(t('today.overdue', { count: 3 })).toContain('3')
    expect(t('today.mine')).not.toBe('只看我的')
    expect(t('no.such.key' as never)).toBe('no.such.key')
  })
})
