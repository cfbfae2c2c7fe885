import type { Database } from '@/lib/db/client'

/** Names that belong to nobody, tried from one range within the window: that many make it hostile. */
const HOSTILE_NAMES = 20

/** Tries of each kind that are looked at, the newest: whoever guesses names is among them. */
const NEWEST = 3_000

/** The part of the network an address lies in: what one office or one attacker usually has. */
const RANGE = `network(set_masklen(ip, CASE WHEN family(ip) = 4 THEN 24 ELSE 64 END))`

export type Hostile = { range: string; own: boolean; unknown_names: number; sources: number; accounts: number; failures: number }

/** The parts of the network from which names are guessed in a time, at most by the newest 3,000 tries of a kind; `own` is the one that `ip` lies in. */
export async function hostileRanges(db: Database, environment: string, ip: string | null, since: Date, now: Date): Promise<Hostile[]> {
  const { rows } = await db.pool.query<Hostile>(
    `SELECT ${RANGE}::text AS range, coalesce($5::inet << ${RANGE}, false) AS own, count(DISTINCT attempted_key) FILTER (WHERE account_id IS NULL)::int AS unknown_names,
            count(DISTINCT ip)::int AS sources, count(DISTINCT account_id)::int AS accounts, count(*)::int AS failures
       FROM unnest(ARRAY['bad_password', 'unknown_user', 'bad_username_or_password']) AS guess(reason), LATERAL (
         SELECT ip, attempted_key, account_id FROM auth_event WHERE environment = $1 AND auth_event.reason = guess.reason AND outcome = 'failure' AND at BETWEEN $2 AND $3 AND ip IS NOT NULL
          ORDER BY at DESC LIMIT ${NEWEST}
       ) AS tried
      GROUP BY ${RANGE} HAVING count(DISTINCT attempted_key) FILTER (WHERE account_id IS NULL) >= $4`,
    [environment, since, now, HOSTILE_NAMES, ip],
  )
  return rows
}
