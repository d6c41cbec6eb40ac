import { describe, expect, it } from 'vitest'
import type { PartChoice, SheetRow } from '@/bindings/contract'
import {
  dangerAsked,
  emptySheet,
  faultsOf,
  fieldOf,
  matching,
  parseParts,
  partsLike,
  parseSpan,
  recordOf,
  unknownParts,
} from './model'

const parts: PartChoice[] = [{ code: 'fan', name: '风机', name_en: 'Fan', fits: true }]
const row = (no: string, name: string) =>
  ({ summary: { id: no, no, customer_name: name } }) as unknown as SheetRow
const full = {
  ...emptySheet(),
  time: '10-11:30',
  cause: '电压不稳',
  result: '换点火针',
  parts: '风机×2旧，软管',
  newParts: ['软管'],
  charge: '35',
  method: 'cash' as const,
  signature: '纸 0231',
}
const today = { on: '2026-11-21', today: '2026-11-21' }
const causes = [
  {
    code: 'env_voltage',
    name: { zh: '电压不稳', en: 'Voltage' },
    class: { zh: '环境', en: 'Site' },
    asks_mains: true,
    danger: false,
  },
  {
    code: 'install_flue',
    name: { zh: '烟道没装好', en: 'Flue installation fault' },
    class: { zh: '安装', en: 'Installation' },
    asks_mains: false,
    danger: true,
  },
]

describe('a paper sheet in its row', () => {
  it('reads times as people write them, and none that run backwards', () => {
    expect(parseSpan('10-11:30')).toEqual({ from: 600, to: 690 })
    expect(parseSpan('15:00')).toEqual({ from: 900, to: 900 })
    expect(parseSpan('8:00到9:30')).toEqual({ from: 480, to: 570 })
    // Nobody repairs a boiler from two to four in the night; who did writes 02:00.
    expect(parseSpan('2-4')).toEqual({ from: 840, to: 960 })
    expect(parseSpan('11-1点')).toEqual({ from: 660, to: 780 })
    expect(parseSpan('3点')).toEqual({ from: 900, to: 900 })
    expect(parseSpan('下午3点')).toEqual({ from: 900, to: 900 })
    expect(parseSpan('晚上8点半')).toEqual({ from: 1230, to: 1230 })
    expect(parseSpan('02:00-03:30')).toEqual({ from: 120, to: 210 })
    for (const wrong of ['', '12-9', '25:00', '上午', '8-9-10']) {
      expect(parseSpan(wrong), wrong).toBeUndefined()
    }
  })
  it('reads parts with their number and whether the old one came back', () => {
    expect(parseParts(full.parts, parts)).toEqual([
      { code: 'fan', name: '风机', quantity: 2, old_returned: true },
      { code: null, name: '软管', quantity: 1, old_returned: false },
    ])
    expect(parseParts('', parts)).toEqual([])
    for (const typed of ['风机2个', '风机 ２', '风机2', '风机×2'])
      expect(parseParts(typed, parts), typed).toMatchObject([
        { code: 'fan', name: '风机', quantity: 2 },
      ])
    expect(parseParts('×2', parts)).toBeUndefined()
  })
  it('asks about a part that is not on the list, until it is said to be new', () => {
    const slip = { ...full, newParts: [], parts: '风叽×2，软管 旧' }
    expect(unknownParts(slip, parts)).toEqual(['风叽', '软管'])
    expect(faultsOf(slip, parts, today)).toEqual({ parts: 'unknownPart' })
    expect(partsLike('风叽', parts).map((one) => one.code)).toEqual(['fan'])
    expect(partsLike('软管', parts)).toEqual([])
    const said = { ...slip, newParts: ['风叽', '软管'] }
    expect(faultsOf(said, parts, today)).toEqual({})
    // Without a list nothing can be asked.
    expect(unknownParts(slip, [])).toEqual([])
  })
  it('names what is missing before the program is asked', () => {
    expect(faultsOf(full, parts, today)).toEqual({})
    expect(faultsOf({ ...emptySheet(), method: 'credit' }, parts, today)).toEqual({
      cause: 'needed',
      result: 'needed',
      charge: 'badMoney',
      signature: 'needed',
      due_on: 'needed',
    })
  })
  it('wants a time where the day is another, as without one it would be finished now', () => {
    const untimed = { ...full, time: '' }
    expect(faultsOf(untimed, parts, today)).toEqual({})
    const before = { ...today, on: '2026-11-20' }
    expect(faultsOf(untimed, parts, before)).toEqual({ time: 'timeOfDay' })
    expect(faultsOf(full, parts, before)).toEqual({})
  })
  it('asks for the three steps where the cause is a danger or somebody found one', () => {
    const all = ['stop', 'tag', 'told']
    const order = { ...row('A', '王'), danger: false, danger_missing: [] }
    expect(dangerAsked(order, full, causes)).toEqual([])
    const flue = { ...full, cause: '烟道没装好：卡箍脱开' }
    expect(dangerAsked(order, flue, causes)).toEqual(all)
    expect(dangerAsked(order, { ...full, dangerFound: true }, causes)).toEqual(all)
    const marked = { ...order, danger: true, danger_missing: ['tag' as const] }
    expect(dangerAsked(marked, flue, causes)).toEqual(['tag'])
    const call = recordOf(order, flue, '2026-11-21', { causes, parts })
    expect(call.danger).toMatchObject({ stopped: true })
    expect(recordOf(order, full, '2026-11-21', { causes, parts }).danger).toBeNull()
  })
  it('becomes the call, with a cause of the list by its code', () => {
    const call = recordOf(row('A', '王'), full, '2026-11-21', { causes, parts })
    expect(call.cause_code).toBe('env_voltage')
    expect(call.cause).toBeNull()
    expect(call.charge_fen).toBe(3_500)
    expect((call.finished_at ?? 0) - (call.started_at ?? 0)).toBe(90 * 60_000)
    const free = recordOf(row('A', '王'), { ...full, cause: '老鼠咬线' }, '2026-11-21', {
      causes,
      parts,
    })
    expect([free.cause_code, free.cause, free.cause_class]).toEqual([null, '老鼠咬线', null])
    const classed = { ...full, cause: '老鼠咬线', causeClass: 'environment' as const }
    const repair = { ...row('A', '王') }
    repair.summary = { ...repair.summary, kind: 'repair' }
    const own = recordOf(repair, classed, '2026-11-21', { causes, parts })
    expect(own.cause_class).toBe('environment')
    // What names a cause of the list needs no class of one's own.
    const listed = recordOf(repair, { ...classed, cause: '电压不稳' }, '2026-11-21', {
      causes,
      parts,
    })
    expect(listed.cause_class).toBeNull()
  })
  it('says a refusal of the program at the field it belongs to', () => {
    expect(
      ['started_at', 'charge_fen', 'parts.0.quantity', 'signature', 'other'].map(fieldOf),
    ).toEqual(['time', 'charge', 'parts', 'signature', undefined])
  })
  it('finds a sheet by the end of its number or by the name', () => {
    const rows = [row('LH-A-20261121-0007', '王建军'), row('LH-A-20261121-0017', '李桂兰')]
    expect(matching(rows, '0017')).toEqual([rows[1]])
    expect(matching(rows, '建军')).toEqual([rows[0]])
    expect(matching(rows, '')).toEqual([])
  })
})
