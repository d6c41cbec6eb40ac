import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import UnitsView from '@/features/unit/UnitsView.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

/** A shop with so many machines of an old ledger, planned two hundred at a time. */
function ledgerOf(machines: number) {
  const fake = useFake()
  let left = machines
  fake.handlers['machine.unplanned'] = () => ({ count: left })
  fake.handlers['machine.plan_upkeep'] = () => {
    const planned = Math.min(left, 200)
    left -= planned
    return { planned }
  }
  return fake
}

describe('machines of an old ledger', () => {
  it('are planned with one press, as one step of undo', async () => {
    const fake = ledgerOf(450)
    await show(UnitsView, {}, '/units')
    expect(await screen.findByText(/有 450 台在用的机器没有排每年的保养/)).toBeTruthy()
    await userEvent.setup().click(screen.getByRole('button', { name: '全部排上' }))
    await waitFor(() => expect(screen.queryByText(/没有排每年的保养/)).toBeNull())
    expect(payloadsOf(fake, 'machine.plan_upkeep')).toHaveLength(3)
    expect(payloadsOf(fake, 'undo.group_begin')).toEqual([{ title: '给旧机器排保养' }])
  })

  it('can be put off until there are more of them', async () => {
    const fake = ledgerOf(450)
    await show(UnitsView, {}, '/units')
    await userEvent.setup().click(await screen.findByRole('button', { name: '以后再说' }))
    expect(payloadsOf(fake, 'preference.set')).toEqual([{ key: 'unit.upkeep_later', value: 450 }])
    await waitFor(() => expect(screen.queryByText(/没有排每年的保养/)).toBeNull())
  })
})
