import { FORMATS } from './index'
import { boundFacts } from './facts'
import type { EventFacts } from '@/lib/evidence/event'
import { REACHES, type Format, type Inner, type Line } from './define'

/** Characters of a text line that formats look at; a JSON object is read whole. */
const MAX_TEXT = 65_536

/** A line as formats want it: the text, and its JSON where it is an object. Never throws. */
export function toLine(value: string | object): Line {
  if (typeof value === 'string') return { text: value.slice(0, MAX_TEXT).trim(), json: jsonOf(value) }
  return new ObjectLine(value)
}

/** An object as a line: its text is written when a format asks for it, which most do not. */
class ObjectLine implements Line {
  readonly json: Line['json']
  private written: string | undefined

  constructor(private readonly value: object) {
    this.json = isPlain(value) ? value : null
  }

  get text() {
    this.written ??= stringify(this.value)
    return this.written
  }
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  return !Array.isArray(value)
}

function jsonOf(text: string): Line['json'] {
  const trimmed = text.trim()
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return null
  try {
    const parsed: unknown = JSON.parse(trimmed)
    return typeof parsed === 'object' && parsed !== null && isPlain(parsed) ? parsed : null
  } catch {
    return null
  }
}

/** Too deep an object has no text that is worth having. */
function stringify(value: object): string {
  try {
    return (JSON.stringify(value) ?? '').slice(0, MAX_TEXT)
  } catch {
    return ''
  }
}

const BY_REACH = REACHES.map((reach) => FORMATS.filter((format) => format.reach === reach))
const NOTHING: Inner = () => null

/** What stands within a line, one level deep. */
export const within: Inner = (value) => {
  const line = toLine(value)
  return recognise(line, NOTHING)?.read(line, NOTHING) ?? null
}

/**
 * The one format that claims a line, of the narrowest reach. A line that two of the same reach claim belongs to neither:
 * a wrong reading is worse than none.
 */
export function recognise(line: Line, inner: Inner = within): Format | null {
  for (const formats of BY_REACH) {
    const claims = formats.filter((format) => format.recognise(line, inner))
    if (claims.length > 0) return claims.length === 1 ? (claims[0] ?? null) : null
  }
  return null
}

/** The facts of a line with the format that read them; null for a line that no format knows. Never throws, linear time. */
export function readLine(value: string | object): { format: string; facts: EventFacts } | null {
  const line = toLine(value)
  const format = recognise(line)
  const facts = format === null ? null : boundFacts(format.read(line, within))
  return format === null || facts === null ? null : { format: format.id, facts }
}
