// Lunar days as a wall calendar writes them: 初二, and the month's name on its first day.
import type { LunarDay } from '@/bindings/contract'
import type { Locale } from '@/shared/i18n'

const DIGITS = '一二三四五六七八九十'
const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']

function dayName(day: number): string {
  if (day <= 10) return `初${DIGITS[day - 1] ?? ''}`
  if (day === 20) return '二十'
  if (day === 30) return '三十'
  return `${day < 20 ? '十' : '廿'}${DIGITS[(day % 10) - 1] ?? ''}`
}
const monthName = (lunar: LunarDay) => `${lunar.leap ? '闰' : ''}${MONTHS[lunar.month - 1] ?? ''}月`

/** What stands under a day of the month: 廿三, 腊月 on its first day; in English 12/23. */
export function lunarShort(lunar: LunarDay, locale: Locale): string {
  if (locale === 'en') return `${lunar.leap ? '+' : ''}${lunar.month}/${lunar.day}`
  return lunar.day === 1 ? monthName(lunar) : dayName(lunar.day)
}

/** The same whole: 农历腊月廿三. */
export function lunarLong(lunar: LunarDay, locale: Locale): string {
  if (locale === 'en') return `lunar ${lunar.leap ? 'leap ' : ''}${lunar.month}/${lunar.day}`
  return `农历${monthName(lunar)}${dayName(lunar.day)}`
}
