/** What a clerk typed at the intake is never dropped: not by 催办, and not by a refused answer. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import IntakeView from '@/features/intake/IntakeView.vue'
import { emptyForm, urgeOf } from '@/features/intake/model'
import { setLocale } from '@/shared/i18n'
import { toasts } from '@/shared/use/toast'
import { Refused } from '../fixture/refused'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
const ORDER = { work_order_id: 'o' }

describe('催办', () => {
  it('takes everything that was typed along', () => {
    const form = {
      ...emptyForm(),
      customerId: 'c',
      phone: '139 1111 0000',
      text: ' 还没来人 ',
      channel: 'wechat' as const,
      caller: '他儿子',
      earlier: true,
      calledOn: '2026-11-21',
      calledTime: '9:30',
      preferred: '下午四点以后',
      faultCode: 'E1',
      tried: ['看水压表'],
      noHeat: true,
    }
    expect(urgeOf(form, ORDER)).toEqual({
      work_order_id: 'o',
      text: '还没来人',
      no_heat: true,
      channel: 'wechat',
      caller_phone: '139 1111 0000',
      no_phone_reason: null,
      caller_name: '他儿子',
      place: null,
      received_at: Date.parse('2026-11-21T09:30:00+08:00'),
      preferred_time: '下午四点以后',
      fault_code: 'E1',
      tried: ['看水压表'],
    })
  })
  it('tells of a caller who is no household here by name and place, and of digits that look one up by none', () => {
    const form = {
      ...emptyForm(),
      phone: '2207',
      name: '刘翠花',
      town: '柳河镇',
      address: '东沟村',
    }
    expect(urgeOf(form, ORDER)).toMatchObject({
      caller_phone: null,
      caller_name: '刘翠花',
      place: '柳河镇 东沟村',
    })
    const silent = { ...form, noPhone: true, noPhoneReason: '捎话的' }
    expect(urgeOf(silent, ORDER)).toMatchObject({ caller_phone: null, no_phone_reason: '捎话的' })
  })
  it('is not noted as one of now while the time of an earlier call is not whole', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13804712207')
    const urge = await screen.findByRole('button', { name: /记为催办/ })
    await user.type(screen.getByLabelText(/什么事/), '还没来人')
    await user.selectOptions(screen.getByLabelText(/什么时候来电/), '早些时候（先记在纸上）')
    await user.click(urge)
    await waitFor(() => expect(screen.getAllByRole('alert').length).toBeGreaterThan(0))
    expect(payloadsOf(fake, 'request.urge')).toHaveLength(0)
    expect(screen.getByLabelText<HTMLTextAreaElement>(/什么事/).value).toBe('还没来人')
  })
  it('says a refusal at its field and keeps the form', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    fake.handlers['request.urge'] = () => {
      const wrong = { field: 'preferred_time', code: 'too_long', message_zh: '太长了' }
      throw new Refused('input.invalid', { fields: [{ ...wrong, message_en: 'Too long' }] })
    }
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13804712207')
    const urge = await screen.findByRole('button', { name: /记为催办/ })
    await user.type(screen.getByLabelText(/方便时间/), '下午')
    await user.click(urge)
    await screen.findByText('太长了')
    expect(screen.getByLabelText<HTMLInputElement>(/方便时间/).value).toBe('下午')
  })
})

/** A question is typed and answered at once. */
async function answered(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  await user.type(await screen.findByLabelText(/来电号码/), '13911110000')
  await user.type(screen.getByLabelText(/客户/), '刘翠花')
  await user.type(screen.getByLabelText(/什么事/), '怎么调温')
  await user.click(screen.getByRole('button', { name: '存为电话解决' }))
  await user.type(screen.getByLabelText(/怎么答复的/), '转旋钮')
  await user.click(screen.getByRole('button', { name: '存好' }))
}

describe('an answer at the intake', () => {
  it('that is refused stays, and is saved on the call that is registered, not on a second one', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    const right = fake.handlers['request.answer']
    fake.handlers['request.answer'] = () => {
      throw new Refused('store.disk_full')
    }
    await show(IntakeView, {}, '/intake')
    await answered(user)
    await screen.findByText(/答复没存上/)
    expect(screen.getByLabelText<HTMLInputElement>(/怎么答复的/).value).toBe('转旋钮')
    // It is in the draft too, with the call it belongs to.
    expect(fake.drafts.get('intake')?.content).toMatchObject({ answer: '转旋钮' })
    // A picture that comes now belongs to the call that is registered.
    expect(screen.queryByText(/客户发来的图片：按/)).toBeNull()
    await screen.findByText('＋ 添加照片')
    await user.click(screen.getByRole('button', { name: /登记/ }))
    expect(toasts.at(-1)?.text).toContain('答复还没存上')
    if (right) fake.handlers['request.answer'] = right
    await user.click(screen.getByRole('button', { name: '存好' }))
    await waitFor(() => expect(screen.queryByText(/答复没存上/)).toBeNull())
    expect(payloadsOf(fake, 'request.create')).toHaveLength(1)
    expect(payloadsOf(fake, 'request.answer')).toHaveLength(2)
    expect(fake.drafts.has('intake')).toBe(false)
  })
  it('is left only when somebody says so', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    fake.handlers['request.answer'] = () => {
      throw new Refused('store.disk_full')
    }
    await show(IntakeView, {}, '/intake')
    await answered(user)
    await user.click(await screen.findByRole('button', { name: /不存了/ }))
    await waitFor(() => expect(fake.drafts.has('intake')).toBe(false))
    expect(payloadsOf(fake, 'request.create')).toHaveLength(1)
    expect(screen.getByLabelText<HTMLTextAreaElement>(/什么事/).value).toBe('')
  })
  it('is not offered to a technician, who may not save one', async () => {
    const fake = useFake({ staff: 'technician' })
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13911110000')
    await waitFor(() => expect(screen.queryByRole('button', { name: '存为电话解决' })).toBeNull())
    await user.keyboard('{F9}')
    await waitFor(() => expect(toasts.at(-1)?.text).toContain('由前台或经理记'))
    expect(payloadsOf(fake, 'request.create')).toHaveLength(0)
  })
})
