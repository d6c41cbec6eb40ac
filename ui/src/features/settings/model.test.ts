import { describe, expect, it } from 'vitest'
import type { Backup, Staff } from '@/bindings/contract'
import {
  backupName,
  createRequest,
  formOf,
  latestBackups,
  personProblems,
  reasonOf,
  sectionOf,
  sortedPeople,
  updateRequest,
} from './model'

const person: Staff = {
  id: 's1',
  name: '王姐',
  role: 'clerk',
  phone: '138 0471 2207',
  has_pin: true,
  disabled: false,
}

describe('a person', () => {
  it('needs a name, and a PIN of four to eight digits or none', () => {
    expect(personProblems(formOf(null))).toEqual(['name'])
    const at = (pin: string) => personProblems({ ...formOf(person), pin })
    expect(at('')).toEqual([])
    expect(at('１２３４')).toEqual([])
    expect(at('123')).toEqual(['pin'])
    expect(at('12a4')).toEqual(['pin'])
    expect(at('123456789')).toEqual(['pin'])
  })

  it('is changed only where the form was changed', () => {
    expect(updateRequest(formOf(person), person)).toEqual({ id: 's1' })
    expect(updateRequest({ ...formOf(person), role: 'manager' }, person)).toEqual({
      id: 's1',
      role: 'manager',
    })
  })

  it('loses the PIN only when that is asked for', () => {
    expect(updateRequest({ ...formOf(person), removePin: true, pin: '1234' }, person)).toEqual({
      id: 's1',
      pin: '',
    })
    expect(updateRequest({ ...formOf(person), pin: '4321' }, person).pin).toBe('4321')
  })

  it('is made without what was left empty', () => {
    expect(createRequest({ ...formOf(null), name: ' 小李 ' })).toEqual({
      name: '小李',
      role: 'clerk',
      phone: null,
      pin: null,
    })
  })

  it('who left stands at the end', () => {
    const left = { ...person, id: 's0', role: 'manager' as const, disabled: true }
    const boss = { ...person, id: 's2', role: 'manager' as const }
    expect(sortedPeople([left, person, boss]).map((one) => one.id)).toEqual(['s2', 's1', 's0'])
  })
})

describe('backups', () => {
  const backup: Backup = { path: 'a', bytes: 1, made_at: 1, reason: 'daily' }

  it('are listed latest first', () => {
    const later = { ...backup, path: 'b', made_at: 2 }
    expect(latestBackups([backup, later]).map((one) => one.path)).toEqual(['b', 'a'])
  })

  it('have a reason even when the program is newer than the screen', () => {
    expect(reasonOf(backup)).toBe('daily')
    expect(reasonOf({ ...backup, reason: 'before_lunch' })).toBe('manual')
  })

  it('get a name no file system refuses', () => {
    const at = new Date(2026, 10, 21).getTime()
    expect(backupName('LH/..001', at)).toBe('wuyou-LH001-20261121.db')
    expect(backupName(null, at)).toBe('wuyou-20261121.db')
  })
})

describe('the address', () => {
  it('leads to a section, and to the first when it is none', () => {
    expect(sectionOf('backup')).toBe('backup')
    expect(sectionOf('<script>')).toBe('look')
    expect(sectionOf(undefined)).toBe('look')
  })
})
