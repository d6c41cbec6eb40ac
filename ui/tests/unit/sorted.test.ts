/** Lists of work are sorted by their headings, stay so, and say so; the queue of second calls. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import ComplaintsView from '@/features/complaint/ComplaintsView.vue'
import ReturnVisitsView from '@/features/return_visit/ReturnVisitsView.vue'
import UnitsView from '@/features/unit/UnitsView.vue'
import WorkOrdersView from '@/features/work_order/WorkOrdersView.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

const LISTS = [
  [WorkOrdersView, '/orders', 'work_order.list', '村', 'village'],
  [ComplaintsView, '/complaints', 'complaint.list', '级别', 'class'],
  [ReturnVisitsView, '/visits', 'return_visit.list', '村组', 'place'],
  [UnitsView, '/units', 'unit.list', '安装', 'installed'],
] as const

describe('a list of work', () => {
  it.each(LISTS)('%# is sorted when a heading is pressed, and so again', async (...one) => {
    const [view, path, command, heading, by] = one
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    const first = await show(view, {}, path)
    const grid = await screen.findByRole('grid')
    const asked = () => payloadsOf(fake, command).map((sent) => (sent as { sort?: string }).sort)
    expect(asked()).not.toContain(by)
    const headed = within(grid).getByRole('columnheader', { name: new RegExp(heading) })
    await user.click(within(headed).getByRole('button'))
    await waitFor(() => expect(asked()).toContain(by))
    expect(headed.getAttribute('aria-sort')).toMatch(/ending$/)
    await waitFor(() =>
      expect(payloadsOf(fake, 'preference.set').at(-1)).toMatchObject({ value: { sort: by } }),
    )
    first.unmount()
    const before = asked().length
    await show(view, {}, path)
    await waitFor(() => expect(asked().slice(before)).toContain(by))
  })
  it('shows the day an order came in to who asks for it, and offers it to sort by', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(WorkOrdersView, {}, '/orders')
    await screen.findByRole('grid')
    expect(screen.queryByRole('columnheader', { name: /报修日期/ })).toBeNull()
    await user.click(screen.getByRole('button', { name: '列表选项' }))
    await user.click(screen.getByRole('checkbox', { name: '报修日期' }))
    const headed = await screen.findByRole('columnheader', { name: /报修日期/ })
    await user.click(within(headed).getByRole('button'))
    await waitFor(() =>
      expect(payloadsOf(fake, 'work_order.list').at(-1)).toMatchObject({ sort: 'received' }),
    )
  })
  it('of orders that are done stands by age and offers nothing else', async () => {
    useFake({ staff: 'manager' })
    await show(WorkOrdersView, {}, '/orders?filter=done')
    const grid = await screen.findByRole('grid')
    const heads = within(grid).getAllByRole('columnheader')
    expect(heads.filter((one) => within(one).queryByRole('button')).length).toBe(0)
  })
})

describe('households whose problem was put right', () => {
  it('have a filter of their own, and the call is noted beside it', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(ReturnVisitsView, {}, '/visits')
    await user.click(await screen.findByRole('button', { name: /修好了，待再打/ }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'return_visit.list').at(-1)).toMatchObject({ filter: 'call_again' }),
    )
    await user.click(await screen.findByRole('button', { name: '记这次通话' }))
    const said = await screen.findByLabelText(/说了什么/)
    await user.type(said, '好用了')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() =>
      expect(payloadsOf(fake, 'contact.add')).toMatchObject([
        { result: 'reached', text: '好用了' },
      ]),
    )
  })
})
