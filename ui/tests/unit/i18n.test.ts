import { describe, expect, it } from 'vitest'
import { messages } from '@/shared/i18n'

type Tree = { [key: string]: string | Tree }
function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  )
}
const zh = flat(messages['zh-CN'] as unknown as Tree)
const en = flat(messages.en as unknown as Tree)

/** Latin words that a clerk knows from the keyboard, the paper or the machine. */
const known = new Set(
  `Enter Esc Ctrl Alt Tab F1 F2 F9 xlsx xls csv ods PDF PC U K MB N https http Excel CSV LH LPT wuyou server admin`.split(
    ' ',
  ),
)

describe('texts', () => {
  it('exist in both languages under the same keys', () => {
    expect(en.map(([key]) => key)).toEqual(zh.map(([key]) => key))
  })
  it('are nowhere empty', () => {
    expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([])
  })
  it('in Chinese hold no English words', () => {
    const found = zh.flatMap(([key, text]) =>
      (text.replace(/\{\w+\}|https?:\/\/\S+/g, '').match(/[A-Za-z][A-Za-z]+/g) ?? [])
        .filter((word) => !known.has(word))
        .map((word) => `${key}: ${word}`),
    )
    expect(found).toEqual([])
  })
  it('in English hold no Chinese characters', () => {
    expect(en.filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([])
  })
  it('ask for the same parameters', () => {
    const params = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join()
    const other = new Map(en)
    expect(zh.filter(([key, text]) => params(text) !== params(other.get(key) ?? ''))).toEqual([])
  })
})
