/** While a date, a sum or a number cannot be read, nothing is saved as if nothing stood there. */
import { readFileSync, readdirSync } from 'node:fs'
import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import CustomerForm from '@/features/customer/CustomerForm.vue'
import EventForm from '@/features/shop_event/EventForm.vue'
import { setLocale } from '@/shared/i18n'
import AppDialog from '@/shared/ui/AppDialog.vue'
import DateField from '@/shared/ui/DateField.vue'
import InlineForm from '@/shared/ui/InlineForm.vue'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

const NO_DAY = '没这天'

/** A form with a date that need not be given. */
function form(kind: 'form' | 'inline' | 'dialog') {
  const day = ref<string | null>(null)
  const saved: (string | null)[] = []
  const save = () => void saved.push(day.value)
  const date = () =>
    h(DateField, {
      label: '哪天',
      modelValue: day.value,
      'onUpdate:modelValue': (on: string | null) => (day.value = on),
    })
  const go = (type: 'submit' | 'button') =>
    h('button', { class: 'btn p', type, ...(type === 'button' ? { onClick: save } : {}) }, '存下')
  const Form = defineComponent(() => () => {
    if (kind === 'inline')
      return h(InlineForm, { label: '表', submit: '存下', busy: false, onSubmit: save }, date)
    if (kind === 'dialog')
      return h(
        AppDialog,
        { title: '窗', modelValue: true },
        { default: date, footer: () => go('button') },
      )
    const onSubmit = (event: Event) => {
      event.preventDefault()
      save()
    }
    return h('form', { onSubmit }, [date(), go('submit')])
  })
  return { Form, saved }
}
const field = () => screen.findByLabelText<HTMLInputElement>(/^哪天/)

describe('a text that cannot be read', () => {
  it.each(['form', 'inline', 'dialog'] as const)(
    'stops a %s, has the keyboard, and a date in its place is saved',
    async (kind) => {
      useFake()
      const user = userEvent.setup()
      const { Form, saved } = form(kind)
      await show(Form)
      await user.type(await field(), NO_DAY)
      const button = () => screen.getByRole('button', { name: '存下' })
      await user.click(button())
      expect(saved).toEqual([])
      expect(document.activeElement).toBe(await field())
      expect((await field()).getAttribute('aria-invalid')).toBe('true')
      expect(screen.getAllByRole('alert').length).toBe(1)
      await user.clear(await field())
      await user.type(await field(), '2026-11-24')
      await user.click(button())
      expect(saved).toEqual(['2026-11-24'])
      await user.clear(await field())
      await user.click(button())
      expect(saved).toEqual(['2026-11-24', null])
    },
  )
  it('stops Ctrl+Enter in the field itself too', async () => {
    useFake()
    const user = userEvent.setup()
    const { Form, saved } = form('inline')
    await show(Form)
    await user.type(await field(), `${NO_DAY}{Control>}{Enter}{/Control}`)
    expect(saved).toEqual([])
    await user.clear(await field())
    await user.type(await field(), '2026-11-24{Control>}{Enter}{/Control}')
    await waitFor(() => expect(saved).toEqual(['2026-11-24']))
  })
  it('in a household or an event is not saved as no day', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    const event = await show(EventForm, { event: null })
    await user.type(screen.getByLabelText(/^名称/), '秋检')
    const [first, last] = screen.getAllByLabelText<HTMLInputElement>(/哪天|日期|开始|结束|到/)
    if (first) await user.type(first, '2026-11-24')
    if (last) await user.type(last, NO_DAY)
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(payloadsOf(fake, 'shop_event.save')).toEqual([])
    event.unmount()
    await show(CustomerForm, { detail: null })
    await user.type(screen.getByLabelText(/^姓名/), '王建军')
    const birthday = screen.queryAllByLabelText<HTMLInputElement>(/生日/)[0]
    if (birthday) {
      await user.type(birthday, NO_DAY)
      await user.keyboard('{Control>}{Enter}{/Control}')
      expect(payloadsOf(fake, 'customer.create')).toEqual([])
      expect(document.activeElement).toBe(birthday)
    }
  })
})

/** Screens whose dates stand in no form, each with what looks at them instead. */
const NO_FORM: Record<string, string> = {
  'features/money/CashClose.vue': 'without a day there is nothing to count and no button',
  'features/report/ReportView.vue': 'a report is looked at, nothing is saved',
  'features/sheet/SheetLine.vue': 'each row of the sheet looks at its own fields',
  'features/sheet/SheetView.vue': 'without a day no row is saved: the day is asked for',
  'features/today/AssignPanel.vue': 'a day is given as soon as it can be read, and not before',
  'features/intake/CallDetails.vue': 'a part of the form of the call',
  'features/work_order/OrderBulk.vue': 'a part of the dialog for many records',
  'shared/ui/DateTimeWindow.vue': 'a part of a form',
}
function components(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = `${folder}/${one.name}`
    if (one.isDirectory()) return components(path)
    return one.name.endsWith('.vue') ? [path] : []
  })
}

describe('every form', () => {
  it('with a date is a form, so that it is looked at before it is sent, or is named here', () => {
    const dated = components('src').filter((path) =>
      /<DateField|<DateTimeWindow/.test(readFileSync(path, 'utf8')),
    )
    expect(dated.length).toBeGreaterThan(20)
    const without = dated.filter((path) => !/<form|<InlineForm/.test(readFileSync(path, 'utf8')))
    expect(without.map((path) => path.slice('src/'.length)).sort()).toEqual(
      Object.keys(NO_FORM).sort(),
    )
  })
})
