import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import MarketNote from '@/parts/market_day/MarketNote.vue'
import MarketSettings from '@/parts/market_day/MarketSettings.vue'
import PlanView from '@/features/plan/PlanView.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

describe('market days', () => {
  it('are kept for the whole shop under settings, and forgotten with a way back', async () => {
    const fake = useFake()
    await show(MarketSettings, { desk: true })
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText(/^乡镇/), '清水乡')
    await user.type(screen.getByLabelText(/^逢几/), '147')
    await user.click(screen.getByRole('button', { name: '登记赶集日' }))
    await waitFor(() => expect(payloadsOf(fake, 'market_day.save')).toHaveLength(1))
    expect(payloadsOf(fake, 'market_day.save')[0]).toEqual({
      town: '清水乡',
      calendar: 'lunar',
      digits: '147',
    })
    await user.click(await screen.findByRole('button', { name: '删除 柳河镇' }))
    await waitFor(() => expect(screen.queryByText('柳河镇')).toBeNull())
  })
  it('are read only by who does not work at the desk', async () => {
    useFake()
    await show(MarketSettings, { desk: false })
    await screen.findByText('柳河镇')
    expect(screen.queryByRole('button')).toBeNull()
  })
  it('stand beside the day of a visit to that town, and of no other', async () => {
    useFake()
    const there = await show(MarketNote, { on: '2026-11-26', towns: ['柳河镇'] })
    await screen.findByText(/这天 柳河镇 逢集/)
    // The answer for the day is known by now.
    await there.rerender({ on: '2026-11-26', towns: ['石桥镇'] })
    expect(screen.queryByText(/逢集/)).toBeNull()
  })
  it('stand above the days of the week that is planned', async () => {
    const fake = useFake()
    await show(PlanView)
    await waitFor(() => expect(screen.getAllByText('柳河镇 逢集').length).toBeGreaterThan(0))
    const asked = payloadsOf(fake, 'market_day.on')[0]
    expect(asked).toHaveProperty('to_on')
  })
})
