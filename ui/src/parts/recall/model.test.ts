import { describe, expect, it } from 'vitest'
import type { RecallDone } from '@/bindings/contract'
import { likelyOutcome, needsOrder, outcomes } from './model'

describe('what is recorded for a notice', () => {
  it('begins with the call and goes on with what is asked for', () => {
    const called = [{ outcome: 'contacted' } as RecallDone]
    expect(likelyOutcome({ action: 'replace_part', done: [] })).toBe('contacted')
    expect(likelyOutcome({ action: 'replace_part', done: called })).toBe('part_replaced')
    expect(likelyOutcome({ action: 'stop', done: called })).toBe('stopped')
  })
  it('asks for an order for work on the machine alone', () => {
    expect(outcomes.filter(needsOrder)).toEqual(['inspected', 'part_replaced'])
  })
})
