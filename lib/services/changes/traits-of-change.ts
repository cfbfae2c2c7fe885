import type { Database } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { AROUND, byWeight, judged } from './around'
import { compareShares, LEVEL } from './compare-rates'
import { ENDED, HOUR } from './hours'
import type { TraitItem } from './schema'

/** Records that are looked at on either side of a change, those next to it. */
const RECORDS = 800
/** Values of one trait that are tested: those that failed most afterwards. */
const VALUES = 8
const SHOWN = 14
/** People with a value before the change from which on it is its own comparison; a new client version is compared with all. */
const KNOWN = 5

/** People, each counted once a side and value: who tries ten times is one. */
const PERSON = `coalesce(account_id::text, attempted_key, host(ip), id::text)`

const TRAITS: Readonly<Record<string, string>> = { hash: 'Password hash', client: 'Client version', provider: 'Identity provider', country: 'Country', range: 'Address range' }

const COLUMNS = Object.keys(TRAITS)
/** Which of the columns a row of the grouping is of. */
const TRAIT = `CASE ${COLUMNS.map((column) => `WHEN grouping(${column}) = 0 THEN '${column}'`).join(' ')} ELSE 'everybody' END`

export type Traits = { items: TraitItem[]; tested: number; window: { from: Date; until: Date }; people: { before: number; after: number } }

/**
 * Which traits set those apart who fail since a change: people who failed among those who tried, by password hash, client
 * version, identity provider, country and address range. A trait rises where more of those who have it fail than before the
 * change, and more than of those who have it not; a value that hardly anybody had before is compared with everybody. All
 * that were tested are allowed for. Both windows
 * have the same length, at most 24 hours and 800 records.
 */
export async function traitsOfChange(ctx: ServiceContext, change: { at: Date; environment: string }): Promise<Traits> {
  await authorize(ctx, 'read')
  const { at, environment } = change
  const length = await windowOf(ctx.db, environment, at, ctx.now)
  const window = { from: new Date(at.getTime() - length), until: new Date(at.getTime() + length) }
  const rows = length > 0 ? await countTraits(ctx.db, environment, at, window) : []
  const everybody = rows.find(({ trait }) => trait === 'everybody')
  const chosen = rows.filter((row) => row.trait in TRAITS && row.place <= VALUES)
  const compared = chosen.map((row) => {
    const [before, after] = [{ failures: row.failed_before, signIns: row.tried_before }, { failures: row.failed_after, signIns: row.tried_after }]
    // Who has no account has no hash: such people are no comparison for it.
    const all = row.trait === 'hash' || !everybody ? { before: { failures: row.all_failed_before, signIns: row.all_tried_before }, after: { failures: row.all_failed_after, signIns: row.all_tried_after } } : sidesOf(everybody)
    const others = { failures: all.after.failures - after.failures, signIns: all.after.signIns - after.signIns }
    const [since, beside] = [compareShares(before.signIns < KNOWN ? all.before : before, after), compareShares(others, after)]
    // Both must hold, so the greater chance counts (R. L. Berger, Technometrics 24, 1982): what rose for everybody sets nobody apart.
    return { title: row.value, trait: TRAITS[row.trait] ?? row.trait, apart: beside.pRise <= LEVEL, before, after, by: 'sign-ins' as const, interval: null, ...since, pRise: Math.max(since.pRise, beside.pRise) }
  })
  const items = judged(compared).sort(byWeight)
  return { items: items.filter(({ before, after }) => before.failures + after.failures > 0).slice(0, SHOWN), tested: items.length, window, people: { before: everybody?.tried_before ?? 0, after: everybody?.tried_after ?? 0 } }
}

/** Milliseconds on either side within which no more than so many records lie. */
async function windowOf(db: Database, environment: string, at: Date, now: Date): Promise<number> {
  const far = AROUND * HOUR
  const { rows } = await db.pool.query<{ before: Date | null; after: Date | null }>(
    `SELECT (SELECT at FROM auth_event WHERE environment = $1 AND at < $2 AND at >= $3 ORDER BY at DESC OFFSET ${RECORDS} LIMIT 1) AS before,
            (SELECT at FROM auth_event WHERE environment = $1 AND at >= $2 AND at < $4 ORDER BY at OFFSET ${RECORDS} LIMIT 1) AS after`,
    [environment, at, new Date(at.getTime() - far), new Date(at.getTime() + far)],
  )
  const { before = null, after = null } = rows[0] ?? {}
  return Math.max(0, Math.min(far, now.getTime() - at.getTime(), before ? at.getTime() - before.getTime() : far, after ? after.getTime() - at.getTime() : far))
}

type Row = { trait: string; value: string; failed_before: number; tried_before: number; failed_after: number; tried_after: number; all_failed_before: number; all_tried_before: number; all_failed_after: number; all_tried_after: number; place: number }

const sidesOf = (row: Row) => ({ before: { failures: row.failed_before, signIns: row.tried_before }, after: { failures: row.failed_after, signIns: row.tried_after } })

async function countTraits(db: Database, environment: string, at: Date, window: { from: Date; until: Date }): Promise<Row[]> {
  const { rows } = await db.pool.query<Row>(
    `WITH tries AS (
        SELECT at >= $2 AS after, outcome = 'failure' AS failed, ${PERSON} AS person, account_id, provider, country, nullif(concat_ws(' ', client, client_version), '') AS client,
               network(set_masklen(ip, CASE WHEN family(ip) = 4 THEN 24 ELSE 48 END))::text AS range
          FROM auth_event WHERE environment = $1 AND at >= $3 AND at < $4 AND ${ENDED}
      ), known AS (
        -- One look at the key for each account, whatever the planner thinks of a join.
        SELECT account_id, (SELECT password_hash_algorithm FROM account WHERE account.id = account_id) AS hash FROM tries WHERE account_id IS NOT NULL GROUP BY account_id
      ), people AS (
        SELECT ${TRAIT} AS trait, coalesce(${COLUMNS.join(', ')}, '') AS value, after, bool_or(failed) AS failed FROM tries LEFT JOIN known USING (account_id)
         GROUP BY after, person, GROUPING SETS ((), ${COLUMNS.map((column) => `(${column})`).join(', ')})
      ), counted AS (
        SELECT trait, value, count(*) FILTER (WHERE NOT after)::int AS tried_before, count(*) FILTER (WHERE failed AND NOT after)::int AS failed_before,
               count(*) FILTER (WHERE after)::int AS tried_after, count(*) FILTER (WHERE failed AND after)::int AS failed_after
          FROM people WHERE value <> '' OR trait = 'everybody' GROUP BY 1, 2
        -- Most address ranges are met once: one person sets nobody apart. Of hashes, which are summed below, all are kept.
        HAVING count(*) > 1 OR trait IN ('everybody', 'hash')
      )
      SELECT *, (sum(failed_before) OVER of_trait)::int AS all_failed_before, (sum(tried_before) OVER of_trait)::int AS all_tried_before, (sum(failed_after) OVER of_trait)::int AS all_failed_after, (sum(tried_after) OVER of_trait)::int AS all_tried_after,
             row_number() OVER (PARTITION BY trait ORDER BY failed_after DESC, tried_after DESC, value COLLATE "C")::int AS place FROM counted WINDOW of_trait AS (PARTITION BY trait) ORDER BY place LIMIT 100`,
    [environment, at, window.from, window.until],
  )
  return rows
}
