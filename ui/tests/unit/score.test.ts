import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ScoreCase, ScoreFigure } from '@/bindings/contract'
import StaffView from '@/features/staff/StaffView.vue'
import { addressOfCase, basisOf, isGood, valueOf } from '@/features/staff/score'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

const zhang = '00000009-0000-4000-8000-000000000003'
const rowOf = async (name: string) => {
  const cell = await screen.findByRole('rowheader', { name })
  return cell.closest('tr') as HTMLElement
}

describe('the board of the manager', () => {
  it('shows everybody and the shop, and opens the cases behind a figure', async () => {
    const fake = useFake({ staff: 'manager' })
    await show(StaffView, {}, '/staff/scores')
    const phone = await rowOf('电话里解决')
    expect(within(phone).getByText('22%')).toBeTruthy()
    expect(within(phone).getByText('9 / 41')).toBeTruthy()
    expect(within(await rowOf('投诉转满意')).getByText('样本太少')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: /^张师傅 守约到场\s*86%/ }))
    await waitFor(() => expect(payloadsOf(fake, 'score.cases')).toHaveLength(1))
    expect(payloadsOf(fake, 'score.cases')[0]).toEqual({
      figure: 'kept_appointments',
      staff_id: zhang,
      month: null,
    })
    const link = await screen.findByRole('link', { name: 'LH-A-20261103-0001' })
    expect(link.getAttribute('href')).toContain('/orders/00000003-0000-4000-8000-000000000000')
  })

  it('answers an objection once something is written', async () => {
    const fake = useFake({ staff: 'manager' })
    await show(StaffView, {}, '/staff/scores')
    await userEvent.click(await screen.findByRole('button', { name: '答复' }))
    await userEvent.click(screen.getByRole('button', { name: '提交' }))
    expect(payloadsOf(fake, 'score.answer')).toHaveLength(0)
    await userEvent.type(screen.getByRole('textbox', { name: /答复内容/ }), '属实')
    await userEvent.click(screen.getByRole('checkbox', { name: /他说得对/ }))
    await userEvent.click(screen.getByRole('button', { name: '提交' }))
    await waitFor(() => expect(payloadsOf(fake, 'score.answer')).toHaveLength(1))
    expect(payloadsOf(fake, 'score.answer')[0]).toMatchObject({ accepted: true, text: '属实' })
    expect(await screen.findByText('没有异议。')).toBeTruthy()
  })
})

describe('one’s own card', () => {
  it('is what a clerk sees, and a figure of a month can be objected to', async () => {
    const fake = useFake()
    await show(StaffView, {}, '/staff/scores')
    expect(within(await rowOf('承诺兑现')).getByText('6 / 7')).toBeTruthy()
    expect(payloadsOf(fake, 'score.board')).toHaveLength(0)
    expect(screen.queryByRole('button', { name: /提异议/ })).toBeNull()
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /哪段时间/ }), '2026-11')
    await userEvent.click(await screen.findByRole('button', { name: '对“回访存疑”提异议' }))
    await userEvent.type(screen.getByRole('textbox', { name: /哪里不对/ }), '那天停电{Enter}')
    await waitFor(() => expect(payloadsOf(fake, 'score.object')).toHaveLength(1))
    expect(payloadsOf(fake, 'score.object')[0]).toEqual({
      figure: 'audit_marks',
      month: '2026-11',
      text: '那天停电',
    })
    expect(await screen.findByText('等经理答复')).toBeTruthy()
  })

  it('of somebody else is not asked for by a clerk', async () => {
    const fake = useFake()
    await show(StaffView, {}, `/staff/${zhang}`)
    await screen.findByRole('heading', { name: '资格证' })
    expect(payloadsOf(fake, 'score.card')).toHaveLength(0)
  })
})

describe('as data', () => {
  const figure = (more: Partial<ScoreFigure>): ScoreFigure => ({
    figure: 'on_time',
    numerator: 2,
    denominator: 3,
    percent: null,
    is_count: false,
    less_is_better: false,
    too_few: true,
    provisional: false,
    how: { zh: '', en: '' },
    ...more,
  })
  const row = (more: Partial<ScoreCase>): ScoreCase => ({
    kind: 'work_order',
    id: 'a',
    no: null,
    order_id: null,
    customer_name: null,
    text: null,
    at: 0,
    done: 1,
    of: 1,
    hit: true,
    ...more,
  })
  it('too few rows make no share, a number is told by itself', () => {
    expect(valueOf(figure({}))).toBeUndefined()
    expect(basisOf(figure({}))).toBe('2 / 3')
    expect(valueOf(figure({ too_few: false, percent: 66.6 }))).toBe('67%')
    expect(valueOf(figure({ is_count: true }))).toBe('2')
    expect(basisOf(figure({ is_count: true }))).toBe('')
  })
  it('a complaint that counts speaks against, an order on time for', () => {
    expect(isGood(row({}), figure({}))).toBe(true)
    expect(isGood(row({}), figure({ less_is_better: true }))).toBe(false)
  })
  it('every row leads somewhere, an order first', () => {
    expect(addressOfCase(row({ order_id: 'o' }))).toBe('/orders/o')
    expect(addressOfCase(row({ kind: 'complaint', order_id: 'o' }))).toBe('/complaints/a')
    expect(addressOfCase(row({ kind: 'return_visit' }))).toBe('/visits/a')
    expect(addressOfCase(row({ kind: 'promise' }))).toBe('/promises')
    expect(addressOfCase(row({ kind: 'request' }))).toBeUndefined()
  })
})
