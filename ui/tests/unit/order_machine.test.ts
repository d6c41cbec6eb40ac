import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import OrderDetail from '@/parts/work_order/OrderDetail.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const order = '00000003-0000-4000-8000-000000000011'
beforeEach(() => setLocale('zh-CN'))

describe('an order without a machine', () => {
  it('takes one of the household with one press, and says it has none until then', async () => {
    const fake = useFake({ orders: 14 })
    await show(OrderDetail, { id: order })
    expect(await screen.findByText('没有登记机器')).toBeTruthy()
    expect(screen.getByRole('button', { name: /登记一台机器/ })).toBeTruthy()
    await userEvent.setup().click(await screen.findByRole('button', { name: /^是这台：/ }))
    expect(payloadsOf(fake, 'work_order.set_unit')).toMatchObject([{ id: order }])
    await waitFor(() => expect(screen.queryByText('没有登记机器')).toBeNull())
  })
})
