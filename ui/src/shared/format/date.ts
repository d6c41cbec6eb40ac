/**
 * Dates and times as the shop reads and types them.
 *
 * Dates are `YYYY-MM-DD`, instants Unix milliseconds; both are shown in China's time whatever zone
 * the PC is set to, because promises to customers are made in it. `now` is always an argument.
 */
import type { Locale } from '@/shared/i18n'
import { t } from '@/shared/i18n'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** China has one zone, UTC+8, without summer time. */
const CHINA = 8 * HOUR

const pad = (n: number) => String(n).padStart(2, '0')

/** An instant whose UTC parts are the parts of China's wall clock. */
const wall = (at: number) => new Date(at + CHINA)

/** The date of an instant. */
export function dateOf(at: number): string {
  return wall(at).toISOString().slice(0, 10)
}

/** The time of day of an instant: `08:05`. */
export function timeOf(at: number): string {
  return wall(at).toISOString().slice(11, 16)
}

/** The time of day of an instant to the second: `08:05:09`. */
export function secondsOf(at: number): string {
  return wall(at).toISOString().slice(11, 19)
}

/** The minutes after midnight of an instant. */
export function minutesOf(at: number): number {
  return wall(at).getUTCHours() * 60 + wall(at).getUTCMinutes()
}

/** The instant of a date and minutes after midnight. */
export function instantOf(on: string, minutes: number): number {
  const [y = 0, m = 1, d = 1] = on.split('-').map(Number)
  return Date.UTC(y, m - 1, d, 0, minutes) - CHINA
}

export function addDays(on: string, days: number): string {
  return dateOf(instantOf(on, 720) + days * DAY)
}

/** The same day of another month, or its last one: 31 January and a month is 28 February. */
export function addMonths(on: string, months: number): string {
  const [y = 0, m = 1, d = 1] = on.split('-').map(Number)
  const last = new Date(Date.UTC(y, m + months, 0)).getUTCDate()
  return new Date(Date.UTC(y, m - 1 + months, Math.min(d, last))).toISOString().slice(0, 10)
}

/** Sunday is 0. */
export function dayOfWeek(on: string): number {
  return wall(instantOf(on, 720)).getUTCDay()
}

function daysBetween(from: string, to: string): number {
  return Math.round((instantOf(to, 720) - instantOf(from, 720)) / DAY)
}

const weekdaysZh = ['日', '一', '二', '三', '四', '五', '六']
const weekdaysEn = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const monthsEn = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** The name of a weekday, Monday 1 to Sunday 7. */
export function weekdayName(day: number, locale: Locale): string {
  return locale === 'en' ? (weekdaysEn[day % 7] ?? '') : `周${weekdaysZh[day % 7] ?? ''}`
}

/** The weekday of a day, Monday 1 to Sunday 7. */
export const weekdayOf = (on: string): number => dayOfWeek(on) || 7

export function weekday(on: string, locale: Locale): string {
  const day = dayOfWeek(on)
  return locale === 'en' ? (weekdaysEn[day] ?? '') : `星期${weekdaysZh[day] ?? ''}`
}

/** `11月21日`, with the year when it is not this one. */
export function dateText(on: string | null | undefined, now: number, locale: Locale): string {
  if (!on) return ''
  const [y, m, d] = on.split('-').map(Number)
  if (!y || !m || !d) return on
  const thisYear = wall(now).getUTCFullYear() === y
  if (locale === 'en') {
    const short = `${d} ${monthsEn[m - 1] ?? ''}`
    return thisYear ? short : `${short} ${y}`
  }
  return thisYear ? `${m}月${d}日` : `${y}年${m}月${d}日`
}

/** `11月21日 星期六` */
export function dateWeekday(on: string | null | undefined, now: number, locale: Locale): string {
  return on ? `${dateText(on, now, locale)} ${weekday(on, locale)}` : ''
}

function dayWord(on: string, now: number): string | undefined {
  const days = daysBetween(dateOf(now), on)
  if (days === 0) return t('common.time.today')
  if (days === -1) return t('common.time.yesterday')
  if (days === 1) return t('common.time.tomorrow')
  return undefined
}

/** `今天`, `昨天`, else the date. */
export function dayText(at: number, now: number, locale: Locale): string {
  const on = dateOf(at)
  return dayWord(on, now) ?? dateText(on, now, locale)
}

/** `今天 12:39`, `11月3日 09:00` */
export function dateTimeText(at: number | null | undefined, now: number, locale: Locale): string {
  return at == null ? '' : `${dayText(at, now, locale)} ${timeOf(at)}`
}

/** The last day of a deadline: midnight belongs to the day it ends. */
export function lastDayOf(at: number): string {
  return dateOf(at - 1)
}

/** A deadline: midnight belongs to the day it ends, `今天 24:00`. */
export function deadlineText(at: number | null | undefined, now: number, locale: Locale): string {
  if (at == null) return ''
  return timeOf(at) === '00:00'
    ? `${dayText(at - 1, now, locale)} 24:00`
    : dateTimeText(at, now, locale)
}

/** As short as it stays clear: the time today, else day and month (`11-20`, `2022-04-19`). */
export function briefText(at: number | null | undefined, now: number): string {
  if (at == null) return ''
  const on = dateOf(at)
  const today = dateOf(now)
  if (on === today) return timeOf(at)
  return on.slice(0, 4) === today.slice(0, 4) ? on.slice(5) : on
}

/** The day with the time while it matters (a week), then the day alone. */
export function happenedText(at: number, now: number, locale: Locale): string {
  return now - at < 7 * DAY ? dateTimeText(at, now, locale) : dayText(at, now, locale)
}

/** `刚刚`, `5 分钟前`, `3 小时前`, `2 天前` */
export function agoText(at: number, now: number): string {
  const gone = now - at
  if (gone < MINUTE) return t('common.time.now')
  if (gone < HOUR) return t('common.time.minutesAgo', { n: Math.floor(gone / MINUTE) })
  if (gone < DAY) return t('common.time.hoursAgo', { n: Math.floor(gone / HOUR) })
  return t('common.time.daysAgo', { n: Math.floor(gone / DAY) })
}

/** `还剩 41 分` or `逾期 3 小时` */
export function leftText(at: number, now: number): string {
  const left = at - now
  const size = Math.abs(left)
  const late = left < 0
  if (size < HOUR) {
    // The last minute still is one: “还剩 0 分” would be wrong.
    const n = Math.max(1, Math.floor(size / MINUTE))
    return t(late ? 'common.time.overMinutes' : 'common.time.leftMinutes', { n })
  }
  if (size < DAY) {
    const n = Math.floor(size / HOUR)
    return t(late ? 'common.time.overHours' : 'common.time.leftHours', { n })
  }
  return t(late ? 'common.time.overDays' : 'common.time.leftDays', { n: Math.floor(size / DAY) })
}

/** A length of time in its two largest units: `35 分`, `2 小时 5 分`, `3 天 4 小时`. */
export function durationText(minutes: number): string {
  const size = Math.max(1, minutes)
  const [days, hours] = [Math.floor(size / 1440), Math.floor((size % 1440) / 60)]
  const parts = [
    days > 0 ? t('common.time.days', { n: days }) : '',
    hours > 0 ? t('common.time.hours', { n: hours }) : '',
    days === 0 && size % 60 > 0 ? t('common.time.minutes', { n: size % 60 }) : '',
  ]
  return parts.filter((part) => part).join(' ')
}

/** Both ways at once: `昨天 17:42 · 15 小时前`. */
export function bothText(at: number | null | undefined, now: number, locale: Locale): string {
  return at == null ? '' : `${dateTimeText(at, now, locale)} · ${agoText(at, now)}`
}

/** A window of time: `今天 16:00–18:00`. */
export function windowText(
  from: number | null | undefined,
  to: number | null | undefined,
  now: number,
  locale: Locale,
): string {
  if (from == null) return ''
  if (to == null) return dateTimeText(from, now, locale)
  const end = dateOf(from) === dateOf(to) ? timeOf(to) : dateTimeText(to, now, locale)
  return `${dateTimeText(from, now, locale)}–${end}`
}

/** The hours of a visit below the day it begins: `09:00–11:00`; another day's end says which, `12:00–11-25 10:00`. */
export function hoursText(from: number, to: number | null): string {
  if (to === null) return timeOf(from)
  const day = dateOf(from) === dateOf(to) ? '' : `${dateOf(to).slice(5)} `
  return `${timeOf(from)}–${day}${timeOf(to)}`
}

/** Full-width digits and signs as plain ones. */
export function plain(text: string): string {
  return text
    .replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[－—–]/g, '-')
    .replace(/[：]/g, ':')
    .replace(/[．。]/g, '.')
    .trim()
}

/** A lunar month has 29 or 30 days; which, the year's own calendar says. */
function checked(y: number, m: number, d: number, lunar: boolean): string | undefined {
  const date = new Date(Date.UTC(y, m - 1, d))
  const real = lunar
    ? m >= 1 && m <= 12 && d >= 1 && d <= 30
    : date.getUTCMonth() === m - 1 && date.getUTCDate() === d
  return real && y >= 1900 && y <= 2200 ? `${y}-${pad(m)}-${pad(d)}` : undefined
}

const HALF_A_YEAR = 183

/**
 * The day of the month nearest to today; with `ahead` the next one, but for one of the last days,
 * which is meant and seen to be past.
 */
function nearest(day: number, today: string, ahead: boolean): string | undefined {
  const offsets = Array.from({ length: 94 }, (_, at) => at - (ahead ? 7 : 31))
  const far = (days: number) => (ahead && days < 0 ? 0 : Math.abs(days))
  return offsets
    .sort((a, b) => far(a) - far(b) || b - a)
    .map((days) => addDays(today, days))
    .find((on) => Number(on.slice(8)) === day)
}

/**
 * A typed date: 20261121, 261121, 2026-11-21, 2026/11/21, 2026年11月21日, 11-21, 1121, 21, 21号,
 * 今天, 明天 or their initials jt, mt. Without a year it is this year's, with `ahead` next year's
 * where this year's is long past, else last year's where this year's is far off; a day alone is the
 * nearest such day.
 */
export function parseDate(
  text: string,
  now: number,
  lunar = false,
  ahead = false,
): string | undefined {
  const typed = plain(text).toLowerCase()
  const today = dateOf(now)
  const words: Record<string, number> = {
    今天: 0,
    明天: 1,
    后天: 2,
    昨天: -1,
    前天: -2,
    jt: 0,
    mt: 1,
    ht: 2,
    zt: -1,
    qt: -2,
    today: 0,
    tomorrow: 1,
    yesterday: -1,
  }
  const word = words[typed]
  if (word !== undefined) return addDays(today, word)
  const year = Number(today.slice(0, 4))
  const full = /^(\d{4})(?:[-/.年]\s*)(\d{1,2})(?:[-/.月]\s*)(\d{1,2})日?$/.exec(typed)
  if (full) return checked(Number(full[1]), Number(full[2]), Number(full[3]), lunar)
  const eight = /^(\d{4})(\d{2})(\d{2})$/.exec(typed)
  if (eight) return checked(Number(eight[1]), Number(eight[2]), Number(eight[3]), lunar)
  const six = /^(\d{2})(\d{2})(\d{2})$/.exec(typed)
  if (six) return checked(2000 + Number(six[1]), Number(six[2]), Number(six[3]), lunar)
  const alone = /^(\d{1,2})[号日]?$/.exec(typed)
  if (alone && !lunar) return nearest(Number(alone[1]), today, ahead)
  const short =
    /^(\d{1,2})(?:[-/.月]\s*)(\d{1,2})[号日]?$/.exec(typed) ?? /^(\d{2})(\d{2})$/.exec(typed)
  if (!short) return undefined
  const [month, day] = [Number(short[1]), Number(short[2])]
  const on = checked(year, month, day, lunar)
  if (on === undefined || lunar) return on
  // One a few weeks ago is a slip that must be seen, not a day of next year.
  if (ahead && on < addDays(today, -HALF_A_YEAR)) return checked(year + 1, month, day, lunar)
  // In January December is the last one: what is told here has happened.
  return !ahead && on > addDays(today, HALF_A_YEAR) ? checked(year - 1, month, day, lunar) : on
}

/** A typed time as minutes after midnight: 9, 930, 9:30, 16点, 16点半. 24:00 is the day's end. */
export function parseTime(text: string): number | undefined {
  const typed = plain(text)
  const match =
    /^(\d{1,2}):(\d{2})$/.exec(typed) ??
    /^(\d{1,2})(\d{2})$/.exec(typed) ??
    /^(\d{1,2})(?:[点时](?:(\d{1,2})分?|半)?)?$/.exec(typed)
  if (!match) return undefined
  const minutes = match[2] === undefined ? (typed.endsWith('半') ? 30 : 0) : Number(match[2])
  const total = Number(match[1]) * 60 + minutes
  return minutes < 60 && total <= 24 * 60 ? total : undefined
}

/** Minutes after midnight as `16:05`. */
export function clockText(minutes: number): string {
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
