import { describe, expect, it } from 'vitest'
import type { Alert } from '@/bindings/contract'
import { addressOf, addressOfAlert, freshOf, groupsOf, heardOf, noteKey } from './model'
import { whatOf } from './words'

const alert = (key: string, acknowledged: Alert['acknowledged'] = null): Alert => ({
  key,
  about: 'work_order',
  about_id: 'o1',
  no: 'LH001-A-20261121-0001',
  customer_name: '王建军',
  text: '不热',
  safety: false,
  round: 0,
  stage: 'first_reply',
  level: 'l1',
  receiver: 'clerk',
  at: 1,
  why: { zh: '到时', en: 'due' },
  acknowledged,
  may_acknowledge: true,
  audible: true,
})
const noted = { at: 2, by: '王姐' }

describe('alerts', () => {
  it('tells each alert once, and never one that somebody took note of', () => {
    const rows = [alert('a'), alert('b'), alert('c', noted)]
    expect(freshOf(rows, new Set(['a'])).map((row) => row.key)).toEqual(['b'])
    expect(freshOf(rows, new Set(['a', 'b']))).toEqual([])
  })
  it('keeps what nobody took note of apart', () => {
    const rows = [alert('a'), alert('c', noted)]
    const groups = groupsOf({ rows, waiting: 1, safety: [], script: [] })
    expect(groups.waiting.map((row) => row.key)).toEqual(['a'])
    expect(groups.known.map((row) => row.key)).toEqual(['c'])
    expect(groupsOf(undefined)).toEqual({ waiting: [], known: [] })
  })
  it('says on the button who is meant', () => {
    expect(noteKey('l1')).toBe('alert.know')
    expect(noteKey('l2')).toBe('alert.knowManager')
    expect([noteKey('l3'), noteKey('l4')]).toEqual(['alert.knowHq', 'alert.knowHq'])
  })
  it('leads to the order, or to today for a call without one', () => {
    expect(addressOf({ work_order_id: 'o1' })).toBe('/orders/o1')
    expect(addressOf({ work_order_id: null })).toBe('/today')
  })
  it('leads from each kind of alert to the page where it is dealt with', () => {
    const pages: [Alert['about'], string][] = [
      ['work_order', '/orders/x'],
      ['request', '/today'],
      ['complaint', '/complaints/x'],
      ['promise', '/promises'],
      ['return_visit', '/visits/x'],
      ['remedy_case', '/remedies/x'],
      ['unit', '/units/x'],
    ]
    for (const [about, page] of pages) expect(addressOfAlert({ about, about_id: 'x' })).toBe(page)
  })
  it('says of what kind it is, and of an order only the stage', () => {
    expect(whatOf({ about: 'work_order', stage: 'finish' })).toBe('完成')
    expect(whatOf({ about: 'complaint', stage: 'reply' })).toBe('投诉：答复客户')
    expect(whatOf({ about: 'promise', stage: 'keep' })).toBe('承诺：兑现')
  })
  it('is heard on a locked PC when something new arises, a danger again and again', () => {
    const none = { waiting: 0, danger: 0, unread: 0, newest_at: null }
    const late = { ...none, waiting: 1, newest_at: 5 }
    expect(heardOf(null, late, true)).toBeNull()
    expect(heardOf(none, late, false)).toBe('alert')
    expect(heardOf(late, late, true)).toBeNull()
    expect(heardOf(late, { ...late, newest_at: 4 }, true)).toBeNull()
    const leak = { ...late, danger: 1, unread: 1 }
    expect(heardOf(late, leak, false)).toBe('danger')
    expect(heardOf(null, leak, true)).toBe('danger')
    expect(heardOf(leak, leak, false)).toBeNull()
    expect(heardOf(leak, leak, true)).toBe('danger')
    expect(heardOf(leak, { ...leak, unread: 0 }, true)).toBeNull()
  })
})
