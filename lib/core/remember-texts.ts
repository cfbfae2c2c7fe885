/** Longer texts are hardly met twice. */
const LONGEST = 120

/** Reads something of a text once, for texts that come again and again: keys, names. The first `most` short ones are kept. `read` must be pure. */
export function rememberTexts<T>(most: number, read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    if (known.size < most && text.length <= LONGEST) known.set(text, value)
    return value
  }
}
