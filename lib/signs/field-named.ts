/** As many names as the records of some vendors have. */
const KEPT = 2_000

/**
 * Tells whether the name of a record's field is such as a pattern says. Records have the same few fields over and over,
 * so each name is looked at once.
 */
export function fieldNamed(pattern: RegExp): (name: string) => boolean {
  const known = new Map<string, boolean>()
  return (name) => {
    let is = known.get(name)
    if (is === undefined) {
      if (known.size === KEPT) known.clear()
      is = pattern.test(name)
      known.set(name, is)
    }
    return is
  }
}
