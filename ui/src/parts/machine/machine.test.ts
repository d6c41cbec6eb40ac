import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from '../../../tests/unit/fake'
import MachineLife from './MachineLife.vue'

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

describe('a stopped machine', () => {
  it('says why and what to do, and offers the release', async () => {
    useFake()
    await show(MachineLife, { unitId: unit(4), customerId: null })
    const banner = await screen.findByText(/因安全停用/)
    expect(banner.parentElement?.textContent).toContain('检漏')
    expect(screen.getByRole('button', { name: '解除停用' })).toBeTruthy()
  })
})
