/** The list of orders: words within the chips, filters kept whole, and as many sheets as were marked. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { WorkOrderList, WorkOrderPage } from '@/bindings/contract'
import WorkOrdersView from '@/features/work_order/WorkOrdersView.vue'
import { partsOf } from '@/parts/print/model'
import PrintDialog from '@/parts/print/PrintDialog.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => {
  setLocale('zh-CN')
  // Rows are drawn where there is room for them.
  for (const of of ['clientHeight', 'offsetHeight'] as const)
    vi.spyOn(HTMLElement.prototype, of, 'get').mockReturnValue(360)
  for (const of of ['clientWidth', 'offsetWidth'] as const)
    vi.spyOn(HTMLElement.prototype, of, 'get').mockReturnValue(800)
})

const numbers = (count: number) => Array.from({ length: count }, (_, n) => `id-${n}`)

describe('more sheets than one job holds', () => {
  it('become one job after the other, with none left out', () => {
    expect(partsOf('job_sheet', numbers(200))).toEqual([
      { document: 'job_sheet', ids: numbers(200) },
    ])
    const jobs = partsOf('job_sheet', numbers(460))
    expect(jobs.map((one) => one.ids.length)).toEqual([200, 200, 60])
    expect(jobs.flatMap((one) => one.ids)).toEqual(numbers(460))
    expect(jobs.map((one) => one.part)).toEqual([
      { from: 1, to: 200, of: 460 },
      { from: 201, to: 400, of: 460 },
      { from: 401, to: 460, of: 460 },
    ])
    // What the list has not read yet is counted, though it cannot be printed.
    expect(partsOf('job_sheet', numbers(200), 260)[0]?.part).toEqual({ from: 1, to: 200, of: 260 })
  })
  it('are said in the dialog, also those the list has not read yet', async () => {
    useFake()
    const Host = defineComponent({
      props: { of: { type: Number, required: true } },
      setup: (props) => () =>
        h(PrintDialog, {
          modelValue: true,
          choices: partsOf('job_sheet', numbers(260), props.of),
        }),
    })
    const shown = await show(Host, { of: 260 })
    await screen.findByText(/260 张分 2 次打/)
    expect(screen.getByRole('option', { name: '派工单（第 201–260 张，共 260 张）' })).toBeTruthy()
    expect(screen.queryByText(/还没读出来/)).toBeNull()
    await shown.rerender({ of: 900 })
    await screen.findByText(/后面的 640 张还没读出来/)
  })
})

describe('words in the list of orders', () => {
  it('are asked within the chips that are pressed, and what is elsewhere is a press away', async () => {
    const fake = useFake({ staff: 'manager', orders: 8 })
    const user = userEvent.setup()
    const asked: WorkOrderList[] = []
    fake.handlers['work_order.list'] = (request): WorkOrderPage => {
      asked.push(request)
      const total = request.query && request.filter === 'all' && !request.cause_class ? 3 : 0
      return { rows: [], next: null, total, too_many: false }
    }
    await show(WorkOrdersView, {}, '/orders?filter=overdue&cause=product')
    await user.type(await screen.findByRole('searchbox'), '王')
    await waitFor(() =>
      expect(asked).toContainEqual(
        expect.objectContaining({ query: '王', filter: 'overdue', cause_class: 'product' }),
      ),
    )
    await user.click(await screen.findByRole('button', { name: '在全部工单里找到 3 张' }))
    await waitFor(() =>
      expect(asked).toContainEqual(
        expect.objectContaining({ query: '王', filter: 'all', cause_class: null, limit: 200 }),
      ),
    )
  })
  it('that fit too much say so', async () => {
    const fake = useFake({ staff: 'manager', orders: 8 })
    const all = fake.handlers['work_order.list']
    fake.handlers['work_order.list'] = (request) => ({
      ...(all?.(request) as WorkOrderPage),
      too_many: Boolean(request.query),
    })
    const user = userEvent.setup()
    await show(WorkOrdersView, {}, '/orders')
    const find = await screen.findByRole('searchbox')
    expect(screen.queryByText(/只查了前两千个/)).toBeNull()
    await user.type(find, '王')
    await screen.findByText(/只查了前两千个/)
  })
})

describe('a filter that is kept', () => {
  it('keeps the cause, and brings back the one it had', async () => {
    const fake = useFake({ staff: 'manager', orders: 8 })
    const user = userEvent.setup()
    const { router } = await show(WorkOrdersView, {}, '/orders?filter=all&cause=product')
    await user.click(await screen.findByRole('button', { name: '列表选项' }))
    await user.type(screen.getByRole('textbox', { name: '筛选名称' }), '产品问题')
    await user.click(screen.getByRole('button', { name: '存下现在的筛选' }))
    await waitFor(() =>
      expect(JSON.stringify(payloadsOf(fake, 'preference.set'))).toContain('"cause":"product"'),
    )
    await router.replace('/orders?filter=all&cause=environment')
    await user.click(await screen.findByRole('button', { name: '产品问题' }))
    await waitFor(() => expect(router.currentRoute.value.query['cause']).toBe('product'))
  })
})
