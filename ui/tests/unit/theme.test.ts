import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// The runner starts in the folder of the screens.
const css = readFileSync('src/shared/theme/tokens.css', 'utf8')
function tokens(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? ''
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((one) => [one[1] ?? '', one[2] ?? '']),
  )
}
const light = tokens(':root')
const themes = { light, dark: new Map([...light, ...tokens(":root[data-theme='dark']")]) }

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}
const grounds = ['bg', 'card', 'field', 'hover', 'brand-bg']
const pairs: [string, string][] = [
  ...['ink', 'ink2', 'brand', 'bad', 'warn'].flatMap((ink) =>
    grounds.map((ground): [string, string] => [ink, ground]),
  ),
  ['ink3', 'card'],
  ['ink3', 'field'],
  ['ink2', 'neutral-bg'],
  ['ok', 'card'],
  ['bad', 'bad-bg'],
  ['ink', 'bad-bg'],
  ['warn', 'warn-bg'],
  ['ink', 'warn-bg'],
  ['bad', 'warn-bg'],
  ['ok', 'ok-bg'],
  ['info', 'info-bg'],
  ['ink', 'info-bg'],
  ['conf', 'conf-bg'],
  ['conf', 'card'],
  ['on-brand', 'brand-fill'],
  ['on-brand', 'brand-fill-hover'],
  ['on-brand', 'ember'],
  ['nav-ink', 'nav'],
  ['on-brand', 'nav-on'],
]

describe.each(Object.entries(themes))('the %s theme', (_, theme) => {
  it.each(pairs)('keeps %s readable on %s', (ink, ground) => {
    const ratio = contrast(theme.get(ink) ?? '', theme.get(ground) ?? '')
    expect(ratio).toBeGreaterThanOrEqual(4.5)
  })
  it.each(['card', 'bg'])('draws edges and rings that are seen on %s', (ground) => {
    for (const edge of ['edge', 'ring'])
      expect(contrast(theme.get(edge) ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(3)
  })
})
