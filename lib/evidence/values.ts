/** Reads values of unknown shape: what cannot be read is null, nothing throws. */

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text, trimmed and bounded; numbers count as text. Empty is null. */
export function textOf(value: unknown, max = 4000): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const text = value.slice(0, max).trim()
  return text === '' ? null : text
}

const YES = new Set(['true', 'yes', '1', 'active', 'enabled', 'verified', 'confirmed'])
const NO = new Set(['false', 'no', '0', 'inactive', 'disabled', 'unverified', 'unconfirmed'])

/** A yes or no in the spellings of records; anything else is unknown. */
export function yesNo(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const word = textOf(value, 20)?.toLowerCase()
  if (word === undefined) return null
  return YES.has(word) ? true : NO.has(word) ? false : null
}

/** Seconds from here on are milliseconds: 10^11 s lies in the year 5138. */
const SECONDS_BELOW = 100_000_000_000

/** Windows file times count 100 ns from 1601 on: this year they are near 1.3 × 10^17. The greatest 64-bit number is "never". */
const FILETIME_FROM = 100_000_000_000_000_000
const FILETIME_BELOW = 1_000_000_000_000_000_000
const MS_1601_TO_1970 = 11_644_473_600_000

function epochOf(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0) return null
  if (value < SECONDS_BELOW) return value * 1000
  if (value < FILETIME_FROM) return value
  return value < FILETIME_BELOW ? Math.round(value / 10_000) - MS_1601_TO_1970 : null
}

/**
 * A time as epoch milliseconds: ISO text, epoch seconds or milliseconds, or a Windows file time, as a number or as text.
 * Without a zone it is UTC.
 */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return epochOf(value)
  const text = textOf(value, 40)
  if (text === null) return null
  if (/^\d{9,19}(\.\d+)?$/.test(text)) return epochOf(Number(text))
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return null
  const iso = text.replace(' ', 'T')
  const ms = Date.parse(iso.endsWith('Z') || /[+-]\d\d:?\d\d$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`)
  return Number.isNaN(ms) ? null : ms
}

/** A list of texts: an array of texts or of objects with a name, or texts with commas. Null when there is none at all. */
export function textsOf(value: unknown, max = 200): string[] | null {
  if (Array.isArray(value)) {
    return value.slice(0, max).flatMap((item) => {
      const text = textOf(isObject(item) ? (item.name ?? item.id ?? item.provider) : item, 300)
      return text === null ? [] : [text]
    })
  }
  const text = textOf(value)
  return text === null ? null : text.split(',').map((part) => part.trim()).filter(Boolean)
}

export const objectsOf = (value: unknown, max = 1000): Record<string, unknown>[] => (Array.isArray(value) ? value.slice(0, max).filter(isObject) : [])

/** "emailVerifiedAt", "email_verified_at" and "EMAIL-VERIFIED-AT" are one name. */
const nameKey = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The names that the code asks for, each folded once; there are some hundreds of them. */
const asked = new Map<string, string>()
function askedKey(name: string): string {
  const known = asked.get(name)
  if (known !== undefined) return known
  const key = nameKey(name)
  asked.set(name, key)
  return key
}

/** Gives the first value under one of several names, which stand in the code and come from no record. */
export type Look = (...names: string[]) => unknown

/** Looks values up by any of several spellings of their name. */
export function byName(record: Readonly<Record<string, unknown>>): Look {
  const known = new Map<string, unknown>()
  for (const name of Object.keys(record)) known.set(nameKey(name), record[name])
  return (...names) => {
    for (const name of names) {
      const value = known.get(askedKey(name))
      if (value !== undefined) return value
    }
    return undefined
  }
}
