import { describe, expect, it } from 'vitest'
import type { PlanRow } from '@/bindings/contract'
import { instantOf } from '@/shared/format/date'
import { byVillage, loose, weekLines, weekOf } from './model'

const row = (id: string, more: object, summary: object = {}) =>
  ({
    technician_id: null,
    window_from_at: null,
    ...more,
    summary: { id, state: 'registered', town: '柳河镇', village: null, ...summary },
  }) as unknown as PlanRow
const workload = [{ staff_id: 's', name: '张师傅', open: 1, today: 0, absences: [], rest_days: [] }]

describe('the plan', () => {
  it('begins a week on Monday, whatever day one looks from', () => {
    expect(weekOf('2026-11-22')[0]).toBe('2026-11-16')
    expect(weekOf('2026-11-16')).toContain('2026-11-22')
  })
  it('puts each visit under its person and day, by time, and those of nobody first', () => {
    const days = weekOf('2026-11-18')
    const late = row('late', { technician_id: 's', window_from_at: instantOf('2026-11-18', 900) })
    const early = row('early', { technician_id: 's', window_from_at: instantOf('2026-11-18', 540) })
    const alone = row('alone', { window_from_at: instantOf('2026-11-20', 540) })
    const lines = weekLines([late, early, alone], workload, days, '没派')
    expect(lines.map((line) => line.name)).toEqual(['没派', '张师傅'])
    expect(lines[1]?.days[2]).toEqual([early, late])
    expect(lines[0]?.days[4]).toEqual([alone])
    expect(weekLines([late], workload, days, '没派')).toHaveLength(1)
  })
  it('shows what has no time yet and still waits for a visit', () => {
    const done = row('done', {}, { state: 'finished' })
    const waits = row('waits', {})
    expect(loose([done, waits])).toEqual([waits])
  })
  it('groups by town and village, the fullest first and orders without an address last', () => {
    const at = (id: string, town: string | null, village: string | null) =>
      row(id, {}, { town, village })
    const groups = byVillage([
      at('1', null, null),
      at('2', '石桥镇', '东沟'),
      at('3', '柳河镇', '西沟'),
      at('4', '柳河镇', '东沟'),
      at('5', '柳河镇', '东沟'),
    ])
    expect(groups.map((group) => [group.town, group.village, group.rows.length])).toEqual([
      ['柳河镇', '东沟', 2],
      ['柳河镇', '西沟', 1],
      ['石桥镇', '东沟', 1],
      ['', '', 1],
    ])
  })
})
