import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import CustomerForm from '@/features/customer/CustomerForm.vue'
import CustomerPanel from '@/features/customer/CustomerPanel.vue'
import SuspectsButton from '@/features/customer/SuspectsButton.vue'
import PlaceSettings from '@/parts/place_name/PlaceSettings.vue'
import ConsentSection from '@/parts/consent/ConsentSection.vue'
import { setLocale } from '@/shared/i18n'
import { toasts } from '@/shared/use/toast'
import { payloadsOf, show, useFake } from './fake'

const customer = (n: number) => `00000001-0000-4000-8000-${String(n).padStart(12, '0')}`
beforeEach(() => setLocale('zh-CN'))

describe('a consent', () => {
  it('is asked for with the notice on screen, and taken back with one click', async () => {
    const fake = useFake()
    await show(ConsentSection, { customerId: customer(1) })
    const user = userEvent.setup()
    await screen.findByText(/还没有问过/)
    await user.click(screen.getByRole('button', { name: '＋ 问一次' }))
    expect(screen.getByText(/壁挂炉厂家总部/)).toBeTruthy()
    await user.selectOptions(screen.getByLabelText('谁说的'), '王磊')
    await user.selectOptions(screen.getByLabelText('哪一样'), 'birthday')
    await user.click(screen.getByRole('button', { name: '客户同意' }))
    await screen.findByRole('button', { name: '撤回' })
    expect(payloadsOf(fake, 'consent.record')[0]).toMatchObject({
      customer_id: customer(1),
      purpose: 'birthday',
      given: true,
      notice_version: '2026-1',
    })
    await user.click(screen.getByRole('button', { name: '撤回' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: '撤回' })).toBeNull())
    const back = payloadsOf(fake, 'consent.record')[1]
    expect(back).toMatchObject({ purpose: 'birthday', given: false })
  })
})

describe('two files of one household', () => {
  it('are merged after a question and can be taken apart again', async () => {
    const fake = useFake()
    const shown = await show(CustomerPanel, { id: customer(0) })
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: '合并成一家' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/随时可以原样分开/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: '合并成一家' }))
    expect(payloadsOf(fake, 'customer.merge')).toEqual([
      { id: customer(0), other_id: customer(14) },
    ])
    await user.click(await screen.findByRole('button', { name: '分开' }))
    expect(payloadsOf(fake, 'customer.unmerge')).toEqual([{ id: customer(14) }])
    await waitFor(() => expect(screen.queryByRole('button', { name: '分开' })).toBeNull())
    expect(shown.emitted('moved')).toBeUndefined()
  })
  it('lead to the one that stands for both', async () => {
    const fake = useFake()
    fake.call('customer.merge', { id: customer(0), other_id: customer(14) })
    const shown = await show(CustomerPanel, { id: customer(14) })
    await waitFor(() => expect(shown.emitted('moved')).toEqual([[customer(0)]]))
  })
  it('are suggested for the whole shop', async () => {
    useFake()
    const shown = await show(SuspectsButton)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: '查重复' }))
    expect(await screen.findByText('138 0471 2207')).toBeTruthy()
    await user.click(screen.getAllByRole('button', { name: /西沟村|东沟村|柳河/ })[0]!)
    expect(shown.emitted('choose')).toHaveLength(1)
  })
})

describe('two households that are not the same', () => {
  it('leave the list of doubles, and come back when that is taken back', async () => {
    const fake = useFake()
    await show(SuspectsButton)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: '查重复' }))
    expect(await screen.findByText('138 0471 2207')).toBeTruthy()
    await user.click(screen.getAllByRole('button', { name: /· 不是同一家$/ })[0]!)
    expect(payloadsOf(fake, 'customer.apart')).toMatchObject([{ apart: true }])
    await waitFor(() => expect(screen.queryByText('138 0471 2207')).toBeNull())
    toasts.at(-1)?.action?.run()
    expect(await screen.findByText('138 0471 2207')).toBeTruthy()
  })
})

describe('a household', () => {
  it('shows what to beware of and whose number it is', async () => {
    useFake()
    await show(CustomerPanel, { id: customer(0) })
    expect(await screen.findByText('不要打电话')).toBeTruthy()
    expect(screen.getByText('蒙古语')).toBeTruthy()
    expect(screen.getByText(/11月3日 本人确认 · 与王建君共用/)).toBeTruthy()
  })
  it('tells all that happened, or one part of it', async () => {
    const fake = useFake()
    await show(CustomerPanel, { id: customer(1) })
    expect(await screen.findByText('收款 · 微信 · 80 元')).toBeTruthy()
    const user = userEvent.setup()
    await user.selectOptions(screen.getByLabelText('经过'), 'complaint')
    await waitFor(() => expect(screen.queryByText('收款 · 微信 · 80 元')).toBeNull())
    expect(screen.getByText('投诉 · 时效')).toBeTruthy()
    expect(payloadsOf(fake, 'customer.timeline').at(-1)).toMatchObject({ part: 'complaint' })
  })
  it('sends only what was changed of its wishes', async () => {
    const fake = useFake()
    const detail = fake.call('customer.get', { id: customer(0) })
    await show(CustomerForm, { detail })
    const user = userEvent.setup()
    await user.click(screen.getByLabelText('不收活动消息'))
    await user.clear(screen.getByLabelText('语言、方言'))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(payloadsOf(fake, 'customer.update')).toHaveLength(1))
    const sent = payloadsOf(fake, 'customer.update')[0]
    expect(sent).toMatchObject({ language: '', no_marketing: true })
    expect(sent).not.toHaveProperty('no_call')
    expect(sent).not.toHaveProperty('preferred_technician')
    expect(sent).not.toHaveProperty('phones')
  })
})

describe('a nickname', () => {
  it('stands beside the name, and alone it is that of whom the household is named after', async () => {
    const fake = useFake()
    const shown = await show(CustomerPanel, { id: customer(0) })
    expect(await screen.findAllByText(/「二狗」/)).not.toHaveLength(0)
    shown.unmount()
    await show(CustomerForm, { detail: null })
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/姓名（户主或叫法）/), '王建军')
    await user.click(screen.getByRole('button', { name: '＋ 再加一个人' }))
    await user.type(screen.getByLabelText('外号、小名'), '老三')
    await user.click(screen.getByRole('button', { name: /保存/ }))
    await waitFor(() => expect(payloadsOf(fake, 'customer.create')).toHaveLength(1))
    expect(payloadsOf(fake, 'customer.create')[0]).toMatchObject({
      people: [{ name: '王建军', nickname: '老三' }],
    })
  })
})

describe('an old name of a place', () => {
  it('is put as today’s once the address is left, said so, and given back on request', async () => {
    useFake()
    await show(CustomerForm, { detail: null })
    const user = userEvent.setup()
    const town = screen.getByLabelText<HTMLInputElement>('乡镇')
    await user.type(town, '黑山乡')
    expect(town.value).toBe('黑山乡')
    await user.type(screen.getByLabelText('村'), '前进村')
    await user.click(screen.getByLabelText(/姓名（户主或叫法）/))
    await screen.findByText('柳河镇原来叫黑山乡，已按现名写。')
    expect(town.value).toBe('柳河镇')
    expect(screen.getByLabelText<HTMLInputElement>('村').value).toBe('东沟村')
    await user.click(screen.getByRole('button', { name: '改回旧名' }))
    expect(town.value).toBe('黑山乡')
    // Whoever wants the old name is not asked again.
    await user.click(screen.getByLabelText('村'))
    await user.click(screen.getByLabelText(/姓名（户主或叫法）/))
    expect(town.value).toBe('黑山乡')
  })
  it('is kept for the whole shop under settings, and forgotten with a way back', async () => {
    const fake = useFake()
    await show(PlaceSettings, { desk: true })
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText(/旧名/), '安平公社')
    await user.type(screen.getByLabelText(/现名/), '安平镇')
    await user.click(screen.getByRole('button', { name: '登记旧名' }))
    await waitFor(() => expect(payloadsOf(fake, 'place_name.save')).toHaveLength(1))
    expect(payloadsOf(fake, 'place_name.save')[0]).toEqual({
      kind: 'town',
      old_name: '安平公社',
      name: '安平镇',
      town: null,
    })
    await user.click(await screen.findByRole('button', { name: '删除 安平公社' }))
    await waitFor(() => expect(screen.queryByText('安平公社')).toBeNull())
  })
})

describe('the tags of a household', () => {
  it('tell what is new and what is gone since the quarter before', async () => {
    useFake()
    await show(CustomerPanel, { id: customer(0) })
    const line = await screen.findByText(/本季度比上季度/)
    expect(line.textContent).toMatch(/新增 狗凶.* · 去掉 想换大机/)
  })
})
