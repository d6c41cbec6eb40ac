/** Passing notes: they go by themselves, wait while they are read, and failures stay. */
import { fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setLocale } from '@/shared/i18n'
import Toasts from '@/shared/ui/Toasts.vue'
import { dismissAll, notify, toasts } from '@/shared/use/toast'

beforeEach(() => {
  setLocale('zh-CN')
  vi.useFakeTimers()
})
afterEach(() => {
  dismissAll()
  vi.useRealTimers()
})

describe('a passing note', () => {
  it('goes after five seconds, one with a button after ten, a failure never', () => {
    notify('ok', '已保存')
    notify('info', '已删除', { label: '撤销', run: () => undefined })
    notify('bad', '没有存上')
    vi.advanceTimersByTime(5_001)
    expect(toasts.map((one) => one.text)).toEqual(['已删除', '没有存上'])
    vi.advanceTimersByTime(60_000)
    expect(toasts.map((one) => one.text)).toEqual(['没有存上'])
  })
  it('waits while the mouse is over it or the focus in it', async () => {
    render(Toasts)
    notify('ok', '已保存')
    const place = screen.getByRole('status')
    for (const [come, go] of [
      [fireEvent.mouseEnter, fireEvent.mouseLeave],
      [fireEvent.focusIn, fireEvent.focusOut],
    ] as const) {
      await come(place)
      vi.advanceTimersByTime(60_000)
      expect(toasts).toHaveLength(1)
      // One that comes meanwhile waits too.
      notify('ok', '又一条')
      vi.advanceTimersByTime(60_000)
      expect(toasts).toHaveLength(2)
      await go(place)
      vi.advanceTimersByTime(4_000)
      expect(toasts).toHaveLength(2)
      vi.advanceTimersByTime(1_001)
      expect(toasts).toHaveLength(0)
      notify('ok', '已保存')
    }
  })
})
