import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import OrderDetail from '@/parts/work_order/OrderDetail.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const marked = '00000003-0000-4000-8000-000000000013'
beforeEach(() => setLocale('zh-CN'))

describe('a danger on an order', () => {
  it('is taken back with a reason, and says so', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(OrderDetail, { id: marked })
    await user.click(await screen.findByRole('button', { name: '没有危险，撤销标记' }))
    await user.type(screen.getByLabelText(/为什么说没有危险/), '是厨房油烟味')
    const buttons = screen.getAllByRole('button', { name: /没有危险，撤销标记/ })
    const save = buttons.at(-1)
    if (!save) throw new Error('the form has a button')
    await user.click(save)
    await waitFor(() => expect(payloadsOf(fake, 'danger.withdraw')).toHaveLength(1))
    expect(payloadsOf(fake, 'danger.withdraw')[0]).toMatchObject({ reason: '是厨房油烟味' })
  })
})
