/** What destroys names the thing and the count; many at once ask for their number. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import SettingsView from '@/features/settings/SettingsView.vue'
import { setLocale } from '@/shared/i18n'
import { office } from '../fixture/office'
import { payloadsOf, show, useFake } from './fake'
import type { ExampleContents } from '@/bindings/contract'

beforeEach(() => setLocale('zh-CN'))

async function ask(contents?: ExampleContents) {
  const fake = useFake({ staff: 'manager', example: true })
  office(fake, { now: Date.now() })
  if (contents) fake.handlers['example.count'] = () => contents
  await show(SettingsView, {}, '/settings/example')
  await userEvent.click(await screen.findByRole('button', { name: '清除示例数据' }))
  const dialog = await screen.findByRole('dialog')
  await within(dialog).findByText('一共')
  const go = within(dialog).getByRole<HTMLButtonElement>('button', { name: '清除示例数据' })
  return { fake, dialog, go }
}

describe('the removal of the example data', () => {
  it('says how many of what go, and asks for the number of more than twenty', async () => {
    const { fake, dialog, go } = await ask()
    expect(dialog.textContent).toMatch(/客户\s*60.*机器\s*71.*工单\s*24/)
    expect(go.disabled).toBe(true)
    const number = within(dialog).getByLabelText(/请输入 196/)
    await userEvent.type(number, '19{Enter}')
    expect([go.disabled, payloadsOf(fake, 'example.remove')]).toEqual([true, []])
    await userEvent.type(number, '６{Enter}')
    await waitFor(() => expect(payloadsOf(fake, 'example.remove')).toEqual([{ total: 196 }]))
  })

  it('asks for no number of twenty, and names nothing that is not there', async () => {
    const { fake, dialog, go } = await ask({
      households: 12,
      machines: 8,
      orders: 0,
      requests: 0,
      complaints: 0,
      promises: 0,
      return_visits: 0,
      total: 20,
      people: 0,
    })
    expect(within(dialog).queryByRole('textbox')).toBeNull()
    expect(dialog.textContent).not.toContain('工单')
    await userEvent.click(go)
    await waitFor(() => expect(payloadsOf(fake, 'example.remove')).toHaveLength(1))
  })
})
