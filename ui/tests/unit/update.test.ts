/** Versions of the program: what people are told, and what they may say. */
import { screen, waitFor, within } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import ProblemScreen from '@/app/shell/ProblemScreen.vue'
import SettingsView from '@/features/settings/SettingsView.vue'
import AlertBell from '@/parts/alert/AlertBell.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
const at = '/settings/update'

describe('a version that waits', () => {
  it('says what changes and how large it is, and is installed when a manager says so', async () => {
    const fake = useFake({ staff: 'manager', update: 'waiting' })
    const user = userEvent.setup()
    await show(SettingsView, {}, at)
    const card = await screen.findByRole('region', { name: '新版本 0.2.0 已经准备好' })
    within(card).getByText(/来电弹屏更快/)
    expect(card.textContent).toContain('91.9 MB')
    within(card).getByText(/就退不回现在的版本了/)
    await user.click(within(card).getByRole('button', { name: '关闭程序时更新' }))
    await within(card).findByText(/已选：关闭程序时更新/)
    await user.click(within(card).getByRole('button', { name: '现在更新' }))
    await within(card).findByText(/备份好了。关闭程序窗口就开始安装/)
    expect(payloadsOf(fake, 'update.choose')).toEqual([
      { version: '0.2.0', when: 'at_close' },
      { version: '0.2.0', when: 'now' },
    ])
  })
  it('is described in English on English screens', async () => {
    setLocale('en')
    useFake({ staff: 'manager', update: 'waiting', language: 'en' })
    await show(SettingsView, {}, at)
    await screen.findByText(/The caller’s card comes up faster/)
    expect(screen.queryByText(/来电弹屏/)).toBeNull()
  })
  it('is seen by a clerk, who is told that the manager decides', async () => {
    useFake({ update: 'waiting' })
    await show(SettingsView, {}, at)
    await screen.findByText(/来电弹屏更快/)
    screen.getByText('什么时候更新由经理来定。')
    expect(screen.queryByRole('button', { name: '现在更新' })).toBeNull()
    expect(screen.queryByText('从文件更新')).toBeNull()
  })
  it('is laid ready where the system installs it', async () => {
    useFake({ staff: 'manager', update: 'by_hand' })
    const user = userEvent.setup()
    await show(SettingsView, {}, at)
    await user.click(await screen.findByRole('button', { name: '取出安装文件' }))
    await screen.findByText(/wuyou-0.2.0-setup.deb/)
  })
  it('is told in the notice centre until somebody says later, and never by itself', async () => {
    useFake({ staff: 'manager', update: 'waiting' })
    const user = userEvent.setup()
    await show(AlertBell, { enabled: true, sound: false })
    expect(screen.queryByText(/新版本 0.2.0/)).toBeNull()
    await user.click(await screen.findByRole('button', { name: /预警|提醒/ }))
    await screen.findByText('新版本 0.2.0 等着安装')
  })
})

describe('a version from a file', () => {
  it('is taken by its place and then waits', async () => {
    const fake = useFake({ staff: 'manager', update: 'none' })
    const user = userEvent.setup()
    await show(SettingsView, {}, at)
    await user.type(await screen.findByLabelText('更新文件'), '/mnt/usb/wuyou-0.2.0.wyu')
    await user.click(screen.getByRole('button', { name: '检查这个文件' }))
    await screen.findByRole('region', { name: '新版本 0.2.0 已经准备好' })
    expect(payloadsOf(fake, 'update.take')).toEqual([{ path: '/mnt/usb/wuyou-0.2.0.wyu' }])
  })
  it('is not asked for where the program takes none', async () => {
    useFake({ staff: 'manager', update: 'off' })
    await show(SettingsView, {}, at)
    await screen.findByText(/没有内置更新用的钥匙/)
    expect(screen.queryByText('从文件更新')).toBeNull()
  })
})

describe('the former version', () => {
  it('is offered where the data does not open', async () => {
    const fake = useFake({ update: 'former' })
    const user = userEvent.setup()
    await show(ProblemScreen, { code: 'store.upgrade_failed', status: undefined, busy: false })
    await user.click(await screen.findByRole('button', { name: '回到上一个版本' }))
    await screen.findByText(/已选：退回 0.0.9/)
    await waitFor(() => expect(payloadsOf(fake, 'update.go_back')).toHaveLength(1))
  })
})
