import { describe, expect, it } from 'vitest'
import { sentenceOf } from './model'

describe('what a care call is about', () => {
  it.each([
    ['birthday', false, 'birthday', 70],
    ['birthday', true, 'birthdayLunar', 71],
    ['anniversary', false, 'anniversary', 70],
    ['season', false, 'season', 70],
  ] as const)('is told for %s, lunar %s, by %s with %i years', (kind, lunar, key, years) => {
    expect(sentenceOf({ kind, lunar, years: 70 })).toEqual({ key, years })
  })
})
