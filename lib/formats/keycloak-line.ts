/** The key=value part of a Keycloak log line: from `type=` to the end. */
const START = /\btype=(?="?[A-Z][A-Z0-9_]{2,60}"?\s{0,4}(?:,|$))/
const FIRST_TIME = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?/

/** Where the key=value part begins, or -1. */
export function pairsAt(text: string): number {
  return START.exec(text)?.index ?? -1
}

/** The time at the beginning of a log line; a line with the time of day alone has none that can be used. */
export function timeBefore(text: string, end: number): string | undefined {
  return FIRST_TIME.exec(text.slice(0, Math.min(end === -1 ? 200 : end, 400)))?.[0]
}

/**
 * The pairs of a line: quoted values with escapes (since Keycloak 22) or bare ones up to the next `, key=`. The first of
 * two keys wins: what the person typed stands last, so nothing typed can replace what the server wrote. The text `null`
 * is left out. A bare value broken over lines by a mail program or a page is put together again.
 */
export function readPairs(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const key = /\s{0,200}([A-Za-z_][\w.-]{0,80})=/y
  let at = 0
  while (at < text.length && pairs.size < 100) {
    key.lastIndex = at
    const name = key.exec(text)?.[1]
    if (name === undefined) break
    const value = text[key.lastIndex] === '"' ? quotedValue(text, key.lastIndex + 1) : bareValue(text, key.lastIndex)
    if (!pairs.has(name) && value.text !== '' && value.text !== 'null') pairs.set(name, value.text)
    at = value.next
  }
  return pairs
}

type Value = { text: string; next: number }

function quotedValue(text: string, start: number): Value {
  let end = start
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  const comma = text.slice(end + 1, end + 3).startsWith(',') ? end + 2 : end + 1
  return { text: text.slice(start, end).replace(/\\(["\\])/g, '$1').trim(), next: comma }
}

function bareValue(text: string, start: number): Value {
  const separator = /,\s{1,200}(?=[A-Za-z_][\w.-]{0,80}=)/g
  separator.lastIndex = start
  const found = separator.exec(text)
  const end = found?.index ?? text.length
  const value = text.slice(start, end).replace(/[\r\n]+[ \t]*/g, '')
  return { text: value.replace(/^'([^]*)'$/, '$1').trim(), next: found === null ? text.length : separator.lastIndex }
}
