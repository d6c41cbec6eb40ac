/** Looks at the page with axe and names every violation with its place. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Found {
  violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[]
}

/** Every violation on the page as one line each; empty when there is none. */
export async function violations(page: Page): Promise<string[]> {
  // By the debugger, because the content policy rightly lets no script in.
  await page.evaluate(source)
  const found = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run: (root: Document) => Promise<unknown> } }).axe
    return axe.run(document)
  })
  return (found as Found).violations.flatMap((one) =>
    one.nodes.map(
      (node) => `${one.id} at ${JSON.stringify(node.target)}: ${node.failureSummary ?? one.help}`,
    ),
  )
}
