import { describe, expect, it } from 'vitest'
import { parseShift, pictureOf, shiftText } from './model'

describe('the shift of a printer', () => {
  it('is read as people type it, full-width signs too', () => {
    for (const [typed, um] of [
      ['', 0],
      ['1.5', 1_500],
      ['-2', -2_000],
      ['－２', -2_000],
      ['+0.25 mm', 250],
      ['3 毫米', 3_000],
      ['10', 10_000],
    ] as const)
      expect(parseShift(typed), typed).toBe(um)
  })
  it('is refused beyond a centimetre and when it is no number', () => {
    for (const typed of ['10.1', '-11', 'a', '1,5,2', '--1', '1e3']) {
      expect(parseShift(typed), typed).toBeUndefined()
    }
  })
  it('comes back as it was typed', () => {
    for (const um of [0, 1_500, -250, 10_000]) expect(parseShift(shiftText(um))).toBe(um)
  })
})

describe('a page', () => {
  it('is a picture whose text cannot leave it', () => {
    const page = { svg: '<svg>"\'#?&<script></svg>', width_um: 1, height_um: 1 }
    expect(pictureOf(page)).not.toMatch(/["<>#\s]/)
    expect(decodeURIComponent(pictureOf(page))).toContain(page.svg)
  })
})
