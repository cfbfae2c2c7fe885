import type pg from 'pg'
import { dropEventIndexes, markDemo, restoreEventIndexes } from '@/lib/demo/demo-state'
import { countEvents } from '@/lib/demo/write-rows'

export type Size = { events: number; accounts: number; changes: number }

/** Days over which the events lie: what PCI DSS 10.5.1 wants at hand at once. */
const DAYS = 90
/** Rows a statement: a statement of the console's own pool has fifteen seconds. */
const CHUNK = 20_000

const DIRECTORY = `(SELECT id FROM directory WHERE environment = 'production' ORDER BY name LIMIT 1)`

const ACCOUNTS = `
INSERT INTO account (id, directory_id, external_id, environment, email, email_key, username, name, name_key, is_active, password_hash_algorithm, team, groups, created_at, updated_at)
SELECT (lpad(to_hex(1700000000000 + n), 12, '0') || '7' || substr(md5('a' || n), 1, 3) || '8' || substr(md5('a' || n), 5, 15))::uuid, ${DIRECTORY}, 'bulk-' || n, 'production',
       'person' || n || '@bulk.example', 'person' || n || '@bulk.example', 'person' || n, 'Person ' || n, 'person ' || n, n % 500 > 0,
       (ARRAY['argon2id', 'argon2id', 'bcrypt', 'scrypt'])[1 + n % 4], 'Team ' || n % 40, '{}', now() - interval '1 year', now() - interval '1 year'
  FROM generate_series($1::int, $2::int) AS n`

const CHANGES = `
INSERT INTO change (id, source, source_id, at, received_at, environment, service, kind, from_version, to_version, summary, author, paths, labels, relevance, relevance_reasons)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5('c' || n), 1, 3) || '8' || substr(md5('c' || n), 5, 15))::uuid, 'generic', 'bulk-' || n, at, at,
       CASE WHEN n % 4 = 0 THEN 'staging' ELSE 'production' END, (SELECT (array_agg(name ORDER BY name))[1 + n % count(*)] FROM service), 'deploy',
       'v' || n / 100 || '.' || n % 100, 'v' || (n + 1) / 100 || '.' || (n + 1) % 100, 'Deploy number ' || n, 'bulk', ARRAY['src/file' || n % 90 || '.ts'], '{}', n % 7 * 12, '{}'
  FROM generate_series($1::int, $2::int) AS n, LATERAL (SELECT $3::timestamptz - make_interval(secs => ${DAYS * 86_400}::float8 * ($4::int - n) / $4) AS at) AS times
ON CONFLICT DO NOTHING`

/**
 * Traffic as a company has it: more by day than by night, nine in ten get in, few people come often, an eighth of the
 * names are nobody's. $1 to $2 of $4 records, up to the time $3, of $5 accounts.
 */
const EVENTS = `
INSERT INTO auth_event (id, at, received_at, environment, service, version, hop, host, trace_id, duration_ms, outcome, reason, code, attempted, attempted_key, account_id, client,
    client_version, provider, ip, user_agent, country, details, format, raw)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '8' || substr(sum, 1, 3) || '8' || substr(sum, 5, 15))::uuid, at, at + interval '2 seconds',
       CASE WHEN r2 < 0.06 THEN 'staging' ELSE 'production' END, 'auth-service', 'v' || n / 400000, 'auth', 'auth-' || n % 12, sum, 20 + (r1 * 300)::int,
       (CASE WHEN good THEN 'success' ELSE 'failure' END)::outcome, reason, CASE WHEN good THEN NULL ELSE upper(reason) END, name, name,
       CASE WHEN known THEN (lpad(to_hex(1700000000000 + who), 12, '0') || '7' || substr(md5('a' || who), 1, 3) || '8' || substr(md5('a' || who), 5, 15))::uuid END, 'web',
       '4.' || n % 9, CASE WHEN n % 5 = 0 THEN 'Okta' END, ('100.' || 64 + who % 32 || '.' || who / 32 % 256 || '.' || who % 250)::inet, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/' || 120 + n % 20, 'GB',
       jsonb_build_object('browser', 'Firefox ' || 120 + n % 20), 'latchkey',
       '{"latchkey":1,"service":"auth-service","outcome":"' || CASE WHEN good THEN 'success' ELSE 'failure' END || '","reason":"' || reason || '","traceId":"' || sum || '"}'
  FROM generate_series($1::int, $2::int) AS n,
  LATERAL (SELECT md5('e' || n) AS sum) AS sums,
  LATERAL (SELECT ('x' || substr(sum, 1, 7))::bit(28)::int / 268435456.0::float8 AS r1, ('x' || substr(sum, 8, 7))::bit(28)::int / 268435456.0::float8 AS r2, ('x' || substr(sum, 15, 7))::bit(28)::int / 268435456.0::float8 AS r3) AS chance,
  LATERAL (SELECT r3 < 0.9 AS good, 1 + floor($5::int * r1 * r1 * r1)::int AS who, r2 < 0.875 OR r3 < 0.9 AS known,
           date_trunc('milliseconds', $3::timestamptz - make_interval(secs => ${DAYS * 86_400}::float8 * ($4::int - n) / $4)) AS at) AS what,
  LATERAL (SELECT CASE WHEN good THEN 'success' WHEN r3 < 0.945 THEN 'bad_password' WHEN r3 < 0.96 THEN 'mfa_code_invalid' WHEN r3 < 0.97 THEN 'token_expired' WHEN r3 < 0.98 THEN 'account_locked' WHEN r3 < 0.988 THEN 'unknown_user' WHEN r3 < 0.995 THEN 'session_missing' ELSE 'sso_assertion_invalid' END AS reason,
           CASE WHEN known THEN 'person' || who || '@bulk.example' ELSE 'nobody' || n % 90000 || '@bulk.example' END AS name) AS names`

type Progress = (what: string, done: number, of: number) => void

/**
 * Adds accounts, changes and events in bulk to a database that holds the demo company, and counts them as ingest would.
 * The pool must be patient: an index over ten million rows takes longer than a page may.
 */
export async function fill(pool: pg.Pool, { events, accounts, changes }: Size, now: Date, progress: Progress): Promise<void> {
  const inChunks = async (what: string, text: string, count: number, more: readonly unknown[]) => {
    for (let from = 1; from <= count; from += CHUNK) {
      const until = Math.min(count, from + CHUNK - 1)
      await pool.query(text, [from, until, ...more])
      progress(what, until, count)
    }
  }
  await inChunks('accounts', ACCOUNTS, accounts, [])
  await inChunks('changes', CHANGES, changes, [now, changes])
  const from = new Date(now.getTime() - DAYS * 86_400_000)
  await pool.query(`SELECT ensure_event_months(ARRAY(SELECT generate_series($1::timestamptz, $2, interval '5 days')) || $2::timestamptz)`, [from, now])
  const mark = { seed: 1, at: now.toISOString() }
  const indexes = await dropEventIndexes({ pool }, mark)
  await inChunks('events', EVENTS, events, [now, events, accounts])
  progress('indexes', 0, 1)
  await restoreEventIndexes({ pool }, indexes)
  await markDemo({ pool }, { state: 'complete', ...mark, indexes: [] })
  progress('counts', 0, 1)
  await countEvents({ pool })
  // What the database does by itself before long.
  await pool.query('VACUUM ANALYZE')
}

/** Lets whoever measures look up as many records as the pages are asked for: each is counted as ever, from far below its limit. */
export async function allowLookUps(pool: pg.Pool): Promise<void> {
  await pool.query(`
    INSERT INTO agent_budget (agent_id, kind, hour, count)
    SELECT id, 'look-up', hour, -1000000 FROM agent, generate_series(date_trunc('hour', now(), 'UTC'), now() + interval '6 hours', interval '1 hour') AS hour`)
}
