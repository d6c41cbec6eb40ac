import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import SheetView from '@/features/sheet/SheetView.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const NIGHT = Date.parse('2026-11-21T23:50:00+08:00')
const clock = vi.hoisted(() => ({ now: { value: 0 } }))
vi.mock('@/shared/use/now', () => ({ useNow: () => clock.now }))
beforeEach(() => {
  setLocale('zh-CN')
  clock.now = ref(NIGHT)
})
Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
  configurable: true,
  get(this: HTMLElement) {
    return this.parentNode
  },
})

/** The first sheet, filled but for its time. */
async function filled(user: ReturnType<typeof userEvent.setup>) {
  const [first] = await screen.findAllByRole('group', { name: /LH-A/ })
  if (!first) throw new Error('a sheet is out')
  const row = within(first)
  await user.type(row.getByLabelText(/^原因/), '电压不稳')
  await user.type(row.getByLabelText(/^怎么处理的/), '换点火针')
  await user.clear(row.getByLabelText(/^收费/))
  await user.type(row.getByLabelText(/^收费/), '35')
  await user.type(row.getByLabelText(/^签字/), '纸 7')
  return row
}
const day = () => screen.getByLabelText<HTMLInputElement>(/^完工日期/)
const typeDay = async (user: ReturnType<typeof userEvent.setup>, text: string) => {
  await user.clear(day())
  if (text !== '') await user.type(day(), text)
  await user.tab()
}

describe('晚间录单的完工日期', () => {
  it('is never left out: a row of another day without a time is asked for it', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    const row = await filled(user)
    await typeDay(user, '11-20')
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    expect((await row.findByRole('alert')).textContent).toContain('请写几点完工')
    expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(0)
    await user.type(row.getByLabelText(/^完工/), '15:00')
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    await waitFor(() => expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(1))
    expect(payloadsOf(fake, 'work_order.record_sheet')[0]).toMatchObject({
      finished_at: Date.parse('2026-11-20T15:00:00+08:00'),
    })
  })
  it.each([['没这天'], ['']])('saves no row while the day is %o, and says so', async (typed) => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    const row = await filled(user)
    await typeDay(user, typed)
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    expect((await row.findByRole('alert')).textContent).toContain('请先填完工日期')
    await waitFor(() => expect(document.activeElement).toBe(day()))
    expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(0)
    await typeDay(user, '11-21')
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    await waitFor(() => expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(1))
  })
  it('goes with the clock over midnight and says so; a day that was chosen stays', async () => {
    useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    await screen.findAllByRole('group', { name: /LH-A/ })
    expect(day().value).toBe('2026-11-21')
    clock.now.value = NIGHT + 20 * 60_000
    await nextTick()
    expect(day().value).toBe('2026-11-22')
    expect(screen.getByText(/已过零点/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /改回 11月21日/ }))
    expect(day().value).toBe('2026-11-21')
    expect(screen.queryByText(/已过零点/)).toBeNull()
    clock.now.value = NIGHT + 24 * 60 * 60_000
    await nextTick()
    expect(day().value).toBe('2026-11-21')
  })
  it('of a row left half typed is asked for when it comes back on another day', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    const first = await show(SheetView, {}, '/sheets')
    await filled(user)
    first.unmount()
    await waitFor(() => expect(fake.drafts.size).toBe(1))
    clock.now.value = NIGHT + 10 * 60 * 60_000
    await show(SheetView, {}, '/sheets')
    await screen.findByText(/没存的，完工日期算哪天/)
    await user.click(screen.getAllByRole('button', { name: /存这一张/ })[0] as HTMLElement)
    expect((await screen.findByRole('alert')).textContent).toContain('先选这一张算哪天')
    expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(0)
    await user.click(screen.getByRole('button', { name: '算 11月21日' }))
    await user.type(
      screen.getAllByLabelText(/^完工/).find((one) => one !== day()) as HTMLElement,
      '15:00',
    )
    await user.click(screen.getAllByRole('button', { name: /存这一张/ })[0] as HTMLElement)
    await waitFor(() => expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(1))
    expect(payloadsOf(fake, 'work_order.record_sheet')[0]).toMatchObject({
      finished_at: Date.parse('2026-11-21T15:00:00+08:00'),
    })
  })
})
