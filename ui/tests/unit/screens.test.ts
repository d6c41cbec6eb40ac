import userEvent from '@testing-library/user-event'
import { toasts } from '@/shared/use/toast'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CustomerPage, CustomerSummary } from '@/bindings/contract'
import { defineComponent, h, nextTick, ref } from 'vue'
import App from '@/app/App.vue'
import CustomerForm from '@/features/customer/CustomerForm.vue'
import CustomersView from '@/features/customer/CustomersView.vue'
import IntakeView from '@/features/intake/IntakeView.vue'
import UnitForm from '@/parts/unit/UnitForm.vue'
import OrderDetail from '@/parts/work_order/OrderDetail.vue'
import { setLocale } from '@/shared/i18n'
import DataGrid from '@/shared/ui/DataGrid.vue'
import DateField from '@/shared/ui/DateField.vue'
import FormField from '@/shared/ui/FormField.vue'
import { useDraft } from '@/shared/use/draft'
import { draftsOwed } from '@/shared/use/draft_owed'
import { useHotkeys } from '@/shared/use/hotkeys'
import { Refused } from '../fixture/fake'
import { payloadsOf, show, useFake } from './fake'

const order = (n: number) => `00000003-0000-4000-8000-${String(n).padStart(12, '0')}`
beforeEach(() => setLocale('zh-CN'))

describe('a field', () => {
  it('says that it is wrong where a screen reader looks', async () => {
    const Host = defineComponent({
      setup: () => () =>
        h(
          FormField,
          { label: '姓名', required: true, error: '要填' },
          { default: (f: Record<string, unknown>) => h('input', f) },
        ),
    })
    await show(Host)
    const input = screen.getByLabelText('姓名（必填）')
    expect(input).toHaveProperty('ariaInvalid')
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(input.getAttribute('aria-required')).toBe('true')
    const described = document.getElementById(input.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toBe('要填')
  })
})

describe('a date field', () => {
  it('takes typed forms, shows the weekday, and keeps what is no date visible', async () => {
    const value = ref<string | null>(null)
    const Host = defineComponent({
      setup: () => () =>
        h(DateField, {
          label: '日期',
          modelValue: value.value,
          'onUpdate:modelValue': (on: string | null) => (value.value = on),
        }),
    })
    await show(Host)
    const input = screen.getByLabelText<HTMLInputElement>('日期')
    await fireEvent.update(input, '20261121')
    await fireEvent.blur(input)
    expect(value.value).toBe('2026-11-21')
    expect(screen.getByText(/星期六/)).toBeTruthy()
    await fireEvent.update(input, '2026-13-99')
    await fireEvent.blur(input)
    expect(value.value).toBeNull()
    expect(input.value).toBe('2026-13-99')
    expect(input.getAttribute('aria-invalid')).toBe('true')
  })
})

describe('the grid', () => {
  it('has one tab stop, tells its whole size, and the selection follows the arrows', async () => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(360)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
    const rows = Array.from({ length: 500 }, (_, n) => ({ id: String(n), name: `客户${n}` }))
    const selected = ref('0')
    const opened = vi.fn()
    const Host = defineComponent({
      setup: () => () =>
        h(
          DataGrid as never,
          {
            label: '客户列表',
            columns: [{ key: 'name', label: '姓名', width: '1fr' }],
            rows,
            rowKey: (row: { id: string }) => row.id,
            total: 30_000,
            selected: selected.value,
            onSelect: (row: { id: string }) => (selected.value = row.id),
            onOpen: opened,
          },
          { 'cell-name': ({ row }: { row: { name: string } }) => row.name },
        ),
    })
    await show(Host)
    const grid = await screen.findByRole('grid', { name: '客户列表' })
    expect(grid.getAttribute('aria-rowcount')).toBe('30001')
    await waitFor(() => expect(within(grid).getAllByRole('row').length).toBeGreaterThan(5))
    expect(within(grid).getAllByRole('row').length).toBeLessThan(60)
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
    const first = grid.querySelector<HTMLElement>('[tabindex="0"]')
    first?.focus()
    await fireEvent.keyDown(first as HTMLElement, { key: 'ArrowDown' })
    expect(selected.value).toBe('1')
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('3'))
    await fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'Enter' })
    expect(opened).toHaveBeenCalledOnce()
    vi.restoreAllMocks()
  })
})

describe('shortcuts', () => {
  const Host = (run: () => void, keys: string) =>
    defineComponent({
      setup() {
        useHotkeys([{ keys, label: 'common.keys.step', group: 'list', run }])
        return () => h('input', { 'aria-label': 'x' })
      },
    })
  it('leave keys of an input method alone', async () => {
    const run = vi.fn()
    await show(Host(run, 'F2'))
    await fireEvent.keyDown(document.body, { key: 'F2', isComposing: true })
    await fireEvent.keyDown(document.body, { key: 'F2', keyCode: 229 })
    expect(run).not.toHaveBeenCalled()
    await fireEvent.keyDown(document.body, { key: 'F2' })
    expect(run).toHaveBeenCalledOnce()
  })
  it('ask once while they are held down, and not at all under a dialog', async () => {
    const run = vi.fn()
    await show(Host(run, 'F2'))
    await fireEvent.keyDown(document.body, { key: 'F2', repeat: true })
    expect(run).not.toHaveBeenCalled()
    const dialog = document.createElement('div')
    dialog.setAttribute('role', 'dialog')
    dialog.setAttribute('aria-modal', 'true')
    document.body.append(dialog)
    await fireEvent.keyDown(document.body, { key: 'F2' })
    expect(run).not.toHaveBeenCalled()
    // The screen has the next key as soon as the dialog is closed, not when it has faded away.
    dialog.classList.add('el-overlay', 'dialog-fade-leave-active')
    await fireEvent.keyDown(document.body, { key: 'F2' })
    expect(run).toHaveBeenCalledOnce()
    dialog.remove()
  })
  it('belong to the part of the screen that is further in, whichever came first', async () => {
    const [inner, outer] = [vi.fn(), vi.fn()]
    const Outer = defineComponent({
      setup() {
        // The inner part is on screen before the outer one.
        useHotkeys([{ keys: 'F9', label: 'common.keys.step', group: 'list', run: outer }])
        return () => h('section', [h(Host(inner, 'F9'))])
      },
    })
    await show(Outer)
    await fireEvent.keyDown(document.body, { key: 'F9' })
    expect(inner).toHaveBeenCalledOnce()
    expect(outer).not.toHaveBeenCalled()
  })
  it('with a single letter wait until nothing is typed', async () => {
    const run = vi.fn()
    await show(Host(run, 'N'))
    await fireEvent.keyDown(screen.getByLabelText('x'), { key: 'n' })
    expect(run).not.toHaveBeenCalled()
    await fireEvent.keyDown(document.body, { key: 'n' })
    expect(run).toHaveBeenCalledOnce()
  })
})

describe('a draft', () => {
  const Host = (form: ReturnType<typeof ref<{ text: string }>>) =>
    defineComponent({
      setup() {
        const draft = useDraft('probe', form as never, () => ({ text: '' }))
        return () => h('p', draft.restoredAt.value ? '已恢复' : '没有')
      },
    })
  it('is saved within two seconds of the last key and comes back after a kill', async () => {
    const fake = useFake()
    const form = ref({ text: '' })
    vi.useFakeTimers()
    await show(Host(form))
    await vi.advanceTimersByTimeAsync(10)
    form.value.text = '屋里不热'
    await vi.advanceTimersByTimeAsync(1_999)
    expect(fake.drafts.get('probe')?.content).toMatchObject({ text: '屋里不热' })
    vi.useRealTimers()
    // Nothing is told to the first window: it is gone. A second one starts with the draft.
    const second = ref({ text: '' })
    await show(Host(second))
    await waitFor(() => expect(second.value.text).toBe('屋里不热'))
    expect(await screen.findByText('已恢复')).toBeTruthy()
  })
  it('that cannot be saved is tried again until it is, and nothing claims otherwise meanwhile', async () => {
    const fake = useFake()
    const whole = fake.call
    let full = true
    fake.call = (name, payload) => {
      if (full && name === 'draft.save') throw new Refused('store.disk_full')
      return whole(name, payload)
    }
    const form = ref({ text: '' })
    vi.useFakeTimers()
    const shown = await show(Host(form))
    await vi.advanceTimersByTimeAsync(10)
    form.value.text = '屋里不热'
    await vi.advanceTimersByTimeAsync(2_000)
    expect(draftsOwed.value).toBe(1)
    // The screen is left, and opened again before there is room: the words are still there.
    shown.unmount()
    const again = ref({ text: '' })
    await show(Host(again))
    await vi.advanceTimersByTimeAsync(10)
    expect(again.value.text).toBe('屋里不热')
    full = false
    await vi.advanceTimersByTimeAsync(3_000)
    expect(fake.drafts.get('probe')?.content).toMatchObject({ text: '屋里不热' })
    expect(draftsOwed.value).toBe(0)
    vi.useRealTimers()
  })
  it('keeps saving while somebody types without a pause', async () => {
    const fake = useFake()
    const form = ref({ text: '' })
    vi.useFakeTimers()
    await show(Host(form))
    await vi.advanceTimersByTimeAsync(10)
    for (let n = 0; n < 30; n++) {
      form.value.text += '字'
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(fake.drafts.get('probe')).toBeTruthy()
    vi.useRealTimers()
  })
})

describe('来电登记', () => {
  it('takes a call of a known household by keyboard alone', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    const phone = await screen.findByLabelText(/来电号码/)
    await waitFor(() => expect(document.activeElement).toBe(phone))
    await user.keyboard('13804712207')
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>(/客户/).value).toBe('王建军（二狗家）'),
    )
    expect(screen.getByText('这家有一张没办完的单子')).toBeTruthy()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/什么事/)))
    await user.keyboard('屋里不热{Enter}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('登记'))
    await user.keyboard('{Enter}')
    // An open case of the same kind: the program asks before it makes a second one.
    await screen.findByText(/像是同一件事/)
    expect(payloadsOf(fake, 'request.create')).toHaveLength(0)
    await waitFor(() => expect(document.activeElement?.textContent).toContain('记为催办'))
    await user.keyboard('{Tab}')
    expect(document.activeElement?.textContent).toContain('还是新登记')
    await user.keyboard('{Enter}')
    await screen.findByText(/已登记 LH-A/)
    expect(screen.getByText(/您的登记号是/)).toBeTruthy()
    expect(payloadsOf(fake, 'request.create')).toMatchObject([
      { customer_id: '00000001-0000-4000-8000-000000000000', text: '屋里不热', open_order: null },
    ])
    // The screen is ready for the next call.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/来电号码/)))
    expect(fake.drafts.has('intake')).toBe(false)
  })
  it('lets go of a household that was found by a number which is changed', async () => {
    useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    const phone = await screen.findByLabelText<HTMLInputElement>(/来电号码/)
    await user.type(phone, '13804712207')
    const name = screen.getByLabelText<HTMLInputElement>(/客户/)
    await waitFor(() => expect(name.value).toBe('王建军（二狗家）'))
    await user.type(phone, '{Backspace}')
    expect(name.value).toBe('')
    expect(screen.queryByText('老客户')).toBeNull()
  })
  it('keeps a household that a person chose, and says that the number is new', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13911110000')
    await screen.findByText(/没有找到这个号码/)
    const name = screen.getByLabelText<HTMLInputElement>(/客户/)
    await user.type(name, '王建军')
    await screen.findByText('这家有一张没办完的单子')
    await user.keyboard('{ArrowDown}')
    await screen.findByText('老客户')
    await screen.findByText(/13911110000 是新号码/)
    await user.click(screen.getByText('是另一件事'))
    await user.type(screen.getByLabelText(/什么事/), '不热{Control>}{Enter}{/Control}')
    await waitFor(() => expect(payloadsOf(fake, 'request.create')).toHaveLength(1))
    expect(payloadsOf(fake, 'request.create')).toMatchObject([
      { customer_id: '00000001-0000-4000-8000-000000000000', caller_phone: '13911110000' },
    ])
  })
  it('keeps in sight whose number it is while another name is typed for it', async () => {
    useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13804712207')
    const name = screen.getByLabelText<HTMLInputElement>(/客户/)
    await waitFor(() => expect(name.value).toBe('王建军（二狗家）'))
    await user.click(screen.getByRole('button', { name: '换一家' }))
    await user.type(name, '没有的人')
    await screen.findByText(/这个号码是下面这家的/)
    expect(screen.queryByText(/没有找到这个号码/)).toBeNull()
    await user.click(screen.getByRole('button', { name: '选这家' }))
    await screen.findByText('老客户')
  })
  it('notes that they called again instead of a second order', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await screen.findByLabelText(/来电号码/)
    await user.type(screen.getByLabelText(/来电号码/), '13804712207')
    await user.click(await screen.findByRole('button', { name: /记为催办/ }))
    await waitFor(() => expect(payloadsOf(fake, 'request.urge')).toHaveLength(1))
    expect(payloadsOf(fake, 'request.create')).toHaveLength(0)
  })
  it('tells with a second call that the house is cold now', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13804712207')
    const urge = await screen.findByRole('button', { name: /记为催办/ })
    await user.click(screen.getByLabelText(/家里没暖气/))
    await user.click(urge)
    await waitFor(() => expect(toasts.at(-1)?.text).toContain('重新计时'))
    expect(payloadsOf(fake, 'request.urge')).toMatchObject([{ no_heat: true }])
  })
  it('makes no mere reminder of a second call that tells of a danger', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13804712207')
    const urge = await screen.findByRole('button', { name: /记为催办/ })
    await user.type(screen.getByLabelText(/什么事/), '现在闻到煤气味')
    await waitFor(() => expect(document.querySelector('.danger')).not.toBeNull())
    await user.click(urge)
    await waitFor(() => expect(toasts.at(-1)?.text).toContain('不能只记催办'))
    expect(payloadsOf(fake, 'request.urge')).toHaveLength(0)
    expect(screen.getByLabelText(/什么事/)).toHaveProperty('value', '现在闻到煤气味')
  })
  it('makes one more call of a new one that turns out to be the same matter', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13804712207')
    await screen.findByText('这家有一张没办完的单子')
    await user.type(screen.getByLabelText(/什么事/), '还没来人{Control>}{Enter}{/Control}')
    await screen.findByText(/像是同一件事/)
    await waitFor(() => expect(document.activeElement?.textContent).toContain('记为催办'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(payloadsOf(fake, 'request.urge')).toHaveLength(1))
    expect(payloadsOf(fake, 'request.urge')).toMatchObject([{ text: '还没来人' }])
    expect(payloadsOf(fake, 'request.create')).toHaveLength(0)
  })
  it('begins with the machine whose maintenance was agreed', async () => {
    useFake()
    const at = '000000-0000-4000-8000-000000000000'
    const query = `customer=00000001${at.slice(6)}&unit=00000002${at.slice(6)}&kind=maintenance`
    await show(IntakeView, {}, `/intake?${query}`)
    const text = await screen.findByLabelText<HTMLTextAreaElement>(/什么事/)
    await waitFor(() => expect(text.value).toContain('年度保养'))
    expect(screen.getByLabelText('保养')).toHaveProperty('checked', true)
  })
  it('says the danger and its script, and believes a person who says there is none', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13999998888')
    await user.type(screen.getByLabelText(/客户/), '赵铁柱')
    await user.type(screen.getByLabelText(/什么事/), '有煤气味')
    await screen.findByText(/关掉气表前的总阀/)
    expect(screen.queryByText('存为电话解决')).toBeNull()
    await user.click(screen.getByText('没有危险'))
    expect(screen.queryByText(/关掉气表前的总阀/)).toBeNull()
    await user.type(screen.getByLabelText(/什么事/), '，是炒菜的味')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(payloadsOf(fake, 'request.create')).toHaveLength(1))
    expect(payloadsOf(fake, 'request.create')).toMatchObject([{ safety: null }])
  })
  it('says a danger again that is told after somebody said there is none', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13999998888')
    await user.type(screen.getByLabelText(/客户/), '赵铁柱')
    await user.type(screen.getByLabelText(/什么事/), '有煤气味')
    await screen.findByText(/关掉气表前的总阀/)
    await user.click(screen.getByText('没有危险'))
    await user.type(screen.getByLabelText(/什么事/), '，炒菜的。等等，表那里漏气')
    await screen.findByText(/关掉气表前的总阀/)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(payloadsOf(fake, 'request.create')).toHaveLength(1))
    expect(payloadsOf(fake, 'request.create')).toMatchObject([{ safety: true }])
  })
  it('registers no danger unheard that was typed in the last moment', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    await user.type(await screen.findByLabelText(/来电号码/), '13999998888')
    await user.type(screen.getByLabelText(/客户/), '赵铁柱')
    await fireEvent.update(screen.getByLabelText(/什么事/), '有煤气味')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText(/关掉气表前的总阀/)
    expect(payloadsOf(fake, 'request.create')).toHaveLength(0)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(payloadsOf(fake, 'request.create')).toHaveLength(1))
    expect(payloadsOf(fake, 'request.create')).toMatchObject([{ safety: true }])
  })
  it('shows what is missing beside the fields and goes to the first', async () => {
    useFake()
    const user = userEvent.setup()
    await show(IntakeView, {}, '/intake')
    const phone = await screen.findByLabelText(/来电号码/)
    await user.click(phone)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(phone.getAttribute('aria-invalid')).toBe('true'))
    expect(document.activeElement).toBe(phone)
  })
  it('does not submit with the Enter that takes a Chinese candidate', async () => {
    const fake = useFake()
    await show(IntakeView, {}, '/intake')
    const text = await screen.findByLabelText(/什么事/)
    await fireEvent.keyDown(text, { key: 'Enter', ctrlKey: true, isComposing: true })
    await fireEvent.keyDown(text, { key: 'Enter', ctrlKey: true, keyCode: 229 })
    await nextTick()
    expect(text.getAttribute('aria-invalid')).toBeNull()
    expect(payloadsOf(fake, 'request.create')).toHaveLength(0)
  })
})

describe('an order', () => {
  it('offers only the allowed steps and asks for what the step needs', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(OrderDetail, { id: order(0) })
    await user.click(await screen.findByRole('button', { name: /回复客户/ }))
    expect(screen.queryByRole('button', { name: '完工' })).toBeNull()
    const form = screen.getByRole('form', { name: '回复客户' })
    await user.click(within(form).getByRole('button', { name: /确定/ }))
    expect(payloadsOf(fake, 'work_order.advance')).toHaveLength(0)
    await user.type(within(form).getByLabelText(/说了什么/), '下午去看')
    await user.click(within(form).getByRole('button', { name: /确定/ }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'work_order.advance')).toMatchObject([
        { step: 'reply', expected_state: 'registered', contact_text: '下午去看' },
      ]),
    )
    await waitFor(() => expect(screen.queryByRole('form', { name: '回复客户' })).toBeNull())
  })
  it('shows the latest when somebody was faster', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(OrderDetail, { id: order(0) })
    await user.click(await screen.findByRole('button', { name: /回复客户/ }))
    fake.call('work_order.advance', { id: order(0), step: 'reply', contact_text: 'x' })
    const form = screen.getByRole('form', { name: '回复客户' })
    await user.type(within(form).getByLabelText(/说了什么/), '晚了一步')
    await user.click(within(form).getByRole('button', { name: /确定/ }))
    await screen.findByRole('button', { name: /预约上门/ })
  })
  it('lets the manager decide between two technicians, and shows the desk that it waits', async () => {
    useFake()
    const desk = await show(OrderDetail, { id: order(5) })
    await screen.findByText('等经理决定')
    expect(screen.queryByRole('button', { name: '选这个：刘师傅' })).toBeNull()
    desk.unmount()
    const fake = useFake({ staff: 'manager' })
    const user = userEvent.setup()
    await show(OrderDetail, { id: order(5) })
    await user.click(await screen.findByRole('button', { name: '选这个：刘师傅' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'conflict.resolve')).toMatchObject([{ resolution: 'other' }]),
    )
  })
  it('says what went wrong and tries again when it cannot be read', async () => {
    useFake()
    await show(OrderDetail, { id: '00000000-0000-4000-8000-000000000099' })
    expect((await screen.findByRole('alert')).textContent).toContain('没有找到这条记录')
    expect(screen.getByRole('button', { name: '再试一次' })).toBeTruthy()
  })
})

describe('forms of customers and machines', () => {
  it('bring the message of the program to its field', async () => {
    const fake = useFake()
    fake.handlers['customer.create'] = () => {
      const said = { code: 'bad_phone', message_zh: '电话少一位', message_en: '', suggestion: null }
      throw new Refused('input.invalid', { fields: [{ field: 'phones.0.number', ...said }] })
    }
    const user = userEvent.setup()
    await show(CustomerForm, { detail: null })
    await user.click(await screen.findByRole('button', { name: /保存/ }))
    const name = screen.getByLabelText(/姓名/)
    await waitFor(() => expect(document.activeElement).toBe(name))
    await user.type(name, '赵铁柱')
    const phone = screen.getByLabelText('电话')
    await user.type(phone, '13804712207')
    await user.click(screen.getByRole('button', { name: /保存/ }))
    expect((await screen.findByText('电话少一位')).id).toBe(phone.getAttribute('aria-describedby'))
    await waitFor(() => expect(document.activeElement).toBe(phone))
    expect(fake.drafts.size).toBeGreaterThan(0)
  })
  it('offer the probable correction of a serial', async () => {
    useFake()
    const user = userEvent.setup()
    await show(UnitForm, {})
    const serial = await screen.findByLabelText<HTMLInputElement>(/机器编号/)
    await user.type(serial, 'L1P2423000100X')
    await user.clear(serial)
    await user.type(serial, 'l1p2423000100z')
    await user.click(await screen.findByRole('button', { name: '用这个' }))
    expect(serial.value).toBe('L1P2423000100K')
    await screen.findByText(/已登记在王建军/)
  })
})

describe('客户', () => {
  it('shows the first household that fits while one types, and none when none fits', async () => {
    const fake = useFake()
    const { rows } = fake.call('customer.list', {}) as CustomerPage
    const wanted = rows[7] as CustomerSummary
    const user = userEvent.setup()
    const { router } = await show(CustomersView, {}, '/customers')
    const find = await screen.findByLabelText('找客户')
    await waitFor(() => expect(document.activeElement).toBe(find))
    await waitFor(() => expect(router.currentRoute.value.params['id']).toBeTruthy())
    expect(router.currentRoute.value.params['id']).not.toBe(wanted.id)
    await user.type(find, wanted.phone ?? '')
    await waitFor(() => expect(router.currentRoute.value.params['id']).toBe(wanted.id))
    await screen.findByRole('heading', { name: new RegExp(wanted.name) })
    await user.clear(find)
    await user.type(find, '没有这家人')
    await screen.findByText(/没有找到“没有这家人”/)
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/customers'))
  })
  it('keeps the household of an address although the list begins with others', async () => {
    useFake()
    const path = '/customers/00000001-0000-4000-8000-000000000009'
    const { router } = await show(CustomersView, {}, path)
    await screen.findByText(/共 60 条/)
    await nextTick()
    expect(router.currentRoute.value.path).toBe(path)
  })
})

describe('the app', () => {
  it('goes to the first run while the shop is not set up', async () => {
    useFake({ ready: false })
    const { router } = await show(App)
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/setup'))
  })
  it('says why the data cannot be opened, in words', async () => {
    useFake({ problem: 'store.too_new' })
    await show(App)
    expect((await screen.findByRole('alert')).textContent).toContain('请升级程序')
  })
  it('fetches the people of a shop before anybody can work', async () => {
    const fake = useFake({ awaitingFirstSync: true, staff: 'none' })
    await show(App, {}, '/today')
    const button = await screen.findByRole('button', { name: '立即同步' })
    await waitFor(() => expect(document.activeElement).toBe(button))
    await userEvent.click(button)
    await waitFor(() => expect(payloadsOf(fake, 'sync.now')).toHaveLength(1))
    expect(payloadsOf(fake, 'today.get')).toEqual([])
  })
  it('asks who works when nobody does', async () => {
    useFake({ staff: 'none' })
    await show(App, {}, '/intake')
    await screen.findByText('现在是谁在操作？')
  })
})
