import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor } from '@testing-library/vue'
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

  it('takes the household when the answer comes late, and the hands stand behind it', async () => {
    const fake = useFake({ customers: 3 })
    const lookup = fake.handlers['caller.lookup']
    const whole = fake.handlers['customer.list']?.({} as never)?.rows[0]?.phone ?? ''
    let answer: (() => void) | undefined
    fake.handlers['caller.lookup'] = (request) =>
      new Promise((done) => {
        const found = lookup?.(request) as never
        if (request.query.length === 11) answer = () => done(found)
        else done({ normalised_phone: null, matches: [], requests_of_number: [] } as never)
      }) as never
    await show(IntakeView, {}, '/intake')
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/来电号码/), `${whole}{Enter}`)
    const name = screen.getByLabelText<HTMLInputElement>(/^客户/)
    await waitFor(() => expect(document.activeElement).toBe(name))
    await waitFor(() => expect(answer).toBeDefined())
    answer?.()
    await waitFor(() => expect(name.value).not.toBe(''))
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^什么事/)))
  })

  it('takes no household while a name is being composed', async () => {
    const fake = useFake({ customers: 3 })
    const lookup = fake.handlers['caller.lookup']
    const whole = fake.handlers['customer.list']?.({} as never)?.rows[0]?.phone ?? ''
    let answer: (() => void) | undefined
    fake.handlers['caller.lookup'] = (request) =>
      new Promise((done) => {
        const found = lookup?.(request) as never
        if (request.query.length === 11) answer = () => done(found)
        else done({ normalised_phone: null, matches: [], requests_of_number: [] } as never)
      }) as never
    await show(IntakeView, {}, '/intake')
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/来电号码/), `${whole}{Enter}`)
    const name = screen.getByLabelText<HTMLInputElement>(/^客户/)
    await waitFor(() => expect(document.activeElement).toBe(name))
    await fireEvent.compositionStart(name)
    name.value = 'zhaotie'
    await fireEvent.compositionUpdate(name)
    await waitFor(() => expect(answer).toBeDefined())
    answer?.()
    await screen.findAllByText(/王建军/)
    expect([name.value, document.activeElement]).toEqual(['zhaotie', name])
    name.value = '赵铁柱'
    await fireEvent.compositionEnd(name)
    await fireEvent.input(name)
    expect(name.value).toBe('赵铁柱')
  })

  it('leaves the letters typed before the answer in the name, and not in the number', async () => {
    const fake = useFake({ customers: 3 })
    let answer: (() => void) | undefined
    fake.handlers['caller.lookup'] = ({ query }) =>
      new Promise((done) => {
        const found = {
          normalised_phone: query.length === 11 ? query : null,
          matches: [],
          requests_of_number: [],
        }
        if (query.length === 11) answer = () => done(found)
        else done(found)
      }) as never
    await show(IntakeView, {}, '/intake')
    const user = userEvent.setup()
    const phone = screen.getByLabelText<HTMLInputElement>(/来电号码/)
    await user.type(phone, '13999998888')
    await user.keyboard('{Enter}赵铁柱')
    await waitFor(() => expect(answer).toBeDefined())
    answer?.()
    const name = screen.getByLabelText<HTMLInputElement>(/^客户/)
    expect(phone.value).toBe('13999998888')
    expect(name.value).toBe('赵铁柱')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/乡镇/)))
  })
})
