import { describe, expect, it } from 'vitest'
import {
  addDays,
  bothText,
  dateTimeText,
  dateWeekday,
  deadlineText,
  instantOf,
  lastDayOf,
  leftText,
  parseDate,
  parseTime,
  hoursText,
  windowText,
} from '@/shared/format/date'
import { bytesText, countText, maskPhone, parseYuan, yuanText } from '@/shared/format/text'

const now = instantOf('2026-11-21', 12 * 60 + 39)
const at = (minutes: number) => now + minutes * 60_000

describe('a typed date', () => {
  it('has a thirtieth in every month of the lunar calendar, and no thirty-first', () => {
    expect(parseDate('1956-2-30', now)).toBeUndefined()
    expect(parseDate('1956-2-30', now, true)).toBe('1956-02-30')
    expect(parseDate('19560430', now, true)).toBe('1956-04-30')
    expect(parseDate('1956-1-31', now, true)).toBeUndefined()
  })
  it.each([
    ['20261121', '2026-11-21'],
    ['2026-11-21', '2026-11-21'],
    ['2026/1/5', '2026-01-05'],
    ['2026.01.05', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['11-21', '2026-11-21'],
    ['1月5日', '2026-01-05'],
    ['1121', '2026-11-21'],
    ['261121', '2026-11-21'],
    ['２０２６－１１－２１', '2026-11-21'],
    ['今天', '2026-11-21'],
    ['明天', '2026-11-22'],
    ['昨天', '2026-11-20'],
    ['20240229', '2024-02-29'],
    ['24', '2026-11-24'],
    ['24号', '2026-11-24'],
    ['19日', '2026-11-19'],
    ['3', '2026-12-03'],
    ['mt', '2026-11-22'],
  ])('%s is %s', (typed, on) => expect(parseDate(typed, now)).toBe(on))
  it.each(['20261131', '2025-02-29', '13-01', 'abc', '99999999', '0-0', '', '2026-11'])(
    '%s is none',
    (typed) => expect(parseDate(typed, now)).toBeUndefined(),
  )
  it.each([
    ['20', '2026-11-20', 'yesterday, typed late'],
    ['8', '2026-12-08', 'the 8th has long passed'],
    ['21', '2026-11-21', 'today'],
    ['31', '2026-12-31', 'November has no 31st'],
    ['1-3', '2027-01-03', 'this January has passed'],
    ['11-22', '2026-11-22', 'tomorrow'],
    ['11-19', '2026-11-19', 'a slip, to be refused as past'],
    ['2026-01-03', '2026-01-03', 'the year is typed'],
  ])('%s is %s when something is planned: %s', (typed, on) =>
    expect(parseDate(typed, now, false, true)).toBe(on),
  )
  it('reads back every date it writes, for ten years', () => {
    let on = '2020-01-01'
    for (let day = 0; day < 3653; day++) {
      expect(parseDate(on, now)).toBe(on)
      expect(parseDate(on.replace(/-/g, ''), now)).toBe(on)
      on = addDays(on, 1)
    }
    expect(on).toBe('2030-01-01')
  })
})

describe('a typed time', () => {
  it.each([
    ['9', 540],
    ['930', 570],
    ['9:30', 570],
    ['９：３０', 570],
    ['16点', 960],
    ['16点半', 990],
    ['24:00', 1440],
  ])('%s is %i minutes', (typed, minutes) => expect(parseTime(typed)).toBe(minutes))
  it.each(['25', '9:60', '2401', 'x', ''])('%s is none', (typed) =>
    expect(parseTime(typed)).toBeUndefined(),
  )
})

describe('times as the shop reads them', () => {
  it('say the day in words and the weekday with the date', () => {
    expect(dateTimeText(at(-60), now, 'zh-CN')).toBe('今天 11:39')
    expect(dateTimeText(at(-1440), now, 'zh-CN')).toBe('昨天 12:39')
    expect(dateTimeText(instantOf('2025-11-03', 540), now, 'zh-CN')).toBe('2025年11月3日 09:00')
    expect(dateWeekday('2026-11-21', now, 'zh-CN')).toBe('11月21日 星期六')
    expect(dateWeekday('2026-11-21', now, 'en')).toBe('21 Nov Sat')
  })
  it('show absolute and relative together', () => {
    expect(bothText(at(-150), now, 'zh-CN')).toBe('今天 10:09 · 2 小时前')
  })
  it('count the last minute as one, before and after', () => {
    expect(leftText(at(0.2), now)).toBe('还剩 1 分')
    expect(leftText(at(-0.2), now)).toBe('逾期 1 分')
    expect(leftText(at(41), now)).toBe('还剩 41 分')
    expect(leftText(at(-180), now)).toBe('逾期 3 小时')
    expect(leftText(at(-2 * 1440), now)).toBe('逾期 2 天')
  })
  it('ends on the day whose midnight it is, so that nobody is promised a day too much', () => {
    expect(lastDayOf(instantOf('2026-11-24', 0))).toBe('2026-11-23')
    expect(lastDayOf(instantOf('2026-11-24', 17 * 60))).toBe('2026-11-24')
    expect(lastDayOf(instantOf('2027-01-01', 0))).toBe('2026-12-31')
  })

  it('give midnight to the day that ends', () => {
    expect(deadlineText(instantOf('2026-11-22', 0), now, 'zh-CN')).toBe('今天 24:00')
    expect(deadlineText(instantOf('2026-11-22', 1), now, 'zh-CN')).toBe('明天 00:01')
  })
  it('join a window within a day', () => {
    const from = instantOf('2026-11-21', 960)
    expect(windowText(from, from + 7_200_000, now, 'zh-CN')).toBe('今天 16:00–18:00')
  })

  it('of a visit on the board names the day of an end on another one', () => {
    const noon = instantOf('2026-11-24', 12 * 60)
    expect(hoursText(noon, noon + 7_200_000)).toBe('12:00–14:00')
    expect(hoursText(noon, noon + 22 * 3_600_000)).toBe('12:00–11-25 10:00')
    expect(hoursText(noon, null)).toBe('12:00')
  })
})

describe('money', () => {
  it('is read in yuan as typed and kept in fen', () => {
    expect(parseYuan('80')).toBe(8_000)
    expect(parseYuan('80.5')).toBe(8_050)
    expect(parseYuan('１，280元')).toBe(128_000)
    expect(parseYuan('0')).toBe(0)
  })
  it('is read as it is said', () => {
    expect(parseYuan('12块5')).toBe(1_250)
    expect(parseYuan('12元5角')).toBe(1_250)
    expect(parseYuan('¥1,280')).toBe(128_000)
    expect(parseYuan('80 元')).toBe(8_000)
  })
  it.each([
    '',
    '-1',
    '1.234',
    'abc',
    '1e3',
    '999999999',
    '12,5',
    '12，5',
    '35 30',
    '12元50',
    '8元0块',
    '1,28',
  ])('%s is no amount', (typed) => expect(parseYuan(typed)).toBeUndefined())
  it('comes back the same for every amount up to a hundred yuan', () => {
    for (let fen = 0; fen <= 10_000; fen++) expect(parseYuan(yuanText(fen, 'zh-CN'))).toBe(fen)
  })
  it('is shown with 元 and groups', () => {
    expect(yuanText(123_450, 'zh-CN')).toBe('1,234.50 元')
    expect(yuanText(-800, 'en')).toBe('-¥8')
  })
})

describe('numbers and phones', () => {
  it('are grouped, shortened and masked', () => {
    expect(countText(1_234_567)).toBe('1,234,567')
    expect(bytesText(3_250_000)).toBe('3.1 MB')
    expect(maskPhone('138 0471 2207')).toBe('138****2207')
  })
})
