/** A record is pinned on its page or by the palette, and stands first there. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import App from '@/app/App.vue'
import { groupsFor } from '@/app/shell/palette'
import CustomersView from '@/features/customer/CustomersView.vue'
import UnitsView from '@/features/unit/UnitsView.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
const customer = '00000001-0000-4000-8000-000000000001'

describe('a pinned record', () => {
  it('stands before what was looked at last, and only once', () => {
    const place = (id: string) => ({
      kind: 'unit' as const,
      id,
      title: id,
      household: null,
      opened_at: 1,
    })
    const groups = groupsFor({
      typed: '',
      hits: [],
      recent: [place('a'), place('b')],
      pinned: [place('b'), place('c')],
      actions: [],
    })
    expect(groups[0]).toMatchObject({ id: 'pinned', rows: [{ title: 'b' }, { title: 'c' }] })
    expect(groups[1]?.rows.map((row) => row.title)).toEqual(['a'])
  })

  it('is pinned on its page, which says so, and unpinned there', async () => {
    const fake = useFake({ customers: 3 })
    await show(CustomersView, {}, `/customers/${customer}`)
    const pin = await screen.findByRole('button', { name: '置顶这条记录' })
    expect(pin.getAttribute('aria-pressed')).toBe('false')
    await userEvent.click(pin)
    await waitFor(() => expect(pin.getAttribute('aria-pressed')).toBe('true'))
    await userEvent.click(pin)
    await waitFor(() => expect(pin.getAttribute('aria-pressed')).toBe('false'))
    expect(payloadsOf(fake, 'recent.pin')).toEqual([
      { kind: 'customer', id: customer, pinned: true },
      { kind: 'customer', id: customer, pinned: false },
    ])
  })

  it('may be a machine', async () => {
    const fake = useFake({ customers: 3 })
    const id = '00000002-0000-4000-8000-000000000001'
    await show(UnitsView, {}, `/units/${id}`)
    await userEvent.click(await screen.findByRole('button', { name: '置顶这条记录' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'recent.pin')).toEqual([{ kind: 'unit', id, pinned: true }]),
    )
  })

  it('is pinned by the palette too, and found there at once', async () => {
    const fake = useFake({ customers: 3 })
    await show(App, {}, `/customers/${customer}`)
    await screen.findByRole('button', { name: '置顶这条记录' })
    const user = userEvent.setup()
    await user.keyboard('{Control>}k{/Control}')
    await user.type(screen.getByRole('combobox', { name: '全局搜索' }), '置顶')
    await screen.findByRole('option', { name: /置顶/ })
    await user.keyboard('{Enter}')
    await waitFor(() => expect(payloadsOf(fake, 'recent.pin')).toHaveLength(1))
    await user.keyboard('{Control>}k{/Control}')
    const pinned = await screen.findByRole('group', { name: '置顶的' })
    expect(within(pinned).getAllByRole('option')).toHaveLength(1)
  })
})
