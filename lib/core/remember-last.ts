/**
 * Reads something of an object once, however many ask for it, where all ask of one object before any asks of the next.
 * Only the last one is remembered: keeping a note on each costs more than most readings do. `read` must be pure.
 */
export function rememberLast<From extends object, T>(read: (from: From) => T): (from: From) => T {
  let last: { from: From; value: T } | null = null
  return (from) => {
    if (last?.from !== from) last = { from, value: read(from) }
    return last.value
  }
}

/** The same for the last few objects, where those who ask go back and forth between them. A WeakMap would keep the collector busy. */
export function rememberFew<From extends object, T>(most: number, read: (from: From) => T): (from: From) => T {
  const last: { from: From; value: T }[] = []
  let next = 0
  return (from) => {
    const known = last.find((one) => one.from === from)
    if (known) return known.value
    const value = read(from)
    last[next] = { from, value }
    next = (next + 1) % most
    return value
  }
}
