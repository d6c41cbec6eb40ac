import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type {
  ComplaintDetail as Detail,
  ComplaintEvent,
  ComplaintOption,
  Payment,
  WorkOrderPage,
} from '@/bindings/contract'
import ComplaintDetail from '@/parts/complaint/ComplaintDetail.vue'
import ComplaintForm from '@/parts/complaint/ComplaintForm.vue'
import {
  advanceOf,
  createOf,
  emptyComplaint,
  emptyStep,
  fieldsOf,
  missingOf,
} from '@/parts/complaint/model'
import { fenIn, giveOf, givenFor } from '@/parts/complaint/give'
import { reasonFor, wishOf } from '@/parts/money/model'
import PromiseGive from '@/parts/promise/PromiseGive.vue'
import PromiseOutcome from '@/parts/promise/PromiseOutcome.vue'
import PromiseSection from '@/parts/promise/PromiseSection.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const complaint = (n: number) => `00000016-0000-4000-8000-${String(n).padStart(12, '0')}`
const option = (rest: Partial<ComplaintOption>): ComplaintOption => ({
  step: 'answer',
  needs: ['cause', 'plan'],
  offers: ['failure_type', 'recovery'],
  primary: true,
  refused: null,
  ...rest,
})
beforeEach(() => setLocale('zh-CN'))

describe('the calls of a complaint', () => {
  it('send what was typed and nothing that was left empty', () => {
    const values = { ...emptyComplaint(), category: 'charges', text: ' 收费多 ', sat_before: '2' }
    const call = createOf(values, { request_id: null, work_order_id: 'o' })
    expect(call).toMatchObject({ text: '收费多', sat_before: 2, remedy_sought: null, item: null })
    const known = { ...values, customer_id: 'c', caller_name: '别人' }
    expect(createOf(known, { request_id: null, work_order_id: null }).caller_name).toBeNull()
  })
  it('of a step hold its own fields alone, numbers as numbers, and the state that was seen', () => {
    const values = { ...emptyStep(), sat_after: '4', contact_text: '满意', cause: '旧稿' }
    const close = option({ step: 'close', needs: ['sat_after', 'contact_text'], offers: [] })
    expect(advanceOf('x', 'carrying_out', close, values)).toEqual({
      id: 'x',
      step: 'close',
      expected_state: 'carrying_out',
      sat_after: 4,
      contact_text: '满意',
    })
  })
  it('name every needed field that is blank, and no offered one', () => {
    const values = { ...emptyStep(), cause: ' ' }
    expect(missingOf(option({}), values)).toEqual(['cause', 'plan'])
    expect(fieldsOf(option({})).map((one) => one.required)).toEqual([true, true, false, false])
  })
})

describe('a grumble', () => {
  it('is noted by keyboard with who, what about and what was said', async () => {
    const fake = useFake()
    const from = { request_id: null, work_order_id: null }
    const shown = await show(ComplaintForm, { from, customerId: null })
    const user = userEvent.setup()
    await user.type(screen.getByLabelText('不在册的，写姓名'), '赵铁柱')
    await screen.findByRole('option', { name: '收费' })
    await user.selectOptions(screen.getByLabelText('哪一类（必填）'), 'charges')
    await user.type(screen.getByLabelText('客户怎么说的（必填）'), '收费多')
    expect(screen.queryByLabelText('您希望怎样解决（问客户）（必填）')).toBeNull()
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(shown.emitted('saved')).toBeTruthy())
    expect(payloadsOf(fake, 'complaint.create')).toEqual([
      expect.objectContaining({
        caller_name: '赵铁柱',
        category: 'charges',
        text: '收费多',
        severity: 'grumble',
      }),
    ])
  })
  it('about danger asks for the remedy before it is sent', async () => {
    const fake = useFake()
    const from = { request_id: null, work_order_id: null }
    await show(ComplaintForm, { from, customerId: null })
    const user = userEvent.setup()
    await user.type(screen.getByLabelText('不在册的，写姓名'), '赵铁柱')
    await screen.findByRole('option', { name: '安全' })
    await user.selectOptions(screen.getByLabelText('哪一类（必填）'), 'safety')
    await user.type(screen.getByLabelText('客户怎么说的（必填）'), '有煤气味')
    const sought = await screen.findByLabelText('您希望怎样解决（问客户）（必填）')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(sought.getAttribute('aria-invalid')).toBe('true'))
    expect(payloadsOf(fake, 'complaint.create')).toEqual([])
  })
})

describe('a complaint', () => {
  it('offers the likely step, and says why another is not for this person', async () => {
    const fake = useFake()
    await show(ComplaintDetail, { id: complaint(0) })
    const steps = await screen.findByRole('group', { name: '下一步' })
    const assess = within(steps).getByRole('button', { name: '初评定级' })
    expect((assess as HTMLButtonElement).disabled).toBe(true)
    expect(screen.getByText('被投诉人不能参与评判。')).toBeTruthy()
    await fireEvent.keyDown(document.body, { key: 'n' })
    const form = await screen.findByRole('form', { name: '答复方案' })
    const user = userEvent.setup()
    await user.type(within(form).getByLabelText('查出的原因（必填）'), '算错{Enter}')
    await user.type(within(form).getByLabelText('给客户的方案（必填）'), '退八十元')
    await user.type(within(form).getByLabelText('和客户说了什么（必填）'), '电话说明')
    await user.selectOptions(within(form).getByLabelText('失败类型'), 'process')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(payloadsOf(fake, 'complaint.advance')).toHaveLength(1))
    expect(payloadsOf(fake, 'complaint.advance')[0]).toMatchObject({
      step: 'answer',
      expected_state: 'investigating',
      cause: '算错',
      failure_type: 'process',
    })
  })
})

describe('a promise', () => {
  it('is noted in one line with its day', async () => {
    const fake = useFake()
    await show(PromiseSection, { workOrderId: 'x' })
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: '＋ 记一条承诺' }))
    await user.type(screen.getByLabelText('答应了什么（必填）'), '送滤网')
    await user.type(screen.getByLabelText('哪天前（必填）'), '2026-11-27')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(payloadsOf(fake, 'promise.create')).toHaveLength(1))
    expect(payloadsOf(fake, 'promise.create')[0]).toMatchObject({
      text: '送滤网',
      due_on: '2026-11-27',
      work_order_id: 'x',
    })
    await screen.findByText(/送滤网/)
  })
  it('is kept by whoever is at the keyboard, or by whom one chooses', async () => {
    const fake = useFake()
    await show(PromiseSection, { workOrderId: 'x' })
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: '＋ 记一条承诺' }))
    const owner = await screen.findByLabelText('谁来兑现')
    expect((owner as HTMLSelectElement).value).toBe('')
    await within(owner).findByRole('option', { name: '张师傅' })
    await user.selectOptions(owner, '张师傅')
    await user.type(screen.getByLabelText('答应了什么（必填）'), '送滤网')
    await user.type(screen.getByLabelText('哪天前（必填）'), '2026-11-27')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(payloadsOf(fake, 'promise.create')).toHaveLength(1))
    const call = payloadsOf(fake, 'promise.create')[0] as { owner_id: string | null }
    expect(call.owner_id).toBeTruthy()
  })
  it('goes to somebody else only with a reason', async () => {
    const fake = useFake()
    const page = fake.call('promise.list', {}) as { rows: unknown[] }
    await show(PromiseGive, { promise: page.rows[0] })
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: '换负责人' }))
    const owner = await screen.findByLabelText('谁来兑现（必填）')
    await within(owner).findByRole('option', { name: '张师傅' })
    await user.selectOptions(owner, '张师傅')
    await user.click(screen.getByRole('button', { name: '交给他' }))
    expect(payloadsOf(fake, 'promise.give')).toEqual([])
    await user.type(screen.getByLabelText('为什么（必填）'), '请假{Enter}')
    await waitFor(() => expect(payloadsOf(fake, 'promise.give')).toHaveLength(1))
    expect(payloadsOf(fake, 'promise.give')[0]).toMatchObject({ reason: '请假' })
  })
  it('is broken only with a reason', async () => {
    const fake = useFake()
    const page = fake.call('promise.list', {}) as { rows: unknown[] }
    await show(PromiseOutcome, { promise: page.rows[0] })
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: '没兑现' }))
    expect(payloadsOf(fake, 'promise.resolve')).toEqual([])
    await user.type(screen.getByLabelText('为什么（必填）'), '缺货{Enter}')
    await waitFor(() => expect(payloadsOf(fake, 'promise.resolve')).toHaveLength(1))
    expect(payloadsOf(fake, 'promise.resolve')[0]).toMatchObject({
      state: 'broken',
      reason: '缺货',
    })
  })
})

describe('a complaint that gives money', () => {
  it('reads the sum from the words of the measure, else of the plan', () => {
    expect(fenIn('退还多收 80 元')).toBe(8_000)
    expect(fenIn('免收¥35.5，其余照收')).toBe(3_550)
    expect(fenIn('第 3 次上门，再说')).toBeNull()
    expect(fenIn('退 1,280 元')).toBe(128_000)
    expect(fenIn('退¥1,280，收据收回')).toBe(128_000)
    expect(fenIn('多收了12块5，退给他')).toBe(1_250)
    const event = { recovery: 'refund', text: '同意退', at: 2 } as ComplaintEvent
    const older = { recovery: 'waiver', text: '免 10 元', at: 1 } as ComplaintEvent
    const told = { events: [older, event], plan: '退 120 块' }
    expect(giveOf(told)).toEqual({ what: 'refund', fen: 12_000, text: '同意退' })
    expect(giveOf({ events: [{ ...event, recovery: 'apology' }], plan: null })).toBeNull()
  })
  it('is done when the order shows it with the number of the complaint, and not when it was undone', () => {
    const paid = { method: 'cash', amount_fen: -8_000, note: '多收（TS-1）', reversed: false }
    const row = { ...paid, reverses_id: null } as Payment
    expect(givenFor('TS-1', [row])).toHaveLength(1)
    expect(givenFor('TS-2', [row])).toHaveLength(0)
    expect(givenFor('TS-1', [{ ...row, reversed: true }])).toHaveLength(0)
    expect(givenFor('TS-1', [{ ...row, amount_fen: 8_000 }])).toHaveLength(0)
    expect(givenFor('TS-1', [{ ...row, amount_fen: 8_000, method: 'waiver' }])).toHaveLength(1)
    expect(reasonFor('多收', 'TS-1')).toBe('多收（TS-1）')
    expect(reasonFor('多收 TS-1', 'TS-1')).toBe('多收 TS-1')
  })
  it('leads to its order by one key, with sum and reason filled in', async () => {
    const fake = useFake({ staff: 'manager' })
    const get = fake.handlers['complaint.get']
    const order = (fake.call('work_order.list', {}) as WorkOrderPage).rows[0]?.id ?? ''
    fake.handlers['complaint.get'] = (asked) => {
      const seen = get?.(asked) as Detail
      const [first] = seen.events
      const measure = { ...first, id: 'm', recovery: 'refund', text: '退还多收 80 元', at: 9e12 }
      return { ...seen, work_order_id: order, events: [measure, ...seen.events] } as Detail
    }
    const { router } = await show(ComplaintDetail, { id: complaint(1) }, '/complaints')
    await userEvent.click(await screen.findByRole('button', { name: /^去退钱/ }))
    await waitFor(() => expect(router.currentRoute.value.path).toBe(`/orders/${order}`))
    const { query } = router.currentRoute.value
    expect([query['give'], query['amount']]).toEqual(['refund', '80'])
    expect(query['reason']).toMatch(/^退还多收 80 元（.+）$/)
    expect(wishOf(query)?.about).toBeTruthy()
  })
})
