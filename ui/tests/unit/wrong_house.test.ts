import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import WrongHouse from '@/parts/customer/WrongHouse.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const order = '00000003-0000-4000-8000-000000000002'
beforeEach(() => setLocale('zh-CN'))

describe('an order of the wrong household', () => {
  it('is moved by the desk to a household that is chosen, with the reason', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(WrongHouse, { what: 'order', id: order }, '/orders')
    await user.click(await screen.findByRole('button', { name: '登记错了户？' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByRole('button', { name: '改到这一户' }))
    expect(payloadsOf(fake, 'work_order.rehouse')).toHaveLength(0)
    await user.type(dialog.getByRole('combobox'), '王')
    const [first] = await screen.findAllByRole('option')
    if (!first) throw new Error('somebody is called so')
    await user.pointer({ keys: '[MouseLeft>]', target: first })
    await user.type(dialog.getByLabelText(/怎么登记错的/), '两个王强')
    await user.click(dialog.getByRole('button', { name: '改到这一户' }))
    await waitFor(() => expect(payloadsOf(fake, 'work_order.rehouse')).toHaveLength(1))
    expect(payloadsOf(fake, 'work_order.rehouse')[0]).toMatchObject({
      id: order,
      reason: '两个王强',
    })
  })
  it('is not offered to a technician', async () => {
    useFake({ staff: 'technician' })
    await show(WrongHouse, { what: 'order', id: order }, '/orders')
    await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
  })
})
