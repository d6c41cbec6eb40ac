import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type {
  MachineCommissioned,
  MachineDetail,
  MachineGet,
  SheetVerdict,
} from '@/bindings/contract'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from '../../../tests/unit/fake'
import MachineLife from './MachineLife.vue'
import UpkeepCard from './UpkeepCard.vue'

const unit = (n: number) => `00000002-0000-4000-8000-${String(n).padStart(12, '0')}`
beforeEach(() => setLocale('zh-CN'))

describe('a machine that waits for commissioning', () => {
  it('opens its checklist from the order, shows limits, and sends nothing while items are open', async () => {
    const fake = useFake()
    await show(MachineLife, { unitId: unit(3), customerId: null, workOrderId: 'o1' })
    const form = await screen.findByRole('form', { name: '安装调试检查' })
    expect(within(form).getByText('1500～3000 Pa')).toBeTruthy()
    await fireEvent.click(await within(form).findByRole('button', { name: '合格，投入使用' }))
    expect(payloadsOf(fake, 'machine.commission')).toEqual([])
  })

  it('turns the button into a stop when an item is not good', async () => {
    const fake = useFake()
    await show(MachineLife, { unitId: unit(3), customerId: null, workOrderId: 'o1' })
    const form = await screen.findByRole('form', { name: '安装调试检查' })
    const leaks = within(form).getByRole('radiogroup', { name: /检漏/ })
    await fireEvent.click(within(leaks).getByLabelText('不合格'))
    const stop = await within(form).findByRole('button', { name: '不合格，停用这台机器' })
    await fireEvent.click(stop)
    await waitFor(() =>
      expect(payloadsOf(fake, 'machine.commission')).toMatchObject([
        { work_order_id: 'o1', answers: [{ item: 'leak_check', passed: false }] },
      ]),
    )
  })
})

describe('a machine that has passed', () => {
  it('tells warranty, maintenance and visits, although it waits for commissioning no more', async () => {
    const fake = useFake()
    const get = fake.handlers['machine.get']
    const verdict: SheetVerdict = {
      status: 'passed',
      start_allowed: true,
      notice_needed: false,
      findings: [],
      why: { reasons: [], rows: [], versions: [] },
    }
    let passed = false
    const machineOf = (request: MachineGet) => {
      const machine = get?.(request) as MachineDetail
      return { ...machine, can_commission: !passed }
    }
    fake.handlers['machine.judge'] = () => verdict
    fake.handlers['machine.get'] = machineOf
    fake.handlers['machine.commission'] = ({ unit_id }): MachineCommissioned => {
      passed = true
      return {
        verdict,
        machine: machineOf({ unit_id }),
        coverage: 'covered',
        warranty_starts_on: '2026-11-21',
        warranty_ends_on: '2028-11-21',
        scrap_on: '2034-11-16',
        maintenance_due_on: '2027-11-14',
      }
    }
    await show(MachineLife, { unitId: unit(3), customerId: null, workOrderId: 'o1' })
    const form = await screen.findByRole('form', { name: '安装调试检查' })
    await within(form).findByText('全部合格，可以投入使用')
    await fireEvent.click(within(form).getByRole('button', { name: '合格，投入使用' }))
    const told = await screen.findByText('两次回访和年度回访已排好')
    expect(told.parentElement?.textContent).toContain('到 2028年11月21日')
    expect(screen.queryByRole('form', { name: '安装调试检查' })).toBeNull()
  })
})

describe('a stopped machine', () => {
  it('says why and what to do, and offers the release', async () => {
    useFake()
    await show(MachineLife, { unitId: unit(4), customerId: null })
    const banner = await screen.findByText(/因安全停用/)
    expect(banner.parentElement?.textContent).toContain('检漏')
    expect(screen.getByRole('button', { name: '解除停用' })).toBeTruthy()
  })
})

describe('a maintenance that is due', () => {
  const entry = {
    id: 'm',
    state: 'open',
    urgency: 'overdue',
    due_on: '2026-11-14',
    done_on: null,
    staff_name: null,
  } as unknown as MachineDetail['maintenance'][number]
  it('leads to the call that opens its order, where there is a household to agree with', async () => {
    const fake = useFake()
    const get = fake.handlers['machine.get']
    fake.handlers['machine.get'] = (request) => {
      const machine = get?.(request) as MachineDetail
      return { ...machine, state: 'in_use', maintenance: [entry] }
    }
    await show(UpkeepCard, { unitId: unit(5), customerId: 'c' })
    const link = await screen.findByRole('link', { name: '约好了，开保养单' })
    expect(link.getAttribute('href')).toBe(`/intake?customer=c&unit=${unit(5)}&kind=maintenance`)
    expect(screen.getByText(/11月14日/)).toBeTruthy()
  })
})
