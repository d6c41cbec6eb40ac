import { describe, expect, it } from 'vitest'
import type { VisitAnswerKind, VisitQuestion } from '@/bindings/contract'
import { answersOf, isWrong, NONE, pickedBy, picksOf, tickedBy, toggled } from './model'

const both = (text: string) => ({ zh: text, en: text })
const ask = (kind: VisitAnswerKind, options: string[] = []): VisitQuestion => ({
  code: kind,
  text: both('?'),
  kind,
  required: true,
  decides: false,
  unit: null,
  options: options.map((code) => ({ code, name: both(code) })),
  notice: null,
})

describe('the answers of a call', () => {
  it('are pressed by the digit that stands on the button', () => {
    expect(pickedBy(ask('yes_no'), '1')).toBe('yes')
    expect(pickedBy(ask('yes_no'), '2')).toBe('no')
    expect(pickedBy(ask('yes_no'), '3')).toBeUndefined()
    expect(pickedBy(ask('scale_one_to_five'), '5')).toBe('5')
    expect(pickedBy(ask('scale_zero_to_ten'), '0')).toBe('0')
    expect(pickedBy(ask('scale_zero_to_ten'), '-')).toBe('10')
    expect(pickedBy(ask('choice', ['none', 'noise']), '2')).toBe('noise')
    expect(picksOf(ask('text'))).toEqual([])
  })
  it('never share a key within a question', () => {
    for (const kind of ['yes_no', 'scale_one_to_five', 'scale_zero_to_ten'] as const) {
      const keys = picksOf(ask(kind)).map((pick) => pick.digit)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
  it('reach the program by kind, amounts in fen, without blanks', () => {
    const form = [ask('yes_no'), ask('money'), ask('number'), ask('text'), ask('choice', ['a'])]
    const given = { yes_no: 'no', money: '12.5', number: ' 3 ', text: '  ', choice: 'a' }
    expect(answersOf(form, given)).toEqual([
      { question: 'yes_no', yes: false },
      { question: 'money', number: 1250 },
      { question: 'number', number: 3 },
      { question: 'choice', text: 'a' },
    ])
  })
  it('of a list are ticked in its order, and none of them is an answer too', () => {
    const checks = ask('checks', ['badge', 'mat'])
    expect([tickedBy(checks, '2'), tickedBy(checks, '0'), tickedBy(checks, '3')]).toEqual([
      'mat',
      NONE,
      undefined,
    ])
    const both = toggled(checks, toggled(checks, '', 'mat'), 'badge')
    expect(both).toBe('badge,mat')
    expect(toggled(checks, toggled(checks, both, 'mat'), 'badge')).toBe('')
    expect(toggled(checks, both, NONE)).toBe(NONE)
    expect(toggled(checks, NONE, 'mat')).toBe('mat')
    const sent = (text: string) => answersOf([checks], { checks: text })
    expect(sent('')).toEqual([])
    expect(sent(NONE)).toEqual([{ question: 'checks', codes: [] }])
    expect(sent(both)).toEqual([{ question: 'checks', codes: ['badge', 'mat'] }])
  })
  it('that are no number are told and not sent', () => {
    const number = ask('number')
    expect(isWrong(number, '三次')).toBe(true)
    expect(isWrong(number, '')).toBe(false)
    expect(isWrong(ask('text'), '三次')).toBe(false)
    expect(answersOf([number], { number: '三次' })).toEqual([])
  })
})
