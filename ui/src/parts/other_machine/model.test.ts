import { describe, expect, it } from 'vitest'
import type { OtherMachine } from '@/bindings/contract'
import { choiceOf, chosenOther, chosenOurs, fullNameOf, saveOf, valuesOf } from './model'

const machine: OtherMachine = {
  id: 'm1',
  customer_id: 'k',
  customer_name: '王建军',
  brand: '北山',
  model: 'N1B-24',
  serial: 'BS2207',
  gas: null,
  bought_on: null,
  note: null,
  orders: 0,
}

describe('a machine of another brand', () => {
  it('is told apart from ours where both are chosen', () => {
    expect(chosenOther(choiceOf(machine))).toBe('m1')
    expect(chosenOurs(choiceOf(machine))).toBeNull()
    expect([chosenOther('u'), chosenOurs('u'), chosenOurs('')]).toEqual([null, 'u', null])
  })
  it('is saved as it was typed, what is blank as nothing', () => {
    expect(fullNameOf(machine)).toBe('北山 N1B-24 · BS2207')
    const values = { ...valuesOf(machine), brand: ' 海河 ', model: ' ', note: '烟管换过' }
    expect(saveOf('m1', values)).toMatchObject({
      id: 'm1',
      customer_id: 'k',
      brand: '海河',
      model: null,
      serial: 'BS2207',
      note: '烟管换过',
    })
  })
})
