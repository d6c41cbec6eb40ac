import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SearchHit } from '@/bindings/contract'
import App from '@/app/App.vue'
import { routes } from '@/app/router'
import { groupsFor } from '@/app/shell/palette'
import { recordOf } from '@/shared/model/records'
import { keysOf, MENU, OTHERS } from '@/app/shell/places'
import CustomersView from '@/features/customer/CustomersView.vue'
import RemedyCasesView from '@/features/remedy_case/RemedyCasesView.vue'
import SettingsView from '@/features/settings/SettingsView.vue'
import TodayView from '@/features/today/TodayView.vue'
import { setLocale } from '@/shared/i18n'
import type { RequestOf } from '@/shared/ipc'
import { columnsFor, field } from '@/shared/model/export'
import { FILTERS_MOST, readChoice, toggled, withFilter } from '@/shared/model/list_choice'
import { toasts } from '@/shared/use/toast'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

const hit: SearchHit = {
  kind: 'customer',
  id: 'a',
  customer_id: 'a',
  title: '金荣',
  subtitle: '西沟村',
  matched: 'pinyin',
}
const offered = (typed: string, hits: SearchHit[] = []) =>
  groupsFor({
    typed,
    hits,
    recent: [{ kind: 'unit', id: 'u', title: 'L1P18', household: '王建军', opened_at: 1 }],
    pinned: [],
    actions: [
      { id: 'b', label: 'manners.action.backup', spelled: 'xianzaibeifen xzbf', run: vi.fn() },
    ],
  })
const titles = (typed: string, hits: SearchHit[] = []) =>
  offered(typed, hits).flatMap((group) => group.rows.map((row) => row.title))

describe('the palette', () => {
  it('shows what one looked at last before anything is typed, then actions, then every screen', () => {
    const groups = offered('')
    expect(groups.map((group) => group.id)).toEqual(['recent', 'actions', 'places'])
    expect(groups[0]?.rows[0]).toMatchObject({ title: 'L1P18', path: '/units/u' })
    expect(groups[2]?.rows).toHaveLength(MENU.length + OTHERS.length)
  })
  it('puts records before a screen that only begins like what was typed, and a whole name first', () => {
    expect(titles('jr', [hit])).toEqual(['金荣', '今日'])
    expect(titles('jinri', [hit])[0]).toBe('今日')
    expect(titles('设置', [hit])[0]).toBe('设置')
    expect(titles('Settings', [hit])[0]).toBe('设置')
  })
  it('finds an action by a part of its name or its initials, and leaves records out after >', () => {
    expect(titles('备份')).toContain('现在备份')
    expect(titles('xzbf')).toEqual(['现在备份'])
    expect(titles('>', [hit])).not.toContain('金荣')
    expect(titles('＞ xzbf', [hit])).toEqual(['现在备份'])
  })
  it('leads only to screens that exist', () => {
    const known = routes.map((route) => route.path.replace(/\/:.*/, ''))
    for (const { path } of [...MENU, ...OTHERS]) {
      const base = known.includes(path) ? path : path.replace(/\/[^/]+$/, '')
      expect(known, path).toContain(base)
    }
  })
  it('knows the record an address shows', () => {
    const id = '00000001-0000-4000-8000-000000000003'
    expect(recordOf(`/orders/${id}`)).toEqual({ kind: 'work_order', id })
    expect(recordOf('/customers/new')).toBeUndefined()
    expect(recordOf(`/stock/${id}`)).toBeUndefined()
  })
  it('opens with Ctrl+K, runs what is chosen, and goes to a screen beyond the ninth', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    const { router } = await show(App, {}, '/today')
    await screen.findByRole('heading', { level: 1 })
    await user.keyboard('{Control>}k{/Control}')
    const field = screen.getByRole('combobox', { name: '全局搜索' })
    expect(document.activeElement).toBe(field)
    await user.type(field, '现在备份')
    await waitFor(() => expect(screen.getByRole('option', { name: /现在备份/ })).toBeTruthy())
    await user.keyboard('{Enter}')
    await waitFor(() => expect(payloadsOf(fake, 'backup.create')).toHaveLength(1))
    await user.keyboard('{Control>}k{/Control}')
    await user.type(field, '员工')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/staff'))
  })
})

describe('the menu by keyboard', () => {
  it('gives Alt and a digit to the first nine and Alt+0 to settings, each once', () => {
    const keys = MENU.map((place) => keysOf(place.path)).filter(Boolean)
    expect(keys).toEqual([...Array.from({ length: 9 }, (_, n) => `Alt+${n + 1}`), 'Alt+0'])
  })
  it('goes where the keys say', async () => {
    useFake()
    const { router } = await show(App, {}, '/today')
    await screen.findByRole('heading', { level: 1 })
    await fireEvent.keyDown(document.body, { key: '3', altKey: true })
    await waitFor(() => expect(router.currentRoute.value.path).toMatch(/^\/orders\/0/))
    await fireEvent.keyDown(document.body, { key: '0', altKey: true })
    await waitFor(() => expect(router.currentRoute.value.path).toMatch(/^\/settings/))
  })
})

describe('Ctrl+Z', () => {
  it('takes back the last edit outside of fields, says what it was, and leaves fields their own', async () => {
    const fake = useFake()
    await show(App, {}, '/today')
    await screen.findByRole('heading', { level: 1 })
    const field = screen.getByRole('combobox', { name: '全局搜索' })
    await fireEvent.keyDown(field, { key: 'z', ctrlKey: true })
    expect(payloadsOf(fake, 'undo.last')).toHaveLength(0)
    await fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true, shiftKey: true })
    expect(payloadsOf(fake, 'undo.last')).toHaveLength(0)
    await fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
    await waitFor(() =>
      expect(toasts.map((toast) => toast.text)).toContain('已撤销：修改客户“王建军（二狗家）”'),
    )
  })
})

describe('what a person chooses of a list', () => {
  it('is read whatever was kept, and one column always stays', () => {
    expect(readChoice(null)).toEqual({ hidden: [], filters: [] })
    expect(
      readChoice({ hidden: ['a', 3], filters: [{ name: 1 }, { name: 'x', value: {} }] }),
    ).toEqual({ hidden: ['a'], filters: [{ name: 'x', value: {} }] })
    const columns = [{ key: 'a' }, { key: 'b' }, { key: 'c', extra: true }]
    const one = toggled({ hidden: [], filters: [] }, 'a', columns)
    expect(one.hidden).toEqual(['a'])
    expect(toggled(one, 'b', columns).hidden).toEqual(['a'])
    expect(toggled(one, 'a', columns).hidden).toEqual([])
    // What stands there only for who asks for it can then stand alone.
    const asked = toggled(one, 'c', columns)
    expect(asked.shown).toEqual(['c'])
    expect(toggled(asked, 'b', columns).hidden).toEqual(['a', 'b'])
    expect(toggled(asked, 'c', columns).shown).toEqual([])
  })
  it('keeps the latest filters and one of each name', () => {
    let choice = readChoice(null)
    for (let n = 0; n < FILTERS_MOST + 3; n += 1) choice = withFilter(choice, `f${n}`, n)
    choice = withFilter(choice, 'f9', 'new')
    expect(choice.filters).toHaveLength(FILTERS_MOST)
    expect(choice.filters.filter((one) => one.name === 'f9')).toEqual([
      { name: 'f9', value: 'new' },
    ])
  })
  it('takes out the columns on screen and those that have none', () => {
    const fields = [field('a', 'A', { with: 'x' }), field('b', 'B', { with: 'y' }), field('c', 'C')]
    expect(columnsFor(fields, ['x']).map((one) => one.key)).toEqual(['b', 'c'])
  })
  it('leaves a column out, keeps it so, and recalls a filter', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(CustomersView, {}, '/customers')
    const grid = await screen.findByRole('grid')
    expect(within(grid).getByRole('columnheader', { name: '标签' })).toBeTruthy()
    await user.type(screen.getByLabelText('只看某个乡镇'), '柳河镇')
    await user.click(screen.getByRole('button', { name: '列表选项' }))
    await user.click(screen.getByRole('checkbox', { name: '标签' }))
    await waitFor(() =>
      expect(
        within(screen.getByRole('grid')).queryByRole('columnheader', { name: '标签' }),
      ).toBeNull(),
    )
    await user.type(screen.getByRole('textbox', { name: '筛选名称' }), '柳河')
    await user.click(screen.getByRole('button', { name: '存下现在的筛选' }))
    await waitFor(() => expect(screen.getByRole('button', { name: '柳河' })).toBeTruthy())
    const town = screen.getByLabelText<HTMLInputElement>('只看某个乡镇')
    await user.clear(town)
    // What is left lies over nothing: it has closed.
    expect(screen.queryByRole('button', { name: '柳河' })).toBeNull()
    await user.click(screen.getByRole('button', { name: '列表选项' }))
    await user.click(screen.getByRole('button', { name: '柳河' }))
    expect(town.value).toBe('柳河镇')
    expect(payloadsOf(fake, 'preference.set').at(-1)).toMatchObject({ key: 'list.customer' })
  })
  it('asks what an export is for and hands over the present filter', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(CustomersView, {}, '/customers')
    await screen.findByRole('grid')
    await user.click(screen.getByRole('button', { name: '列表选项' }))
    const button = await screen.findByRole('button', { name: '导出成 Excel…' })
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false))
    await user.click(button)
    await user.type(await screen.findByLabelText(/导出做什么用/), '给会计')
    await user.click(screen.getByRole('button', { name: '导出' }))
    await screen.findByText('已导出 312 条，存到：')
    expect(payloadsOf(fake, 'export.list')[0]).toMatchObject({
      list: 'customer.list',
      reason: '给会计',
      request: { sort: 'recent' },
      replace: false,
    })
  })
})

describe('lists that joined later', () => {
  const choose = async (user: ReturnType<typeof userEvent.setup>, column: string) => {
    await user.click(screen.getByRole('button', { name: '列表选项' }))
    await user.click(screen.getByRole('checkbox', { name: column }))
    await waitFor(() =>
      expect(
        within(screen.getByRole('grid')).queryByRole('columnheader', { name: column }),
      ).toBeNull(),
    )
  }
  it('takes the remedy cases on screen out without the column that was left out', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(RemedyCasesView, {}, '/remedies?filter=all')
    await screen.findByRole('grid')
    await choose(user, '付给客户')
    const button = await screen.findByRole('button', { name: '导出成 Excel…' })
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false))
    await user.click(button)
    await user.type(await screen.findByLabelText(/导出做什么用/), '给厂家')
    await user.click(screen.getByRole('button', { name: '导出' }))
    await screen.findByText('已导出 312 条，存到：')
    const [asked] = payloadsOf(fake, 'export.list') as [RequestOf<'export.list'>]
    expect(asked).toMatchObject({
      list: 'remedy_case.list',
      request: { filter: 'all', query: null },
    })
    const keys = asked.columns.map((one) => one.key)
    expect(keys).toContain('claim')
    expect(keys).not.toContain('total_fen')
  })
  it('recalls how the remedy cases were narrowed', async () => {
    useFake({ staff: 'manager' })
    const user = userEvent.setup()
    const { router } = await show(RemedyCasesView, {}, '/remedies?filter=approval')
    await screen.findByRole('grid')
    await user.click(screen.getByRole('button', { name: '列表选项' }))
    await user.type(screen.getByRole('textbox', { name: '筛选名称' }), '等我批')
    await user.click(screen.getByRole('button', { name: '存下现在的筛选' }))
    await router.replace('/remedies?filter=open')
    await user.click(await screen.findByRole('button', { name: '等我批' }))
    await waitFor(() => expect(router.currentRoute.value.query['filter']).toBe('approval'))
  })
  it('keeps the columns of today', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(TodayView, {}, '/today')
    await screen.findByRole('grid')
    await choose(user, '村组')
    expect(payloadsOf(fake, 'preference.set').at(-1)).toMatchObject({
      key: 'list.today',
      value: { hidden: ['village'] },
    })
  })
})

describe('the trash', () => {
  it('is the manager’s, and brings back what one points at', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(SettingsView, {}, '/settings/trash')
    const row = await screen.findByRole('row', { name: /赵长海/ })
    await user.click(within(row).getByRole('button', { name: '恢复' }))
    await waitFor(() => expect(screen.queryByRole('row', { name: /赵长海/ })).toBeNull())
    expect(payloadsOf(fake, 'trash.restore')).toHaveLength(1)
  })
  it('tells a clerk what to do instead', async () => {
    const fake = useFake()
    await show(SettingsView, {}, '/settings/trash')
    await screen.findByText(/回收站由经理查看/)
    expect(payloadsOf(fake, 'trash.list')).toHaveLength(0)
  })
})
