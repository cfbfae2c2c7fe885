/** Keys and elements that a record may have: the longest of the vendors' samples has some 300. */
const MOST_VALUES = 5_000
const LONGEST_TEXT = 65_536
/** As deep as the redaction goes. */
const DEEPEST = 32

/**
 * A parsed record that is cheap to work on: the very same where it is of ordinary size, else a copy of its beginning, so
 * that no record costs more than some milliseconds.
 */
export function boundValue(value: object): object {
  return isOrdinary(value) ? value : (copy(value, { left: MOST_VALUES }, 0) as object)
}

function isOrdinary(value: object): boolean {
  const open: { value: object; depth: number }[] = [{ value, depth: 0 }]
  let seen = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const key in next.value) {
      seen += 1
      const inner: unknown = next.value[key as keyof object]
      if (seen > MOST_VALUES || next.depth > DEEPEST) return false
      if (typeof inner === 'string' && inner.length > LONGEST_TEXT) return false
      if (typeof inner === 'object' && inner !== null) open.push({ value: inner, depth: next.depth + 1 })
    }
  }
  return true
}

function copy(value: unknown, budget: { left: number }, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST_TEXT)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return null
  if (Array.isArray(value)) {
    const items: unknown[] = []
    for (let at = 0; at < value.length && budget.left-- > 0; at++) items.push(copy(value[at], budget, depth + 1))
    return items
  }
  const entries: [string, unknown][] = []
  for (const key in value) {
    if (budget.left-- <= 0) break
    entries.push([key.slice(0, 1000), copy(value[key as keyof object], budget, depth + 1)])
  }
  return Object.fromEntries(entries)
}
