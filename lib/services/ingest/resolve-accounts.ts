import type { PoolClient } from 'pg'
import { phoneKey } from '@/lib/core/identifier'
import type { NewEvent } from './event-rows'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const PHONE = /^\+?[\d\s()./-]{7,24}$/

/** The ways in which a record may name its account, each with its column, which has an index, and the column's type. */
const WAYS = { id: ['id', 'uuid'], external: ['external_id', 'text'], email: ['email_key', 'text'], username: ['username', 'text'], phone: ['phone_key', 'text'] } as const
type Way = keyof typeof WAYS

/** Keys come as JSON: the planner looks at every element of an array that it is given, which takes as long as finding them. */
const LOOK_UP = Object.entries(WAYS)
  .map(
    ([way, [column, type]], index) =>
      `SELECT '${way}' AS how, a.environment, key, a.id, a.deleted_at IS NULL AS live FROM json_array_elements_text($${index + 2}) AS key JOIN account a ON a.${column} = key::${type} WHERE a.environment = ANY ($1)`,
  )
  .join(' UNION ALL ')

/** The ways in which a row may name its account, the surest first. */
function waysOf({ vendor_account: account, attempted, attempted_key: key }: NewEvent): [how: Way, key: string][] {
  const ways: [Way, string][] = []
  if (account !== null) {
    if (UUID.test(account)) ways.push(['id', account.toLowerCase()])
    ways.push(['external', account])
  }
  if (attempted === null || key === null) return ways
  ways.push(['email', key], ['username', attempted])
  if (key !== attempted) ways.push(['username', key])
  if (PHONE.test(attempted)) ways.push(['phone', phoneKey(attempted)])
  return ways
}

type Found = { how: Way; environment: string; key: string; id: string; live: boolean }

const nameOf = (how: Way, environment: string, key: string) => `${how} ${environment} ${key}`

/**
 * Sets the account of each row: by the id that the source names, else by the identifier that was typed, within the row's
 * environment. One look-up for all rows. Two accounts that are live under one name are no answer: nothing is guessed.
 */
export async function resolveAccounts(client: PoolClient, rows: readonly NewEvent[]): Promise<void> {
  const given: Record<Way, Set<string>> = { id: new Set(), external: new Set(), email: new Set(), username: new Set(), phone: new Set() }
  for (const row of rows) for (const [how, key] of waysOf(row)) given[how].add(key)
  const keys = Object.values(given)
  if (keys.every(({ size }) => size === 0)) return
  // What another environment of these has under such a key comes along, and is no row's name below.
  const result = await client.query<Found>(LOOK_UP, [[...new Set(rows.map(({ environment }) => environment))], ...keys.map((each) => JSON.stringify([...each]))])
  const known = onlyOnes(result.rows)
  for (const row of rows) {
    for (const [how, key] of waysOf(row)) {
      row.account_id = known.get(nameOf(how, row.environment, key)) ?? null
      if (row.account_id !== null) break
    }
  }
}

/** The one live account of each name, else the one that is left. */
function onlyOnes(found: readonly Found[]): Map<string, string> {
  const byName = new Map<string, Found[]>()
  for (const one of found) {
    const name = nameOf(one.how, one.environment, one.key)
    const others = byName.get(name)
    if (others) others.push(one)
    else byName.set(name, [one])
  }
  const ones = new Map<string, string>()
  for (const [name, all] of byName) {
    const live = all.filter((account) => account.live)
    const [one, other] = live.length > 0 ? live : all
    if (one && !other) ones.set(name, one.id)
  }
  return ones
}
