import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

// The runner starts in the folder of the screens.
const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.vue'),
)
/** A language is named in itself: 中文 stands so in English too. */
function template(name: string): string {
  const text = readFileSync(join('src', name), 'utf8')
  const from = text.indexOf('<template>')
  const to = text.lastIndexOf('</template>')
  return text
    .slice(from, to)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace('>中文<', '><')
}

describe('templates', () => {
  it('are found', () => expect(files.length).toBeGreaterThan(20))
  it.each(files)('of %s hold no text of one language', (name) => {
    const found = template(name).match(/[\p{Script=Han}。，：；！？（）“”、]+/gu) ?? []
    expect(found).toEqual([])
  })
  it.each(files)('of %s hold no style attribute, which the content policy would block', (name) => {
    expect(template(name)).not.toMatch(/\sstyle="/)
  })
})
