/** Rows pasted from a spreadsheet are shown as they were understood, and done when one says so. */
import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import PriceTable from '@/features/money/PriceTable.vue'
import { withPasted, readPrices } from '@/features/money/pasted'
import type { PriceValues } from '@/features/money/model'
import { readCounts, readParts } from '@/features/stock/pasted'
import StockView from '@/features/stock/StockView.vue'
import { setLocale } from '@/shared/i18n'
import { isRows, rowsOf } from '@/shared/model/pasted_rows'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

const line = (name: string, more: Partial<PriceValues> = {}): PriceValues => ({
  code: name,
  kind: 'part',
  name,
  unit: '',
  hq: null,
  above: false,
  ...more,
})

describe('pasted rows', () => {
  it('are the cells a spreadsheet copies, quoted ones and empty ones too', () => {
    expect(rowsOf('风机\t480\r\n\t\r\n"点火\n电极"\t35\n\t12"\n')).toEqual([
      ['风机', '480'],
      ['点火 电极', '35'],
      ['', '12"'],
    ])
    expect([isRows('风机 480'), isRows('风机\t480')]).toEqual([false, true])
  })

  it('of prices say of each what is wrong with it, and only the others are taken', () => {
    const list = [line('风机', { hq: 48_000 }), line('垫片')]
    const read = readPrices(
      rowsOf(
        '类别\t名称\t单价\n配件\t风机\t500\n\t垫片\t3.5\n人工费\t清洗\t80元\n\t\t9\n垫片\t4\n泵\t八十',
      ),
      list,
    )
    expect(read.map((row) => [row.no, row.problem])).toEqual([
      [2, 'cash.prices.above'],
      [3, null],
      [4, null],
      [5, 'common.paste.noName'],
      [6, 'common.paste.twice'],
      [7, 'common.form.badMoney'],
    ])
    const good = read.flatMap((row) => row.value ?? [])
    expect(good).toEqual([
      { kind: 'part', name: '垫片', unit: '3.5' },
      { kind: 'labour', name: '清洗', unit: '80元' },
    ])
    expect(withPasted(list, good)).toEqual([
      { code: null, kind: 'labour', name: '清洗', unit: '80元', hq: null, above: false },
      list[0],
      { ...list[1], unit: '3.5' },
    ])
  })

  it('of parts know those of the list, and take no part twice and no number that is none', () => {
    const rows = [{ code: 'fan', name: '风机', name_en: 'Fan' }] as never
    const read = readParts(rowsOf('名称\t数量\n风机\t１２\n铜管\t0\n风机\t1\n阀\t两个'), rows)
    expect(read.map((row) => row.problem)).toEqual([
      null,
      'common.form.badCount',
      'common.paste.twice',
      'common.form.badCount',
    ])
    expect(read[0]?.value).toEqual({ code: 'fan', name: '风机', quantity: 12 })
    // The first row is left out only when it says what the columns are called.
    const first = readParts(rowsOf('阀\t两个'), rows)
    expect(first.map((row) => [row.cells, row.problem])).toEqual([
      [['阀', '两个'], 'common.form.badCount'],
    ])
  })
})

describe('a pasted count', () => {
  it('knows parts by name or code, takes the last number, and says what differs', () => {
    const rows = [
      { code: 'fan', name: '风机', name_en: 'Fan', new_count: 5 },
      { code: 'valve', name: '气阀', name_en: 'Gas valve', new_count: -2 },
    ] as never
    const read = readCounts(
      rowsOf('名称\t实点\n风机\t5\t４\nvalve\t0\n风机\t1\n泵\t2\n气阀\t两个\n\t7'),
      rows,
    )
    expect(read.map((row) => [row.no, row.problem])).toEqual([
      [2, null],
      [3, null],
      [4, 'common.paste.twice'],
      [5, 'stock.pasteUnknown'],
      [6, 'common.form.badCount'],
      [7, 'stock.pasteUnknown'],
    ])
    expect(read.flatMap((row) => row.value ?? [])).toEqual([
      { code: 'fan', counted: 4 },
      { code: 'valve', counted: 0 },
    ])
    expect(read[0]?.cells).toEqual(['风机', '5', '４', '-1'])
    expect(read[1]?.cells).toEqual(['valve', '-2', '0', '+2'])
  })
})

describe('on the screen', () => {
  it('prices pasted into a field are looked at, then stand in the list, and are saved with it', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(PriceTable)
    const price = await screen.findByLabelText<HTMLInputElement>('本店价（元） 人工费')
    await waitFor(() => expect(price.disabled).toBe(false))
    const before = price.value
    await fireEvent.paste(price, {
      clipboardData: { getData: () => '人工费\t人工费\t70\n换阀\t好多\n' },
    })
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByRole('status').textContent).toContain('1 行可以，1 行有问题')
    expect(within(dialog).getByText('金额没看懂。只写数字，单位是元。')).toBeTruthy()
    expect([price.value, payloadsOf(fake, 'price.save')]).toEqual([before, []])
    await user.click(within(dialog).getByRole('button', { name: /把 1 行填进价目表/ }))
    await waitFor(() => expect(price.value).toBe('70'))
    expect(payloadsOf(fake, 'price.save')).toEqual([])
    await user.click(screen.getByRole('button', { name: '保存价目表' }))
    expect(payloadsOf(fake, 'price.save')).toMatchObject([{ items: [{ unit_fen: 7_000 }] }])
  })

  it('a list of parts is booked in at once, when it was looked at', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(StockView)
    await user.click(await screen.findByRole('button', { name: '从表格粘贴…' }))
    const dialog = await screen.findByRole('dialog')
    const field = within(dialog).getByLabelText(/在表格软件里复制/)
    await fireEvent.update(field, '铜管\t4\n垫片\t20')
    expect(payloadsOf(fake, 'stock.receive')).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: '入库 2 种' }))
    expect(payloadsOf(fake, 'stock.receive')).toEqual([
      {
        parts: [
          { code: null, name: '铜管', quantity: 4 },
          { code: null, name: '垫片', quantity: 20 },
        ],
        note: null,
      },
    ])
  })

  it('a count is booked part by part at once, when it was looked at', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(StockView)
    const rows = (await screen.findAllByRole('row')).slice(1)
    const names = rows.map((row) => within(row).getAllByRole('cell')[0]?.textContent ?? '')
    const [first = '', second = ''] = names
    await user.click(screen.getByRole('button', { name: '粘贴盘点表…' }))
    const dialog = await screen.findByRole('dialog')
    const field = within(dialog).getByLabelText(/在表格软件里复制/)
    await fireEvent.update(field, `配件\t账面\t实点\n${first}\t9\t4\n${second}\t0\n没有的件\t3`)
    expect(within(dialog).getByRole('status').textContent).toContain('2 行可以，1 行有问题')
    expect(within(dialog).getByText(/库存里没有这种配件/)).toBeTruthy()
    expect(payloadsOf(fake, 'stock.count_list')).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: '盘点 2 种' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'stock.count_list')).toMatchObject([
        { parts: [{ counted: 4 }, { counted: 0 }] },
      ]),
    )
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})
