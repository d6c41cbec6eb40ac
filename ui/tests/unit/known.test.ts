/** A household that may be there already is said while one types, and stops nobody. */
import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CallerMatch } from '@/bindings/contract'
import CustomersView from '@/features/customer/CustomersView.vue'
import CustomerForm from '@/features/customer/CustomerForm.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'
import type { Fake } from '../fixture/fake'

beforeEach(() => setLocale('zh-CN'))

/** The first household of the shop, as the search finds it. */
async function one(fake: Fake): Promise<CallerMatch> {
  const row = fake.handlers['customer.list']?.({} as never)?.rows[0]
  const found = await fake.handlers['caller.lookup']?.({ query: row?.phone ?? '' })
  const match = found?.matches.find((each) => each.customer.id === row?.id)
  if (!match) throw new Error('the shop in memory has no household')
  return match
}
const asked = (fake: Fake) => payloadsOf(fake, 'caller.lookup').map((each) => Object(each).query)

describe('a household that may be known', () => {
  it('is said under the number while one types, and is opened without losing what was typed', async () => {
    const fake = useFake({ customers: 3 })
    const known = await one(fake)
    const { router } = await show(CustomersView, {}, '/customers/new')
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText(/^姓名（/), '王家')
    await user.type(screen.getByLabelText('电话'), known.phones[0]?.number ?? '')
    const note = await screen.findByText(/这个号码可能已经有/)
    expect(note.textContent).toContain(known.customer.name)
    expect(screen.queryByRole('alert')).toBeNull()
    const open = screen.getByRole('button', {
      name: `打开“${known.customer.name}”，没写完的会留着`,
    })
    open.focus()
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(router.currentRoute.value.path).toBe(`/customers/${known.customer.id}`),
    )
    expect(fake.drafts.get('customer:new')?.content).toMatchObject({ name: '王家' })
  })

  it('is said by name and village, also when the village stands in the address', async () => {
    const fake = useFake({ customers: 3 })
    const known = await one(fake)
    const village = known.customer.village ?? ''
    fake.handlers['caller.lookup'] = ({ query }) => ({
      normalised_phone: null,
      matches: query === `${known.customer.name} ${village}` ? [known] : [],
      requests_of_number: [],
    })
    await show(CustomerForm, { detail: null })
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/^姓名（/), known.customer.name)
    await user.type(screen.getByLabelText('门牌、组、哪一家'), `柳河镇${village}3组`)
    await screen.findByText(/这个村可能已经有同名的/)
    await user.type(screen.getByLabelText(/^姓名（/), '的儿子')
    await waitFor(() => expect(screen.queryByText(/这个村可能已经有同名的/)).toBeNull())
  })

  it('is not looked for by half a number, nor by what an input method composes', async () => {
    const fake = useFake({ customers: 3 })
    const known = await one(fake)
    await show(CustomerForm, { detail: null })
    const user = userEvent.setup()
    const before = asked(fake).length
    await user.type(screen.getByLabelText('电话'), '138047')
    await user.type(screen.getByLabelText('村'), known.customer.village ?? '')
    const name = screen.getByLabelText<HTMLInputElement>(/^姓名（/)
    await fireEvent.compositionStart(name)
    await fireEvent.update(name, 'wangjian')
    await new Promise((done) => setTimeout(done, 400))
    expect(asked(fake)).toHaveLength(before)
  })

  it('is neither itself nor one whose stored number was left alone', async () => {
    const fake = useFake({ customers: 3 })
    const known = await one(fake)
    const detail = await fake.handlers['customer.get']?.({ id: known.customer.id } as never)
    await show(CustomerForm, { detail })
    const user = userEvent.setup()
    const before = asked(fake).length
    await user.type(screen.getByLabelText(/^备注/), '狗凶')
    await new Promise((done) => setTimeout(done, 400))
    expect(asked(fake)).toHaveLength(before)
    const number = screen.getByLabelText('电话')
    await user.clear(number)
    await user.type(number, '13900001111')
    fake.handlers['caller.lookup'] = ({ query }) => ({
      normalised_phone: query,
      matches: [{ ...known, phones: [], matched: 'phone' }],
      requests_of_number: [],
    })
    await waitFor(() => expect(asked(fake).length).toBeGreaterThan(before))
    expect(screen.queryByText(/这个号码可能已经有/)).toBeNull()
  })
})
