import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'

interface HostileString {
  kind: string
  text: string
}
const list = JSON.parse(
  readFileSync('../tests/data/hostile-strings.json', 'utf8'),
) as HostileString[]

describe('the list of hostile strings', () => {
  it('holds two hundred different ones of every kind', () => {
    expect(new Set(list.map((one) => one.text)).size).toBe(200)
    const kinds = new Set(list.map((one) => one.kind))
    for (const kind of ['script', 'handler', 'template', 'sql', 'fts', 'formula', 'direction']) {
      expect(kinds).toContain(kind)
    }
  })

  it('marks every script that would run, so that running is noticed', () => {
    const scripts = list.filter((one) => /<script[^>]*>[^<]/i.test(one.text))
    expect(scripts.length).toBeGreaterThan(8)
    expect(scripts.filter((one) => !one.text.includes('__wuyou_hostile'))).toEqual([])
  })
})
