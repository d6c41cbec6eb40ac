import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import IntakeView from '@/features/intake/IntakeView.vue'
import { setLocale } from '@/shared/i18n'
import { show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

describe('Enter behind a number', () => {
  it('takes nobody whom only the first digits found', async () => {
    const fake = useFake({ customers: 3 })
    const lookup = fake.handlers['caller.lookup']
    const some = await lookup?.({ query: '138' })
    const first = some?.matches[0]
    expect(first).toBeTruthy()
    fake.handlers['caller.lookup'] = ({ query }) => ({
      normalised_phone: query.length === 11 ? query : null,
      matches: first && query.length < 11 ? [first] : [],
      requests_of_number: [],
    })
    await show(IntakeView, {}, '/intake')
    const user = userEvent.setup()
    const phone = screen.getByLabelText<HTMLInputElement>(/来电号码/)
    await user.type(phone, '139')
    await screen.findAllByText(first?.customer.name ?? '')
    await user.type(phone, '99998888{Enter}')
    const name = screen.getByLabelText<HTMLInputElement>(/^客户/)
    await waitFor(() => expect(document.activeElement).toBe(name))
    expect(name.value).toBe('')
  })
})
