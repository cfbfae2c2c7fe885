import { createHash } from 'node:crypto'

/** JSON with one spelling: keys sorted, undefined left out. Throws TypeError on what JSON cannot say. RFC 8785 for our values: texts, booleans, whole numbers, lists, objects. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value !== 'object' ) throw new TypeError(`JSON has no word for ${typeof value}.`)
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

/** SHA-256 of a text in hex. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
