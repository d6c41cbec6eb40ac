import { describe, expect, it } from 'vitest'
import { lunarLong, lunarShort } from './lunar'

const day = (month: number, on: number, leap = false) => ({ month, day: on, leap })

describe('a lunar day', () => {
  it('is named as a wall calendar names it, the month on its first day', () => {
    const days = [1, 2, 10, 11, 19, 20, 21, 29, 30].map((on) => lunarShort(day(12, on), 'zh-CN'))
    expect(days).toEqual(['腊月', '初二', '初十', '十一', '十九', '二十', '廿一', '廿九', '三十'])
    expect(lunarShort(day(1, 1), 'zh-CN')).toBe('正月')
    expect(lunarShort(day(11, 1), 'zh-CN')).toBe('冬月')
    expect(lunarShort(day(6, 1, true), 'zh-CN')).toBe('闰六月')
    expect(lunarLong(day(8, 15), 'zh-CN')).toBe('农历八月十五')
    expect(lunarShort(day(12, 23), 'en')).toBe('12/23')
  })
})
