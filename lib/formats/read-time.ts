const STAMP =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?(?:\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i
/** A time outside these years is a broken clock or a hostile value, not the time of a sign-in. */
const EARLIEST = Date.UTC(1990, 0, 1)
const LATEST = Date.UTC(2200, 0, 1)

/**
 * A vendor's time as ISO 8601 in UTC with milliseconds, or null where it cannot be read. Takes ISO 8601 and RFC 3339
 * with any number of decimals, the same with a blank or a comma, and epoch seconds or milliseconds. No zone means UTC.
 */
export function readTime(value: unknown): string | null {
  if (typeof value === 'number') return fromEpoch(value)
  if (typeof value !== 'string' || value.length > 64) return null
  const text = value.trim()
  if (/^\d{9,13}$/.test(text)) return fromEpoch(Number(text))
  const parts = STAMP.exec(text)
  return parts === null ? null : fromParts(parts)
}

/** Under 1e11 (the year 5138 in seconds, 1973 in milliseconds) a number counts seconds. */
function fromEpoch(value: number): string | null {
  if (!Number.isFinite(value)) return null
  return inRange(value < 1e11 ? value * 1000 : value)
}

function fromParts(parts: RegExpExecArray): string | null {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0))
  const millis = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3))
  const local = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second, millis)
  const date = new Date(local)
  const rolledOver =
    date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day || date.getUTCHours() !== hour || date.getUTCMinutes() !== minute
  if (rolledOver || (second ?? 0) > 60) return null
  return inRange(local - offsetMs(parts[8] ?? 'Z'))
}

function offsetMs(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (parts === null) return 0
  const minutes = Number(parts[2]) * 60 + Number(parts[3])
  return (parts[1] === '-' ? -1 : 1) * minutes * 60_000
}

function inRange(ms: number): string | null {
  return ms >= EARLIEST && ms < LATEST ? new Date(ms).toISOString() : null
}
