/** Short lists that come whole are narrowed on the screen. */

/** Whether every typed word stands somewhere in what a row says. */
export function says(typed: string, ...texts: (string | null | undefined)[]): boolean {
  const said = texts.join(' ').toLowerCase()
  const words = typed.trim().toLowerCase().split(/\s+/)
  return words.every((word) => said.includes(word))
}
