/** A field with words to choose from: by keyboard, and beside the Enter and Escape of its form. */
import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { setLocale } from '@/shared/i18n'
import SuggestField from '@/shared/ui/SuggestField.vue'
import { behindSeparator, fitting } from '@/shared/ui/suggest'

const words = ['点火针', '风机', '风压开关'].map((value) => ({ value }))
beforeEach(() => setLocale('zh-CN'))

function field(over: Record<string, unknown> = {}) {
  const heard = { update: vi.fn(), change: vi.fn(), key: vi.fn() }
  const { rerender } = render(SuggestField, {
    props: {
      modelValue: '',
      suggestions: words,
      label: '配件',
      'onUpdate:modelValue': (value: string) => {
        heard.update(value)
        void rerender({ modelValue: value })
      },
      onChange: heard.change,
      ...over,
    },
  })
  document.addEventListener('keydown', heard.key)
  return { heard, box: screen.getByRole<HTMLInputElement>('combobox', { name: '配件' }) }
}
const options = () => screen.queryAllByRole('option').map((one) => one.textContent?.trim())

describe('a field with words to choose from', () => {
  it('shows those that fit, and Enter takes the one the arrows stand on', async () => {
    const { heard, box } = field()
    const user = userEvent.setup()
    await user.type(box, '风')
    expect(options()).toEqual(['风机', '风压开关'])
    heard.key.mockClear()
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    expect(box.value).toBe('风压开关')
    expect(heard.update).toHaveBeenLastCalledWith('风压开关')
    expect(heard.change).toHaveBeenCalled()
    // The form hears of no key that chose: its Enter would have gone on past the field.
    expect(heard.key).not.toHaveBeenCalled()
    expect(options()).toEqual([])
    expect(document.activeElement).toBe(box)
  })
  it('leaves an Enter that chose nothing to its form, and takes words of its own', async () => {
    const { heard, box } = field()
    const user = userEvent.setup()
    await user.type(box, '铜箍')
    heard.key.mockClear()
    await user.keyboard('{Enter}')
    expect(heard.key).toHaveBeenCalledTimes(1)
    expect(box.value).toBe('铜箍')
  })
  it('closes its list alone with Escape, and with the focus', async () => {
    const { heard, box } = field()
    const user = userEvent.setup()
    await user.type(box, '风')
    heard.key.mockClear()
    await user.keyboard('{Escape}')
    expect(options()).toEqual([])
    expect(heard.key).not.toHaveBeenCalled()
    await user.keyboard('{Escape}')
    expect(heard.key).toHaveBeenCalledTimes(1)
    await user.keyboard('{ArrowUp}')
    expect(options()).not.toEqual([])
    await user.tab()
    expect(options()).toEqual([])
  })
  it('tells a screen reader which word the arrows stand on', async () => {
    const { box } = field()
    const user = userEvent.setup()
    await user.type(box, '点')
    expect(box.getAttribute('aria-expanded')).toBe('true')
    expect(box.getAttribute('aria-activedescendant')).toBeNull()
    await user.keyboard('{ArrowDown}')
    const at = box.getAttribute('aria-activedescendant') ?? ''
    expect(document.getElementById(at)?.getAttribute('aria-selected')).toBe('true')
  })
  it('adds a further word behind the comma where several are meant', async () => {
    const { box } = field({ several: true })
    const user = userEvent.setup()
    await user.type(box, '点火针×2， 风机')
    // One that stands there whole needs no list.
    expect(options()).toEqual([])
    await user.keyboard('{Backspace}{ArrowDown}{Enter}')
    expect(box.value).toBe('点火针×2， 风机')
  })
  it('is pressed with the mouse too, and keeps the focus', async () => {
    const { box } = field()
    const user = userEvent.setup()
    await user.click(box)
    await user.click(screen.getByRole('option', { name: '点火针' }))
    expect(box.value).toBe('点火针')
    expect(document.activeElement).toBe(box)
  })
})

describe('which words fit', () => {
  it('begins with those that begin so, each once', () => {
    const all = ['大风机', '风机', '风机'].map((value) => ({ value }))
    expect(fitting(all, '风').map((one) => one.value)).toEqual(['风机', '大风机'])
    expect(fitting(all, '').length).toBe(2)
    expect(fitting(all, '水泵')).toEqual([])
  })
  it('cuts behind the last comma of either kind', () => {
    expect(behindSeparator('风机')).toEqual({ before: '', last: '风机' })
    expect(behindSeparator('风机，针, 水')).toEqual({ before: '风机，针, ', last: '水' })
  })
})
