import { cleanText } from './redact'

const SHORT: Readonly<Record<string, string>> = { prod: 'production', prd: 'production', live: 'production', stage: 'staging', stg: 'staging', testing: 'test' }
const LONGEST = 60

const known = new Map<string, string>()
const MOST_KNOWN = 1_000

function nameOf(given: string): string {
  const key = cleanText(given, LONGEST).toLowerCase()
  return Object.hasOwn(SHORT, key) ? (SHORT[key] ?? key) : key
}

/** The name of an environment as the console writes it: "prod" and "Production" are one. Never empty. */
export function environmentName<Otherwise extends string | null>(given: string | null | undefined, otherwise: Otherwise): string | Otherwise {
  if (!given) return otherwise
  const before = known.get(given)
  if (before !== undefined) return before || otherwise
  const name = nameOf(given.slice(0, 1000))
  if (known.size < MOST_KNOWN && given.length <= LONGEST) known.set(given, name)
  return name || otherwise
}
