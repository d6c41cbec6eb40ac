import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import SheetView from '@/features/sheet/SheetView.vue'
import MoneyCard from '@/parts/money/MoneyCard.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const order = (n: number) => `00000003-0000-4000-8000-${String(n).padStart(12, '0')}`
beforeEach(() => setLocale('zh-CN'))
// jsdom lays nothing out; the way from field to field asks whether a field is on screen.
Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
  configurable: true,
  get(this: HTMLElement) {
    return this.parentNode
  },
})

describe('晚间录单', () => {
  it('takes a sheet by keyboard alone and goes on to the next one', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    const rows = await screen.findAllByRole('group', { name: /LH-A/ })
    const before = rows.length
    const [first] = rows
    if (!first) throw new Error('a sheet is out')
    await user.click(within(first).getByLabelText(/^原因/))
    await user.keyboard('电压不稳{Enter}换点火针{Enter}点火针×1{Enter}')
    await user.clear(within(first).getByLabelText(/^收费/))
    await user.keyboard('35{Enter}{Enter}纸 0231{Enter}{Enter}')
    await waitFor(() => expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(1))
    expect(payloadsOf(fake, 'work_order.record_sheet')[0]).toMatchObject({
      cause_code: 'env_voltage',
      result: '换点火针',
      parts: [{ code: 'ignition-pin', quantity: 1 }],
      charge_fen: 3_500,
      method: null,
      signature: '纸 0231',
    })
    await waitFor(() =>
      expect(screen.getAllByRole('group', { name: /LH-A/ })).toHaveLength(before - 1),
    )
    // Counted, and the keyboard is in the next sheet of the pile.
    await screen.findByText(/已录 1/)
    const [next] = screen.getAllByRole('group', { name: /LH-A/ })
    await waitFor(() => expect(next?.contains(document.activeElement)).toBe(true))
  })
  it('leaves the keyboard with who has gone on while the sheet was saved', async () => {
    useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    const [first] = await screen.findAllByRole('group', { name: /LH-A/ })
    if (!first) throw new Error('a sheet is out')
    await user.click(within(first).getByLabelText(/^原因/))
    await user.keyboard('电压不稳{Enter}换点火针{Enter}点火针×1{Enter}')
    await user.clear(within(first).getByLabelText(/^收费/))
    await user.keyboard('35{Enter}{Enter}纸 0231')
    const signature = document.activeElement
    if (!signature) throw new Error('the keyboard is in the signature')
    const find = screen.getByRole<HTMLInputElement>('searchbox')
    const saving = fireEvent.keyDown(signature, { key: 'Enter' })
    find.focus()
    await saving
    await screen.findByText(/已录 1/)
    await user.keyboard('0007')
    expect(find.value).toBe('0007')
  })
  it('asks which part is meant by a name that is not on the list, or whether it is new', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    const [first] = await screen.findAllByRole('group', { name: /LH-A/ })
    if (!first) throw new Error('a sheet is out')
    const row = within(first)
    await user.type(row.getByLabelText(/^原因/), '老鼠咬线')
    await user.type(row.getByLabelText(/^怎么处理的/), '接线')
    const parts = row.getByLabelText<HTMLInputElement>(/^配件/)
    await user.type(parts, '点火正×2，铜箍{Tab}')
    expect((await row.findByRole('alert')).textContent).toContain('不在配件表里')
    await user.click(row.getByRole('button', { name: '点火针' }))
    expect(parts.value).toBe('点火针×2，铜箍')
    await user.click(row.getByRole('button', { name: /新配件/ }))
    await waitFor(() => expect(row.queryByRole('alert')).toBeNull())
    await user.clear(row.getByLabelText(/^收费/))
    await user.type(row.getByLabelText(/^收费/), '0')
    await user.type(row.getByLabelText(/^签字/), '纸 7')
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    await waitFor(() => expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(1))
    expect(payloadsOf(fake, 'work_order.record_sheet')[0]).toMatchObject({
      parts: [
        { code: 'ignition-pin', quantity: 2 },
        { code: null, name: '铜箍', quantity: 1 },
      ],
    })
  })
  it('says a refusal in the row and keeps everything that was typed', async () => {
    useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    const [first] = await screen.findAllByRole('group', { name: /LH-A/ })
    if (!first) throw new Error('a sheet is out')
    const row = within(first)
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    expect((await row.findByRole('alert')).textContent).toContain('签字')
    await user.type(row.getByLabelText(/^原因/), '老鼠咬线')
    await user.type(row.getByLabelText(/^怎么处理的/), '接线')
    await user.clear(row.getByLabelText(/^收费/))
    await user.type(row.getByLabelText(/^收费/), '999')
    await user.type(row.getByLabelText(/^签字/), '纸 7')
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    await waitFor(() =>
      expect(row.getByRole('alert').textContent).toContain('work_order.warranty_charge'),
    )
    expect(row.getByLabelText<HTMLInputElement>(/^怎么处理的/).value).toBe('接线')
  })
  it('asks for stop, tag and signature where the cause is a danger, and where somebody says so', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    const groups = await screen.findAllByRole('group', { name: /LH-A/ })
    const bare = groups.filter((one) => within(one).queryByRole('group', { name: '危险' }) === null)
    const [first, second] = bare
    if (!first || !second) throw new Error('sheets without a danger are out')
    const row = within(first)
    await user.type(row.getByLabelText(/^原因/), '烟道没装好')
    await user.type(row.getByLabelText(/^怎么处理的/), '重装')
    await user.clear(row.getByLabelText(/^收费/))
    await user.type(row.getByLabelText(/^收费/), '0')
    await user.type(row.getByLabelText(/^签字/), '纸 7')
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(0)
    await user.type(row.getByLabelText(/停用：现场情况/), 'CO 120')
    await user.type(row.getByLabelText(/停用牌号/), '0031')
    await user.type(row.getByLabelText(/告知书编号/), '告 0031')
    await user.click(row.getByRole('button', { name: /存这一张/ }))
    await waitFor(() => expect(payloadsOf(fake, 'work_order.record_sheet')).toHaveLength(1))
    expect(payloadsOf(fake, 'work_order.record_sheet')[0]).toMatchObject({
      cause_code: 'install_flue',
      danger: { stopped: true, found: 'CO 120', tag_no: '0031', paper_no: '告 0031' },
    })
    const other = within(second)
    await user.click(other.getByRole('button', { name: /现场有危险/ }))
    expect(other.getByLabelText(/停用牌号/)).toBeTruthy()
    await user.click(other.getByRole('button', { name: '没有危险' }))
    expect(other.queryByLabelText(/停用牌号/)).toBeNull()
  })
  it('finds a sheet by the end of its number', async () => {
    useFake()
    const user = userEvent.setup()
    await show(SheetView, {}, '/sheets')
    const rows = await screen.findAllByRole('group', { name: /LH-A/ })
    const last = rows.at(-1)
    const no = /LH-A-\d+-\d+/.exec(last?.getAttribute('aria-label') ?? '')?.[0] ?? ''
    await user.type(screen.getByLabelText('单号后几位或姓名'), `${no.slice(-4)}{Enter}`)
    await waitFor(() => expect(last?.contains(document.activeElement)).toBe(true))
    await user.type(screen.getByLabelText('单号后几位或姓名'), '9999{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('9999')
  })
})

describe('费用与收款', () => {
  it('charges by the price list, asks the customer, takes the money', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(MoneyCard, { id: order(4) })
    await user.click(await screen.findByRole('button', { name: '填费用明细' }))
    const item = screen.getAllByLabelText('项目')[0] as HTMLElement
    await user.click(item)
    await waitFor(() => expect(document.querySelector('[role=listbox] li')).toBeTruthy())
    await user.type(item, '人工费{Tab}')
    await user.click(screen.getByRole('button', { name: '保存明细' }))
    await screen.findByText('客户还没有同意这个价钱')
    expect(payloadsOf(fake, 'money.charge')).toMatchObject([
      {
        lines: [
          { kind: 'labour', code: '人工费', quantity: 1, unit_fen: 8_000 },
          { kind: 'travel', code: 'travel:柳河镇', quantity: 1, unit_fen: 3_000 },
        ],
      },
    ])
    await user.click(screen.getByRole('button', { name: '客户同意' }))
    await user.type(screen.getByLabelText(/哪位/), '王建军')
    await user.click(screen.getByRole('button', { name: /客户同意 110 元/ }))
    await waitFor(() => expect(screen.queryByText('客户还没有同意这个价钱')).toBeNull())
    await user.click(screen.getByRole('button', { name: '记一笔收款' }))
    expect(screen.getByLabelText<HTMLInputElement>(/金额/).value).toBe('110')
    await user.click(screen.getByRole('button', { name: '确定收款' }))
    await screen.findByText('已收清')
    expect(payloadsOf(fake, 'money.pay')).toMatchObject([{ method: 'cash', amount_fen: 11_000 }])
  })
  it('says that work under warranty is free', async () => {
    useFake()
    await show(MoneyCard, { id: order(5) })
    expect(await screen.findByText(/保修范围内：维修免费/)).toBeTruthy()
  })
})
