import type { Database } from '@/lib/db/client'
import { SLOT_MS } from '../ingest/roll-up'
import type { Known, Try } from './figures'

/** Reasons that a try at a sign-in fails for; a fault of a token or a provider is none. */
const REASONS = ['bad_password', 'bad_username_or_password', 'unknown_user', 'account_locked', 'account_disabled', 'mfa_code_invalid', 'mfa_failed', 'mfa_denied', 'rate_limited', 'ip_blocked', 'risk_blocked']
const THROTTLED = ['rate_limited', 'ip_blocked']

/** Tries looked at together: in a flood the last of them, so that a flood costs no more than a busy hour. */
const MOST = 20_000
/** Addresses that are looked up in the past: those that failed most. */
const MOST_ADDRESSES = 1_000
const DAY = 86_400_000
/** An address is familiar by a good sign-in of this long: of yesterday, so that a hit of the attack itself counts for nothing. */
const PAST = { from: 21 * DAY, until: DAY }
const WEEKS = [1, 2, 3, 4]

/** Environments that failed often enough since a time to be worth a look, by the rollup. */
export async function failingEnvironments(db: Database, since: Date, least: number): Promise<string[]> {
  // By name, not joined: a table of a few environments has no statistics, and the plan would be made for hundreds.
  const environments = (await db.prisma.environment.findMany({ select: { name: true }, orderBy: [{ rank: 'asc' }, { name: 'asc' }] })).map(({ name }) => name)
  const { rows } = await db.pool.query<{ environment: string }>(
    `SELECT environment FROM event_rollup WHERE environment = ANY ($1) AND outcome = 'failure' AND slot >= $2 AND reason = ANY ($4) GROUP BY 1 HAVING sum(count) >= $3`,
    [environments, new Date(since.getTime() - SLOT_MS), least, REASONS],
  )
  const failing = new Set(rows.map(({ environment }) => environment))
  return environments.filter((name) => failing.has(name))
}

type Row = { at: Date; ok: boolean; throttled: boolean; name: string | null; account: boolean; ip: string | null; agent: string | null }

/** Tries of an environment within a time, at most the newest 20,000. Reads the index on environment and time. */
export async function readTries(db: Database, environment: string, from: Date, until: Date): Promise<Try[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT at, outcome = 'success' AS ok, reason = ANY ($5) AS throttled, coalesce(account_id::text, attempted_key) AS name, account_id IS NOT NULL AS account, host(ip) AS ip, left(user_agent, 200) AS agent
       FROM auth_event
      WHERE environment = $1 AND at >= $2 AND at < $3
        AND (outcome = 'failure' AND reason = ANY ($4) OR outcome = 'success' AND reason = 'success' AND hop IN ('auth', 'idp'))
      ORDER BY at DESC, id DESC LIMIT ${MOST}`,
    [environment, from, until, REASONS, THROTTLED],
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }))
}

function failedMost(tries: readonly Try[]): string[] {
  const counts = new Map<string, number>()
  for (const { ok, ip } of tries) if (!ok && ip !== null) counts.set(ip, (counts.get(ip) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_ADDRESSES).map(([ip]) => ip)
}

/** What is known beside the tries: which of their addresses are familiar, and how many such failures are usual at this time of the week. */
export async function readKnown(db: Database, environment: string, tries: readonly Try[], from: Date, until: Date): Promise<Known> {
  const past = [new Date(until.getTime() - PAST.from), new Date(until.getTime() - PAST.until)]
  const [any, familiar, usual] = await Promise.all([
    db.pool.query<{ any: boolean }>(`SELECT EXISTS (SELECT FROM event_rollup WHERE environment = $1 AND outcome = 'success' AND slot BETWEEN $2 AND $3) AS any`, [environment, ...past]),
    db.pool.query<{ ip: string }>(
      `SELECT host(s.ip) AS ip FROM unnest($1::inet[]) AS s(ip), LATERAL (SELECT FROM auth_event e WHERE e.ip = s.ip AND e.at BETWEEN $2 AND $3 AND e.outcome = 'success' AND e.hop IN ('auth', 'idp') LIMIT 1) AS good`,
      [failedMost(tries), ...past],
    ),
    db.pool.query<{ count: number | null }>(
      `SELECT sum(r.count)::int AS count FROM unnest($2::int[]) AS w(week) LEFT JOIN event_rollup r ON r.environment = $1 AND r.outcome = 'failure' AND r.reason = ANY ($5)
          AND r.slot >= $3::timestamptz - make_interval(weeks => w.week) AND r.slot < $4::timestamptz - make_interval(weeks => w.week) GROUP BY w.week ORDER BY 1 NULLS FIRST`,
      [environment, WEEKS, from, until, REASONS],
    ),
  ])
  const weeks = usual.rows.flatMap(({ count }) => count ?? [])
  return { familiar: any.rows[0]?.any ? new Set(familiar.rows.map(({ ip }) => ip)) : null, usual: weeks.length ? (weeks[Math.floor(weeks.length / 2)] ?? null) : null }
}
