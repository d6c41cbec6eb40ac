/** A day is closed, and its money counted, as the day that stands on the screen. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import CashClose from '@/features/money/CashClose.vue'
import DayCloseView from '@/features/today/DayCloseView.vue'
import { dateOf } from '@/shared/format/date'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const clock = vi.hoisted(() => ({ now: { value: 0 } }))
vi.mock('@/shared/use/now', () => ({ useNow: () => clock.now }))
beforeEach(() => {
  setLocale('zh-CN')
  clock.now = ref(Date.now())
})
Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
  configurable: true,
  get(this: HTMLElement) {
    return this.parentNode
  },
})

describe('日结', () => {
  it('closes the day that was read, also a minute after midnight', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(DayCloseView, {}, '/today/close')
    const [shown] = await screen.findAllByRole('heading', { level: 2 })
    expect(shown).toBeTruthy()
    const today = dateOf(clock.now.value)
    await waitFor(() =>
      expect(payloadsOf(fake, 'today.report').at(-1)).toMatchObject({ day_on: today }),
    )
    clock.now.value += 24 * 60 * 60_000
    const note = screen.queryByLabelText(/原因|为什么/)
    if (note) await user.type(note, '等配件')
    await user.click(screen.getByRole('button', { name: /日结|关/ }))
    await waitFor(() => expect(payloadsOf(fake, 'today.close')).toHaveLength(1))
    expect(payloadsOf(fake, 'today.close')).toMatchObject([{ day_on: today }])
  })
})

describe('点钱', () => {
  const day = () => screen.getByLabelText<HTMLInputElement>(/^哪一天/)
  const cash = () => screen.getByLabelText<HTMLInputElement>(/^现金/)
  const close = () => screen.queryByRole('button', { name: '确定日结' })
  async function typeDay(user: ReturnType<typeof userEvent.setup>, text: string) {
    await user.clear(day())
    if (text !== '') await user.type(day(), text)
    await user.tab()
  }
  it.each([['没这天'], ['']])('means no day while %o stands there', async (typed) => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(CashClose, {}, '/money?tab=day')
    await waitFor(() => expect(close()).not.toBeNull())
    await typeDay(user, typed)
    await screen.findByText('先填对是哪一天，再点钱。')
    expect(close()).toBeNull()
    expect(payloadsOf(fake, 'money.day')).not.toContainEqual({ on: null })
    expect(payloadsOf(fake, 'money.close_day')).toHaveLength(0)
  })
  it('keeps what was counted of each day with that day', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(CashClose, {}, '/money?tab=day')
    await waitFor(() => expect(close()).not.toBeNull())
    const today = day().value
    await user.type(cash(), '120')
    await typeDay(user, '昨天')
    const yesterday = day().value
    expect(yesterday).not.toBe(today)
    await waitFor(() => expect(cash().value).toBe(''))
    await user.type(cash(), '80')
    await typeDay(user, today)
    await waitFor(() => expect(cash().value).toBe('120'))
    await typeDay(user, yesterday)
    await waitFor(() => expect(cash().value).toBe('80'))
    const closing = close()
    if (closing) await user.click(closing)
    await waitFor(() => expect(payloadsOf(fake, 'money.close_day')).toHaveLength(1))
    expect(payloadsOf(fake, 'money.close_day')).toMatchObject([
      { on: yesterday, counted: [{ method: 'cash', counted_fen: 8_000 }] },
    ])
  })
})
