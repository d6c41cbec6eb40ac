/** Short lists that come whole: columns and filters are a person's own, and a debt is paid from its row. */
import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import DebtTable from '@/features/money/DebtTable.vue'
import PriceTable from '@/features/money/PriceTable.vue'
import { setLocale } from '@/shared/i18n'
import { says } from '@/shared/model/narrow'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

describe('a short list', () => {
  it('is narrowed by words in any order, wherever they stand', () => {
    expect(says('', '王建军')).toBe(true)
    expect(says('西沟 王', '王建军', '西沟村', null)).toBe(true)
    expect(says('东沟', '王建军', '西沟村')).toBe(false)
  })
  it('leaves a column out, keeps it so, takes it out without it, and recalls a filter', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(DebtTable)
    const region = await screen.findByRole('group', { name: '欠款单' })
    const list = within(region.closest<HTMLElement>('.small') as HTMLElement)
    const heads = () => within(list.getByRole('table')).getAllByRole('columnheader').length
    const [before, all] = [heads(), list.getAllByRole('row').length]
    await user.type(list.getByRole('searchbox'), '没有这家')
    expect(list.queryByRole('table')).toBeNull()
    await user.click(list.getByRole('button', { name: '列表选项' }))
    await user.type(list.getByRole('textbox', { name: '筛选名称' }), '没有')
    await user.click(list.getByRole('button', { name: '存下现在的筛选' }))
    await user.clear(list.getByRole('searchbox'))
    await waitFor(() => expect(list.getAllByRole('row')).toHaveLength(all))
    // The menu closes when the keyboard leaves it.
    await user.click(list.getByRole('button', { name: '列表选项' }))
    await user.click(list.getByRole('checkbox', { name: '应收' }))
    await waitFor(() => expect(heads()).toBe(before - 1))
    await user.click(list.getByRole('button', { name: '导出成 Excel…' }))
    await user.type(await screen.findByLabelText(/导出做什么用/), '对账')
    await user.click(screen.getByRole('button', { name: '导出' }))
    await waitFor(() => expect(payloadsOf(fake, 'export.list')).toHaveLength(1))
    const [taken] = payloadsOf(fake, 'export.list') as { columns: { key: string }[] }[]
    const keys = taken?.columns.map((one) => one.key) ?? []
    expect(keys).toContain('due_fen')
    expect(keys).not.toContain('total_fen')
    await user.click(screen.getByRole('button', { name: '关闭' }))
    await user.click(list.getByRole('button', { name: '列表选项' }))
    await user.click(list.getByRole('button', { name: '没有' }))
    expect(list.queryByRole('table')).toBeNull()
    expect(payloadsOf(fake, 'preference.set').at(-1)).toMatchObject({ key: 'list.debts' })
  })
  it('of prices saves what was typed in a row that is narrowed away', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(PriceTable)
    const price = await screen.findByLabelText<HTMLInputElement>('本店价（元） 人工费')
    await waitFor(() => expect(price.disabled).toBe(false))
    await user.clear(price)
    await user.type(price, '71')
    await user.type(screen.getByRole('searchbox', { name: '按名称找' }), '没有这项')
    expect(screen.queryByLabelText('本店价（元） 人工费')).toBeNull()
    await user.click(screen.getByRole('button', { name: '保存价目表' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'price.save')).toMatchObject([{ items: [{ unit_fen: 7_100 }] }]),
    )
  })
})

describe('a debt', () => {
  it('is paid from its row, without leaving the list', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    const { router } = await show(DebtTable, {}, '/money')
    const [button] = await screen.findAllByRole('button', { name: /^收款 / })
    if (button) await user.click(button)
    const dialog = await screen.findByRole('dialog')
    await user.click(await within(dialog).findByRole('button', { name: '确定收款' }))
    await waitFor(() => expect(payloadsOf(fake, 'money.pay')).toHaveLength(1))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(router.currentRoute.value.path).toBe('/money')
  })
})
