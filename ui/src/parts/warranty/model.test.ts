import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CoverageState, SlaClock, WarrantyCard as Card } from '@/bindings/contract'
import { codeText, setLocale } from '@/shared/i18n'
import { deadlineText, durationText } from '@/shared/format/date'
import { clockTone, clockWord } from '@/parts/work_order/clock'
import OrderClocks from '@/parts/work_order/OrderClocks.vue'
import { payloadsOf, show, useFake } from '../../../tests/unit/fake'
import WarrantyCard from './WarrantyCard.vue'
import { daysLeftText, partGroups, untilText } from './model'

const now = Date.UTC(2026, 10, 22, 4)
const unit = (n: number) => `00000002-0000-4000-8000-00000000000${n}`
const order = '00000003-0000-4000-8000-000000000004'
beforeEach(() => setLocale('zh-CN'))

describe('the words of a warranty', () => {
  it.each<[number | null, string]>([
    [0, '今天最后一天'],
    [1, '还剩 1 天'],
    [432, '还剩 432 天'],
    [null, ''],
    [-1, ''],
  ])('with %s days left are “%s”', (days, words) => expect(daysLeftText(days)).toBe(words))
  it.each<[CoverageState, string | null, string]>([
    ['covered', '2027-01-28', '保到 2027年1月28日 星期四'],
    ['expired', '2026-01-28', '保到 1月28日 星期三 为止'],
    ['not_started', '2027-01-28', '先算到 2027年1月28日 星期四'],
    ['unknown', null, ''],
    ['expired', null, '没有保修期可算'],
  ])('of one that is %s until %s are “%s”', (state, ends_on, words) =>
    expect(untilText({ state, ends_on } as Card, now, 'zh-CN')).toBe(words),
  )
  it('put parts with the same end into one line, the longest first', () => {
    const part = (zh: string, ends_on: string) => ({ name: { zh, en: zh }, ends_on, covered: true })
    const groups = partGroups([
      part('a', '2026-01-01'),
      part('b', '2027-01-01'),
      part('c', '2026-01-01'),
    ])
    expect(groups.map((one) => one.parts.map(({ name }) => name.zh))).toEqual([['b'], ['a', 'c']])
  })
  it.each<[number, string]>([
    [0, '1 分'],
    [59, '59 分'],
    [125, '2 小时 5 分'],
    [1440, '1 天'],
    [1500, '1 天 1 小时'],
  ])('for %s minutes are %s', (minutes, words) => expect(durationText(minutes)).toBe(words))
})

describe('the words of a clock', () => {
  it.each<[Partial<SlaClock>, string, string]>([
    [{ state: 'met', late_by_minutes: null }, '已办', 'ok'],
    [{ state: 'met', late_by_minutes: 5 }, '办晚了', 'warn'],
    [{ state: 'running' }, '来得及', ''],
    [{ state: 'warned' }, '抓紧', 'warn'],
    [{ state: 'overdue', late_by_minutes: 5 }, '超时', 'bad'],
    [{ state: 'paused' }, '暂停', 'info'],
  ])('%o: %s', (clock, word, tone) => {
    expect(codeText('clock_state', clockWord(clock as SlaClock))).toBe(word)
    expect(clockTone(clock as SlaClock)).toBe(tone)
  })
})

describe('the warranty card', () => {
  it.each([
    [0, '在保'],
    [1, '已过保'],
    [2, '在保'],
    [3, '还没开始'],
    [4, '查不清'],
  ])('of machine %i says %s', async (n, word) => {
    useFake({ now })
    await show(WarrantyCard, { unitId: unit(n) })
    expect(await screen.findByText(word)).toBeTruthy()
  })
  it('opens its reasons by keyboard and gives the focus back', async () => {
    useFake({ now })
    const user = userEvent.setup()
    await show(WarrantyCard, { unitId: unit(0) })
    const button = await screen.findByRole('button', { name: '保修卡 · 为什么？' })
    button.focus()
    await user.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: '保修是这样算的' })
    expect(within(dialog).getByText(/民法典第二百零二条/)).toBeTruthy()
    expect(within(dialog).getByText(/厂家保修政策 2024-1/)).toBeTruthy()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(document.activeElement).toBe(button))
  })
  it('names a date that cannot be and leads to its correction', async () => {
    useFake({ now })
    const { emitted } = await show(WarrantyCard, { unitId: unit(5) })
    await screen.findByText(/安装日期不可能对/)
    await userEvent.click(screen.getByRole('button', { name: '去改日期' }))
    expect(emitted()['correct']).toHaveLength(1)
  })
  it('shows hostile sentences as text', async () => {
    const fake = useFake({ now })
    const evil = '<img src=x onerror="window.__wuyou_hostile=1">{{ 7*7 }} @:key | x'
    const before = fake.handlers['warranty.card']
    fake.handlers['warranty.card'] = (request) => {
      const card = before?.(request) as Card
      const text = { zh: evil, en: evil }
      return {
        ...card,
        remedies: card.remedies && {
          ...card.remedies,
          offers: card.remedies.offers.map((one) => ({ ...one, text })),
        },
      }
    }
    const { container } = await show(WarrantyCard, { unitId: unit(0) })
    expect(await screen.findByText(evil)).toBeTruthy()
    expect(container.querySelector('img')).toBeNull()
  })
})

describe('the clocks of an order', () => {
  it('stand in the order of the work, with what is late in words', async () => {
    const fake = useFake({ now })
    await show(OrderClocks, { id: order })
    await screen.findByText('首次回复')
    const stages = screen
      .getAllByRole('listitem')
      .map((one) => one.querySelector('.b')?.textContent)
    expect(stages).toEqual(['首次回复', '预约', '到场', '完成'])
    expect(screen.getByText('超时 2 小时 5 分')).toBeTruthy()
    // On the day before it this is `明天 24:00`.
    const limit = deadlineText(Date.UTC(2026, 10, 25, 16), Date.now(), 'zh-CN')
    expect(screen.getByText(new RegExp(`最迟 ${limit}`))).toBeTruthy()
    expect(payloadsOf(fake, 'sla.clocks')).toEqual([{ work_order_id: order }])
    await userEvent.click(screen.getByRole('button', { name: '完成：为什么？' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/工作日，第 3 天/)).toBeTruthy()
  })
})
