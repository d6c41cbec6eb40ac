/** Which words a field with suggestions shows. Pure. */
export interface Suggestion {
  value: string
  /** What stands beside it, as the class of a cause. */
  note?: string
}

/** More than a person reads through; further letters make it less. */
const MOST = 50

/** Those that hold what was typed, the ones that begin with it first; none when it stands there whole. */
export function fitting(all: readonly Suggestion[], typed: string): Suggestion[] {
  const wanted = typed.trim().toLowerCase()
  const seen = new Set<string>()
  const once = all.filter(({ value }) => !seen.has(value) && seen.add(value))
  const holds = once.filter(({ value }) => value.toLowerCase().includes(wanted))
  if (holds.length === 1 && holds[0]?.value.toLowerCase() === wanted) return []
  const begins = (one: Suggestion) => Number(!one.value.toLowerCase().startsWith(wanted))
  return holds.sort((a, b) => begins(a) - begins(b)).slice(0, MOST)
}

/** Words with commas between, cut behind the last comma. */
export function behindSeparator(text: string): { before: string; last: string } {
  const at = Math.max(...[',', '，', '、', ';', '；'].map((mark) => text.lastIndexOf(mark))) + 1
  const gap = /^\s*/.exec(text.slice(at))?.[0].length ?? 0
  return { before: text.slice(0, at + gap), last: text.slice(at + gap) }
}
