import { screen, waitFor } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import IntakeView from '@/features/intake/IntakeView.vue'
import { useHelp, type Help } from '@/features/intake/help'
import { emptyForm, type IntakeForm } from '@/features/intake/model'
import { show, useFake } from './fake'

/** The words of one call after the other, without the form around them. */
async function calls(answer: (text: string) => Promise<unknown> | object) {
  const fake = useFake({ customers: 3 })
  fake.handlers['fault.find'] = ((request: { text: string }) => answer(request.text)) as never
  const form = ref<IntakeForm>(emptyForm())
  let help: Help | undefined
  const Words = defineComponent({
    setup() {
      help = useHelp(form)
      return () => h('p', form.value.text)
    },
  })
  await show(Words)
  return { form, help: () => help }
}
const nothing = { dangers: [], faults: [], no_heat: false, family: null }
const ignition = { code: 'E01', found_by: 'code', name: { zh: '点火失败', en: 'Ignition' } }
const found = { ...nothing, faults: [ignition], no_heat: true }

describe('The words of a call', () => {
  it('tell nothing of the next one: no code, no cold house, no advice', async () => {
    let later: (() => void) | undefined
    const { form, help } = await calls((text) =>
      text.includes('E1')
        ? found
        : new Promise((done) => {
            later = () => done(nothing)
          }),
    )
    form.value.text = '不点火显示E1'
    await waitFor(() => expect(form.value.faultCode).toBe('E01'))
    expect(form.value.noHeat).toBe(true)
    // Registered: the form is empty, and the next one calls at once.
    form.value = emptyForm()
    await waitFor(() => expect(help()?.faults.value).toEqual([]))
    form.value.text = '暖气片下面漏水'
    await waitFor(() => expect(later).toBeDefined())
    expect(help()?.faults.value).toEqual([])
    expect([form.value.faultCode, form.value.noHeat]).toEqual(['', false])
    later?.()
  })
})

describe('Letters in the field of the name', () => {
  async function typed(name: string) {
    const fake = useFake({ customers: 3 })
    const lookup = fake.handlers['caller.lookup']
    const known = fake.handlers['customer.list']?.({} as never)?.rows[0]
    fake.handlers['caller.lookup'] = ({ query }) =>
      (/^[a-z]+$/.test(query)
        ? lookup?.({ query: known?.phone ?? '' })
        : { normalised_phone: null, matches: [], requests_of_number: [] }) as never
    await show(IntakeView, {}, '/intake')
    const user = userEvent.setup()
    await user.type(screen.getByLabelText(/^客户/), name)
    return { user, known }
  }
  it('take whom they found when Enter is pressed', async () => {
    const { user, known } = await typed('wjj')
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>(/^客户/).value).toBe(known?.name),
    )
  })
  it('are asked about before they become a household', async () => {
    const { user } = await typed('wjj')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/像是拼音/)).toBeTruthy()
  })
})
