/** A column of a DataGrid. */
export interface GridColumn {
  key: string
  label: string
  /** A track of CSS grid: `120px`, `minmax(0, 2fr)`. */
  width: string
  align?: 'right'
  /** The heading is for screen readers only. */
  hidden?: boolean
}
