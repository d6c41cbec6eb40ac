import { describe, expect, it } from 'vitest'
import type { RemedyCaseOption, RemedyFacts } from '@/bindings/contract'
import {
  advanceOf,
  badSums,
  claimsOf,
  emptyStep,
  factsTyped,
  fieldsOf,
  lackingOf,
  missingOf,
  typedYuan,
  updateOf,
} from './model'

const facts: RemedyFacts = {
  invoice_no: '0012',
  invoice_on: '2026-01-05',
  price_fen: 680_050,
  subsidy_fen: null,
  card_no: null,
  fault_record: null,
  fault_confirmed: null,
  same_model_available: true,
  accepts_exchange: false,
  delay_cause: null,
  dep_in_terms: null,
  finding_no: null,
  finding_authority: null,
  finding_on: null,
  received_on: null,
  sale_channel: 'shop',
  goods_condition: null,
  unopened: null,
  custom_made: null,
  unsuitable_confirmed: null,
  agreement: null,
}
const option = (step: RemedyCaseOption['step'], needs: string[], offers: string[] = []) =>
  ({ step, needs, offers, primary: true, refused: null }) satisfies RemedyCaseOption

describe('the evidence form', () => {
  const before = factsTyped(facts, 'quality', 'exchange')
  it('shows what is on record as one types it', () => {
    expect([before.price_fen, before.subsidy_fen]).toEqual(['6800.50', ''])
    expect([before.same_model_available, before.accepts_exchange]).toEqual(['yes', 'no'])
    expect(before.fault_confirmed).toBe('')
    expect(typedYuan(680_000)).toBe('6800')
  })
  it('sends only what was changed, and an emptied field as an empty text', () => {
    expect(updateOf('id', before, { ...before })).toEqual({ id: 'id' })
    const after = {
      ...before,
      invoice_no: '',
      invoice_on: null,
      price_fen: '7000',
      fault_confirmed: 'yes' as const,
      claim: 'return' as const,
      delay_cause: 'parts' as const,
    }
    expect(updateOf('id', before, after)).toEqual({
      id: 'id',
      claim: 'return',
      invoice_no: '',
      invoice_on: '',
      price_fen: 700_000,
      fault_confirmed: true,
      delay_cause: 'parts',
    })
  })
  it('names the amounts that are none, and never sends one', () => {
    const after = { ...before, price_fen: '六千', subsidy_fen: '-5' }
    expect(badSums(after, before)).toEqual(['price_fen', 'subsidy_fen'])
    expect(updateOf('id', before, after)).toEqual({ id: 'id' })
  })
  it('takes no sum back to nothing: that would be said and not done', () => {
    const known = { ...before, price_fen: '6000' }
    expect(badSums({ ...known, price_fen: ' ' }, known)).toEqual(['price_fen'])
  })
  it('knows which claims a ground knows', () => {
    expect(claimsOf('no_reason')).toEqual(['return'])
    expect(claimsOf('unsuitable')).toEqual(['exchange'])
    expect(claimsOf('quality')).toHaveLength(5)
  })
})

describe('a step', () => {
  const propose = option('propose', ['claim'], ['percent', 'new_price_fen', 'text'])
  it('asks for the share of a lower price and for the price of another machine only', () => {
    const asked = (claim: string) => fieldsOf(propose, claim).map((one) => one.field)
    expect(asked('reduction')).toEqual(['claim', 'percent', 'text'])
    expect(asked('exchange')).toEqual(['claim', 'new_price_fen', 'text'])
    expect(asked('return')).toEqual(['claim', 'text'])
  })
  it('is complete only with numbers where numbers are asked', () => {
    const typed = { ...emptyStep(), claim: 'reduction' }
    expect(missingOf(propose, typed)).toEqual(['percent'])
    expect(missingOf(propose, { ...typed, percent: '一成' })).toEqual(['percent'])
    expect(missingOf(propose, { ...typed, percent: '10' })).toEqual([])
    const other = { ...emptyStep(), claim: 'exchange', new_price_fen: 'x' }
    expect(missingOf(propose, other)).toEqual(['new_price_fen'])
  })
  it('sends what it asks for, with the state that was seen; the day may stay open', () => {
    const execute = option('execute', ['other_serial', 'document', 'done_on'])
    const typed = { ...emptyStep(), other_serial: ' A1 ', document: '9', reason: 'not asked' }
    expect(missingOf(execute, typed)).toEqual([])
    expect(advanceOf('id', 'agreed', execute, typed)).toEqual({
      id: 'id',
      step: 'execute',
      expected_state: 'agreed',
      other_serial: 'A1',
      document: '9',
    })
    expect(
      advanceOf('id', 'opened', propose, { ...emptyStep(), claim: 'reduction', percent: '10' }),
    ).toEqual({
      id: 'id',
      step: 'propose',
      expected_state: 'opened',
      claim: 'reduction',
      percent: 10,
    })
  })
  it('knows what evidence is lacking', () => {
    const proofs = [
      { proof: 'price' as const, must: true, held: true },
      { proof: 'fault_record' as const, must: true, held: false },
      { proof: 'warranty_card' as const, must: false, held: false },
    ]
    expect(lackingOf(proofs)).toEqual(['fault_record'])
  })
})
