import { FORMATS } from './index'

const SPREADS = FORMATS.flatMap(({ spread }) => spread ?? [])
const isEmpty = (line: string) => line.trim() === ''

/**
 * The line after the record over several lines that begins at a line; the line itself where none does. Linear in the
 * record, if every record is asked for at its first line alone.
 */
export function spreadEnd(lines: readonly string[], at: number): number {
  let before = lines[at] ?? ''
  const spread = SPREADS.find(({ begins }) => begins(before))
  if (!spread) return at
  let end = at + 1
  for (let next = end; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    if (isEmpty(line)) continue
    if (!spread.goesOn(line, before)) break
    before = line
    end = next + 1
  }
  return end
}
