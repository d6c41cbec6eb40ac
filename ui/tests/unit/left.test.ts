/** A field is checked when it is left: not before, not while it is filled for the first time. */
import { readFileSync, readdirSync } from 'node:fs'
import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import IntakeView from '@/features/intake/IntakeView.vue'
import PriceTable from '@/features/money/PriceTable.vue'
import SheetView from '@/features/sheet/SheetView.vue'
import CustomerForm from '@/features/customer/CustomerForm.vue'
import { seemsPhone } from '@/shared/format/text'
import { setLocale } from '@/shared/i18n'
import FormField from '@/shared/ui/FormField.vue'
import type { Check } from '@/shared/use/left'
import { show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

/** Two fields of a form, the first one checked. */
function form(check?: Check) {
  const text = ref('')
  const refused = ref<string>()
  const Form = defineComponent(
    () => () =>
      h('form', [
        h(
          FormField,
          { label: '第一格', required: true, error: refused.value, ...(check ? { check } : {}) },
          {
            default: (f: object) =>
              h('input', {
                ...f,
                value: text.value,
                onInput: (event: Event) => (text.value = (event.target as HTMLInputElement).value),
              }),
          },
        ),
        h(FormField, { label: '第二格' }, { default: (f: object) => h('input', f) }),
      ]),
  )
  return { Form, text, refused, field: () => screen.getByLabelText<HTMLInputElement>(/^第一格/) }
}
const wrong = (field: HTMLElement) => field.getAttribute('aria-invalid') === 'true'
const said = (field: HTMLElement) =>
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent

describe('a field of a form', () => {
  it('is not red while it is filled, and says what is wrong beside it once it is left', async () => {
    useFake()
    const { Form, field } = form('money')
    await show(Form)
    const user = userEvent.setup()
    await user.type(field(), '八十')
    expect(wrong(field())).toBe(false)
    await user.tab()
    expect([wrong(field()), said(field())]).toEqual([true, '金额没看懂。只写数字，单位是元。'])
    expect(screen.getByRole('alert').textContent).toBe(said(field()))
    await user.clear(field())
    await user.type(field(), '80')
    expect([wrong(field()), screen.queryByRole('alert')]).toEqual([false, null])
  })

  it('that is required is red when it was emptied, not when one only passes it', async () => {
    useFake()
    const { Form, field } = form()
    await show(Form)
    const user = userEvent.setup()
    field().focus()
    await user.tab()
    expect(wrong(field())).toBe(false)
    await user.type(field(), '王{Backspace}')
    await user.tab()
    expect(said(field())).toBe('这一项要填')
  })

  it('stays as it is when the window loses the keyboard or an input method composes', async () => {
    useFake()
    const { Form, field } = form('phone')
    await show(Form)
    const user = userEvent.setup()
    await user.type(field(), '138')
    await fireEvent.focusOut(field())
    expect(wrong(field())).toBe(false)
    await user.tab()
    expect(said(field())).toContain('号码位数不对')
    field().focus()
    field().value = '138 0471 2207'
    field().dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
    await Promise.resolve()
    expect(wrong(field())).toBe(true)
  })

  it('is as never touched when the program empties it, as after saving', async () => {
    useFake()
    const { Form, field, text } = form('count')
    await show(Form)
    const user = userEvent.setup()
    await user.type(field(), '12')
    text.value = ''
    await waitFor(() => expect(field().value).toBe(''))
    await user.tab()
    expect(wrong(field())).toBe(false)
    await user.type(field(), '一')
    await user.tab()
    expect(wrong(field())).toBe(true)
    text.value = ''
    await waitFor(() => expect(wrong(field())).toBe(false))
  })

  it('says first what the program refused', async () => {
    useFake()
    const { Form, field, refused } = form('money')
    await show(Form)
    const user = userEvent.setup()
    await user.type(field(), '八十')
    await user.tab()
    refused.value = '太多了'
    await waitFor(() => expect(said(field())).toBe('太多了'))
  })
})

describe('a number', () => {
  it('is only told to be wrong when the program cannot take it', () => {
    for (const good of [
      '13804712207',
      '+86 138-0471-2207',
      '１３８０４７１２２０７',
      '0471-6543210',
      '6543210',
      '400-810-0000',
      '13804712207 儿子',
      '0471-6543210转802',
    ])
      expect([good, seemsPhone(good)]).toEqual([good, true])
    for (const bad of ['138', '1380471220', '138047122071234', '王建国'])
      expect([bad, seemsPhone(bad)]).toEqual([bad, false])
  })

  it('is checked when it is left: of a household, and of a call while nobody was chosen', async () => {
    useFake({ customers: 3 })
    const user = userEvent.setup()
    const one = await show(CustomerForm, { detail: null })
    const number = screen.getByLabelText('电话')
    await user.type(number, '13804')
    await user.tab()
    expect(said(number)).toContain('号码位数不对')
    one.unmount()
    await show(IntakeView, {}, '/intake')
    const caller = await screen.findByLabelText(/来电号码/)
    await user.type(caller, '99')
    await user.tab()
    await waitFor(() => expect(said(caller)).toContain('号码位数不对'))
  })
})

describe('cells of a table', () => {
  it('are checked when they are left: a price of the list, the money of a sheet', async () => {
    useFake({ staff: 'manager' })
    const user = userEvent.setup()
    const one = await show(PriceTable)
    const price = await screen.findByLabelText<HTMLInputElement>('本店价（元） 人工费')
    await waitFor(() => expect(price.disabled).toBe(false))
    await user.clear(price)
    await user.type(price, '七十')
    expect(wrong(price)).toBe(false)
    await user.tab()
    expect(said(price)).toContain('金额没看懂')
    one.unmount()
    await show(SheetView, {}, '/sheets')
    const charge = (await screen.findAllByLabelText(/^收费/))[0] as HTMLInputElement
    await user.clear(charge)
    await user.type(charge, '八十')
    expect(wrong(charge)).toBe(false)
    await user.tab()
    await waitFor(() => expect(wrong(charge)).toBe(true))
  })
})

describe('every form', () => {
  it('says of its numbers and sums what they are, so that they are checked when they are left', () => {
    const files = readdirSync(`${process.cwd()}/src`, { recursive: true, encoding: 'utf8' })
    const open = files
      .filter((one) => one.endsWith('.vue') && !one.startsWith('console'))
      .flatMap((one) => {
        const text = readFileSync(`${process.cwd()}/src/${one}`, 'utf8')
        const fields = [...text.matchAll(/<FormField(?<head>[^]*?)<\/FormField>/gu)]
        return fields
          .filter(([field]) => /type="tel"|inputmode="(?:tel|decimal)"/u.test(field))
          .filter(([field]) => !/\bcheck="|:check="/u.test(field.slice(0, field.indexOf('<input'))))
          .map(([field]) => `${one}: ${/v-model="(.*?)"/u.exec(field)?.[1] ?? ''}`)
      })
    // Volts say while one types that they are odd; a shift of paper is seen in the preview.
    expect(open.toSorted()).toEqual([
      'features/sheet/SheetLine.vue: values.mains',
      'parts/print/PrintDialog.vue: ',
      'parts/print/PrintDialog.vue: ',
      'parts/work_order/StepForm.vue: values.mains',
    ])
  })
})
