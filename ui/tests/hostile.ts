/** 200 strings that break careless programs, shared with the tests in Rust. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

export interface HostileString {
  /** What it attacks: `script`, `sql`, `direction`, … */
  kind: string
  text: string
}

export const hostileStrings = JSON.parse(
  readFileSync(new URL('../../tests/data/hostile-strings.json', import.meta.url), 'utf8'),
) as HostileString[]

/** Whether one of them has run: each script among them sets this mark. */
export async function hasRun(page: Page): Promise<boolean> {
  return page.evaluate(() => '__wuyou_hostile' in window)
}

/** A CSV cell that holds exactly this text. */
export function csvCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
