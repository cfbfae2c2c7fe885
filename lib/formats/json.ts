import { rememberFew } from '@/lib/core/remember-last'

/** Reading hostile JSON: every helper answers undefined (or nothing) for a value of another type, and never throws. */

export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One for all, so that folding it is remembered as well. */
const EMPTY: Json = Object.freeze({})

/** The value as an object, or an empty one. */
export function objectOf(value: unknown): Json {
  return isObject(value) ? value : EMPTY
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text with something in it; the text `null` of some vendors counts as nothing. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.length > 65_536 ? value.slice(0, 65_536).trim() : value.trim()
  return text === '' || text === 'null' ? undefined : text
}

/** A text, or a number written out. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : textOf(value)
}

/** A finite number of 0 or more, also from its digits. */
export function countOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}(?:\.\d{1,9})?$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
}

/** A record and what stands within it, which every format folds one after another. */
const FOLDED_AT_ONCE = 8

const foldOf = rememberFew(FOLDED_AT_ONCE, (object: Json): Json => {
  const out: Record<string, unknown> = Object.create(null)
  for (const key of Object.keys(object)) {
    const low = key.toLowerCase()
    if (!(low in out)) out[low] = object[key]
  }
  return out
})

/** The object with its own keys in lower case, for vendors whose exporters change the case. The first of two wins. */
export const folded = (value: unknown): Json => (isObject(value) ? foldOf(value) : EMPTY)

/** The first of the texts that is one. */
export function firstText(...values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const text = textOf(value)
    if (text !== undefined) return text
  }
  return undefined
}
