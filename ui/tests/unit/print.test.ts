/** The print window: the page to measure a printer's shift with. */
import { screen, waitFor } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import PrintDialog from '@/parts/print/PrintDialog.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
const id = '00000003-0000-4000-8000-000000000001'

describe('the page to measure with', () => {
  it('is shown and printed on the paper of the document, which is not taken for printed', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    const shown = await show(PrintDialog, {
      choices: [{ document: 'warranty_card', ids: [id] }],
      modelValue: true,
    })
    await screen.findByRole('img')
    await user.click(screen.getByRole('button', { name: '打印校准页' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'print.preview').at(-1)).toMatchObject({
        job: { document: 'calibration', ids: [], paper: 'a5' },
      }),
    )
    const print = screen.getByRole('button', { name: '打开打印' })
    await waitFor(() => expect(print).toHaveProperty('disabled', false))
    await user.click(print)
    await waitFor(() => expect(payloadsOf(fake, 'print.save')).toHaveLength(1))
    expect(payloadsOf(fake, 'print.save')[0]).toMatchObject({ job: { document: 'calibration' } })
    expect(shown.emitted('printed')).toBeUndefined()

    await user.clear(screen.getByLabelText('往右挪（毫米）'))
    await user.type(screen.getByLabelText('往右挪（毫米）'), '-1.5')
    await waitFor(() =>
      expect(payloadsOf(fake, 'print.preview').at(-1)).toMatchObject({
        job: { document: 'warranty_card', ids: [id], paper: 'a5', right_um: -1500 },
      }),
    )
  })
})
