import { describe, expect, it } from 'vitest'
import type { ConflictItem } from '@/bindings/contract'
import { decidedVersion, laterSide, placeOf, sortedConflicts } from './model'

const version = (shown: string, at: number | null) => ({ shown, at, staff: '王姐', device: 'PC-A' })
const item: ConflictItem = {
  id: 'c1',
  entity: 'work_order',
  row_id: 'o1',
  title: 'LH-A-20261120-0007',
  field: 'technician_id',
  customer_id: 'k1',
  work_order_id: 'o1',
  kept: version('张师傅', 100),
  other: version('刘师傅', 200),
  decider: 'manager',
  writable: false,
  resolved_at: null,
  resolved_by: null,
  resolution: null,
}

describe('two versions', () => {
  it('tell which was typed later, unless that is not known', () => {
    expect(laterSide(item)).toBe('other')
    expect(laterSide({ ...item, kept: version('张师傅', 300) })).toBe('kept')
    expect(laterSide({ ...item, kept: version('张师傅', null) })).toBeNull()
    expect(laterSide({ ...item, kept: version('张师傅', 200) })).toBeNull()
  })

  it('are listed undecided and latest first', () => {
    const old = { ...item, id: 'old', kept: version('a', 1), other: version('b', 2) }
    const done = { ...item, id: 'done', resolved_at: 5 }
    const doneLater = { ...item, id: 'later', resolved_at: 9 }
    expect(sortedConflicts([done, old, doneLater, item]).map((one) => one.id)).toEqual([
      'c1',
      'old',
      'later',
      'done',
    ])
  })

  it('show what was decided', () => {
    expect(decidedVersion({ ...item, resolution: 'other' })?.shown).toBe('刘师傅')
    expect(decidedVersion({ ...item, resolution: 'new' })).toBeNull()
  })

  it('lead to the order before the household', () => {
    expect(placeOf(item)).toEqual({ path: '/orders/o1', what: 'order' })
    expect(placeOf({ ...item, work_order_id: null })?.path).toBe('/customers/k1')
    expect(placeOf({ ...item, work_order_id: null, customer_id: null })).toBeNull()
  })
})
