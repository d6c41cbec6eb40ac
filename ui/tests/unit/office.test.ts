import userEvent from '@testing-library/user-event'
import { cleanup, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AppStatus, BackupInside } from '@/bindings/contract'
import SyncScreen from '@/app/SyncScreen.vue'
import SettingsView from '@/features/settings/SettingsView.vue'
import SetupView from '@/features/setup/SetupView.vue'
import { setLocale } from '@/shared/i18n'
import type { Fake, FakeOptions } from '../fixture/fake'
import { office, type OfficeOptions } from '../fixture/office'
import { Refused } from '../fixture/refused'
import { payloadsOf, show, useFake } from './fake'

function shop(options: FakeOptions = {}, about: Partial<OfficeOptions> = {}): Fake {
  return office(useFake(options), { now: Date.now(), ...about })
}
beforeEach(() => {
  setLocale('zh-CN')
  localStorage.clear()
})

describe('the sync centre', () => {
  it('says in calm words that one is offline, and exactly what waits', async () => {
    shop({}, { sync: 'offline' })
    await show(SyncScreen, {}, '/sync')
    expect(await screen.findByText('现在离线')).toBeTruthy()
    const waiting = document.getElementById('sync-waiting')
    if (!waiting) throw new Error('what waits is not shown')
    expect(within(waiting).getByText('姓名、备注、方便时间')).toBeTruthy()
    expect(within(waiting).queryByText(/\b[a-z]+_[a-z]+\b/)).toBeNull()
  })

  it('asks before a refused change is discarded, and shows what would be lost', async () => {
    const fake = shop()
    await show(SyncScreen, {}, '/sync')
    await userEvent.click(await screen.findByRole('button', { name: /^放弃这条/ }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('2026-13-01')).toBeTruthy()
    expect(payloadsOf(fake, 'sync.discard')).toEqual([])
    await userEvent.click(within(dialog).getByRole('button', { name: '放弃这条改动' }))
    await waitFor(() => expect(payloadsOf(fake, 'sync.discard')).toEqual([{ dseq: 41 }]))
  })

  it('leads from a refused change to its record, when it is there', async () => {
    const fake = shop()
    const { router } = await show(SyncScreen, {}, '/sync')
    const link = await screen.findByRole('link', { name: /^打开这条记录/ })
    await userEvent.click(link)
    await waitFor(() =>
      expect(router.currentRoute.value.path).toBe('/units/00000002-0000-4000-8000-000000000001'),
    )
    cleanup()
    const details = fake.handlers['sync.details']
    fake.handlers['sync.details'] = (request) => {
      const answer = details?.(request)
      if (!answer) throw new Error('the fake shop has no details')
      return { ...answer, rejected: answer.rejected.map((one) => ({ ...one, record: null })) }
    }
    await show(SyncScreen, {}, '/sync')
    await screen.findByRole('button', { name: /^再上报一次/ })
    expect(screen.queryByRole('link', { name: /^打开这条记录/ })).toBeNull()
  })

  it('offers to connect, not to sync, while there is no headquarters', async () => {
    shop({}, { sync: 'not_connected', calm: true })
    await show(SyncScreen, {}, '/sync')
    expect(await screen.findByRole('link', { name: '接入总部' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: '立即同步' })).toBeNull()
  })
})

describe('people', () => {
  it('are changed by the manager, and only what was changed is sent', async () => {
    const fake = shop()
    await show(SettingsView, {}, '/settings/people')
    await userEvent.click(await screen.findByRole('button', { name: '修改 王姐' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.selectOptions(within(dialog).getByLabelText('岗位'), 'manager')
    await userEvent.click(within(dialog).getByRole('button', { name: '保存' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'staff.update')).toEqual([{ id: 'p2', role: 'manager' }]),
    )
  })

  it('with a PIN of three digits are not sent at all', async () => {
    const fake = shop()
    await show(SettingsView, {}, '/settings/people')
    await userEvent.click(await screen.findByRole('button', { name: '添加人员' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('姓名（必填）'), '小李')
    await userEvent.type(within(dialog).getByLabelText('密码'), '123')
    await userEvent.click(within(dialog).getByRole('button', { name: '保存' }))
    expect(await within(dialog).findByText('密码要 4 到 8 位数字。')).toBeTruthy()
    expect(payloadsOf(fake, 'staff.create')).toEqual([])
  })
})

describe('the recovery code', () => {
  it('is shown, ticked and noted, and asked for until then', async () => {
    const fake = shop()
    await show(SettingsView, {}, '/settings/backup')
    expect(await screen.findByText(/还没有抄下恢复码/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '显示恢复码' }))
    const dialog = await screen.findByRole('dialog')
    const pin = within(dialog).queryByLabelText(/您的密码/)
    if (pin) {
      await userEvent.type(pin, '1234')
      await userEvent.click(within(dialog).getByRole('button', { name: '显示恢复码' }))
    }
    expect((await within(dialog).findAllByRole('listitem')).length).toBe(14)
    const keep = within(dialog).getByRole<HTMLButtonElement>('button', { name: '已抄好' })
    expect(keep.disabled).toBe(true)
    await userEvent.click(within(dialog).getByRole('checkbox'))
    await userEvent.click(keep)
    await waitFor(() => expect(payloadsOf(fake, 'backup.code_noted')).toHaveLength(1))
    await waitFor(() => expect(screen.queryByText(/还没有抄下恢复码/)).toBeNull())
  })

  it('is asked for by a backup of another PC, and goes with the restore', async () => {
    const fake = shop()
    const look = fake.handlers['backup.look']
    fake.handlers['backup.look'] = (asked) => {
      if (!asked.code) throw new Refused('backup.other_pc')
      return look!(asked)
    }
    await show(SettingsView, {}, '/settings/backup')
    await userEvent.click((await screen.findAllByRole('button', { name: /^恢复… / }))[1] as Element)
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(await within(dialog).findByLabelText(/纸上的十四组/), '7qk2 m4xt{Enter}')
    await within(dialog).findByRole('row', { name: /^客户（户）/ })
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /联网同步一次/ }))
    await userEvent.click(within(dialog).getByRole('button', { name: /^我知道了/ }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'backup.restore')[0]).toMatchObject({ code: '7qk2 m4xt' }),
    )
  })
})

describe('a restore', () => {
  it('says what is inside and what is kept before it does anything', async () => {
    const fake = shop()
    await show(SettingsView, {}, '/settings/backup')
    await userEvent.click((await screen.findAllByRole('button', { name: /^恢复… / }))[1] as Element)
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/现在的数据不会丢/)).toBeTruthy()
    expect(within(dialog).getByText(/建议先同步/)).toBeTruthy()
    // What is in it beside what is there today, and what would go out of sight, first things first.
    const row = await within(dialog).findByRole('row', { name: /^客户（户）/ })
    expect(row.textContent).toMatch(/2,831\s*2,855/)
    const lost = within(dialog).getByText(/恢复后这些就看不到了/).parentElement
    expect(lost?.textContent).toMatch(/客户 24 条.*工单 15 条.*联系记录 31 条/)
    expect(within(dialog).getByText(/另有 15 条在备份以后改过/)).toBeTruthy()
    expect(payloadsOf(fake, 'backup.restore')).toEqual([])
    // A connected PC has to fetch what it had sent: that is read before it is done.
    expect(within(dialog).getByText(/它会重新登记/)).toBeTruthy()
    const go = within(dialog).getByRole<HTMLButtonElement>('button', { name: /^我知道了/ })
    expect(go.disabled).toBe(true)
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /联网同步一次/ }))
    await userEvent.click(go)
    expect(await within(dialog).findByText(/已恢复，现有 2,855 户/)).toBeTruthy()
    // Second thoughts are one press away.
    await userEvent.click(within(dialog).getByRole('button', { name: '撤销这次恢复' }))
    expect(await within(dialog).findByText(/已撤销，回到恢复之前的数据/)).toBeTruthy()
    expect(payloadsOf(fake, 'backup.restore')[1]).toEqual({
      path: 'C:\\ProgramData\\Wuyou\\backups\\wuyou-before_restore-0.db',
    })
  })

  it('is not offered of a damaged backup, nor of a newer one', async () => {
    const fake = shop()
    const look = fake.handlers['backup.look']
    for (const [change, text] of [
      [{ damaged: true }, /这个备份有损坏/],
      [{ age: 'newer' }, /请先升级程序/],
    ] as const) {
      fake.handlers['backup.look'] = (asked) => ({
        ...(look?.(asked as never) as BackupInside),
        ...change,
      })
      const shown = await show(SettingsView, {}, '/settings/backup')
      await userEvent.click(
        (await screen.findAllByRole('button', { name: /^恢复… / }))[1] as Element,
      )
      const dialog = await screen.findByRole('dialog')
      expect(await within(dialog).findByText(text)).toBeTruthy()
      await userEvent.click(within(dialog).getByRole('checkbox', { name: /联网同步一次/ }))
      const go = within(dialog).getByRole<HTMLButtonElement>('button', { name: /^我知道了/ })
      expect(go.disabled).toBe(true)
      shown.unmount()
    }
  })

  it('warns of nothing on a PC that stands alone', async () => {
    const fake = shop()
    const status = fake.handlers['app.status']
    fake.handlers['app.status'] = () => ({
      ...(status?.({}) as AppStatus),
      server_url: null,
    })
    await show(SettingsView, {}, '/settings/backup')
    await userEvent.click((await screen.findAllByRole('button', { name: /^恢复… / }))[1] as Element)
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).queryByText(/它会重新登记/)).toBeNull()
    await within(dialog).findByText(/备份完好/)
    const go = within(dialog).getByRole<HTMLButtonElement>('button', { name: /^我知道了/ })
    expect(go.disabled).toBe(false)
  })
})

describe('the first run', () => {
  it('switches the language at once and sends it', async () => {
    const fake = shop({ ready: false })
    await show(SetupView, {}, '/setup')
    await userEvent.click(screen.getByLabelText('English'))
    expect(await screen.findByRole('heading', { name: 'Which language?' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Next' }))
    await userEvent.click(screen.getByLabelText(/On this PC alone/))
    await userEvent.type(screen.getByLabelText(/^Dealer code/), 'lh001')
    await userEvent.click(screen.getByRole('button', { name: 'Next' }))
    await userEvent.click(screen.getByRole('button', { name: 'Finish' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'setup.offline')[0]).toMatchObject({
        dealer_code: 'LH001',
        language: 'en',
      }),
    )
    expect(await screen.findByRole('heading', { name: 'Ready. Where to begin?' })).toBeTruthy()
  })

  it('shows what is missing beside the field and stays', async () => {
    const fake = shop({ ready: false })
    await show(SetupView, {}, '/setup')
    await userEvent.click(screen.getByRole('button', { name: '下一步' }))
    await userEvent.click(screen.getByRole('button', { name: '下一步' }))
    expect((await screen.findAllByText('这一项要填。')).length).toBe(2)
    expect(screen.getByLabelText(/^总部地址/).getAttribute('aria-invalid')).toBe('true')
    expect(payloadsOf(fake, 'setup.enrol')).toEqual([])
  })
})
