import { describe, expect, it } from 'vitest'
import { readViews, VIEWS_MOST, withoutView, withView, type View } from './views'

const late: View = { name: '逾期的', address: { colour: 'red' } }

describe('Kept views of the console', () => {
  it('hold a name once, the latest of it, and no more than one finds again', () => {
    let views = withView([], late)
    views = withView(views, { name: '逾期的', address: { colour: 'red', dealer: 'LH001' } })
    expect(views).toEqual([{ name: '逾期的', address: { colour: 'red', dealer: 'LH001' } }])
    for (let n = 0; n < VIEWS_MOST; n += 1) views = withView(views, { name: `v${n}`, address: {} })
    expect(views).toHaveLength(VIEWS_MOST)
    expect(views.some((one) => one.name === '逾期的')).toBe(false)
    expect(withoutView([late], '逾期的')).toEqual([])
  })
  it('are read again as they were kept, without what is no filter', () => {
    expect(readViews(JSON.stringify([late]))).toEqual([late])
    const other = [{ name: 'x', address: { colour: 'pink,red', script: '1' } }, { name: 7 }, null]
    expect(readViews(JSON.stringify(other))).toEqual([{ name: 'x', address: { colour: 'red' } }])
    for (const broken of [null, '', '{', '7', '{}']) expect(readViews(broken)).toEqual([])
  })
})
