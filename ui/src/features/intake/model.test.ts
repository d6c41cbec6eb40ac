import { describe, expect, it } from 'vitest'
import type { PastedText } from '@/bindings/contract'
import { findFaults, readText } from '../../../tests/fixture/intake'
import { instantOf } from '@/shared/format/date'
import * as intake from './model'

const chat = '师傅，不点火，显示E1\n王小明 13804712207\n柳河镇东沟村三组\n编号 LKY88041'

describe('a pasted chat', () => {
  const read: PastedText = readText(chat)
  it('proposes what was read, the sure ones ticked', () => {
    const proposals = intake.proposalsOf(read)
    expect(proposals.map((one) => [one.key, one.shown, one.ticked])).toEqual([
      ['phone', '138 0471 2207', true],
      ['name', '王小明', true],
      ['place', '柳河镇 东沟村三组', true],
      ['serial', 'LKY88041', false],
      ['fault', 'E01', true],
    ])
  })
  it('ticks only the first of several numbers', () => {
    const two = { ...read, phones: [...read.phones, { number: '2', display: '2' }] }
    const phones = intake.proposalsOf(two).filter((one) => one.key === 'phone')
    expect(phones.map((one) => one.ticked)).toEqual([true, false])
  })
  it('fills the form with what was ticked and keeps the whole text behind what was typed', () => {
    const form = { ...intake.emptyForm(), text: '客户在微信上说' }
    const ticked = intake.proposalsOf(read).filter((one) => one.ticked)
    const after = intake.acceptedOf(form, read, ticked)
    expect(after.text).toBe(`客户在微信上说\n${chat}`)
    expect([after.phone, after.name, after.town, after.address, after.faultCode]).toEqual([
      '138 0471 2207',
      '王小明',
      '柳河镇',
      '东沟村三组',
      'E01',
    ])
    expect(after.channel).toBe('wechat')
  })
  it('loses nothing when nothing is ticked', () => {
    const after = intake.acceptedOf(intake.emptyForm(), read, [])
    expect(after.text).toBe(chat)
    expect([after.phone, after.name, after.faultCode]).toEqual(['', '', ''])
  })
  it('leaves the household that another number had told, and not the one a person chose', () => {
    const first = {
      ...intake.emptyForm(),
      phone: '1',
      customerId: 'k',
      name: '王建军',
      unitId: 'u',
    }
    const phone = intake.proposalsOf(read).filter((one) => one.key === 'phone')
    const told = intake.acceptedOf({ ...first, byNumber: true }, read, phone)
    expect([told.customerId, told.name, told.unitId]).toEqual([null, '', ''])
    const chosen = intake.acceptedOf({ ...first, byNumber: false }, read, phone)
    expect([chosen.customerId, chosen.name]).toEqual(['k', '王建军'])
  })
  it('takes the household of a machine it knows', () => {
    const known = {
      ...read,
      serials: read.serials.map((one) => ({
        ...one,
        known: { id: 'u', customer_id: 'k', customer_name: '王建军' },
      })),
    } as unknown as PastedText
    const serial = intake.proposalsOf(known).filter((one) => one.key === 'serial')
    const after = intake.acceptedOf(intake.emptyForm(), known, serial)
    expect([after.customerId, after.name, after.unitId]).toEqual(['k', '王建军', 'u'])
  })
  it('is told from a number that is pasted into its field', () => {
    expect(intake.isMessage('138 0471 2207')).toBe(false)
    expect(intake.isMessage('L1P2418090901223')).toBe(false)
    expect(intake.isMessage(chat)).toBe(true)
    expect(intake.isMessage('王小明 13804712207 柳河镇东沟村三组供销社往北第二家')).toBe(true)
  })
})

describe('what may be behind a call', () => {
  it('is looked for in the words and in the code beside them', () => {
    const form = { ...intake.emptyForm(), text: ' 不热 ', faultCode: 'e1' }
    expect(intake.saidOf(form)).toBe('不热\ne1')
    expect(intake.saidOf(intake.emptyForm())).toBe('')
  })
  it('is a code by itself only when exactly one was shown', () => {
    expect(intake.toldCode(findFaults('显示E1').faults)).toBe('E01')
    expect(intake.toldCode(findFaults('不热').faults)).toBeUndefined()
    const fault = findFaults('E1').faults
    expect(intake.toldCode([...fault, ...fault])).toBeUndefined()
  })
  it('sends what was tried with the order, and with the answer instead when there is none', () => {
    const form = { ...intake.emptyForm(), tried: ['按复位键'] }
    expect(intake.requestOf(form, null).tried).toEqual(['按复位键'])
    expect(intake.requestOf(form, false).tried).toBeNull()
    expect(intake.requestOf(intake.emptyForm(), null).tried).toBeNull()
  })
  it('asks for doubles by number, household, machine and kind, and not by a number there is none of', () => {
    const form = { ...intake.emptyForm(), phone: '138', customerId: 'k', unitId: 'u' }
    expect(intake.duplicatesOf(form)).toEqual({
      caller_phone: '138',
      customer_id: 'k',
      unit_id: 'u',
      kind: 'repair',
    })
    expect(intake.duplicatesOf({ ...form, noPhone: true }).caller_phone).toBeNull()
  })
  it('names a machine of another brand by its own field, and never as one of ours', () => {
    const form = { ...intake.emptyForm(), customerId: 'k', unitId: 'other:m1' }
    const call = intake.requestOf(form, null)
    expect([call.unit_id, call.other_machine_id]).toEqual([null, 'm1'])
    expect(intake.duplicatesOf(form).unit_id).toBeNull()
  })
})

describe('what is told and fits nowhere', () => {
  it('is named: a ticked machine that nobody has, once', () => {
    const read: PastedText = readText(chat)
    const serial = intake.proposalsOf(read).filter((one) => one.key === 'serial')
    const first = intake.acceptedOf(intake.emptyForm(), read, serial)
    expect(first.strangers).toEqual(['LKY88041'])
    expect(intake.acceptedOf(first, read, serial).strangers).toEqual(['LKY88041'])
    expect(intake.acceptedOf(intake.emptyForm(), read, []).strangers).toEqual([])
  })
  it('is named: another address of a household that has its own', () => {
    const read: PastedText = readText(chat)
    const place = intake.proposalsOf(read).filter((one) => one.key === 'place')
    const known = { ...intake.emptyForm(), customerId: 'k', name: '王建军' }
    expect(intake.leftPlace(intake.acceptedOf(known, read, place))).toBe('柳河镇 东沟村三组')
    // A new household gets it.
    expect(intake.leftPlace(intake.acceptedOf(intake.emptyForm(), read, place))).toBe('')
    expect(intake.leftPlace(known)).toBe('')
  })
})

describe('how a call came', () => {
  const at = (on: string, time: string) =>
    intake.calledAt({ ...intake.emptyForm(), earlier: true, calledOn: on, calledTime: time })
  it('is by phone unless somebody says else', () => {
    expect(intake.requestOf(intake.emptyForm(), null).channel).toBe('phone')
    const letter = { ...intake.emptyForm(), channel: 'letter' as const }
    expect(intake.requestOf(letter, null).channel).toBe('letter')
  })
  it('is now, or when it was noted on paper', () => {
    expect(intake.requestOf(intake.emptyForm(), null).received_at).toBeNull()
    expect(at('2026-11-21', '930')).toBe(instantOf('2026-11-21', 9 * 60 + 30))
    expect(at('2026-11-21', '')).toBeUndefined()
    const half = { ...intake.emptyForm(), earlier: true, calledOn: '2026-11-21' }
    expect(intake.missingOf(half)).toContain('called')
    expect(intake.missingOf(intake.emptyForm())).not.toContain('called')
  })
  it('says who speaks', () => {
    const form = { ...intake.emptyForm(), caller: ' 儿子 ' }
    expect(intake.requestOf(form, null).caller_name).toBe('儿子')
    expect(intake.requestOf(intake.emptyForm(), null).caller_name).toBeNull()
  })
})
