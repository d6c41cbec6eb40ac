import { screen, waitFor, within } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import App from '@/app/App.vue'
import { routes } from '@/app/router'
import TodayView from '@/features/today/TodayView.vue'
import { isShown, PLACE_OF, readGuide, seenOf, stepsFor, STEPS } from '@/parts/guide/model'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
const NEW = { customers: 20, orders: 8, staff: 'manager', example: false } as const
const guide = () => screen.findByRole('region', { name: /^头一周清单/ })

describe('the list of the first week', () => {
  it('is read whatever was kept', () => {
    expect(readGuide(null)).toEqual({ shown: null, done: [] })
    expect(readGuide({ shown: 'x', done: ['call', 'fly', 3] })).toEqual({
      shown: null,
      done: ['call'],
    })
  })
  it('shows itself to a new shop until all is done, and else only when asked for', () => {
    const kept = readGuide(null)
    const all = [...STEPS]
    expect(isShown(kept, all, 0)).toBe(true)
    expect(isShown(kept, all, 51)).toBe(false)
    expect(isShown({ shown: null, done: all }, all, 0)).toBe(false)
    expect(isShown({ shown: true, done: all }, all, 5000)).toBe(true)
    expect(isShown({ shown: false, done: [] }, all, 0)).toBe(false)
  })
  it('asks nobody for what they may not do', () => {
    expect(stepsFor('manager')).toEqual([...STEPS])
    expect(stepsFor('clerk')).toEqual(['call', 'unit', 'plan', 'sheet'])
    expect(stepsFor('technician')).toEqual([])
  })
  it('takes nothing from example data but that they were tried', () => {
    expect(seenOf({ example: true, call: true, backup: true })).toEqual(['example'])
    expect(seenOf({ example: false, call: true, backup: false })).toEqual(['call'])
  })
  it('leads only to screens that exist', () => {
    const known = routes.map((route) => route.path.replace(/\/:.*/, ''))
    for (const to of Object.values(PLACE_OF)) {
      const path = to.replace(/\?.*/, '')
      expect(
        known.some((one) => path === one || path.startsWith(`${one}/`)),
        path,
      ).toBe(true)
    }
  })
  it('ticks what the data show, keeps the ticks, and leads to the rest', async () => {
    const fake = useFake(NEW)
    await show(TodayView, {}, '/today')
    const panel = await guide()
    await waitFor(() => within(panel).getByRole('link', { name: '登记第一个来电（做过了）' }))
    await waitFor(() => within(panel).getByRole('link', { name: '加一位同事，设好密码（做过了）' }))
    const left = within(panel).getByRole('link', { name: '用示例数据练练手（还没做）' })
    expect(left.getAttribute('href')).toBe('/settings/example')
    const kept = payloadsOf(fake, 'preference.set').at(-1) as { value: { done: string[] } }
    expect(kept.value.done).toContain('call')
    expect(kept.value.done).not.toContain('example')
  })
  it('is put away, and brought back from the help of F1', async () => {
    useFake(NEW)
    const user = userEvent.setup()
    const { router } = await show(App, {}, '/today')
    const panel = await guide()
    await user.click(within(panel).getByRole('button', { name: '收起来' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: /^头一周清单/ })).toBeNull())
    await router.push('/orders')
    await user.keyboard('{F1}')
    await user.click(await screen.findByRole('button', { name: '头一周清单' }))
    await guide()
    expect(router.currentRoute.value.path).toBe('/today')
  })
  it('leaves a shop of years alone', async () => {
    useFake({ staff: 'manager', example: false })
    await show(TodayView, {}, '/today')
    await screen.findByRole('grid')
    expect(screen.queryByRole('region', { name: /^头一周清单/ })).toBeNull()
  })
})
