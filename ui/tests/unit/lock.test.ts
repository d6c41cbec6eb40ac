import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import App from '@/app/App.vue'
import type { AlertNumbers, Alerts } from '@/bindings/contract'
import { chime } from '@/parts/alert/sound'
import { setLocale } from '@/shared/i18n'
import { useAutoLock } from '@/shared/use/autolock'
import { lockChoices } from '@/features/settings/model'
import { Refused } from '../fixture/fake'
import { payloadsOf, show, useFake } from './fake'

vi.mock('@/parts/alert/sound', () => ({ chime: vi.fn() }))
beforeEach(() => {
  setLocale('zh-CN')
  vi.mocked(chime).mockClear()
})
afterEach(() => vi.useRealTimers())

describe('a PC that locks itself', () => {
  const Host = (minutes: number, lock: () => void) =>
    defineComponent({
      setup() {
        useAutoLock(ref(minutes), lock)
        return () => h('input', { 'aria-label': 'x' })
      },
    })

  it('does so once nobody has touched it for the time the manager chose, and no earlier', async () => {
    vi.useFakeTimers()
    const lock = vi.fn()
    await show(Host(5, lock))
    vi.advanceTimersByTime(4 * 60_000)
    await fireEvent.keyDown(screen.getByLabelText('x'), { key: 'a' })
    vi.advanceTimersByTime(4 * 60_000)
    expect(lock).not.toHaveBeenCalled()
    vi.advanceTimersByTime(61_000)
    expect(lock).toHaveBeenCalled()
  })

  it('takes the key that wakes it from sleep for no work', async () => {
    vi.useFakeTimers()
    const lock = vi.fn()
    await show(Host(5, lock))
    vi.setSystemTime(Date.now() + 3_600_000)
    const key = new KeyboardEvent('keydown', { key: 'a', bubbles: true, cancelable: true })
    screen.getByLabelText('x').dispatchEvent(key)
    expect(key.defaultPrevented).toBe(true)
    expect(lock).toHaveBeenCalledOnce()
  })

  it('never does where the manager chose never', async () => {
    vi.useFakeTimers()
    const lock = vi.fn()
    await show(Host(0, lock))
    vi.advanceTimersByTime(24 * 3_600_000)
    expect(lock).not.toHaveBeenCalled()
  })
})

describe('the locked screen', () => {
  it('keeps what was half typed, shows no customer, and gives it back for the PIN', async () => {
    const fake = useFake({ staff: 'manager' })
    await show(App, {}, '/intake')
    const words = await screen.findByLabelText<HTMLTextAreaElement>(/^什么事/)
    await fireEvent.update(words, '说到一半')
    await fireEvent.keyDown(window, { key: 'l', ctrlKey: true })
    expect(await screen.findByRole('heading', { name: '已锁定' })).toBeTruthy()
    expect(screen.queryByRole('navigation')).toBeNull()
    expect(JSON.stringify([...fake.drafts.values()])).toContain('说到一半')
    const order = fake.calls.map((one) => one.name)
    expect(order.lastIndexOf('draft.save')).toBeLessThan(order.lastIndexOf('staff.lock'))

    await userEvent.type(await screen.findByLabelText(/陈经理 的密码/), '1234')
    await userEvent.click(screen.getByRole('button', { name: '解锁' }))
    const again = await screen.findByLabelText<HTMLTextAreaElement>(/^什么事/)
    await waitFor(() => expect(again.value).toBe('说到一半'))
  })

  it('says how many alerts wait and that there is a danger, heard, without any name', async () => {
    const fake = useFake({ staff: 'manager' })
    fake.settings.sound = true
    const { safety, waiting } = fake.call('alert.list', {}) as Alerts
    expect(safety.length).toBeGreaterThan(0)
    await show(App, {}, '/today')
    await screen.findByRole('button', { name: `预警：${waiting} 条没人知悉` })
    vi.mocked(chime).mockClear()
    await fireEvent.keyDown(window, { key: 'l', ctrlKey: true })
    await screen.findByRole('heading', { name: '已锁定' })
    const told = await screen.findByRole('alert', { name: '锁定时的预警' })
    expect(told.textContent).toContain(`有危险：${safety.length} 件`)
    expect(told.textContent).toContain(`${waiting} 条预警没人知悉`)
    for (const one of safety)
      expect(document.body.textContent).not.toContain(one.customer_name ?? one.no)
    expect(chime).toHaveBeenCalledWith('danger')
  })

  it('tells and sounds what arose while it was locked, though nobody looked before', async () => {
    const fake = useFake({ staff: 'manager', locked: true })
    fake.settings.sound = true
    const none = { waiting: 0, danger: 0, unread: 0, newest_at: null }
    let told: AlertNumbers = none
    fake.handlers['alert.locked'] = () => told
    vi.mocked(chime).mockClear()
    vi.useFakeTimers({ shouldAdvanceTime: true })
    await show(App, {}, '/today')
    await screen.findByRole('heading', { name: '已锁定' })
    await waitFor(() => expect(payloadsOf(fake, 'alert.locked')).toHaveLength(1))
    expect(chime).not.toHaveBeenCalled()
    told = { waiting: 2, danger: 0, unread: 0, newest_at: 7 }
    await vi.advanceTimersByTimeAsync(16_000)
    await waitFor(() => expect(chime).toHaveBeenCalledWith('alert'))
    const line = await screen.findByRole('alert', { name: '锁定时的预警' })
    expect(line.textContent).toContain('2 条预警没人知悉')
    vi.useRealTimers()
  })

  it('stays silent where sound is off', async () => {
    const fake = useFake({ staff: 'manager' })
    fake.settings.sound = false
    const { waiting } = fake.call('alert.list', {}) as Alerts
    await show(App, {}, '/today')
    await screen.findByRole('button', { name: `预警：${waiting} 条没人知悉` })
    await fireEvent.keyDown(window, { key: 'l', ctrlKey: true })
    expect(await screen.findByRole('alert', { name: '锁定时的预警' })).toBeTruthy()
    expect(chime).not.toHaveBeenCalled()
  })

  it('counts down after wrong tries and asks nothing of the program meanwhile', async () => {
    const fake = useFake({ staff: 'manager', locked: true })
    fake.handlers['staff.switch'] = () => {
      throw new Refused('staff.pin_wait', { wait_seconds: 60 })
    }
    await show(App, {}, '/today')
    const pin = await screen.findByLabelText(/陈经理 的密码/)
    await userEvent.type(pin, '1111{Enter}')
    expect(await screen.findByText(/请等 \d+ 秒再试/)).toBeTruthy()
    await userEvent.type(pin, '1111{Enter}')
    expect(payloadsOf(fake, 'staff.switch')).toHaveLength(1)
    expect(payloadsOf(fake, 'today.get')).toHaveLength(0)
  })
})

describe('the choice of when to lock', () => {
  it('holds what is set now, and never at the end', () => {
    const of = (minutes: number) =>
      lockChoices({ settings: { lock_after_minutes: minutes } as never })
    expect(of(10)).toEqual([1, 2, 5, 10, 15, 20, 30, 60, 0])
    expect(of(7)).toContain(7)
    expect(of(0).at(-1)).toBe(0)
  })
})
