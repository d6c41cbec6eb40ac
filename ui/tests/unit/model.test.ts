import { describe, expect, it } from 'vitest'
import type { CallerMatch, StepOption, WorkOrderStep } from '@/bindings/contract'
import { errorMessages } from '@/bindings/contract'
import { errorHandling, fieldErrors, textOfError } from '@/shared/errors'
import { CallError } from '@/shared/ipc'
import { pillOf } from '@/shared/model/app'
import { matches } from '@/shared/use/hotkeys'
import { isLikeSerial } from '@/parts/unit/serial'
import * as intake from '@/features/intake/model'
import * as customer from '@/features/customer/model'
import * as step from '@/parts/work_order/model'
import * as unit from '@/parts/unit/model'
import { makeFake } from '../fixture/fake'

describe('errors', () => {
  it('are each decided about', () => {
    expect(Object.keys(errorHandling).sort()).toEqual(Object.keys(errorMessages).sort())
  })
  it('bring their fields beside the fields, in the language of the screen', () => {
    const error = new CallError('input.invalid', '', {
      fields: [
        {
          field: 'phones.0.number',
          code: 'bad_phone',
          message_zh: '号码不对',
          message_en: 'Wrong',
        },
      ],
    })
    expect(fieldErrors(error, 'zh-CN')).toEqual({ 'phones.0.number': '号码不对' })
    expect(fieldErrors(error, 'en')).toEqual({ 'phones.0.number': 'Wrong' })
  })
  it('never show a code to a person, not even an unknown one', () => {
    const text = textOfError(new CallError('brand.new' as never, 'x', {}), 'zh-CN')
    expect(text).toMatch(/^\p{Script=Han}/u)
  })
})

describe('the sync pill', () => {
  const base = {
    unsent: 0,
    oldest_unsent_at: null,
    last_sync_at: 1_000_000,
    conflicts: 0,
    rejected: 0,
    problem: null,
    clock_offset_ms: null,
  }
  it('is calm when offline and says how much waits', () => {
    const pill = pillOf({ ...base, state: 'offline', unsent: 1234 }, 1_000_000, 'zh-CN')
    expect(pill.tone).toBe('warn')
    expect(pill.text).toContain('离线 · 1,234 条待上报 · 上次同步')
  })
  it('claims to be in step only when it is', () => {
    for (const state of ['not_connected', 'waiting', 'offline', 'working', 'problem'] as const)
      expect(pillOf({ ...base, state, unsent: 3 }, 2_000_000, 'zh-CN').text).not.toContain('已同步')
    expect(pillOf({ ...base, state: 'synced' }, 1_000_000, 'zh-CN').text).toBe('已同步 · 刚刚')
  })
})

describe('a shortcut', () => {
  const key = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init)
  it('wants exactly its modifiers', () => {
    expect(matches('Ctrl+K', key({ key: 'k', ctrlKey: true }))).toBe(true)
    expect(matches('Ctrl+K', key({ key: 'k' }))).toBe(false)
    expect(matches('N', key({ key: 'n', ctrlKey: true }))).toBe(false)
    expect(matches('?', key({ key: '?', shiftKey: true }))).toBe(true)
  })
})

describe('a step form', () => {
  const option = (of: WorkOrderStep, ...needs: string[]): StepOption => ({
    step: of,
    needs,
    primary: true,
  })
  it('asks once for a window that needs two instants', () => {
    expect(step.fieldsOf(option('schedule', 'window_from_at', 'window_to_at'))).toEqual([
      { field: 'window', required: true },
      { field: 'contact_text', required: false },
    ])
  })
  it('names every empty field and nothing else', () => {
    const finish = option('finish', 'cause', 'result', 'charge_fen', 'signature')
    const values = { ...step.emptyValues(), cause: '积碳', charge: 'x', signature: ' ' }
    expect(step.missingOf(finish, values)).toEqual(['result', 'charge_fen', 'signature'])
  })
  it('sends the state that was seen, money in fen, and only what the step asks for', () => {
    const finish = option('finish', 'cause', 'result', 'charge_fen', 'signature')
    const values = {
      ...step.emptyValues(),
      cause: ' 积碳 ',
      result: '换针',
      charge: '80.5',
      signature: '王',
      reason: '不该送出',
    }
    expect(step.advanceOf('o', 'in_progress', finish, values)).toEqual({
      id: 'o',
      step: 'finish',
      expected_state: 'in_progress',
      cause: '积碳',
      result: '换针',
      charge_fen: 8050,
      signature: '王',
    })
  })
  it('tells “not satisfied” from “not asked”', () => {
    const confirm = option('confirm', 'satisfied')
    const no = step.advanceOf('o', 'finished', confirm, { ...step.emptyValues(), satisfied: 'no' })
    expect(no.satisfied).toBe(false)
    expect(step.missingOf(confirm, step.emptyValues())).toEqual(['satisfied'])
  })
})

describe('what is typed to find a machine', () => {
  it('is checked as a serial when it may be one, in every way of writing', () => {
    for (const text of ['L1P2423000100', 'l1p24 23000100x1', 'Ｌ１Ｐ２４23', 'LKY-88041'])
      expect(isLikeSerial(text), text).toBe(true)
    for (const text of [
      '',
      '王建军',
      'wangjianjun',
      '13804712207',
      '138 0471',
      'L1P2',
      '东沟村3组',
    ])
      expect(isLikeSerial(text), text).toBe(false)
  })
})

describe('the intake form', () => {
  const match = (id: string, number: string) =>
    ({ customer: { id }, phones: [{ number }] }) as unknown as CallerMatch
  it('takes a household by itself only when one alone has the whole number', () => {
    const a = match('a', '13804712207')
    expect(intake.certainMatch([a, match('b', '1')], '13804712207')?.customer.id).toBe('a')
    expect(intake.certainMatch([a, match('b', '13804712207')], '13804712207')).toBeUndefined()
    expect(intake.certainMatch([a], null)).toBeUndefined()
  })
  it('takes nobody by a number that passed to somebody else, and says whose it was', () => {
    const number = '13804712207'
    const phones = [{ number, valid_to: '2026-03-31' }]
    const former = { customer: { id: 'f' }, phones } as unknown as CallerMatch
    const now = match('n', number)
    expect(intake.certainMatch([former], number)).toBeUndefined()
    expect(intake.certainMatch([former, now], number)?.customer.id).toBe('n')
    expect([former, now].map((one) => intake.wasTheirs(one, number))).toEqual([true, false])
    expect(intake.wasTheirs(former, null)).toBe(false)
  })
  it('looks up by number from three digits on, full width too', () => {
    const form = intake.emptyForm()
    expect(intake.lookupOf({ ...form, phone: '13' })).toBe('')
    expect(intake.lookupOf({ ...form, phone: '１３８ 0' })).toBe('1380')
    expect(intake.lookupOf({ ...form, name: 'wjj' })).toBe('wjj')
  })
  it('looks up by what was typed last, so that a household with a new number is found', () => {
    const form = { ...intake.emptyForm(), phone: '13911112233', name: '王建军' }
    expect(intake.lookupOf(form, 'name')).toBe('王建军')
    expect(intake.lookupOf(form, 'phone')).toBe('13911112233')
    expect(intake.lookupOf({ ...form, name: ' ' }, 'name')).toBe('13911112233')
  })
  it('leads Enter past everything that is known', () => {
    const form = { ...intake.emptyForm(), phone: '138' }
    expect(intake.nextField(form, 'phone')).toBe('name')
    expect(intake.nextField({ ...form, customerId: 'a' }, 'phone')).toBe('text')
    expect(intake.nextField({ ...form, name: '新来的' }, 'name')).toBe('town')
    expect(intake.nextField({ ...form, noPhone: true }, 'phone')).toBe('noPhoneReason')
    expect(intake.nextField(form, 'text')).toBe('submit')
  })
  it('never sends a new household beside a known one', () => {
    const form = { ...intake.emptyForm(), customerId: 'a', name: '王', town: '柳河', text: 'x' }
    const call = intake.requestOf(form, null)
    expect(call.customer_id).toBe('a')
    expect([call.new_customer_name, call.town, call.address]).toEqual([null, null, null])
  })
  it('wants a number or the reason why there is none', () => {
    const form = { ...intake.emptyForm(), name: '王', text: '不热' }
    expect(intake.missingOf(form)).toEqual(['phone'])
    expect(intake.missingOf({ ...form, noPhone: true })).toEqual(['noPhoneReason'])
    expect(intake.missingOf({ ...form, noPhone: true, noPhoneReason: '到店' })).toEqual([])
  })
})

describe('the customer form', () => {
  const detail = makeFake({ customers: 3 }).handlers['customer.get']?.({
    id: '00000001-0000-4000-8000-000000000000',
  })
  if (!detail) throw new Error('no customer')
  it('sends nothing but what was changed', () => {
    const before = customer.formOf(detail)
    const seen = {
      seq: detail.seq,
      rows: [...detail.phones, ...detail.people, ...detail.addresses].map((row) => row.id),
      tags: detail.tags,
    }
    const id = detail.id
    expect(customer.updateOf(id, before, customer.formOf(detail))).toEqual({ id, seen })
    const after = { ...customer.formOf(detail), note: '新备注' }
    expect(customer.updateOf(id, before, after)).toEqual({ id, seen, note: '新备注' })
  })
  it('takes nothing for typed that another PC changed while the draft lay', () => {
    const draft = { ...customer.formOf(detail), preferred: '晚上' }
    const meanwhile = { ...detail, seq: 9, note: '别的电脑写的', phones: [] }
    const call = customer.updateOf(detail.id, customer.formOf(meanwhile), draft)
    expect(call).toEqual({ id: detail.id, seen: call.seen, preferred_time: '晚上' })
    expect(call.seen?.seq).toBe(detail.seq)
  })
  it('keeps the rows of phones, people and addresses, so that none is made twice', () => {
    const before = customer.formOf(detail)
    const after = customer.formOf(detail)
    const first = after.phones[0]
    if (!first) throw new Error('no phone')
    first.label = '户主'
    const sent = customer.updateOf(detail.id, before, after).phones
    expect(sent?.map((phone) => phone.id)).toEqual(detail.phones.map((phone) => phone.id))
  })
  it('drops empty rows and finds the error of the row that was meant', () => {
    const form = customer.emptyForm('王')
    form.phones = [customer.emptyPhone(), { ...customer.emptyPhone(), number: '12' }]
    expect(customer.createOf(form).phones).toHaveLength(1)
    const errors = { 'phones.0.number': '号码不对' }
    expect(customer.rowError(errors, form, 'phones', 1, 'number')).toBe('号码不对')
    expect(customer.rowError(errors, form, 'phones', 0, 'number')).toBeUndefined()
  })
  it('sends a row that holds anything, so that what it lacks is said and nothing is dropped', () => {
    const form = customer.emptyForm('王')
    form.people = [
      { ...customer.emptyPerson(), wechat: 'wx_laosan' },
      { ...customer.emptyPerson(), birthdayOn: '1960-02-03' },
      customer.emptyPerson(),
    ]
    expect(customer.createOf(form).people).toMatchObject([
      { name: '', wechat: 'wx_laosan' },
      { name: '', birthday_on: '1960-02-03' },
    ])
    form.phones = [
      { ...customer.emptyPhone(), label: '他儿子' },
      { ...customer.emptyPhone(), from: '2026-01-01' },
      { ...customer.emptyPhone(), to: '2026-01-01' },
      { ...customer.emptyPhone(), confirmed: '2026-01-01' },
      customer.emptyPhone(),
    ]
    expect(customer.createOf(form).phones).toHaveLength(4)
    const errors = { 'people.1.name': '请填姓名' }
    expect(customer.rowError(errors, form, 'people', 1, 'name')).toBe('请填姓名')
  })
  it('splits tags at spaces and commas of both kinds', () => {
    expect(customer.tagsOf(' 狗凶，鞋套、狗凶  老人,')).toEqual(['狗凶', '鞋套', '老人'])
  })
})

describe('a serial', () => {
  const check = {
    serial: 'L1P2423',
    valid: false,
    model_code: null,
    suggestion: null,
    known: null,
    shipped: null,
    shipment: null,
  }
  it('is not called wrong while it is still being typed', () => {
    expect(unit.adviceOf(check)).toBe('typing')
    expect(unit.adviceOf({ ...check, serial: 'L1P2423000100' })).toBe('wrong')
    expect(unit.adviceOf({ ...check, suggestion: 'L1P24230001K' })).toBe('wrong')
    expect(unit.adviceOf({ ...check, valid: true })).toBe('ok')
  })
})
