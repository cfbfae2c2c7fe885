import type { Code } from '@/lib/formats/define'
import type { Reason } from '@/lib/evidence/vocabulary'

/** One row of a vendor's table: the house's reason for the code, and what the vendor means by it. */
export function code(reason: Reason, meaning: string): Code {
  return { reason, meaning }
}

/** The row of a code, by own keys only: a code named `constructor` finds nothing. */
export function lookUp(table: Readonly<Record<string, Code>>, key: string | undefined): Code | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}

/** The row whose text begins the given text (case counts), for vendors that answer in sentences. */
export function lookUpText(table: Readonly<Record<string, Code>>, text: string | undefined): Code | undefined {
  if (text === undefined) return undefined
  const key = Object.keys(table).find((start) => text.startsWith(start))
  return lookUp(table, key)
}

/** The longest key of a table that a text holds and that counts. Linear in the text for each key. */
export function findWithin(table: Readonly<Record<string, Code>>, text: string, counts: (key: string) => boolean = () => true): { key: string; code: Code } | null {
  let best: string | null = null
  for (const key of Object.keys(table)) if (key.length > (best?.length ?? 0) && counts(key) && text.includes(key)) best = key
  const code = best === null ? undefined : lookUp(table, best)
  return best !== null && code ? { key: best, code } : null
}
