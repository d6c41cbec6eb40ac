/** Looks at the page with axe and names every violation with its place. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A page that never comes to rest is judged as it is after as many looks. */
const MOST_LOOKS = 100

interface Looked {
  violations: {
    id: string
    help: string
    nodes: { target: unknown; html: string; failureSummary?: string }[]
  }[]
  /** The page changed or moved while it was looked at: what was seen may never have stood there. */
  moved: boolean
}

/**
 * Every violation on the page as one line each; empty when there is none.
 *
 * Axe reads a page over many frames. A fault counts when the page stood still meanwhile; otherwise it
 * is looked at again.
 */
export async function violations(page: Page): Promise<string[]> {
  // By the debugger, because the content policy rightly lets no script in.
  await page.evaluate(source)
  let seen = await look(page)
  for (let again = 1; seen.violations.length > 0 && seen.moved && again < MOST_LOOKS; again++) {
    seen = await look(page)
  }
  return seen.violations.flatMap((one) =>
    one.nodes.map(
      (node) =>
        `${one.id} at ${JSON.stringify(node.target)}: ${node.failureSummary ?? one.help} (${node.html})`,
    ),
  )
}

async function look(page: Page): Promise<Looked> {
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run: (root: Document) => Promise<unknown> } }).axe
    const moving = () => document.getAnimations().some((one) => one.playState === 'running')
    let moved = moving()
    const watch = new MutationObserver(() => (moved = true))
    watch.observe(document, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    })
    const { violations } = (await axe.run(document)) as Looked
    watch.disconnect()
    return { violations, moved: moved || moving() }
  })
}
