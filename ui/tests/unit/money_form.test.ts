/** What is typed about money is saved as typed, or refused with a word; never taken for something else. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ChargeLine, OrderMoney } from '@/bindings/contract'
import ChargeForm from '@/parts/money/ChargeForm.vue'
import PayForm from '@/parts/money/PayForm.vue'
import GiveForm from '@/parts/money/GiveForm.vue'
import { emptyLine, unitFault } from '@/parts/money/model'
import { setLocale } from '@/shared/i18n'
import { toasts } from '@/shared/use/toast'
import { payloadsOf, show, useFake } from './fake'

const ORDER = '00000003-0000-4000-8000-000000000004'
beforeEach(() => setLocale('zh-CN'))
Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
  configurable: true,
  get(this: HTMLElement) {
    return this.parentNode
  },
})

const line = (name: string, fen: number, over: Partial<ChargeLine> = {}): ChargeLine => ({
  id: name,
  kind: 'labour',
  code: null,
  name,
  quantity: 1,
  unit_fen: fen,
  amount_fen: fen,
  basis: 'typed',
  reason: null,
  ...over,
})
const off = line('优惠', -1_000, { kind: 'discount', basis: 'discount', reason: '老客户' })
function start(change: Partial<OrderMoney> = {}) {
  const fake = useFake()
  const money = {
    ...(fake.call('money.get', { work_order_id: ORDER }) as OrderMoney),
    lines: [line('清洗', 9_000), off],
    may_discount: true,
    ...change,
  }
  fake.handlers['money.charge'] = () => money
  return { fake, money, user: userEvent.setup() }
}
const save = () => screen.getByRole('button', { name: '保存明细' })
const sent = (fake: ReturnType<typeof useFake>) => payloadsOf(fake, 'money.charge')

describe('the lines of an order', () => {
  it('are not saved while a discount cannot be read', async () => {
    const { fake, money, user } = start()
    await show(ChargeForm, { money })
    const discount = screen.getByLabelText<HTMLInputElement>(/^优惠/)
    await user.clear(discount)
    await user.type(discount, '5o')
    await user.click(save())
    await screen.findByText('金额没看懂。只写数字，单位是元。')
    expect(sent(fake)).toHaveLength(0)
    expect(discount.value).toBe('5o')
    await user.clear(discount)
    await user.type(discount, '5')
    await user.click(save())
    await waitFor(() => expect(sent(fake)).toMatchObject([{ discount_fen: 500 }]))
  })
  it('are not saved while there is a reason for a discount and none', async () => {
    const { fake, money, user } = start({ lines: [line('清洗', 9_000)] })
    await show(ChargeForm, { money })
    await user.type(screen.getByLabelText(/为什么优惠/), '熟人')
    await user.click(save())
    await screen.findByText('写了原因，还要填优惠多少')
    expect(sent(fake)).toHaveLength(0)
  })
  it('keep a price above the list that cannot be read, with its reason, until it is put right', async () => {
    const granted = line('人工费', 12_000, { basis: 'above_list', reason: '夜里去' })
    const { fake, money, user } = start({ lines: [granted] })
    await show(ChargeForm, { money })
    await waitFor(() => expect(payloadsOf(fake, 'price.list')).toHaveLength(1))
    await screen.findByRole('button', { name: /比价目表多收/ })
    const price = screen.getByLabelText<HTMLInputElement>(/单价/)
    for (const [typed, said] of [
      ['12o', '金额没看懂。只写数字，单位是元。'],
      ['80', /不比总部价目表高/],
    ] as const) {
      await user.clear(price)
      await user.type(price, typed)
      await user.click(save())
      await screen.findByText(said)
    }
    expect(sent(fake)).toHaveLength(0)
    await user.clear(price)
    await user.type(price, '130')
    await user.click(save())
    await waitFor(() => expect(sent(fake)).toHaveLength(1))
    expect(sent(fake)).toMatchObject([{ lines: [{ unit_fen: 13_000, over_reason: '夜里去' }] }])
  })
  it('ask no price of what is free or not begun', () => {
    const wrong = { ...emptyLine(), name: '人工', unit: 'x' }
    expect(unitFault(wrong, false, undefined)).toBe('badMoney')
    expect(unitFault(wrong, true, undefined)).toBeUndefined()
    expect(unitFault(emptyLine(), false, undefined)).toBeUndefined()
    expect(unitFault({ ...wrong, unit: '' }, false, undefined)).toBeUndefined()
  })
})

describe('a discount that stands', () => {
  it('goes along as it is with what somebody saves who may not give one, and is seen by them', async () => {
    const { fake, money, user } = start({ may_discount: false })
    await show(ChargeForm, { money })
    expect(screen.getByText('经理优惠 10 元：老客户')).toBeTruthy()
    await user.click(save())
    await waitFor(() =>
      expect(sent(fake)).toMatchObject([{ discount_fen: 1_000, discount_reason: '老客户' }]),
    )
  })
  it('is taken away by one press where it is more than the lines', async () => {
    const { fake, money, user } = start({ may_discount: false })
    await show(ChargeForm, { money })
    await user.click(screen.getByRole('button', { name: '取消优惠' }))
    await user.click(save())
    await waitFor(() =>
      expect(sent(fake)).toMatchObject([{ discount_fen: null, discount_reason: null }]),
    )
  })
  it('is not sent any more where all has become free, and the form says so', async () => {
    const { fake, money, user } = start({ free: true })
    await show(ChargeForm, { money })
    expect(screen.getByText(/原有优惠 10 元 不再需要/)).toBeTruthy()
    await user.click(save())
    await waitFor(() => expect(sent(fake)).toMatchObject([{ discount_fen: null }]))
  })
})

describe('a draft about money', () => {
  /** A draft of the form of an order, left half typed. */
  async function left(money: OrderMoney, user: ReturnType<typeof userEvent.setup>): Promise<void> {
    const shown = await show(ChargeForm, { money })
    const item = screen.getByLabelText(/项目/)
    await user.clear(item)
    await user.type(item, '清洗两遍')
    shown.unmount()
  }
  it('comes back as it was while nothing has changed', async () => {
    const { fake, money, user } = start()
    await left(money, user)
    await waitFor(() => expect(fake.drafts.has(`charge:${ORDER}`)).toBe(true))
    await show(ChargeForm, { money })
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>(/项目/).value).toBe('清洗两遍'),
    )
    expect(screen.queryByText(/这张单的明细被改过/)).toBeNull()
  })
  it('never replaces newer lines unseen: a person chooses which count', async () => {
    const { fake, money, user } = start()
    await left(money, user)
    await waitFor(() => expect(fake.drafts.has(`charge:${ORDER}`)).toBe(true))
    const newer = { ...money, lines: [line('换风机', 26_000)] }
    const shown = await show(ChargeForm, { money: newer })
    await screen.findByText(/这张单的明细被改过/)
    await user.click(save())
    expect(toasts.at(-1)?.text).toBe('请先选用哪一份')
    expect(sent(fake)).toHaveLength(0)
    await user.click(screen.getByRole('button', { name: '用现在的' }))
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>(/项目/).value).toBe('换风机'),
    )
    shown.unmount()

    await left(money, user)
    await waitFor(() => expect(fake.drafts.has(`charge:${ORDER}`)).toBe(true))
    await show(ChargeForm, { money: newer })
    await user.click(await screen.findByRole('button', { name: '用我填的' }))
    await user.click(save())
    await waitFor(() => expect(sent(fake)).toMatchObject([{ lines: [{ name: '清洗两遍' }] }]))
  })
  it('is told of lines that change while the form is open; what nobody touched goes along', async () => {
    const { money, user } = start()
    const shown = await show(ChargeForm, { money })
    const item = () => screen.getByLabelText<HTMLInputElement>(/项目/)
    await shown.rerender({ money: { ...money, lines: [line('换风机', 26_000)] } })
    expect(item().value).toBe('换风机')
    await user.type(item(), '两台')
    await shown.rerender({ money: { ...money, lines: [line('换主板', 48_000)] } })
    expect(item().value).toBe('换风机两台')
    expect(screen.getByText(/这张单的明细被改过/)).toBeTruthy()
  })
  it('of a payment tells that another sum is open now, and is sent when a person has chosen', async () => {
    const { fake, money, user } = start()
    const owing = { ...money, due_fen: 26_000 }
    const first = await show(PayForm, { money: owing })
    await user.type(screen.getByLabelText(/备注/), '微信截图已存')
    first.unmount()
    await waitFor(() => expect(fake.drafts.size).toBe(1))
    const less = { ...money, due_fen: 11_000 }
    await show(PayForm, { money: less })
    await screen.findByText(/还欠的数目变了，现在是/)
    const pay = () => user.click(screen.getByRole('button', { name: '确定收款' }))
    await pay()
    expect(payloadsOf(fake, 'money.pay')).toEqual([])
    await user.click(screen.getByRole('button', { name: '用现在的' }))
    expect(screen.queryByText(/还欠的数目变了/)).toBeNull()
    await pay()
    await waitFor(() =>
      expect(payloadsOf(fake, 'money.pay')).toMatchObject([
        { amount_fen: 11_000, note: '微信截图已存' },
      ]),
    )
  })
  it('does not win over the sum that another screen asks for', async () => {
    const { fake, money, user } = start()
    const paid = { ...money, paid_fen: 9_000 }
    const first = await show(GiveForm, { money: paid, what: 'refund' })
    const amount = () => screen.getByLabelText<HTMLInputElement>(/金额/)
    await user.clear(amount())
    await user.type(amount(), '12')
    first.unmount()
    await waitFor(() => expect(fake.drafts.size).toBe(1))
    const wish = { what: 'refund', amount: '30', reason: '判定退费', about: 'TS-1' }
    await show(GiveForm, { money: paid, what: 'refund', wish })
    await screen.findByText(/要退、要免的数目变了/)
    await user.click(screen.getByRole('button', { name: '用现在的' }))
    await waitFor(() => expect(amount().value).toBe('30'))
    expect(screen.queryByText(/要退、要免的数目变了/)).toBeNull()
  })
})

describe('work that nobody was charged for', () => {
  it('is given free by its reason alone; what it is worth is the list’s to say', async () => {
    const { fake, money, user } = start()
    const given = { ...money, to_give_fen: 23_000 }
    fake.handlers['money.give_free'] = () => money
    await show(GiveForm, { money: given, what: 'give' })
    expect(screen.queryByLabelText(/金额/)).toBeNull()
    await user.click(screen.getByRole('button', { name: '确定免费' }))
    expect(payloadsOf(fake, 'money.give_free')).toHaveLength(0)
    await user.type(screen.getByLabelText(/为什么/), '老客户')
    await user.click(screen.getByRole('button', { name: '确定免费' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'money.give_free')).toEqual([
        { work_order_id: ORDER, reason: '老客户' },
      ]),
    )
  })
})

describe('goods beside free work', () => {
  it('ask a manager for the reason and tell the others whose they are', async () => {
    const lines = [line('报警器', 12_000, { kind: 'other' })]
    const { fake, money, user } = start({ free: true, lines, may_exceed: true })
    const first = await show(ChargeForm, { money })
    await user.type(screen.getByLabelText(/保修期内另外卖的/), '客户要装')
    await user.click(save())
    await waitFor(() =>
      expect(sent(fake)).toMatchObject([{ lines: [{ over_reason: '客户要装' }] }]),
    )
    first.unmount()
    await show(ChargeForm, { money: { ...money, may_exceed: false } })
    expect(screen.getByText(/由经理加这一行/)).toBeTruthy()
  })
})
