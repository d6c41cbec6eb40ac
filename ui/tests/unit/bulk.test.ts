import type { WorkOrderPage } from '@/bindings/contract'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import ComplaintsView from '@/features/complaint/ComplaintsView.vue'
import CustomersView from '@/features/customer/CustomersView.vue'
import UnitsView from '@/features/unit/UnitsView.vue'
import WorkOrdersView from '@/features/work_order/WorkOrdersView.vue'
import { setLocale } from '@/shared/i18n'
import { CallError } from '@/shared/ipc'
import { whyOf } from '@/shared/model/bulk'
import { useRange } from '@/shared/model/marks'
import { toasts } from '@/shared/use/toast'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => {
  setLocale('zh-CN')
  // Rows are drawn where there is room for them.
  for (const of of ['clientHeight', 'offsetHeight'] as const)
    vi.spyOn(HTMLElement.prototype, of, 'get').mockReturnValue(360)
  for (const of of ['clientWidth', 'offsetWidth'] as const)
    vi.spyOn(HTMLElement.prototype, of, 'get').mockReturnValue(800)
})

const box = (row: number) =>
  screen.getByRole<HTMLInputElement>('checkbox', { name: `选中第 ${row} 行` })
async function listed(): Promise<HTMLElement> {
  await screen.findByRole('checkbox', { name: '选中第 2 行' })
  return screen.getAllByRole('row')[1] as HTMLElement
}
const chosen = (count: number) => screen.findByText(`已选 ${count} 条`)

describe('a row', () => {
  it('is copied as a line for a spreadsheet, unless words on the screen are marked', async () => {
    useFake()
    const write = vi.fn().mockResolvedValue(undefined)
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: write } })
    await show(UnitsView, {}, '/units')
    const row = await listed()
    await fireEvent.keyDown(row, { key: 'c', ctrlKey: true })
    expect(write).toHaveBeenCalledOnce()
    const line = String(write.mock.calls[0]?.[0]).split('\t')
    expect(line.length).toBeGreaterThan(3)
    expect(row.textContent?.replace(/\s+/g, '')).toContain(line[0]?.replace(/\s+/g, ''))
    vi.spyOn(window, 'getSelection').mockReturnValue({ isCollapsed: false } as Selection)
    await fireEvent.keyDown(row, { key: 'c', ctrlKey: true })
    expect(write).toHaveBeenCalledOnce()
    vi.unstubAllGlobals()
  })
})

describe('a walk with Shift', () => {
  it('marks from where it began, and gives back what it leaves', () => {
    const range = useRange()
    expect(range.step(3, 4)).toEqual({ on: [3, 4], off: [] })
    expect(range.step(4, 5)).toEqual({ on: [3, 4, 5], off: [] })
    expect(range.step(5, 4)).toEqual({ on: [3, 4], off: [5] })
    expect(range.step(4, 2).on).toEqual([2, 3])
    range.end()
    expect(range.step(8, 9).on).toEqual([8, 9])
  })
})

describe('rows that are marked', () => {
  it('are marked by the keyboard alone, one, several, all and none', async () => {
    useFake({ staff: 'manager', orders: 8 })
    await show(WorkOrdersView, {}, '/orders')
    const row = await listed()
    const key = (options: object) => fireEvent.keyDown(row, options)
    await key({ key: ' ' })
    await chosen(1)
    await key({ key: 'ArrowDown', shiftKey: true })
    await key({ key: 'ArrowDown', shiftKey: true })
    await chosen(3)
    await key({ key: 'ArrowUp', shiftKey: true })
    await chosen(2)
    expect([1, 2, 3].map((n) => box(n).checked)).toEqual([true, true, false])
    await key({ key: 'a', ctrlKey: true })
    await waitFor(() => expect(box(3).checked).toBe(true))
    await key({ key: 'Escape' })
    await waitFor(() => expect(screen.queryByText(/^已选/)).toBeNull())
  })
  it('stay when the list is sorted, and go with a word when it is narrowed', async () => {
    useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(CustomersView, {}, '/customers')
    await listed()
    await user.click(box(1))
    await user.click(box(2))
    await chosen(2)
    await user.selectOptions(screen.getByLabelText('排序'), 'name')
    await chosen(2)
    await user.type(screen.getByLabelText('只看某个乡镇'), '柳')
    await waitFor(() => expect(screen.queryByText(/^已选/)).toBeNull())
    expect(toasts.map((one) => one.text)).toContain('筛选变了，已取消选中的 2 条。')
  })
  it('go with a word when their rows leave the list', async () => {
    const fake = useFake({ staff: 'manager', orders: 8 })
    const user = userEvent.setup()
    await show(WorkOrdersView, {}, '/orders')
    await listed()
    await user.click(box(1))
    await user.click(box(2))
    await chosen(2)
    const all = fake.handlers['work_order.list']
    fake.handlers['work_order.list'] = (asked) => {
      const page = all?.(asked) as WorkOrderPage
      return { ...page, rows: page.rows.slice(1), total: page.total - 1 }
    }
    // Anything that is done anywhere reads the list again.
    await user.click(await screen.findByRole('button', { name: '记为催办' }))
    await chosen(1)
    expect(toasts.map((one) => one.text)).toContain('选中的有 1 条已经不在这个列表里，不再选中。')
  })
  it('are not offered to whom they would be of no use', async () => {
    // Whoever may neither take lists out nor print labels has nothing to mark rows for.
    useFake({ staff: 'technician' })
    await show(CustomersView, {}, '/customers')
    await screen.findAllByRole('gridcell')
    expect(screen.queryByRole('checkbox', { name: '选中第 1 行' })).toBeNull()
  })
  it('are taken out alone', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(CustomersView, {}, '/customers')
    await listed()
    await user.click(box(2))
    await user.click(await screen.findByRole('button', { name: '导出选中…' }))
    await screen.findByText(/按现在的列导出选中的 1 条/)
    await user.type(await screen.findByLabelText(/导出做什么用/), '给会计')
    await user.click(screen.getByRole('button', { name: '导出' }))
    await waitFor(() => expect(payloadsOf(fake, 'export.list')).toHaveLength(1))
    const [asked] = payloadsOf(fake, 'export.list') as { only: string[] }[]
    expect(asked?.only).toHaveLength(1)
  })
})

describe('what is done with several at once', () => {
  it('runs once for each, tells each refusal with its reason and place, and keeps those marked', async () => {
    const fake = useFake({ staff: 'manager', orders: 8 })
    const user = userEvent.setup()
    await show(WorkOrdersView, {}, '/orders')
    const row = await listed()
    await fireEvent.keyDown(row, { key: 'a', ctrlKey: true })
    await user.click(await screen.findByRole('button', { name: '派工…' }))
    const dialog = await screen.findByRole('dialog')
    const select = within(dialog).getByLabelText(/派给谁/)
    await waitFor(() => expect(within(select).getAllByRole('option').length).toBeGreaterThan(2))
    const go = within(dialog).getByRole('button', { name: /^对 \d+ 条执行$/ })
    expect(go.hasAttribute('disabled')).toBe(true)
    await user.selectOptions(select, '00000009-0000-4000-8000-000000000003')
    await user.click(go)
    const told = await within(dialog).findByText(/^办好 \d+ 条。$/)
    const done = Number(/\d+/.exec(told.textContent ?? '')?.[0])
    const links = within(dialog).getAllByRole('link')
    const sent = payloadsOf(fake, 'work_order.advance')
    expect(done).toBeGreaterThan(0)
    expect(links.length).toBeGreaterThan(0)
    expect(sent).toHaveLength(done + links.length)
    expect(sent[0]).toMatchObject({
      step: 'dispatch',
      technician_id: '00000009-0000-4000-8000-000000000003',
    })
    expect(links[0]?.getAttribute('href')).toMatch(/^\/orders\/0/)
    within(dialog).getAllByText('工单现在的状态不能走这一步。')
    await user.click(within(dialog).getByRole('button', { name: '关闭' }))
    await chosen(links.length)
  })
  it('stops where it is told to and leaves the rest marked', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(UnitsView, {}, '/units')
    const row = await listed()
    await fireEvent.keyDown(row, { key: 'a', ctrlKey: true })
    await user.click(await screen.findByRole('button', { name: '安排回访…' }))
    const dialog = await screen.findByRole('dialog')
    await fireEvent.click(within(dialog).getByRole('button', { name: /^对 \d+ 条执行$/ }))
    await fireEvent.click(await within(dialog).findByRole('button', { name: '停下' }))
    await within(dialog).findByText(/^已停下，还有 \d+ 条没有办/)
    const asked = payloadsOf(fake, 'unit.list').length
    expect(asked).toBeGreaterThan(0)
    const done = payloadsOf(fake, 'return_visit.plan').length
    expect(done).toBeGreaterThan(0)
    expect(await screen.findByText(/^已选 \d+ 条$/)).toBeTruthy()
  })
  it('gives complaints to a person', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(ComplaintsView, {}, '/complaints')
    await listed()
    await user.click(box(1))
    await user.click(box(2))
    await user.click(await screen.findByRole('button', { name: '负责人…' }))
    const dialog = await screen.findByRole('dialog')
    const select = within(dialog).getByLabelText(/交给谁负责/)
    await waitFor(() => expect(within(select).getAllByRole('option').length).toBeGreaterThan(2))
    await user.selectOptions(select, '00000009-0000-4000-8000-000000000001')
    await user.click(within(dialog).getByRole('button', { name: '对 2 条执行' }))
    // The report stays until it was read.
    await within(dialog).findByText('办好 2 条。')
    expect(payloadsOf(fake, 'complaint.assign')).toHaveLength(2)
    await user.click(within(dialog).getByRole('button', { name: '关闭' }))
    await waitFor(() => expect(screen.queryByText(/^已选/)).toBeNull())
  })
  it('says of a refused field what is wrong with it', () => {
    const message = { message_zh: '请选一位在岗的人。', message_en: 'Choose somebody.' }
    const fields = [{ field: 'owner_id', code: 'person_gone', ...message }]
    const refused = new CallError('input.invalid', 'input.invalid', { fields })
    expect(whyOf(refused)).toBe('请选一位在岗的人。')
    expect(whyOf(new CallError('permission.denied', 'x', {}))).toMatch(/经理|权限/)
  })
})
