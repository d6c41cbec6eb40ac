/** Whatever is typed into a form that saves something is kept as a draft, or a reason stands here. */
import { readFileSync, readdirSync } from 'node:fs'
import { cleanup } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref, type Component, type Ref } from 'vue'
import { screen, waitFor } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import DayCloseView from '@/features/today/DayCloseView.vue'
import { dateOf } from '@/shared/format/date'
import PriceTable from '@/features/money/PriceTable.vue'
import { priceDraftOf, withDraft, type PriceValues } from '@/features/money/model'
import StockView from '@/features/stock/StockView.vue'
import ConsentSection from '@/parts/consent/ConsentSection.vue'
import { setLocale } from '@/shared/i18n'
import { useDraftOf, type DraftHandle } from '@/shared/use/draft'
import { payloadsOf, show, useFake } from './fake'

const root = `${process.cwd()}/src`
/** Components with a field for words and a command, that keep none of it, and why. */
const REASONS: Record<string, string> = {
  'app/shell/SignIn.vue': 'a PIN is never written down',
  'features/settings/HeadquartersSettings.vue': 'a code for one use is never written down',
  'features/settings/PersonDialog.vue': 'it asks for a PIN, which is never written down',
  'features/setup/SetupPc.vue': 'the first run keeps its own state, and there is no data yet',
  'features/settings/PcSettings.vue': 'one word, changed in its place',
  'features/settings/DutyPhoneSettings.vue': 'one number, changed in its place',
  'features/settings/RecoveryCode.vue': 'a PIN and a tick: neither is kept',
  'features/settings/RestoreDialog.vue': 'the place of a file',
  'parts/update/UpdateSettings.vue': 'the place of a file',
  'features/settings/ExportAllCard.vue': 'a reason and the place of a file, for once',
  'parts/print/PrintDialog.vue': 'a shift of paper, kept with the paper when it is printed',
  'parts/print/PrintNumbers.vue': 'numbers, changed in their place',
  'parts/alert/AlertSettings.vue': 'hours and numbers, changed in their place',
  'parts/care/CareSettings.vue': 'one number, changed in its place',
  'parts/duty/DutyWeek.vue': 'each night is saved when its field is left',
  'features/return_visit/VisitDetail.vue': 'a telephone number that is heard and saved at once',
  'parts/photo/PhotoIntake.vue': 'the photos themselves wait for the same press, and are no draft',
  'parts/photo/PhotoViewer.vue': 'one line, changed in its place',
}

function components(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = `${folder}/${one.name}`
    if (one.isDirectory()) return components(path)
    return one.name.endsWith('.vue') ? [path] : []
  })
}
/** A field for words: no tick, no choice, no search. */
const WORDS = /<textarea|<input(?![^>]*type="(?:checkbox|radio|file|range|search)")/
const SAVES = /useAction\('(?!.*\.(?:list|get|read_text|inspect)')/
/** What narrows a list is kept with the list. */
const LISTS = /ListScreen/
function unkept(): string[] {
  return components(root)
    .filter((path) => !path.includes('/console/'))
    .filter((path) => {
      const text = readFileSync(path, 'utf8')
      return (
        WORDS.test(text) && SAVES.test(text) && !LISTS.test(text) && !/useDraft(Of)?\(/.test(text)
      )
    })
    .map((path) => path.slice(root.length + 1))
    .toSorted()
}

describe('what is typed', () => {
  it('into any form that saves something is a draft, or the form has its reason here', () => {
    expect(unkept()).toEqual(Object.keys(REASONS).toSorted())
  })
})

const Host = (fields: Record<string, Ref>, told: (draft: DraftHandle) => void) =>
  defineComponent({
    setup() {
      told(useDraftOf('probe', fields))
      return () => h('p')
    },
  })
beforeEach(() => setLocale('zh-CN'))
afterEach(() => vi.useRealTimers())

describe('a form of single fields', () => {
  const fresh = () => ({ text: ref(''), kind: ref('repair'), pieces: ref<string[]>([]) })
  it('comes back after a kill within two seconds of the last key, whole', async () => {
    const fake = useFake()
    vi.useFakeTimers()
    const first = fresh()
    await show(Host(first, () => undefined))
    await vi.advanceTimersByTimeAsync(10)
    first.text.value = '屋里不热'
    first.pieces.value.push('票号')
    await vi.advanceTimersByTimeAsync(1_999)
    expect(fake.drafts.get('probe')?.content).toMatchObject({
      text: '屋里不热',
      kind: 'repair',
      pieces: ['票号'],
    })
    const second = fresh()
    await show(Host(second, () => undefined))
    await vi.advanceTimersByTimeAsync(10)
    expect([second.text.value, second.kind.value, second.pieces.value]).toEqual([
      '屋里不热',
      'repair',
      ['票号'],
    ])
  })

  it('takes back what was typed, and of the rest what stands now', async () => {
    const fake = useFake()
    const record = { text: '旧地址', kind: 'repair', pieces: [] as string[] }
    const opened = () => ({
      text: ref(record.text),
      kind: ref(record.kind),
      pieces: ref([...record.pieces]),
    })
    let draft: DraftHandle | undefined
    const first = opened()
    await show(Host(first, (one) => (draft = one)))
    await waitFor(() => expect(draft?.ready.value).toBe(true))
    first.kind.value = 'install'
    await draft?.flush()
    cleanup()
    expect(fake.drafts.has('probe')).toBe(true)
    // Somebody else puts the address right meanwhile.
    record.text = '新地址'
    const second = opened()
    await show(Host(second, () => undefined))
    await waitFor(() => expect(second.kind.value).toBe('install'))
    expect(second.text.value).toBe('新地址')
  })

  it('comes back over what another screen filled in before it was read', async () => {
    const fake = useFake()
    fake.drafts.set('probe', { content: { text: '要换新的' }, saved_at: Date.now() })
    const fields = fresh()
    const Filled = defineComponent({
      setup() {
        useDraftOf('probe', fields)
        fields.kind.value = 'exchange'
        return () => h('p')
      },
    })
    await show(Filled)
    await waitFor(() => expect(fields.text.value).toBe('要换新的'))
  })

  it('keeps nothing once it was saved, or thrown away', async () => {
    const fake = useFake()
    for (const end of ['clear', 'drop'] as const) {
      const fields = fresh()
      let draft: DraftHandle | undefined
      await show(Host(fields, (one) => (draft = one)))
      await waitFor(() => expect(draft?.ready.value).toBe(true))
      fields.text.value = '一句话'
      await draft?.flush()
      expect(fake.drafts.has('probe')).toBe(true)
      await draft?.[end]()
      expect(fake.drafts.has('probe')).toBe(false)
      expect(fields.text.value).toBe(end === 'drop' ? '' : '一句话')
      cleanup()
      await Promise.resolve()
      expect(fake.drafts.has('probe')).toBe(false)
    }
  })

  it('says on the screen that words are back, and throws them away for who wants that', async () => {
    const fake = useFake()
    const key = `day-close:${dateOf(Date.now())}`
    fake.drafts.set(key, {
      content: { note: '明天早上先去东沟' },
      saved_at: Date.now(),
    })
    await show(DayCloseView, {}, '/day-close')
    await waitFor(() => expect(screen.getByDisplayValue('明天早上先去东沟')).toBeTruthy())
    await userEvent.click(screen.getByRole('button', { name: '丢掉草稿重来' }))
    await waitFor(() => expect(screen.queryByDisplayValue('明天早上先去东沟')).toBeNull())
    expect(fake.drafts.has(key)).toBe(false)
  })
})

/** What is typed into `field` stands there again when the screen is left and opened anew. */
async function comesBack(
  screenOf: Component,
  props: Record<string, unknown>,
  begin: () => Promise<void>,
  field: string | RegExp,
  words: string,
): Promise<void> {
  await show(screenOf, props)
  await begin()
  const typed = await screen.findByLabelText<HTMLInputElement>(field)
  await userEvent.clear(typed)
  await userEvent.type(typed, words)
  cleanup()
  await show(screenOf, props)
  await begin()
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(field).value).toBe(words))
}
const press = (name: string) => async () => {
  await userEvent.click(await screen.findByRole('button', { name }))
}

/** Prices are the manager's, who is known a moment later. */
const enabled = async () => {
  const field = await screen.findByLabelText<HTMLInputElement>('本店价（元） 人工费')
  await waitFor(() => expect(field.disabled).toBe(false))
}

describe('what is half typed of', () => {
  it('a movement of parts comes back, each movement its own', async () => {
    const fake = useFake()
    await comesBack(StockView, {}, press('入库'), '来源、单号', '六和发货单 1102')
    expect([...fake.drafts.keys()]).toEqual(['stock:receive:new'])
    cleanup()
    await show(StockView)
    const count = (await screen.findAllByRole('button', { name: /^盘点 / }))[0]
    if (count) await userEvent.click(count)
    await screen.findByLabelText(/^实点数量/)
    expect(screen.queryByDisplayValue('六和发货单 1102')).toBeNull()
  })

  it('a consent comes back, and is gone once it was recorded', async () => {
    const fake = useFake()
    const id = fake.handlers['customer.list']?.({} as never)?.rows[0]?.id ?? ''
    await comesBack(
      ConsentSection,
      { customerId: id },
      press('＋ 问一次'),
      '纸单号或备注',
      '第 12 号',
    )
    await press('客户同意')()
    await waitFor(() => expect(fake.drafts.size).toBe(0))
  })

  it('the price list comes back over the list as it stands now, and only it is sent', async () => {
    const fake = useFake({ staff: 'manager' })
    await comesBack(PriceTable, {}, enabled, '本店价（元） 人工费', '70')
    await userEvent.click(screen.getByRole('button', { name: '保存价目表' }))
    const sent = payloadsOf(fake, 'price.save')
    expect(sent).toEqual([
      { items: [{ code: '人工费', kind: 'labour', name: '人工费', unit_fen: 7_000 }], removed: [] },
    ])
    await waitFor(() => expect(fake.drafts.size).toBe(0))
  })

  it('a line of the price list that another PC took out stands there as a new one', () => {
    const line = (code: string | null, unit: string): PriceValues => ({
      code,
      kind: 'part',
      name: code ?? '垫片',
      unit,
      hq: null,
      above: false,
    })
    const before = [line('a', '1'), line('b', '2'), line('c', '3')]
    const kept = priceDraftOf([line(null, '9'), line('a', '1'), line('b', '5')], before)
    expect(withDraft([line('a', '1'), line('c', '4')], kept)).toEqual([
      line(null, '9'),
      { ...line('b', '5'), code: null },
      line('a', '1'),
    ])
  })
})
