import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PhotoAdd } from '@/bindings/contract'
import { setLocale } from '@/shared/i18n'
import { toasts } from '@/shared/use/toast'
import { payloadsOf, show, useFake } from '../../../tests/unit/fake'
import PhotoSection from './PhotoSection.vue'

beforeEach(() => setLocale('zh-CN'))
const house = { owner: 'customer', ownerId: 'c1' }

/** What a browser hands over when a picture is pasted. */
function paste(...files: File[]): void {
  const items = files.map((file) => ({ kind: 'file', getAsFile: () => file }))
  const event = new Event('paste') as Event & { clipboardData: unknown }
  event.clipboardData = { items }
  window.dispatchEvent(event)
}
const picture = (name: string) => new File(['abc'], name, { type: 'image/png', lastModified: 5 })

describe('the photos of a record', () => {
  it('takes a pasted picture, asks what it shows, and adds it with its bytes', async () => {
    const fake = useFake()
    await show(PhotoSection, house)
    await screen.findByText('照片（3）')
    paste(picture('image.png'))
    await screen.findByText('待添加 1 张')
    await fireEvent.update(screen.getByLabelText('拍的是什么'), 'landmark')
    await fireEvent.click(screen.getByRole('button', { name: '添加 1 张' }))
    await screen.findByText('照片（4）')
    expect(payloadsOf(fake, 'photo.add')).toMatchObject([
      {
        owner: 'customer',
        owner_id: 'c1',
        kind: 'landmark',
        sharp: false,
        files: [{ name: '粘贴的图片 1', data: 'YWJj', modified_at: 5 }],
      },
    ])
  })

  it('reads no more pasted bytes than fit into one message, and says what to do with the rest', async () => {
    useFake()
    await show(PhotoSection, house)
    await screen.findByText('照片（3）')
    const large = new Uint8Array(31 * 1024 * 1024)
    const file = (name: string) => new File([large], name, { type: 'image/png' })
    paste(file('一.png'), file('二.png'))
    await screen.findByText('待添加 1 张')
    await waitFor(() =>
      expect(toasts.map((one) => one.text).join()).toContain('先存已列出的，再粘贴其余的'),
    )
  })

  it('takes dropped files and tells by name which was refused, without losing what was typed', async () => {
    const fake = useFake()
    await show(PhotoSection, { owner: 'work_order', ownerId: 'o1' })
    const card = await screen.findByRole('region', { name: '照片' })
    await screen.findByText('照片（3）')
    const files = [picture('前.jpg'), picture('合同.pdf')]
    await fireEvent.drop(card, { dataTransfer: { files, types: ['Files'] } })
    await screen.findByText('待添加 2 张')
    await fireEvent.update(screen.getByLabelText('拍的是什么'), 'signed_sheet')
    await fireEvent.click(screen.getByRole('button', { name: '添加 2 张' }))
    const told = await screen.findByRole('alert')
    expect(told.textContent).toMatch(/1 个文件没有添加.*合同\.pdf：这不是能读的图片/)
    // Paper has to be read.
    const [sent] = payloadsOf(fake, 'photo.add') as PhotoAdd[]
    expect(sent?.sharp).toBe(true)
  })

  it('says which picture is on another PC and which is to be looked at', async () => {
    useFake()
    await show(PhotoSection, house)
    const there = await screen.findByRole('button', { name: /地标.*照片在别的电脑上/ })
    expect(there.querySelector('img')).toBeNull()
    const doubtful = screen.getByRole('button', { name: /路线.*待核查/ })
    await waitFor(() => expect(doubtful.querySelector('img')?.alt).toMatch(/^路线，/))
  })

  it('goes round through the pictures by arrow keys', async () => {
    useFake()
    await show(PhotoSection, house)
    const first = await screen.findByRole('button', { name: /院门朝东/ })
    await fireEvent.click(first)
    await screen.findByText('房屋（1/3）')
    await fireEvent.keyDown(window, { key: 'ArrowLeft' })
    await screen.findByText('路线（3/3）')
    expect(screen.getByText('拍摄时间与上门相差一天以上')).toBeTruthy()
    await fireEvent.keyDown(window, { key: 'ArrowRight' })
    await screen.findByText('房屋（1/3）')
  })
})
