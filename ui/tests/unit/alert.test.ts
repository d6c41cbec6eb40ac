/** The bell: alerts of every kind, told by what they are about, opened where they are dealt with. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import AlertBell from '@/parts/alert/AlertBell.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

describe('the bell', () => {
  it('shows what is about complaints, promises, visits and remedy cases, and takes note of them', async () => {
    const fake = useFake({ late: true, staff: 'manager' })
    await show(AlertBell, { enabled: true, sound: false })
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: /预警/ }))
    const list = await screen.findByRole('region', { name: '预警' })
    for (const what of ['投诉：答复客户', '承诺：兑现', '回访：打电话或上门', '退换案：提出方案'])
      await within(list).findByText(new RegExp(what))
    const rows = within(list).getAllByRole('article')
    const promise = rows.find((row) => row.textContent.includes('承诺：兑现')) as HTMLElement
    await user.click(within(promise).getByRole('button', { name: '经理知悉' }))
    await waitFor(() => expect(payloadsOf(fake, 'alert.acknowledge')).toHaveLength(1))
    expect(payloadsOf(fake, 'alert.acknowledge')[0]).toEqual({
      about: 'promise',
      about_id: 'promise-1',
      round: 0,
      stage: 'keep',
      level: 'l2',
    })
  })
})
