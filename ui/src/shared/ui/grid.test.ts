import { describe, expect, it } from 'vitest'
import { keptIndex } from './grid'

describe('a list that changes by itself', () => {
  it('keeps its place when rows come in above', () => {
    expect(keptIndex(['a', 'b', 'c'], ['x', 'y', 'a', 'b', 'c'], 1)).toBe(3)
  })

  it('keeps the place of the next row when the top one is gone', () => {
    expect(keptIndex(['a', 'b', 'c'], ['x', 'c'], 1)).toBe(1)
    expect(keptIndex(['a', 'b'], ['x'], 1)).toBe(0)
    expect(keptIndex(['a'], [], 0)).toBe(0)
  })
})
