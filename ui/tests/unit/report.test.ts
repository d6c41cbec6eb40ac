import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import ReportView from '@/features/report/ReportView.vue'
import { askedOf, isWhole, ordersBehind } from '@/features/report/model'
import WorkOrdersView from '@/features/work_order/WorkOrdersView.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

const part = (name: string) => screen.findByRole('region', { name })
const CAUSES = '按原因：完工的报修'
const KNOWLEDGE = '知识库：来电时用了什么'
const CONTENT = '满意度：完工的工单'
/** The card of a part: the region that holds its heading. */
async function card(name: string): Promise<HTMLElement> {
  const heading = await screen.findByRole('heading', { name })
  return heading.closest('section') as HTMLElement
}
const rowOf = (within_: HTMLElement, name: string | RegExp) =>
  within(within_).getByRole('rowheader', { name }).closest('tr') as HTMLElement

describe('the figures by cause', () => {
  it('lead from each number to just its orders', async () => {
    useFake({ staff: 'manager' })
    await show(ReportView, {}, '/report')
    const table = await card(CAUSES)
    const use = rowOf(table, /使用问题/)
    expect(within(use).getByText('25.6%')).toBeTruthy()
    const href = (name: RegExp) => within(table).getByRole('link', { name }).getAttribute('href')
    const days = 'from=2026-11-01&to=2026-11-21'
    expect(href(/^看这 11 单：使用问题$/)).toBe(`/orders?filter=all&${days}&cause=use`)
    expect(href(/^看这 1 单：使用问题 30 天内重复/)).toContain('&cause=use&repeats=1')
    expect(href(/^看这 8 单：使用问题 上一段$/)).toContain('from=2026-10-01&to=2026-10-21')
    expect(href(/^看这 2 单：没有分类$/)).toContain('&cause=none')
    expect(within(rowOf(table, /不是本机的问题/)).queryByRole('link', { name: /重复/ })).toBeNull()
  })

  it('open a class by model, by the keyboard too', async () => {
    useFake({ staff: 'manager' })
    await show(ReportView, {}, '/report')
    const table = await card(CAUSES)
    const opener = within(table).getByRole('button', { name: '按机型看“产品问题”' })
    expect(within(table).queryByText('沃暖 24')).toBeNull()
    opener.focus()
    await userEvent.keyboard('{Enter}')
    expect(opener.getAttribute('aria-expanded')).toBe('true')
    const model = rowOf(table, '沃暖 24')
    const link = within(model).getAllByRole('link')[0]
    expect(link?.getAttribute('href')).toContain('&cause=product&model=WEB-L1P24')
    expect(within(rowOf(table, '没登记机型')).getByRole('link').getAttribute('href')).toContain(
      '&model=none',
    )
  })

  it('of another span are asked for by its button, and of own dates once both are there', async () => {
    const fake = useFake()
    const { router } = await show(ReportView, {}, '/report')
    await card(CAUSES)
    await userEvent.click(screen.getByRole('button', { name: '这个采暖季' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'report.causes').at(-1)).toMatchObject({
        span: 'season',
      }),
    )
    const before = payloadsOf(fake, 'report.causes').length
    await userEvent.click(screen.getByRole('button', { name: '自选日期' }))
    expect(await screen.findByText('填好起止日期')).toBeTruthy()
    await userEvent.type(screen.getByLabelText('从哪天'), '2026-11-01{Tab}')
    await userEvent.type(screen.getByLabelText('到哪天'), '2026-11-07{Tab}')
    await waitFor(() => expect(router.currentRoute.value.query['to']).toBe('2026-11-07'))
    expect(await screen.findByText('这段时间没有完工的报修')).toBeTruthy()
    const asked = payloadsOf(fake, 'report.causes').slice(before)
    expect(asked).toEqual([{ span: 'own', from_on: '2026-11-01', to_on: '2026-11-07' }])
  })

  it('are not asked for by a technician', async () => {
    const fake = useFake({ staff: 'technician' })
    await show(ReportView, {}, '/report')
    expect(await screen.findByText('统计给经理和文员看')).toBeTruthy()
    expect(payloadsOf(fake, 'report.causes')).toHaveLength(0)
  })

  it('that cannot be read say so and are asked for again', async () => {
    const fake = useFake({ staff: 'manager' })
    fake.handlers['report.causes'] = () => {
      throw new Error('broken')
    }
    await show(ReportView, {}, '/report')
    const alert = await screen.findByRole('alert')
    const before = payloadsOf(fake, 'report.causes').length
    await userEvent.click(within(alert).getByRole('button', { name: /再试|重试/ }))
    await waitFor(() => expect(payloadsOf(fake, 'report.causes').length).toBeGreaterThan(before))
  })
})

describe('what of the knowledge base was used', () => {
  it('tells how many calls were solved, and no share of fewer than five', async () => {
    useFake()
    await show(ReportView, {}, '/report')
    await part(KNOWLEDGE)
    const table = await card(KNOWLEDGE)
    expect(within(rowOf(table, 'E04')).getByText('72.2%')).toBeTruthy()
    expect(within(rowOf(table, 'E27')).getByText('太少，不算')).toBeTruthy()
    expect(within(rowOf(table, 'Z9')).getByText('知识库里没有')).toBeTruthy()
  })
})

describe('how content the customers were', () => {
  it('is a share of the scores, and none of fewer than five', async () => {
    useFake()
    await show(ReportView, {}, '/report')
    await part(CONTENT)
    const table = await card(CONTENT)
    const satisfied = within(rowOf(table, '其中满意')).getAllByRole('cell')
    expect(satisfied.map((one) => one.textContent?.trim())).toEqual([
      '21',
      '87.5%',
      '3',
      '太少，不算',
    ])
    expect(within(rowOf(table, '平均分')).getByText('4.4 分')).toBeTruthy()
  })
})

describe('the list of orders behind a number', () => {
  const path = '/orders?filter=all&cause=product&from=2026-11-01&to=2026-11-21&repeats=1&model=none'

  it('asks for just these and says so, until it is cleared', async () => {
    const fake = useFake()
    const { router } = await show(WorkOrdersView, {}, path)
    await waitFor(() => expect(payloadsOf(fake, 'work_order.list')).not.toHaveLength(0))
    expect(payloadsOf(fake, 'work_order.list')[0]).toMatchObject({
      filter: 'all',
      cause_class: 'product',
      repaired: {
        from_on: '2026-11-01',
        to_on: '2026-11-21',
        without_class: false,
        model_code: null,
        without_model: true,
        repeats: true,
      },
    })
    expect(screen.getByText(/完工的报修 · 没登记机型 · 30 天内重复/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '不按日期看，回到全部工单' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'work_order.list').at(-1)).toMatchObject({ repaired: null }),
    )
    expect(router.currentRoute.value.query).toEqual({ filter: 'all', cause: 'product' })
  })

  it('is reached through the figures by the desk, not by a technician', async () => {
    useFake()
    const desk = await show(WorkOrdersView, {}, '/orders')
    const link = await screen.findByRole('link', { name: '按原因统计' })
    expect(link.getAttribute('href')).toBe('/report')
    desk.unmount()
    useFake({ staff: 'technician' })
    await show(WorkOrdersView, {}, '/orders')
    await screen.findByRole('link', { name: '晚间录单' })
    await waitFor(() => expect(screen.queryByRole('link', { name: '按原因统计' })).toBeNull())
  })
})

describe('as data', () => {
  it('an unknown span is this month, and own dates have to be in order', () => {
    expect(askedOf({ span: 'x', from: '2026-11-01' })).toEqual({
      span: 'this_month',
      from_on: null,
      to_on: null,
    })
    const own = (from: string, to: string) => askedOf({ span: 'own', from, to })
    expect(isWhole(own('2026-11-01', '2026-11-01'))).toBe(true)
    expect(isWhole(own('2026-11-02', '2026-11-01'))).toBe(false)
    expect(isWhole(own('2026-11-02', 'morgen'))).toBe(false)
  })
  it('a number without a class or model leads to those without', () => {
    const days = { from_on: '2026-11-01', to_on: '2026-11-02' }
    expect(ordersBehind(days, { cause: null, model: null }).query).toMatchObject({
      cause: 'none',
      model: 'none',
    })
    expect(ordersBehind(days, {}).query).toEqual({
      filter: 'all',
      from: '2026-11-01',
      to: '2026-11-02',
    })
  })
})
