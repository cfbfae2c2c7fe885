import type { Code } from '@/lib/formats/define'
import type { Reason } from '@/lib/evidence/vocabulary'

/** A vendor's codes, or its sentences, each with what it means. */
type Table = Readonly<Record<string, Code>>

/** One row of a vendor's table: the house's reason for the code, and what the vendor means by it. */
export function code(reason: Reason, meaning: string): Code {
  return { reason, meaning }
}

/** The row of a code, by own keys only: a code named `constructor` finds nothing. */
export function lookUp(table: Table, key: string | undefined): Code | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}

/** The row whose text begins the given text (case counts), for vendors that answer in sentences. */
export function lookUpText(table: Table, text: string | undefined): Code | undefined {
  if (text === undefined) return undefined
  const key = Object.keys(table).find((start) => text.startsWith(start))
  return lookUp(table, key)
}

const sorted = new WeakMap<Table, readonly string[]>()

/** The keys of a table, longest first. */
function longestFirst(table: Table): readonly string[] {
  const known = sorted.get(table)
  if (known) return known
  const keys = Object.keys(table).sort((a, b) => b.length - a.length)
  sorted.set(table, keys)
  return keys
}

/** The longest key of a table that a text holds and that counts. Linear in the text for each key. */
export function findWithin(table: Table, text: string, counts: (key: string) => boolean = () => true): { key: string; code: Code } | null {
  const key = longestFirst(table).find((one) => one !== '' && text.includes(one) && counts(one))
  const code = lookUp(table, key)
  return key !== undefined && code ? { key, code } : null
}
