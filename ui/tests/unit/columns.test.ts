/** The columns of a list: their order, their width, and by which it is sorted. */
import userEvent from '@testing-library/user-event'
import { cleanup, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { JsonValue } from '@/bindings/contract'
import CustomersView from '@/features/customer/CustomersView.vue'
import { setLocale } from '@/shared/i18n'
import { arranged, moved, readChoice, withWidth } from '@/shared/model/list_choice'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
const columns = [
  { key: 'a', width: 'minmax(0, 1.5fr)' },
  { key: 'b', width: '100px' },
  { key: 'c', width: '80px' },
]
const none = readChoice(null)
const keys = (choice = none, of = columns) => arranged(of, choice).map((one) => one.key)

describe('the columns of a list', () => {
  it('stand in the person’s order and width; a new one of the program at its own place', () => {
    const choice = withWidth(moved(none, 'c', -1, columns), 'a', 'wide')
    expect(keys(choice)).toEqual(['a', 'c', 'b'])
    expect(arranged(columns, choice)[0]?.width).toBe('minmax(0, 2.4fr)')
    expect(arranged(columns, withWidth(none, 'b', 'narrow'))[1]?.width).toBe('60px')
    expect(keys(choice, [...columns, { key: 'd', width: '1fr' }])).toEqual(['a', 'c', 'b', 'd'])
    expect(keys(choice, columns.slice(0, 2))).toEqual(['a', 'b'])
    expect(moved(none, 'a', -1, columns)).toBe(none)
  })
  it('are read whatever an older version or a hand kept', () => {
    const kept = { hidden: [], filters: [], order: ['b', 3], widths: { a: 'huge', b: 'wide' } }
    expect(readChoice(kept as JsonValue)).toEqual({
      hidden: [],
      filters: [],
      order: ['b'],
      widths: { b: 'wide' },
    })
    expect(readChoice({ widths: null, sort: 3 })).toEqual(none)
  })

  it('are moved and widened by keyboard, keep the hand where it was, and stay so', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    const names = () =>
      within(screen.getByRole('grid'))
        .getAllByRole('columnheader')
        .map((one) => one.textContent?.replace(/[↑↓\s]/g, ''))
        .filter(Boolean)
    await show(CustomersView, {}, '/customers')
    await screen.findByRole('grid')
    await user.click(screen.getByRole('button', { name: '列表选项' }))
    const up = screen.getByRole('button', { name: '“村组”往前挪' })
    up.focus()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(names().slice(0, 3)).toEqual(['姓名', '村组', '电话']))
    expect(document.activeElement?.getAttribute('aria-label')).toBe('“村组”往前挪')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(names().slice(0, 3)).toEqual(['村组', '姓名', '电话']))
    // It cannot go on: the hand is on the way back.
    expect(document.activeElement?.getAttribute('aria-label')).toBe('“村组”往后挪')
    await user.selectOptions(screen.getByLabelText('“电话”的宽窄'), 'wide')
    const head = () => within(screen.getByRole('grid')).getAllByRole('row')[0]
    await waitFor(() => expect(head()?.style.gridTemplateColumns).toContain('227.2px'))
    cleanup()
    await show(CustomersView, {}, '/customers')
    await screen.findByRole('grid')
    await waitFor(() => expect(names().slice(0, 3)).toEqual(['村组', '姓名', '电话']))
    await user.click(screen.getByRole('button', { name: '列表选项' }))
    await user.click(screen.getByRole('button', { name: '恢复原样' }))
    await waitFor(() => expect(names().slice(0, 3)).toEqual(['姓名', '电话', '村组']))
    expect(payloadsOf(fake, 'preference.set').at(-1)).toEqual({
      key: 'list.customer',
      value: { hidden: [], filters: [] },
    })
  })

  it('sort the list when their heading is pressed, say so, and so again the next time', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    const sorted = () =>
      screen
        .getAllByRole('columnheader')
        .filter((one) => one.hasAttribute('aria-sort'))
        .map((one) => [one.textContent?.trim(), one.getAttribute('aria-sort')])
    await show(CustomersView, {}, '/customers')
    await screen.findByRole('grid')
    expect(sorted()).toEqual([['最近改动↓', 'descending']])
    await user.click(screen.getByRole('button', { name: /^姓名/ }))
    await waitFor(() => expect(sorted()).toEqual([['姓名↑', 'ascending']]))
    expect(payloadsOf(fake, 'customer.list').at(-1)).toMatchObject({ sort: 'name' })
    expect(screen.getByLabelText<HTMLSelectElement>('排序').value).toBe('name')
    cleanup()
    await show(CustomersView, {}, '/customers')
    await waitFor(() => expect(sorted()).toEqual([['姓名↑', 'ascending']]))
    await user.selectOptions(screen.getByLabelText('排序'), 'village')
    await waitFor(() => expect(sorted()).toEqual([['村组↑', 'ascending']]))
    expect(payloadsOf(fake, 'preference.set').at(-1)).toMatchObject({ value: { sort: 'village' } })
  })
})
