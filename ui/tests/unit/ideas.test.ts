import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import CalendarView from '@/features/shop_event/CalendarView.vue'
import IdeaStrip from '@/features/shop_event/IdeaStrip.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))

describe('suggested events', () => {
  it('say which holiday and why, and that a year’s days off are not published yet', async () => {
    useFake()
    await show(CalendarView)
    await screen.findByText('元旦值班')
    expect(screen.getByText(/元旦（.*）：放假时也在供暖/)).toBeTruthy()
    expect(screen.getAllByText(/还没公布这一年的放假安排/)).toHaveLength(1)
  })
  it('that are not wanted go for the whole shop, and the others stay', async () => {
    const fake = useFake()
    await show(IdeaStrip, { desk: true })
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: '不用 元旦值班' }))
    await waitFor(() => expect(screen.queryByText('元旦值班')).toBeNull())
    expect(payloadsOf(fake, 'shop_event.unwanted')).toEqual([{ key: 'new_year_duty-2027' }])
    expect(screen.getByText('春节前免费检查')).toBeTruthy()
  })
  it('are read only by who does not work at the desk', async () => {
    useFake()
    await show(IdeaStrip, { desk: false })
    await screen.findByText('元旦值班')
    expect(screen.queryByRole('button')).toBeNull()
  })
})
