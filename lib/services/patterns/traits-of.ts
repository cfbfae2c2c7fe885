import type { Database } from '@/lib/db/client'
import type { Failure } from './count-alike'

export type Trait = { trait: string; value: string; hit: number; others: number; hitCount: number; hitOf: number }

/** Accounts looked at on either side: enough to see what sets them apart, few enough for one page. */
const SAMPLE = 300
const WORTH_SHOWING = 0.3

export type Person = { hash: string | null; team: string | null; provider: string | null; browser: string | null; range: string | null; client: string | null }

export const TRAITS: readonly [keyof Person, string][] = [
  ['hash', 'password hash'],
  ['team', 'team'],
  ['provider', 'provider'],
  ['browser', 'browser'],
  ['range', 'address range'],
  ['client', 'client version'],
]

const PERSON = `a.password_hash_algorithm AS hash, a.team, e.provider, e.details->>'browser' AS browser,
  network(set_masklen(e.ip, CASE WHEN family(e.ip) = 4 THEN 24 ELSE 64 END))::text AS range, e.client_version AS client`

/** What those who fail share and those who get in do not: shares from 0 to 1, the greatest difference first. */
export async function traitsOf(db: Database, environment: string, failure: Pick<Failure, 'reason' | 'rule'>, range: string | null, since: Date, now: Date): Promise<Trait[]> {
  const { hit, others } = await samplePeople(db, environment, failure, range, since, now)
  return compare(hit, others)
}

/** Some of those who fail, by account, and some of those who got in last, each with the traits that may set them apart. */
export async function samplePeople(db: Database, environment: string, failure: Pick<Failure, 'reason' | 'rule'>, range: string | null, since: Date, now: Date): Promise<{ hit: Person[]; others: Person[] }> {
  const [hit, others] = await Promise.all([
    db.pool.query<Person>(
      // Who they are from the index alone; only the last failure of each is looked up.
      `SELECT DISTINCT ON (e.account_id) ${PERSON} FROM (
          SELECT account_id, max(at) AS at FROM auth_event
           WHERE environment = $1 AND reason = $2 AND outcome = 'failure' AND account_id IS NOT NULL AND ($3::cidr IS NOT NULL OR rule IS NOT DISTINCT FROM $4)
             AND ($3::cidr IS NULL OR ip << $3::cidr) AND at BETWEEN $5 AND $6
           GROUP BY account_id ORDER BY account_id LIMIT ${SAMPLE}
        ) last JOIN auth_event e ON e.account_id = last.account_id AND e.at = last.at AND e.environment = $1 AND e.reason = $2 AND e.outcome = 'failure' JOIN account a ON a.id = e.account_id
        ORDER BY e.account_id`,
      [environment, failure.reason, range, failure.rule, since, now],
    ),
    db.pool.query<Person>(
      `SELECT ${PERSON} FROM (
          SELECT * FROM auth_event WHERE environment = $1 AND outcome = 'success' AND reason = 'success' AND hop IN ('auth', 'idp') AND account_id IS NOT NULL AND at BETWEEN $2 AND $3
          ORDER BY at DESC LIMIT ${SAMPLE}
        ) e JOIN account a ON a.id = e.account_id`,
      [environment, since, now],
    ),
  ])
  return { hit: hit.rows, others: others.rows }
}

/** The commonest value of each trait among those hit, with its share on either side. Pure. */
export function compare(hit: readonly Person[], others: readonly Person[]): Trait[] {
  const traits = TRAITS.flatMap(([key, trait]) => {
    const value = commonest(hit.map((person) => person[key]))
    if (value === null || hit.length === 0) return []
    const hitCount = hit.filter((person) => person[key] === value).length
    const share = others.length ? others.filter((person) => person[key] === value).length / others.length : 0
    return [{ trait, value, hit: hitCount / hit.length, others: share, hitCount, hitOf: hit.length }]
  })
  return traits.filter((one) => one.hit >= WORTH_SHOWING).sort((a, b) => b.hit - b.others - (a.hit - a.others))
}

function commonest(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
