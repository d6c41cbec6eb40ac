import { screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import ComplaintForm from '@/parts/complaint/ComplaintForm.vue'
import { useCall } from '@/shared/model/query'
import { show, useFake } from './fake'

it('a complaint from a call that was on the screen already has its words and its weight', async () => {
  const fake = useFake({ customers: 3 })
  const home = fake.handlers['customer.list']?.({} as never)?.rows[0]
  const id = 'call-1'
  fake.handlers['request.get'] = (() => ({
    id,
    kind: 'complaint',
    text: '师傅没来，我要投诉',
    customer_id: home?.id ?? null,
    safety: false,
  })) as never
  const Both = defineComponent({
    setup() {
      const call = useCall('request.get', () => ({ id }))
      return () =>
        call.data.value &&
        h(ComplaintForm, { from: { request_id: id, work_order_id: null }, customerId: null })
    },
  })
  await show(Both)
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLInputElement>(/客户怎么说的/).value).toBe(
      '师傅没来，我要投诉',
    ),
  )
  const normal = screen.getByRole<HTMLInputElement>('radio', { name: /正式投诉/ })
  expect(normal.checked).toBe(true)
})
