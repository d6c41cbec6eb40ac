import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import ContactForm from '@/parts/work_order/ContactForm.vue'
import GreetingDialog from '@/parts/greeting/GreetingDialog.vue'
import { sparedText } from '@/parts/greeting/model'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const customer = (n: number) => `00000001-0000-4000-8000-${String(n).padStart(12, '0')}`
const chosen = Array.from({ length: 8 }, (_, n) => customer(n))
beforeEach(() => setLocale('zh-CN'))

describe('cards for households', () => {
  it('are printed as labels and recorded as sent, also when they were printed on another day', async () => {
    const fake = useFake()
    await show(GreetingDialog, { modelValue: true, asked: { ids: chosen } })
    const user = userEvent.setup()
    await screen.findByText('打印 6 家')
    expect(screen.getByText(/没有地址，不打印（1 家）/)).toBeTruthy()
    expect(screen.getByText(/不收活动消息 1 家/)).toBeTruthy()
    const sent = screen.getByRole<HTMLButtonElement>('button', { name: '记为已寄' })
    expect(sent.disabled).toBe(false)
    const words = screen.getByLabelText<HTMLTextAreaElement>(/卡上写什么/)
    expect(words.value).toBe('新春快乐，阖家安康！')
    await user.selectOptions(screen.getByLabelText(/标签纸/), 'three_by_eight')
    await user.click(screen.getByRole('button', { name: '打印标签' }))
    await user.click(await screen.findByRole('button', { name: /^打开/ }))
    await waitFor(() => expect(payloadsOf(fake, 'print.save')).toHaveLength(1))
    expect(payloadsOf(fake, 'print.save')[0]).toMatchObject({
      job: {
        document: 'greeting_labels',
        labels: {
          occasion: 'spring_festival',
          cut: 'three_by_eight',
          text: '新春快乐，阖家安康！',
        },
      },
    })
    await user.click(sent)
    await waitFor(() => expect(payloadsOf(fake, 'greeting.sent')).toHaveLength(1))
    const recorded = payloadsOf(fake, 'greeting.sent')[0]
    expect(recorded).toMatchObject({ occasion: 'spring_festival', text: '新春快乐，阖家安康！' })
  })
  it('take the words of the occasion until somebody writes their own', async () => {
    useFake()
    await show(GreetingDialog, { modelValue: true, asked: { ids: chosen } })
    const user = userEvent.setup()
    const words = await screen.findByLabelText<HTMLTextAreaElement>(/卡上写什么/)
    await user.selectOptions(screen.getByLabelText('为什么寄'), 'birthday')
    await waitFor(() => expect(words.value).toBe('祝您生日快乐！'))
    expect(screen.getByText(/同意收生日问候/)).toBeTruthy()
    await user.type(words, '万事如意')
    expect(words.value).toBe('祝您生日快乐！万事如意')
    await user.selectOptions(screen.getByLabelText('为什么寄'), 'own')
    expect(words.value).toBe('祝您生日快乐！万事如意')
  })
  it('are refused for more households than a mailing holds, with what to do', async () => {
    useFake()
    const many = Array.from({ length: 201 }, (_, n) => customer(n))
    await show(GreetingDialog, { modelValue: true, asked: { ids: many } })
    await screen.findByText(/一次最多寄 200 家/)
    const print = screen.getByRole<HTMLButtonElement>('button', { name: '打印标签' })
    expect(print.disabled).toBe(true)
  })
  it('name each reason for which somebody is left alone', () => {
    expect(
      sparedText([
        { reason: 'no_marketing', count: 3 },
        { reason: 'withdrawn', count: 1 },
      ]),
    ).toBe('不收活动消息 3 家 · 收回过同意 1 家')
  })
})

describe('a contact', () => {
  it('may have gone by any channel, cards and letters too', async () => {
    const fake = useFake()
    await show(ContactForm, { customerId: customer(0) })
    const user = userEvent.setup()
    const channel = screen.getByLabelText('怎么联系的')
    for (const name of ['上门', '电话', '信函', '微信', '贺年卡'])
      expect(screen.getByRole('option', { name })).toBeTruthy()
    await user.selectOptions(channel, 'card')
    await user.type(screen.getByLabelText(/说了什么|内容/), '寄了贺年卡')
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'contact.add')[0]).toMatchObject({ channel: 'card' }),
    )
  })
})
