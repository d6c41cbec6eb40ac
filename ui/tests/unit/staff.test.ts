import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DispatchOption, OpenWork } from '@/bindings/contract'
import StaffView from '@/features/staff/StaffView.vue'
import AccessSettings from '@/features/settings/AccessSettings.vue'
import { awayToday, leaveRequest, sortedCertificates, unassigned } from '@/features/staff/model'
import { optionText, proposed, warningsOf } from '@/parts/work_order/dispatch'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const zhang = '00000009-0000-4000-8000-000000000003'
const liu = '00000009-0000-4000-8000-000000000004'
beforeEach(() => setLocale('zh-CN'))

describe('the people', () => {
  it('are shown with who is away and until when', async () => {
    useFake({ staff: 'manager' })
    await show(StaffView, {}, `/staff/${zhang}`)
    const nav = await screen.findByRole('navigation', { name: '员工' })
    await waitFor(() => expect(within(nav).getByText(/请假至/)).toBeTruthy())
    expect(await screen.findByText('家里有事')).toBeTruthy()
    expect(screen.getByText('厂家资格（维修）')).toBeTruthy()
  })

  it('note an absence from the keyboard', async () => {
    const fake = useFake({ staff: 'manager' })
    await show(StaffView, {}, `/staff/${liu}`)
    await userEvent.click(await screen.findByRole('button', { name: '登记请假' }))
    await userEvent.type(await screen.findByRole('textbox', { name: /从哪天/ }), '2026-12-25')
    await userEvent.tab()
    await userEvent.type(screen.getByRole('textbox', { name: /原因/ }), '探亲')
    await userEvent.click(screen.getByRole('button', { name: '登记' }))
    await waitFor(() => expect(payloadsOf(fake, 'absence.create')).toHaveLength(1))
    expect(payloadsOf(fake, 'absence.create')[0]).toMatchObject({
      staff_id: liu,
      from_on: '2026-12-25',
      to_on: null,
      reason: '探亲',
    })
  })

  it('leave only when everything open has a successor, all in one call', async () => {
    const fake = useFake({ staff: 'manager' })
    await show(StaffView, {}, `/staff/${zhang}`)
    await userEvent.click(await screen.findByRole('button', { name: '办理离职' }))
    const confirm = await screen.findByRole<HTMLButtonElement>('button', {
      name: '交接并办理离职',
    })
    await waitFor(() => expect(confirm.disabled).toBe(true))
    const all = screen.getByLabelText('都交给')
    await waitFor(() => expect(within(all).getAllByRole('option').length).toBeGreaterThan(1))
    await userEvent.selectOptions(all, liu)
    await waitFor(() => expect(confirm.disabled).toBe(false))
    await userEvent.click(confirm)
    await waitFor(() => expect(payloadsOf(fake, 'staff.leave')).toHaveLength(1))
    expect(payloadsOf(fake, 'staff.leave')[0]).toEqual({ id: zhang, to_id: liu, items: [] })
  })
})

describe('the access log', () => {
  it('is read page by page and by the manager alone', async () => {
    const fake = useFake({ staff: 'manager' })
    const status = fake.call('app.status', {})
    await show(AccessSettings, { status })
    await userEvent.click(await screen.findByRole('button', { name: '较早的' }))
    await waitFor(() => expect(payloadsOf(fake, 'access.list')).toHaveLength(2))
    expect(payloadsOf(fake, 'access.list')[1]).toMatchObject({ after: '50' })
  })
  it('is not even asked for by a clerk', async () => {
    const fake = useFake()
    await show(AccessSettings, { status: fake.call('app.status', {}) })
    expect(screen.getByText('访问记录只有经理能看。')).toBeTruthy()
    expect(payloadsOf(fake, 'access.list')).toHaveLength(0)
  })
})

describe('as data', () => {
  const work = (id: string): OpenWork => ({
    kind: 'work_order',
    id,
    no: id,
    customer_name: null,
    text: null,
    state: 'dispatched',
  })
  it('what has no successor of its own goes to the one for all', () => {
    const open = [work('a'), work('b')]
    expect(unassigned(open, '', { a: 'x' }).map((one) => one.id)).toEqual(['b'])
    expect(unassigned(open, 'y', { a: 'x' })).toEqual([])
    expect(leaveRequest('who', 'y', { a: 'x', b: 'y', c: '' })).toEqual({
      id: 'who',
      to_id: 'y',
      items: [{ id: 'a', to_id: 'x' }],
    })
  })
  it('of two absences today the one that lasts longer counts', () => {
    const absence = (to_on: string, now: boolean) => ({
      id: to_on,
      staff_id: 'a',
      name: '',
      from_on: '2026-11-01',
      to_on,
      reason: null,
      now,
      visits: [],
    })
    const away = awayToday([absence('2026-11-22', true), absence('2026-11-25', true)])
    expect(away.get('a')?.to_on).toBe('2026-11-25')
    expect(awayToday([absence('2026-12-22', false)]).size).toBe(0)
  })
  it('certificates that need attention come first', () => {
    const certificate = (standing: 'valid' | 'expiring' | 'revoked', valid_to: string) => ({
      id: standing + valid_to,
      kind: 'maker_repair',
      no: '1',
      issuer: null,
      valid_from: '2026-01-01',
      valid_to,
      standing,
      days_left: null,
      reason: null,
    })
    const sorted = sortedCertificates([
      certificate('valid', '2027-01-01'),
      certificate('expiring', '2026-12-01'),
      certificate('revoked', '2028-01-01'),
    ])
    expect(sorted.map((one) => one.standing)).toEqual(['revoked', 'expiring', 'valid'])
  })
  it('who could be sent says what stands against it', () => {
    const option: DispatchOption = {
      staff_id: zhang,
      name: '张师傅',
      role: 'technician',
      rests: false,
      absent_until_on: '2026-11-25',
      absent_reason: '家里有事',
      gate: 'blocked',
      gate_reasons: ['certificate_expired'],
      open_count: 3,
      visits: 2,
      overlaps: true,
      wished: true,
      missing_skills: [],
    }
    expect(optionText(option)).toMatch(
      /^张师傅 · 技师 · 客户想要 · 手里 3 件 · 当天 2 家 · 时间重叠 · 请假至 (?:2026年)?11月25日 · 资格证不符$/,
    )
    expect(warningsOf(option)).toHaveLength(3)
    const unskilled = { ...option, missing_skills: [{ zh: '蒙古语', en: 'Mongolian' }] }
    expect(optionText(unskilled)).toContain('没登记：蒙古语')
    expect(warningsOf(unskilled)).toHaveLength(4)
    const fine = { ...option, absent_until_on: null, gate_reasons: [], overlaps: false }
    expect(warningsOf(fine)).toEqual([])
    expect(warningsOf(undefined)).toEqual([])
    expect(proposed([option])).toBeUndefined()
    const resting = { ...fine, rests: true }
    expect(optionText(resting)).toContain('当天轮休')
    expect(warningsOf(resting)).toEqual(['那天是他轮休的日子；还是可以派。'])
    expect(proposed([{ ...resting, gate: 'allowed' }])).toBeUndefined()
    const free = { ...option, absent_until_on: null, gate: 'allowed' as const }
    expect(
      proposed([
        { ...free, wished: false, staff_id: zhang },
        { ...free, staff_id: liu },
      ]),
    ).toBe(liu)
  })
})
