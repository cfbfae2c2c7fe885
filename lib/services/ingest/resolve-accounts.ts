import type { PoolClient } from 'pg'
import { phoneKey } from '@/lib/core/identifier'
import type { NewEvent } from './event-rows'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const PHONE = /^\+?[\d\s()./-]{7,24}$/

/** Each way in is a join of its own, so that each has its index. `g` = what the rows give. */
const BY = (how: string, condition: string) =>
  `SELECT '${how}' AS how, g.environment, g.key, a.id, a.deleted_at IS NULL AS live FROM given g JOIN account a ON ${condition} WHERE g.how = '${how}'`
const LOOK_UP = `
WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS g(how, environment, key))
${BY('id', 'a.id = g.key::uuid AND a.environment = g.environment')} UNION ALL
${BY('external', 'a.external_id = g.key AND a.environment = g.environment')} UNION ALL
${BY('email', 'a.environment = g.environment AND a.email_key = g.key')} UNION ALL
${BY('username', 'a.username = g.key AND a.environment = g.environment')} UNION ALL
${BY('phone', 'a.phone_key = g.key AND a.environment = g.environment')}`

/** The ways in which a row may name its account, the surest first. */
function waysOf({ vendor_account: account, attempted, attempted_key: key }: NewEvent): [how: string, key: string][] {
  const ways: [string, string][] = []
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

type Found = { how: string; environment: string; key: string; id: string; live: boolean }

/**
 * Sets the account of each row: by the id that the source names, else by the identifier that was typed, within the row's
 * environment. One look-up for all rows. Two accounts that are live under one name are no answer: nothing is guessed.
 */
export async function resolveAccounts(client: PoolClient, rows: readonly NewEvent[]): Promise<void> {
  const given = new Map<string, [how: string, environment: string, key: string]>()
  for (const row of rows) for (const [how, key] of waysOf(row)) given.set(`${how} ${row.environment} ${key}`, [how, row.environment, key])
  if (given.size === 0) return
  const list = [...given.values()]
  const result = await client.query<Found>(LOOK_UP, [list.map(([how]) => how), list.map(([, environment]) => environment), list.map(([, , key]) => key)])
  const known = onlyOnes(result.rows)
  for (const row of rows) {
    for (const [how, key] of waysOf(row)) {
      row.account_id = known.get(`${how} ${row.environment} ${key}`) ?? null
      if (row.account_id !== null) break
    }
  }
}

/** The one live account of each name, else the one that is left. */
function onlyOnes(found: readonly Found[]): Map<string, string> {
  const byName = new Map<string, Found[]>()
  for (const one of found) {
    const name = `${one.how} ${one.environment} ${one.key}`
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
