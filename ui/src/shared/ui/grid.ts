/** A column of a DataGrid. */
export interface GridColumn {
  key: string
  label: string
  /** A track of CSS grid: `120px`, `minmax(0, 2fr)`. */
  width: string
  /** Left out of a list beside its detail on a small or scaled screen. */
  wide?: boolean
  align?: 'right'
  /** The list can be sorted by it, under this name; it stands this way round then. */
  sort?: { by: string; down?: boolean }
  /** Stands there only for who asks for it. */
  extra?: boolean
  /** The heading is for screen readers only. */
  hidden?: boolean
}

/**
 * Where the row that was on top is now, so that a live list keeps its place. When that row is gone,
 * the next one that is still there takes its part.
 */
export function keptIndex(before: string[], after: string[], top: number): number {
  const at = new Map(after.map((key, index) => [key, index]))
  for (let index = top; index < before.length; index += 1) {
    const now = at.get(before[index] ?? '')
    if (now !== undefined) return now
  }
  return Math.min(top, Math.max(0, after.length - 1))
}
