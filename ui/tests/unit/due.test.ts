import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import CustomerForm from '@/features/customer/CustomerForm.vue'
import CustomerPanel from '@/features/customer/CustomerPanel.vue'
import CustomersView from '@/features/customer/CustomersView.vue'
import DueView from '@/features/unit/DueView.vue'
import { untilOf } from '@/features/unit/due'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const customer = (n: number) => `00000001-0000-4000-8000-${String(n).padStart(12, '0')}`
beforeEach(() => setLocale('zh-CN'))

describe('the machines to be maintained', () => {
  it('offer before the festival those who are home only then, until its day', async () => {
    const fake = useFake()
    await show(DueView)
    const line = await screen.findByText(/离春节还有 40 天/)
    const waiting = /(\d+) 家只有春节在家的/.exec(line.textContent)?.[1]
    expect(Number(waiting)).toBeGreaterThan(1)
    expect(payloadsOf(fake, 'machine.due')[0]).toMatchObject({
      until_on: null,
      at_home: null,
      by_village: true,
    })
    await userEvent.setup().click(screen.getByRole('button', { name: '只看春节返乡户' }))
    await waitFor(() => expect(screen.queryByText(/离春节还有/)).toBeNull())
    const asked = payloadsOf(fake, 'machine.due').at(-1)
    expect(asked).toMatchObject({
      at_home: 'spring_festival',
      until_on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
    })
    expect(await screen.findByText(`共 ${waiting} 台`)).toBeTruthy()
    expect(screen.getAllByText('只有春节在家', { selector: '.tag' })).not.toHaveLength(0)
  })
  it('are agreed or registered as done from the row, as on the day’s list', async () => {
    const fake = useFake()
    await show(DueView)
    const agree = await screen.findByRole('link', { name: '约好了，开保养单' })
    expect(agree.getAttribute('href')).toMatch(/\/intake\?customer=.*unit=.*kind=maintenance/)
    await userEvent.setup().click(screen.getByRole('button', { name: '登记已保养' }))
    await userEvent.setup().click(await screen.findByRole('button', { name: '保存' }))
    await waitFor(() => expect(payloadsOf(fake, 'machine.maintained')).toHaveLength(1))
  })
  it.each([
    ['today', null],
    ['month', '2026-12-23'],
    ['quarter', '2027-02-22'],
    ['year', '2027-11-23'],
    ['festival', '2027-02-06'],
  ] as const)('are looked at until %s: %s', (span, until) => {
    expect(untilOf(span, '2026-11-23', '2027-02-06')).toBe(until)
  })
})

describe('a household that is at home at certain times only', () => {
  it('is written with the form, which sends it only when it was changed', async () => {
    const fake = useFake()
    const detail = fake.call('customer.get', { id: customer(0) })
    await show(CustomerForm, { detail })
    const user = userEvent.setup()
    await user.selectOptions(screen.getByLabelText('何时在家'), 'spring_festival')
    await user.click(screen.getByRole('button', { name: /保存/ }))
    await waitFor(() => expect(payloadsOf(fake, 'customer.update')).toHaveLength(1))
    const sent = payloadsOf(fake, 'customer.update')[0]
    expect(sent).toMatchObject({ at_home: 'spring_festival' })
    expect(sent).not.toHaveProperty('note')
  })
  it('says so on its page, and the list is narrowed to such', async () => {
    const fake = useFake()
    const page = await show(CustomerPanel, { id: customer(3) })
    await screen.findByText('只有春节在家')
    page.unmount()
    await show(CustomersView)
    await userEvent.setup().selectOptions(await screen.findByLabelText('何时在家'), '只有春节在家')
    await waitFor(() =>
      expect(payloadsOf(fake, 'customer.list').at(-1)).toMatchObject({
        at_home: 'spring_festival',
      }),
    )
  })
})
