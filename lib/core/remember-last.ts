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
