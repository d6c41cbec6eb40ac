import { describe, expect, it } from 'vitest'
import { emptyDanger, lackingOf, stepsOf } from './model'

const full = { ...emptyDanger(), found: '室内 CO 120 ppm', tagNo: '0031', paperNo: '告 0031' }

describe('what is typed about a danger', () => {
  it('asks for the reading, the tag and the signature, or for why there is none', () => {
    const all = ['stop', 'tag', 'told'] as const
    expect(lackingOf(emptyDanger(), all)).toEqual(['found', 'tag_no', 'paper_no'])
    expect(lackingOf(full, all)).toEqual([])
    expect(lackingOf({ ...full, paperNo: '', told: 'photo' }, all)).toEqual([])
    expect(lackingOf({ ...full, told: 'refused' }, all)).toEqual(['witness'])
    expect(lackingOf(emptyDanger(), ['told'])).toEqual(['paper_no'])
  })
  it('becomes the call, and never both a signature and a refusal', () => {
    const refused = { ...full, told: 'refused' as const, witness: '村主任在场，不肯签' }
    expect(stepsOf(refused, ['stop', 'tag', 'told'])).toEqual({
      stopped: true,
      found: '室内 CO 120 ppm',
      tag_no: '0031',
      paper_no: null,
      by_photo: false,
      refused: true,
      witness: '村主任在场，不肯签',
    })
    expect(stepsOf({ ...emptyDanger(), tagNo: '0031' }, ['tag'])).toMatchObject({
      stopped: false,
      tag_no: '0031',
      refused: false,
    })
  })
})
