import { readdirSync, readFileSync } from 'node:fs'
import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { exportLists, type CustomerDetail } from '@/bindings/contract'
import App from '@/app/App.vue'
import { formOf, updateOf } from '@/features/customer/model'
import { placeOfRecord } from '@/features/settings/model'
import SettingsView from '@/features/settings/SettingsView.vue'
import { setLocale } from '@/shared/i18n'
import {
  careOf,
  cashClosesOf,
  conflictsOf,
  dayClosesOf,
  eventsOf,
  exportTitle,
  marketsOf,
  moneyOf,
  placesOf,
  planOf,
  refundsOf,
  rotaOf,
  scoresOf,
  sheetsOf,
  todayOf,
  trashOf,
} from '@/shared/model/export_lists'
import PhoneText from '@/shared/ui/PhoneText.vue'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

/** Tables and lists that nobody takes out, each with why. */
const NOT_TAKEN_OUT: Record<string, string> = {
  'features/import/ImportColumns.vue': 'a file that is being read in: its owner has it',
  'features/import/ImportLayout.vue': 'a file that is being read in: its owner has it',
  'features/import/ImportReport.vue': 'the refused rows are written as a workbook of their own',
  'features/plan/WeekGrid.vue': 'the week of the plan, which goes out from above it',
  'features/report/ContentTable.vue': 'five numbers of a span; the visits go out as a list',
  'features/settings/BackupContents.vue': 'the numbers of what a backup holds',
  'features/settings/BackupTable.vue': 'files of this PC, nothing of the shop',
  'features/settings/PeopleSettings.vue': 'who works here and may sign in stays in the program',
  'features/staff/LeaveDialog.vue': 'a choice to be made at once',
  'features/staff/PersonPanel.vue': 'one person; absences and certificates go out as whole lists',
  'features/staff/ScoreCard.vue': 'figures about people are shown to them, not sent around',
  'features/staff/ScoreCases.vue': 'figures about people are shown to them, not sent around',
  'features/sync/ChangeTable.vue': 'what waits to be sent, by the minute',
  'parts/customer/CustomerTimeline.vue': 'one household: its file is printed',
  'parts/money/MoneyCard.vue': 'one order: its receipt is printed',
}

function vueFiles(folder: string): string[] {
  return readdirSync(`src/${folder}`, { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.vue'))
}

describe('lists', () => {
  it('can all be taken out, or are named here with why not', () => {
    const lists = [...vueFiles('features'), ...vueFiles('parts')].filter((name) =>
      /<ListScreen|<SmallTable|<table|usePages\(/.test(readFileSync(`src/${name}`, 'utf8')),
    )
    const without = lists.filter(
      (name) => !/:exports="|<ExportButton/.test(readFileSync(`src/${name}`, 'utf8')),
    )
    expect(without.sort()).toEqual(Object.keys(NOT_TAKEN_OUT).sort())
  })
  it('have a name each, in both languages, and what it is taken out as names every column once', () => {
    for (const list of exportLists) {
      const code = list.replace('.', '_')
      for (const language of ['zh-CN', 'en'] as const) {
        setLocale(language)
        expect(exportTitle(list), `${language} ${list}`).not.toBe(code)
      }
    }
    setLocale('zh-CN')
    const figures = ['finished', 'on_time'].map((figure) => ({ figure, is_count: false }))
    const all = [
      ...[todayOf({}), dayClosesOf(), moneyOf({}), cashClosesOf(), refundsOf(), planOf()],
      ...[sheetsOf(), scoresOf(null, figures), eventsOf(), rotaOf(), trashOf()],
      ...[conflictsOf(true), careOf(), placesOf(), marketsOf()],
    ]
    for (const { list, columns } of all) {
      const labels = columns.map((one) => one.label)
      expect(new Set(labels).size, `${list} ${labels.join(' ')}`).toBe(labels.length)
      expect(columns.length).toBeLessThanOrEqual(40)
    }
  })
  it('keep columns and filters for each person, where they have a grid', () => {
    // 今日 is one list for everybody, narrowed by its own tiles.
    const grids = vueFiles('features').filter(
      (name) =>
        readFileSync(`src/${name}`, 'utf8').includes('<ListScreen') && !name.includes('TodayView'),
    )
    expect(grids.length).toBeGreaterThan(5)
    for (const name of grids) {
      const text = readFileSync(`src/${name}`, 'utf8')
      expect(text, name).toMatch(/\sname="[a-z_]+"/)
      expect(text, name).toMatch(/:filter="/)
      expect(text, name).toMatch(/@recall="/)
    }
  })
})

describe('a short list', () => {
  it('keeps columns and filters for each person too', () => {
    const short = [
      'money/DebtTable',
      'money/RefundTable',
      'money/PriceTable',
      'stock/StockView',
      'return_visit/SuggestionList',
      'settings/AccessSettings',
      'settings/TrashSettings',
    ]
    for (const name of short) {
      const text = readFileSync(`src/features/${name}.vue`, 'utf8')
      expect(text, name).toMatch(/<SmallTable\s[^>]*?\sname="[a-z_]+"/)
      const narrowed = !['money/RefundTable', 'settings/TrashSettings'].includes(name)
      expect(text.includes('@recall="recall"'), name).toBe(narrowed)
    }
    expect(readFileSync('src/features/staff/StaffView.vue', 'utf8')).toContain('<ListTools')
  })
})

describe('a hidden number', () => {
  it('is shown in full for a reason, and a whole one offers nothing', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    const { emitted } = await show(PhoneText, { display: '138****2207', reveal: 'p1' })
    await user.click(screen.getByRole('button', { name: /看完整号码/ }))
    const why = screen.getByRole('group', { name: /为什么要看/ })
    expect(within(why).getAllByRole('button')).toHaveLength(4)
    await user.click(within(why).getByRole('button', { name: '要打给客户' }))
    await screen.findByText('138 0471 2207')
    expect(payloadsOf(fake, 'phone.reveal')).toEqual([
      { id: 'p1', of: null, reason: 'call_customer' },
    ])
    expect(emitted('revealed')).toEqual([['13804712207']])
    expect(screen.queryByRole('button')).toBeNull()
  })
  it('offers nothing where it is whole or only recognised', async () => {
    useFake()
    await show(PhoneText, { display: '138 0471 2207', reveal: 'p1' })
    await show(PhoneText, { display: '138****2207' })
    expect(screen.queryByRole('button')).toBeNull()
  })
  it('stays as it is in the form of a household, unless another is typed', () => {
    const phone = {
      id: 'p1',
      number: '138****2207',
      display: '138****2207',
      label: null,
      person_id: null,
      valid_from: null,
      valid_to: null,
      confirmed_on: null,
      shared_with: [],
    }
    const detail = {
      name: '王建军',
      kind: 'household',
      phones: [phone],
      people: [],
      addresses: [],
      tags: [],
      seq: 1,
      no_call: false,
      no_marketing: false,
    } as unknown as CustomerDetail
    const before = formOf(detail)
    const after = structuredClone(before)
    expect(updateOf('c', before, after).phones).toBeUndefined()
    const [row] = after.phones
    if (!row) throw new Error('no phone')
    row.label = '老王'
    expect(updateOf('c', before, after).phones).toMatchObject([
      { id: 'p1', number: null, label: '老王' },
    ])
    row.number = '19670679684'
    expect(updateOf('c', before, after).phones).toMatchObject([{ id: 'p1', number: '19670679684' }])
  })
})

describe('the access log', () => {
  it('is narrowed by kind and household, and leads to the record', async () => {
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(SettingsView, {}, '/settings/access')
    await user.selectOptions(await screen.findByLabelText('做了什么'), '看完整号码')
    await waitFor(() =>
      expect(payloadsOf(fake, 'access.list').at(-1)).toMatchObject({ action: 'reveal_phone' }),
    )
    await user.click((await screen.findAllByRole('button', { name: /只看这一家/ }))[0] as Element)
    await waitFor(() => {
      const asked = payloadsOf(fake, 'access.list').at(-1) as { customer_id: string | null }
      expect(asked.customer_id).not.toBeNull()
    })
    const at = (record_kind: string | null, record_id: string | null, customer_id: string | null) =>
      placeOfRecord({ record_kind, record_id, customer_id })
    expect(at('work_order', 'w', 'c')).toBe('/orders/w')
    expect(at('phone', 'p', 'c')).toBe('/customers/c')
    expect(at('staff', 's', null)).toBeNull()
  })
})

describe('the size of the text', () => {
  it('is kept for the person who chose it and applied to the whole page at once', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(App, {}, '/settings/look')
    await user.click(await screen.findByRole('radio', { name: '特大' }))
    await waitFor(() => expect(document.documentElement.dataset['text']).toBe('huge'))
    expect(payloadsOf(fake, 'preference.set')).toContainEqual({ key: 'look.text', value: 'huge' })
    await user.click(screen.getByRole('radio', { name: /^标准$/, checked: false }))
  })
})
