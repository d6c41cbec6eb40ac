/** The price before the work: made, printed again, and agreed to in a way that can be shown. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { OrderMoney } from '@/bindings/contract'
import AgreeForm from '@/parts/money/AgreeForm.vue'
import MoneyCard from '@/parts/money/MoneyCard.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const ORDER = '00000003-0000-4000-8000-000000000004'

beforeEach(() => setLocale('zh-CN'))

function shop() {
  const fake = useFake()
  fake.call('money.charge', {
    work_order_id: ORDER,
    lines: [{ kind: 'labour', name: '清洗', quantity: 1, unit_fen: 9_000 }],
  })
  return { fake, user: userEvent.setup() }
}

describe('a quote', () => {
  it('is made for fifteen days when nothing else is said, and can be printed from then on', async () => {
    const { fake, user } = shop()
    await show(MoneyCard, { id: ORDER })
    await user.click(await screen.findByRole('button', { name: '出报价单' }))
    await user.click(screen.getByRole('button', { name: '出报价单' }))
    await waitFor(() => expect(payloadsOf(fake, 'money.quote')).toHaveLength(1))
    expect(payloadsOf(fake, 'money.quote')[0]).toEqual({
      work_order_id: ORDER,
      valid_until_on: null,
    })
    await screen.findByRole('button', { name: /^报价单 LH-A-20261121-\d+ / })
    expect(screen.getByText(/有效到/)).toBeTruthy()
  })
})

describe('that the customer agrees', () => {
  it('on the phone needs who said so, and is kept with it', async () => {
    const { fake, user } = shop()
    await show(MoneyCard, { id: ORDER })
    await user.click(await screen.findByRole('button', { name: '客户同意' }))
    await user.click(screen.getByRole('button', { name: /^客户同意 / }))
    await screen.findByText('请填是家里哪位同意的')
    await user.type(screen.getByLabelText(/^家里哪位同意的/), '王建军')
    await user.click(screen.getByRole('button', { name: /^客户同意 / }))
    await waitFor(() => expect(payloadsOf(fake, 'money.agree')).toHaveLength(2))
    expect(payloadsOf(fake, 'money.agree')[1]).toMatchObject({
      channel: 'phone',
      person_name: '王建军',
      paper_no: null,
      occurred_at: null,
    })
    await screen.findByText(/电话 · 王建军/)
  })
  it('in person asks for the signed paper, whose number is that of the quote', async () => {
    const { fake, user } = shop()
    fake.call('money.quote', { work_order_id: ORDER })
    await show(MoneyCard, { id: ORDER })
    await user.click(await screen.findByRole('button', { name: '客户同意' }))
    await user.selectOptions(screen.getByLabelText(/^怎么告诉客户的/), 'visit')
    const money = fake.call('money.get', { work_order_id: ORDER }) as OrderMoney
    const no = money.quotes[0]?.paper_no
    // That it was printed does not say that it was signed.
    const field = () => screen.getByLabelText(/^签字单编号/) as HTMLInputElement
    expect(field().value).toBe('')
    await user.click(screen.getByRole('button', { name: `签的就是 ${no}` }))
    expect(field().value).toBe(no)
    await user.click(screen.getByRole('button', { name: /^客户同意 / }))
    await waitFor(() => expect(payloadsOf(fake, 'money.agree')).toHaveLength(1))
    expect(payloadsOf(fake, 'money.agree')[0]).toMatchObject({ channel: 'visit', paper_no: no })
  })
  it('is asked anew when the sum changed since it was half typed', async () => {
    const { fake, user } = shop()
    const money = fake.call('money.get', { work_order_id: ORDER }) as OrderMoney
    const first = await show(AgreeForm, { money })
    await user.type(screen.getByLabelText(/^家里哪位同意的/), '老王')
    await waitFor(() => expect(fake.drafts.has(`agree:${ORDER}`)).toBe(true))
    first.unmount()
    await show(AgreeForm, { money: { ...money, total_fen: money.total_fen + 12_000 } })
    await screen.findByText(/要付的数目变了/)
    await user.click(screen.getByRole('button', { name: /^客户同意 / }))
    expect(payloadsOf(fake, 'money.agree')).toHaveLength(0)
    await user.click(screen.getByRole('button', { name: '用现在的' }))
    expect(screen.getByLabelText<HTMLInputElement>(/^家里哪位同意的/).value).toBe('')
  })
  it('is not noted as of today when the day was emptied', async () => {
    const { fake, user } = shop()
    await show(MoneyCard, { id: ORDER })
    await user.click(await screen.findByRole('button', { name: '客户同意' }))
    await user.type(screen.getByLabelText(/^家里哪位同意的/), '王建军')
    await user.clear(screen.getByLabelText(/^哪天同意的/))
    await user.click(screen.getByRole('button', { name: /^客户同意 / }))
    await screen.findByText('这一项要填')
    expect(payloadsOf(fake, 'money.agree')).toHaveLength(0)
  })
})
