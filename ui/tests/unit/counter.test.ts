/** 柜台卖配件: one form from the part to the receipt, by keyboard, at the list's price. */
import userEvent from '@testing-library/user-event'
import { cleanup, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Counter } from '@/bindings/contract'
import CounterView from '@/features/counter/CounterView.vue'
import { emptySale, leftAfter, saleOf, totalOf } from '@/features/counter/model'
import { emptyLine } from '@/parts/money/model'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
  configurable: true,
  get(this: HTMLElement) {
    return this.parentNode
  },
})

const part = (n: number) => screen.findByLabelText<HTMLInputElement>(new RegExp(`^配件 ${n}`))
const price = () => screen.getByLabelText<HTMLInputElement>(/^单价/)
const sellButton = () => screen.getByRole('button', { name: '收款并完成' })

async function opened(options = {}) {
  const fake = useFake(options)
  const user = userEvent.setup()
  const shown = await show(CounterView, {}, '/counter')
  return { fake, user, shown }
}

describe('a sale over the counter', () => {
  it('is typed and done by Enter alone, and its receipt is the next press', async () => {
    const { fake, user } = await opened()
    const first = await part(1)
    await waitFor(() => expect(document.activeElement).toBe(first))
    await user.keyboard('风机{Enter}')
    await user.keyboard('2{Enter}')
    // The price is the list's; Enter goes on to the next part, which is left blank.
    expect(price().value).toBe('260')
    expect(document.activeElement).toBe(await part(2))
    // To who buys, what is taken off and why, how it is paid, the remark, and the end.
    await user.keyboard('{Enter}'.repeat(6))
    expect(document.activeElement).toBe(sellButton())
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(payloadsOf(fake, 'counter.sell')).toMatchObject([
        {
          lines: [{ code: 'fan', name: '风机', quantity: 2, unit_fen: 26_000 }],
          customer_id: null,
          new_customer_name: null,
          method: 'cash',
        },
      ]),
    )
    const receipt = await screen.findByRole('button', { name: /收据/ })
    await waitFor(() => expect(document.activeElement).toBe(receipt))
    expect(within(screen.getByLabelText('刚卖出的')).getByText(/已收 520/)).toBeTruthy()
    expect((await part(1)).value).toBe('')
    expect(screen.queryByLabelText(/^配件 2/)).toBeNull()
    await waitFor(() => expect(fake.drafts.has('counter')).toBe(false))
  })

  it('lets no price of the list be typed over, but by who may with a reason', async () => {
    const { user } = await opened()
    await user.type(await part(1), '风机')
    await user.tab()
    await waitFor(() => expect(price().value).toBe('260'))
    expect(price().disabled).toBe(true)
    await user.click(screen.getByRole('button', { name: /比价目表多收/ }))
    expect(price().disabled).toBe(false)
    expect(screen.getByLabelText(/为什么多收/)).toBeTruthy()
    cleanup()
    const fake = useFake()
    const counter = fake.handlers['counter.get']?.({}) as Counter
    fake.handlers['counter.get'] = () => ({ ...counter, may_exceed: false, may_discount: false })
    await show(CounterView, {}, '/counter')
    await user.type(await part(1), '风机{Enter}')
    await waitFor(() => expect(price().disabled).toBe(true))
    expect(screen.queryByRole('button', { name: /比价目表多收/ })).toBeNull()
    expect(screen.queryByLabelText(/^优惠/)).toBeNull()
  })

  it('says when more is sold than lies in the shop, and what is on no list', async () => {
    const { user } = await opened()
    await user.type(await part(1), '风机{Enter}5')
    expect(await screen.findByText('库存 3，卖后是 -2')).toBeTruthy()
    await user.type(await part(2), '铜三通')
    expect(await screen.findByText('配件表里没有，按新名称记：铜三通')).toBeTruthy()
  })

  it('that is refused says so at its field and keeps all that was typed', async () => {
    const { fake, user, shown } = await opened()
    await user.type(await part(1), '点火针')
    await user.tab()
    await user.click(sellButton())
    expect(await screen.findByText('价目表里没有这一项，请填单价。')).toBeTruthy()
    expect(price().getAttribute('aria-invalid')).toBe('true')
    await user.type(price(), '35')
    await user.selectOptions(screen.getByLabelText(/^怎么付/), 'credit')
    await user.click(sellButton())
    expect(await screen.findByText('这一项要填')).toBeTruthy()
    expect(payloadsOf(fake, 'counter.sell')).toHaveLength(1)
    shown.unmount()
    await waitFor(() => expect(fake.drafts.has('counter')).toBe(true))
    await show(CounterView, {}, '/counter')
    await waitFor(async () => expect((await part(1)).value).toBe('点火针'))
    expect(price().value).toBe('35')
  })

  it('to a new household asks for its name before it is sent', async () => {
    const { fake, user } = await opened()
    await user.type(await part(1), '风机')
    await user.tab()
    await user.selectOptions(screen.getByLabelText('谁买'), 'new')
    await user.click(sellButton())
    expect(payloadsOf(fake, 'counter.sell')).toHaveLength(0)
    await user.type(screen.getByLabelText(/^姓名/), '周淑芬')
    await user.type(screen.getByLabelText('电话'), '13804710001')
    await user.click(sellButton())
    await waitFor(() =>
      expect(payloadsOf(fake, 'counter.sell')).toMatchObject([
        { new_customer_name: '周淑芬', phone: '13804710001' },
      ]),
    )
  })

  it('is offered to no technician', async () => {
    const { fake } = await opened({ staff: 'technician' })
    expect(await screen.findByText('卖配件由文员或经理办')).toBeTruthy()
    expect(payloadsOf(fake, 'counter.get')).toHaveLength(0)
  })
})

describe('what is typed of a sale', () => {
  const counter = () => useFake().handlers['counter.get']?.({}) as Counter
  const line = (name: string, quantity: string, unit: string) => ({
    ...emptyLine('part'),
    name,
    quantity,
    unit,
  })
  it('comes to a sum only while every line can be read', () => {
    const sale = { ...emptySale(), lines: [line('风机', '2', '260'), emptyLine('part')] }
    expect(totalOf(sale)).toBe(52_000)
    expect(totalOf({ ...sale, discount: '20' })).toBe(50_000)
    expect(totalOf({ ...sale, lines: [line('风机', '2', '2六')] })).toBeUndefined()
  })
  it('counts a part that stands there twice together', () => {
    const twice = { ...emptySale(), lines: [line('风机', '2', '260'), line('Fan', '2', '260')] }
    const of = counter()
    expect(leftAfter(twice, 0, of)).toEqual({ there: 3, left: 1 })
    expect(leftAfter(twice, 1, of)).toEqual({ there: 3, left: -1 })
    expect(leftAfter({ ...emptySale(), lines: [line('铜三通', '1', '5')] }, 0, of)).toBeUndefined()
  })
  it('sends only what belongs to who buys and how it is paid', () => {
    const all = {
      ...emptySale(),
      lines: [line('风机', '1', '260'), emptyLine('part')],
      customerId: 'c',
      name: '周淑芬',
      phone: '13804710001',
      dueOn: '2026-12-20',
      discount: '5',
      reason: '老客户',
    }
    const sent = (change: Partial<typeof all>, may_discount = true) =>
      saleOf({ ...all, ...change }, { may_discount })
    expect(sent({})).toMatchObject({ customer_id: null, new_customer_name: null, due_on: null })
    expect(sent({}).lines).toHaveLength(1)
    expect(sent({ buyer: 'known' })).toMatchObject({ customer_id: 'c', phone: null })
    expect(sent({ buyer: 'new' })).toMatchObject({ customer_id: null, phone: '13804710001' })
    expect(sent({ method: 'credit' })).toMatchObject({ due_on: '2026-12-20' })
    expect(sent({})).toMatchObject({ discount_fen: 500, discount_reason: '老客户' })
    expect(sent({}, false)).toMatchObject({ discount_fen: null, discount_reason: null })
  })
})
