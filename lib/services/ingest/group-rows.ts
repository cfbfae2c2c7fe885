/** Rows in groups that share a key, each with its first one. */
export function groupRows<T>(rows: readonly T[], keyOf: (row: T) => string): { first: T; rows: T[] }[] {
  const groups = new Map<string, { first: T; rows: T[] }>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { first: row, rows: [row] })
  }
  return [...groups.values()]
}
