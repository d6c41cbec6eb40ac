/** What this PC does for the program, and everything taken out at once. */
import { screen, waitFor } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import SettingsView from '@/features/settings/SettingsView.vue'
import { exportWords } from '@/features/settings/words'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

describe('the settings of this PC', () => {
  it('start with the PC and tell alerts by notes only when somebody ticks it', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(SettingsView, {}, '/settings/pc')
    const start = await screen.findByRole('checkbox', { name: '开机后自动打开' })
    const notes = screen.getByRole('checkbox', { name: '有新的预警，用系统通知提醒' })
    expect(start).toHaveProperty('checked', false)
    expect(notes).toHaveProperty('checked', false)
    await user.click(start)
    await waitFor(() =>
      expect(payloadsOf(fake, 'settings.set')).toEqual([{ starts_with_pc: true }]),
    )
  })
  it('offer neither where there is no desktop', async () => {
    const fake = useFake({ staff: 'manager' })
    Object.assign(fake.settings, { starts_with_pc: null, notes: null })
    await show(SettingsView, {}, '/settings/pc')
    await screen.findByText('诊断文件')
    expect(screen.queryByText('开机启动和系统通知')).toBeNull()
  })
})

describe('everything at once', () => {
  it('is taken out by the manager with a reason and the words of the screens', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(SettingsView, {}, '/settings/backup')
    await user.type(await screen.findByLabelText(/导出做什么用/), '换系统')
    await user.click(screen.getByRole('button', { name: '全部导出' }))
    await screen.findByText(/导出好了/)
    screen.getByText(/有 3 张照片在别的电脑上/)
    const [asked] = payloadsOf(fake, 'export.all') as { reason: string; words: object }[]
    expect(asked).toMatchObject({
      reason: '换系统',
      words: {
        lists: { 'customer.list': expect.any(String) },
        entities: { customer: '客户' },
        codes: { 'work_order.state': { in_progress: '处理中' } },
      },
    })
  })
  it('is not offered to anybody else', async () => {
    useFake({ staff: 'technician' })
    await show(SettingsView, {}, '/settings/backup')
    await screen.findByText('导出要由经理来做。')
    expect(screen.queryByRole('button', { name: '全部导出' })).toBeNull()
  })
  it('has fewer words than the program takes', () => {
    const words = exportWords()
    const codes = Object.values(words.codes ?? {}).reduce(
      (sum, one) => sum + Object.keys(one).length,
      0,
    )
    const named = [words.lists, words.entities, words.fields].reduce(
      (sum, one) => sum + Object.keys(one ?? {}).length,
      0,
    )
    expect(codes + named).toBeLessThan(20_000)
  })
})
