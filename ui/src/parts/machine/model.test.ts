import { beforeEach, describe, expect, it } from 'vitest'
import type { MachineSheet, SheetItem, SheetReading } from '@/bindings/contract'
import { setLocale } from '@/shared/i18n'
import {
  answersOf,
  asked,
  emptyItem,
  emptySheet,
  emptyStep,
  installText,
  lateText,
  limitText,
  numberOf,
  outside,
  saleValues,
  sellOf,
  stepOf,
} from './model'

const reading: SheetReading = {
  code: 'dynamic_pa',
  name: { zh: '动压', en: 'Pressure' },
  unit: 'Pa',
  min: 1500,
  max: 3000,
}
const item = (code: string, more: Partial<SheetItem> = {}): SheetItem => ({
  no: 1,
  code,
  name: { zh: code, en: code },
  kind: 'tick',
  mandatory: true,
  photo: false,
  photos: 0,
  analyser: false,
  readings: [],
  ...more,
})
const sheet = (items: SheetItem[]): MachineSheet => ({
  unit_id: 'u',
  serial: 'L1P24',
  customer_name: null,
  version: '1',
  gas: 'natural_gas',
  items,
  topics: [],
  topics_at_least: 6,
  was_display: false,
})
const sale = {
  channel: null,
  sold_on: null,
  price_fen: 588_050,
  invoice_no: null,
  invoice_on: null,
  deliver_by_on: '2026-11-18',
  delivered_on: null,
  late_days: 3,
  install_by_on: '2026-11-19',
  installed: false,
  install_late_days: 2,
}
beforeEach(() => setLocale('zh-CN'))

describe('a reading', () => {
  it('is read with a comma or a full-width point, and nothing else is a number', () => {
    expect(numberOf('1,2')).toBe(1.2)
    expect(numberOf(' 1。5 ')).toBe(1.5)
    expect(numberOf('1.2.3')).toBeUndefined()
    expect(numberOf('一')).toBeUndefined()
    expect(numberOf('')).toBeUndefined()
  })
  it('is marked outside its limits and not at them', () => {
    expect(outside(reading, '1500')).toBe(false)
    expect(outside(reading, '1499')).toBe(true)
    expect(outside(reading, '3001')).toBe(true)
    expect(outside(reading, '')).toBe(false)
    expect(outside(reading, 'x')).toBe(true)
  })
  it('says its limit with the unit', () => {
    expect(limitText(reading)).toBe('1500～3000 Pa')
    expect(limitText({ ...reading, max: null })).toBe('不小于 1500 Pa')
    expect(limitText({ ...reading, min: 0, max: 0, unit: 'ppm' })).toBe('0 ppm')
  })
})

describe('the answers of a sheet', () => {
  it('leave out what was left alone and what is not asked', () => {
    const list = sheet([item('a'), item('b'), item('c', { analyser: true })])
    const values = emptySheet()
    values.items['a'] = { ...emptyItem(), verdict: 'good' }
    values.items['b'] = emptyItem()
    values.items['c'] = { ...emptyItem(), verdict: 'bad' }
    expect(answersOf(list, values).map((one) => one.item)).toEqual(['a'])
    expect(asked(list, true)).toHaveLength(3)
  })
  it('carry the values as numbers, and a reason where it does not apply', () => {
    const list = sheet([item('p', { kind: 'number', readings: [reading] }), item('n')])
    const values = emptySheet()
    values.items['p'] = {
      ...emptyItem(),
      verdict: 'good',
      readings: { dynamic_pa: '1950' },
    }
    values.items['n'] = { ...emptyItem(), verdict: 'na', reason: ' 没有装 ' }
    const [first, second] = answersOf(list, values)
    expect(first).toMatchObject({ passed: true, readings: { dynamic_pa: 1950 } })
    expect(second).toMatchObject({ passed: null, not_applicable: '没有装' })
  })
})

describe('a sale', () => {
  it('sends only what was changed, money in fen', () => {
    const before = saleValues(sale)
    expect(sellOf('u', before, { ...before })).toEqual({ unit_id: 'u' })
    expect(sellOf('u', before, { ...before, price: '6000', deliverByOn: null })).toEqual({
      unit_id: 'u',
      price_fen: 600_000,
      deliver_by_on: '',
    })
  })
  it('says how late the delivery is', () => {
    expect(lateText(sale)).toBe('已过约定 3 天，还没送到')
    expect(lateText({ ...sale, delivered_on: '2026-11-17', late_days: -1 })).toBe('比约定早 1 天')
    expect(installText(sale)).toBe('已过约定 2 天，还没装好')
    expect(installText({ ...sale, installed: true })).toBe('比约定晚装 2 天')
    expect(installText({ ...sale, installed: true, install_late_days: 0 })).toBe('按约定装好')
    expect(installText({ ...sale, install_by_on: null, install_late_days: null })).toBe('')
    expect(lateText({ ...sale, late_days: null })).toBe('')
  })
})

describe('a step', () => {
  it('carries what it needs and nothing of another step', () => {
    const values = { ...emptyStep(), document: ' 单 1 ', customerId: 'k', addressId: 'a' }
    const step = stepOf('u', 'in_use', { step: 'transfer', needs: ['customer'] }, values)
    expect(step).toMatchObject({ customer_id: 'k', document: '单 1', expected_state: 'in_use' })
    expect(step.address_id).toBeUndefined()
  })
})
