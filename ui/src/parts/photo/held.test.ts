import { fireEvent, screen, waitFor } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import IntakeView from '@/features/intake/IntakeView.vue'
import { setLocale } from '@/shared/i18n'
import { toasts } from '@/shared/use/toast'
import { payloadsOf, show, useFake } from '../../../tests/unit/fake'

beforeEach(() => setLocale('zh-CN'))

/** What a browser hands over when something is pasted at a place. */
function paste(at: EventTarget, words: string, ...files: File[]): void {
  const items = files.map((file) => ({ kind: 'file', getAsFile: () => file }))
  const event = new Event('paste', { bubbles: true }) as Event & { clipboardData: unknown }
  event.clipboardData = { items, getData: () => words }
  at.dispatchEvent(event)
}
const picture = (name: string) => new File(['abc'], name, { type: 'image/png', lastModified: 5 })
const thumbs = () => screen.queryAllByRole('img')

describe('the pictures of a call', () => {
  it('are kept when they are pasted, go with the call, and are gone from the next one', async () => {
    const fake = useFake()
    await show(IntakeView)
    await screen.findByText('客户发来的图片：按 Ctrl+V 粘贴，或选文件。')
    paste(window, '', picture('image.png'))
    await screen.findByText('已附 1 张，登记时一起存；没登记也不会丢。')
    expect(payloadsOf(fake, 'photo.hold')).toMatchObject([
      { files: [{ name: '粘贴的图片 1', data: 'YWJj', modified_at: 5 }] },
    ])
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/来电号码|电话/), '13611110000')
    await user.type(screen.getByLabelText(/^客户/), '刘翠花')
    await user.type(screen.getByLabelText(/什么事/), '漏水')
    await user.click(screen.getByRole('button', { name: /开工单|登记/ }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'request.create')).toMatchObject([{ photos: ['held-0'] }]),
    )
    await waitFor(() => expect(thumbs()).toHaveLength(0))
  })

  it('are taken from the chat panel beside its words, and from a field only where there are no words', async () => {
    const fake = useFake()
    await show(IntakeView)
    await fireEvent.click(await screen.findByRole('button', { name: /粘贴微信内容/ }))
    const chat = await screen.findByRole('textbox', { name: /粘贴微信内容/ })
    paste(screen.getByLabelText(/什么事/), '一格表格', picture('cell.png'))
    paste(chat, '张三家漏水', picture('image.png'))
    await screen.findByText('已附 1 张，登记时一起存；没登记也不会丢。')
    expect(payloadsOf(fake, 'photo.hold')).toHaveLength(1)
    await fireEvent.update(chat, '张三：家里漏水\n[图片]')
    await screen.findByText(/图片不会跟着文字过来/)
  })

  it('say by name what is no picture, and are taken away one by one', async () => {
    const fake = useFake()
    await show(IntakeView)
    await screen.findByText('客户发来的图片：按 Ctrl+V 粘贴，或选文件。')
    const field = document.querySelector<HTMLInputElement>('input[type="file"]')
    const files = [picture('漏水.png'), new File(['%PDF'], '合同.pdf')]
    Object.defineProperty(field, 'files', { value: files })
    await fireEvent.change(field as HTMLInputElement)
    await screen.findByAltText('漏水.png')
    await waitFor(() =>
      expect(toasts.map((one) => one.text).join()).toContain('“合同.pdf”没有附上'),
    )
    await fireEvent.click(screen.getByRole('button', { name: '不要“漏水.png”' }))
    await waitFor(() => expect(thumbs()).toHaveLength(0))
    expect(payloadsOf(fake, 'photo.let_go')).toEqual([{ ids: ['held-0'] }])
  })

  it('that are still being taken in are waited for, and go along all together, once', async () => {
    const fake = useFake()
    const hold = fake.handlers['photo.hold'] as (request: unknown) => unknown
    const goOn: (() => void)[] = []
    fake.handlers['photo.hold'] = (request: unknown) =>
      new Promise((done) => goOn.push(() => done(hold(request)))) as never
    await show(IntakeView)
    await screen.findByText('客户发来的图片：按 Ctrl+V 粘贴，或选文件。')
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/来电号码|电话/), '13611110000')
    await user.type(screen.getByLabelText(/^客户/), '刘翠花')
    await user.type(screen.getByLabelText(/什么事/), '漏水')
    paste(window, '', picture('image.png'))
    paste(window, '', picture('image.png'))
    await waitFor(() => expect(goOn).toHaveLength(1))
    const register = () => user.click(screen.getByRole('button', { name: /开工单|登记/ }))
    await register()
    await register()
    goOn[0]?.()
    await waitFor(() => expect(goOn).toHaveLength(2))
    expect(payloadsOf(fake, 'request.create')).toHaveLength(0)
    goOn[1]?.()
    await waitFor(() =>
      expect(payloadsOf(fake, 'request.create')).toMatchObject([{ photos: ['held-0', 'held-1'] }]),
    )
  })

  it('are not left behind when one of them was not taken while the call was saved', async () => {
    const fake = useFake()
    const hold = fake.handlers['photo.hold'] as (request: unknown) => unknown
    let goOn = () => {}
    fake.handlers['photo.hold'] = (request: unknown) =>
      new Promise((done) => (goOn = () => done(hold(request)))) as never
    await show(IntakeView)
    await screen.findByText('客户发来的图片：按 Ctrl+V 粘贴，或选文件。')
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/来电号码|电话/), '13611110000')
    await user.type(screen.getByLabelText(/^客户/), '刘翠花')
    await user.type(screen.getByLabelText(/什么事/), '漏水')
    paste(window, '', new File(['%PDF'], '合同.pdf', { type: 'image/png' }))
    await waitFor(() => expect(payloadsOf(fake, 'photo.hold')).toHaveLength(1))
    await user.click(screen.getByRole('button', { name: /开工单|登记/ }))
    goOn()
    await waitFor(() => expect(toasts.map((one) => one.text).join()).toContain('没有附上'))
    expect(payloadsOf(fake, 'request.create')).toHaveLength(0)
    expect(screen.getByLabelText<HTMLTextAreaElement>(/什么事/).value).toBe('漏水')
  })

  it('that come while the call is being saved are not taken in, and that is said', async () => {
    const fake = useFake()
    const create = fake.handlers['request.create'] as (request: unknown) => unknown
    let goOn = () => {}
    fake.handlers['request.create'] = (request: unknown) =>
      new Promise((done) => (goOn = () => done(create(request)))) as never
    await show(IntakeView)
    await screen.findByText('客户发来的图片：按 Ctrl+V 粘贴，或选文件。')
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/来电号码|电话/), '13611110000')
    await user.type(screen.getByLabelText(/^客户/), '刘翠花')
    await user.type(screen.getByLabelText(/什么事/), '漏水')
    await user.click(screen.getByRole('button', { name: /开工单|登记/ }))
    await waitFor(() => expect(payloadsOf(fake, 'request.create')).toHaveLength(1))
    paste(window, '', picture('image.png'))
    await waitFor(() =>
      expect(toasts.map((one) => one.text).join()).toContain('正在登记，这张没收进来'),
    )
    goOn()
    await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>(/什么事/).value).toBe(''))
    expect(payloadsOf(fake, 'photo.hold')).toHaveLength(0)
    // When it is saved, they are taken again.
    await waitFor(() => {
      paste(window, '', picture('image.png'))
      expect(payloadsOf(fake, 'photo.hold').length).toBeGreaterThan(0)
    })
  })
})
