/** After an end without order: what the screens say, and where they lead. */
import { screen, waitFor, within } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import App from '@/app/App.vue'
import RescueView from '@/features/settings/RescueView.vue'
import { setLocale } from '@/shared/i18n'
import { keptForm } from '@/parts/recovery/model'
import RecoveryNotice from '@/parts/recovery/RecoveryNotice.vue'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
const NOW = Date.UTC(2026, 10, 21, 4)
const id = '00000001-0000-4000-8000-000000000000'

describe('after an end without order', () => {
  it('the screens say so, that everything is whole, and lead to what was half typed', async () => {
    const fake = useFake({ recovery: 'whole' })
    const user = userEvent.setup()
    const { router } = await show(App, {}, '/today')
    const notice = await screen.findByRole('region', { name: '上次没有正常结束' })
    within(notice).getByText('全部数据核对过了，完好：存过的内容都在。')
    const links = within(notice).getAllByRole('link')
    expect(links.map((one) => one.getAttribute('href'))).toEqual(['/intake', `/customers/${id}`])
    await user.click(within(notice).getByRole('button', { name: '生成诊断文件' }))
    await within(notice).findByText(/诊断文件已生成/)
    await user.click(links[0] as HTMLElement)
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/intake'))
    await user.click(screen.getByRole('button', { name: '知道了' }))
    await waitFor(() => expect(screen.queryByText('上次程序没有正常结束')).toBeNull())
    expect(payloadsOf(fake, 'recovery.close')).toHaveLength(1)
  })
  it('it is asked again until the check is over, and damage leads to the backups', async () => {
    const fake = useFake({ recovery: 'running', staff: 'manager' })
    const told = fake.handlers['recovery.get']
    await show(RecoveryNotice)
    await screen.findByText(/正在核对全部数据/)
    fake.handlers['recovery.get'] = (request) => ({
      ...(told?.(request) as NonNullable<ReturnType<NonNullable<typeof told>>>),
      check: 'damaged',
    })
    const alert = await screen.findByRole('alert', {}, { timeout: 4_000 })
    expect(alert.textContent).toContain('损坏')
    expect(screen.getByRole('link', { name: '去恢复备份' }).getAttribute('href')).toBe('/rescue')
    expect(screen.queryByRole('button', { name: '知道了' })).toBeNull()
  })
  it('an orderly end shows nothing', async () => {
    const fake = useFake()
    await show(RecoveryNotice)
    await waitFor(() => expect(payloadsOf(fake, 'recovery.get')).toHaveLength(1))
    expect(screen.queryByRole('region')).toBeNull()
  })
  it('data that opens and is damaged stays at the rescue until it is mended', async () => {
    useFake({ recovery: 'damaged', staff: 'manager', office: true })
    const { router } = await show(RescueView, {}, '/rescue')
    await screen.findByRole('heading', { level: 1 })
    await new Promise((done) => setTimeout(done, 100))
    expect(router.currentRoute.value.path).toBe('/rescue')
  })
  it('a form leads to where it is: to its record, to a new one, or to its list', () => {
    const form = (key: string, about: Parameters<typeof keptForm>[0]['about'] = null) =>
      keptForm({ key, about, saved_at: NOW }, NOW, 'zh-CN')
    expect(form('customer:new').path).toBe('/customers/new')
    expect(form('intake:paste').path).toBe('/intake')
    expect(form('something:else').path).toBe('/today')
    const order = { kind: 'work_order' as const, id, title: 'LH001-A-20261121-0007' }
    expect(form(`step:${id}:close`, order)).toMatchObject({ path: `/orders/${id}` })
    expect(form(`step:${id}:close`, order).text).toContain('LH001-A-20261121-0007')
    expect(form(`sheet:${id}`, order).path).toBe('/sheets')
    expect(form(`sheet:${id}`, { ...order, kind: 'unit' }).path).toBe(`/units/${id}`)
  })
})
