import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PlanRow } from '@/bindings/contract'
import PlanView from '@/features/plan/PlanView.vue'
import { changesOf, isAway } from '@/features/plan/model'
import StaffView from '@/features/staff/StaffView.vue'
import TodayView from '@/features/today/TodayView.vue'
import { dateOf } from '@/shared/format/date'
import { i18n, setLocale } from '@/shared/i18n'
import DateTimeWindow from '@/shared/ui/DateTimeWindow.vue'
import { payloadsOf, show, useFake } from './fake'

const liu = '00000009-0000-4000-8000-000000000004'
beforeEach(() => setLocale('zh-CN'))
afterEach(() => vi.restoreAllMocks())

describe('the plan changes who goes and when, without a drag', () => {
  it('sends another with a reason, from the keyboard', async () => {
    const fake = useFake({ staff: 'manager' })
    await show(PlanView, {}, '/plan?tab=board')
    const [button] = await screen.findAllByRole('button', { name: /^换人/ })
    button?.focus()
    await userEvent.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog')
    const who = await within(dialog).findByRole('combobox', { name: /派哪位师傅/ })
    await waitFor(() => expect(within(who).getAllByRole('option').length).toBeGreaterThan(1))
    const submit = within(dialog).getByRole('button', { name: '确定换人' })
    const choice = within(who)
      .getAllByRole<HTMLOptionElement>('option')
      .find((one) => one.value !== '')
    await userEvent.selectOptions(who, choice?.value ?? '')
    await userEvent.click(submit)
    expect(payloadsOf(fake, 'work_order.advance')).toHaveLength(0)
    await userEvent.type(within(dialog).getByLabelText(/原因|为什么/), '师傅病了')
    await userEvent.click(submit)
    await waitFor(() => expect(payloadsOf(fake, 'work_order.advance')).toHaveLength(1))
    expect(payloadsOf(fake, 'work_order.advance')[0]).toMatchObject({
      step: 'redispatch',
      expected_state: 'dispatched',
      technician_id: choice?.value,
      reason: '师傅病了',
    })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('moves a visit to two hours that one presses, and says that the promise goes on', async () => {
    const fake = useFake({ staff: 'manager' })
    await show(PlanView, {}, '/plan?tab=board')
    const [button] = await screen.findAllByRole('button', { name: /^改时间/ })
    await userEvent.click(button as HTMLElement)
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByText(/时限照走/)).toBeTruthy()
    const day = within(dialog).getByRole('textbox', { name: /日期/ })
    await userEvent.clear(day)
    await userEvent.type(day, '2026-12-25')
    await userEvent.tab()
    await userEvent.click(within(dialog).getByRole('button', { name: '10–12' }))
    await userEvent.type(within(dialog).getByLabelText(/原因|为什么/), '写错了时间')
    await userEvent.click(within(dialog).getByRole('button', { name: '确定改时间' }))
    await waitFor(() => expect(payloadsOf(fake, 'work_order.advance')).toHaveLength(1))
    const sent = payloadsOf(fake, 'work_order.advance')[0] as Record<string, number>
    expect(sent).toMatchObject({ step: 'move_window', reason: '写错了时间' })
    expect(dateOf(sent['window_from_at'] ?? 0)).toBe('2026-12-25')
    expect((sent['window_to_at'] ?? 0) - (sent['window_from_at'] ?? 0)).toBe(7_200_000)
  })

  it('offers what the acting person may do, and shows who is away on a day', () => {
    const row = (may_redispatch: boolean, may_move: boolean) =>
      ({ may_redispatch, may_move }) as PlanRow
    expect(changesOf(row(true, true))).toEqual(['redispatch', 'move_window'])
    expect(changesOf(row(false, true))).toEqual(['move_window'])
    expect(changesOf(row(false, false))).toEqual([])
    const away = [{ from_on: '2026-11-22', to_on: '2026-11-23' }]
    const days = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']
    expect(days.map((on) => isAway(away, on))).toEqual([false, true, true, false])
  })

  it('marks the absent in the week', async () => {
    useFake({ staff: 'manager' })
    await show(PlanView, {}, '/plan')
    const grid = await screen.findByRole('grid')
    const line = within(grid).getByRole('row', { name: /刘师傅/ })
    expect(within(line).getAllByText('请假').length).toBeGreaterThan(0)
    const other = within(grid).getByRole('row', { name: /张师傅/ })
    expect(within(other).queryByText('请假')).toBeNull()
  })
})

describe('an absence over dispatched visits', () => {
  it('names them at once, each with the way to its order', async () => {
    const fake = useFake({ staff: 'manager' })
    await show(StaffView, {}, `/staff/${liu}`)
    await userEvent.click(await screen.findByRole('button', { name: '登记请假' }))
    const today = dateOf(Date.now())
    await userEvent.type(await screen.findByRole('textbox', { name: /从哪天/ }), today)
    await userEvent.tab()
    await userEvent.click(screen.getByRole('button', { name: '登记' }))
    await waitFor(() => expect(payloadsOf(fake, 'absence.create')).toHaveLength(1))
    const told = await screen.findByRole('alert')
    expect(within(told).getByText(/已有 1 家派给刘师傅/)).toBeTruthy()
    const link = within(told).getByRole<HTMLAnchorElement>('link')
    expect(link.getAttribute('href')).toMatch(/^\/orders\//)
    await userEvent.click(within(told).getByRole('button', { name: '知道了' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('stands on the line of each order of the day', async () => {
    useFake({ staff: 'manager' })
    // Rows are drawn where there is room for them.
    for (const of of ['clientHeight', 'offsetHeight'] as const)
      vi.spyOn(HTMLElement.prototype, of, 'get').mockReturnValue(360)
    await show(TodayView, {}, '/today')
    expect((await screen.findAllByText('派的人当天请假')).length).toBeGreaterThan(0)
  })
})

describe('a visit window', () => {
  const shown = (from: number | null, to: number | null) =>
    render(DateTimeWindow, { props: { from, to }, global: { plugins: [i18n] } })
  const at = (hour: number) => Date.UTC(2026, 10, 28, hour - 8)

  it('is two hours that one presses, in the evening and at weekends too', async () => {
    const { emitted } = shown(at(8), at(10))
    const names = screen.getAllByRole('button', { name: /^\d+–\d+$/ }).map((one) => one.textContent)
    expect(names.map((one) => one?.trim())).toEqual([
      '8–10',
      '10–12',
      '12–14',
      '14–16',
      '16–18',
      '18–20',
    ])
    expect(screen.getByRole('button', { name: '8–10' }).getAttribute('aria-pressed')).toBe('true')
    screen.getByRole('button', { name: '18–20' }).focus()
    await userEvent.keyboard('{Enter}')
    expect(emitted('update:from').at(-1)).toEqual([at(18)])
    expect(emitted('update:to').at(-1)).toEqual([at(20)])
  })

  it('longer than two hours is kept, with a word about it', () => {
    const long = shown(at(8), at(12))
    expect(screen.getByText('说好两小时以内，客户好等。')).toBeTruthy()
    long.unmount()
    shown(at(8), at(10))
    expect(screen.queryByText('说好两小时以内，客户好等。')).toBeNull()
  })
})
