import type { PoolClient } from 'pg'
import { AppError } from '@/lib/core/errors'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import type { ServiceContext } from '../context'
import { ensurePlaces, inTransaction, jsonParameter } from './bulk'
import { environmentName, toEventRow, type NewEvent } from './event-rows'
import { firstProblems } from './read-records'
import type { IngestProblem, IngestResult } from './schema'

/** Rows a statement. Above this a statement gains nothing and holds its memory longer. */
const BATCH = 2_000

const COLUMNS = `id uuid, dedupe_key text, at timestamptz, environment text, service text, version text, hop "hop", host text, trace_id text, duration_ms int,
  outcome "outcome", reason text, code text, rule text, message text, attempted text, attempted_key text, account_id uuid, client text, client_version text,
  provider text, ip inet, user_agent text, country text, details jsonb, format text, raw text`
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0])
const VALUES = NAMES.map((name) => (name === 'dedupe_key' ? 'r.dedupe_key::bytea' : `r.${name}`))

/** Stores what is new of a batch and keeps the counts by hour and by format, in one statement. Rows are sorted so that two batches meet in the same order. */
const INSERT = `
WITH stored AS (
  INSERT INTO auth_event (${NAMES.join(', ')}, received_at)
  SELECT ${VALUES.join(', ')}, $2 FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS}) ORDER BY r.dedupe_key
  ON CONFLICT (dedupe_key) DO NOTHING
  RETURNING environment, at, service, hop, outcome, reason, provider, format
), hours AS (
  INSERT INTO event_hour (hour, environment, service, hop, outcome, reason, provider, count)
  SELECT date_trunc('hour', at), environment, coalesce(service, ''), hop, outcome, reason, coalesce(provider, ''), count(*) FROM stored
  GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 2, 1, 3, 4, 5, 6, 7
  ON CONFLICT (environment, hour, service, hop, outcome, reason, provider) DO UPDATE SET count = event_hour.count + excluded.count
), formats AS (
  INSERT INTO format_count (day, format, source, count)
  SELECT $2::timestamptz::date, format, $3, count(*) FROM stored GROUP BY format ORDER BY format
  ON CONFLICT (day, format, source) DO UPDATE SET count = format_count.count + excluded.count
)
SELECT count(*)::int AS stored FROM stored`

/** Finds the accounts that rows belong to: by the directory's id, else by the identifier, within the environment. One look-up a batch. */
async function resolveAccounts(client: PoolClient, rows: readonly NewEvent[]): Promise<void> {
  const keys = [...new Set(rows.flatMap((row) => row.attempted_key ?? []))]
  const ids = [...new Set(rows.flatMap((row) => row.vendor_account ?? []))]
  if (keys.length + ids.length === 0) return
  const { rows: accounts } = await client.query<{ id: string; environment: string; email_key: string; external_id: string }>(
    `SELECT id, environment, email_key, external_id FROM account WHERE email_key = ANY ($1) OR external_id = ANY ($2) OR id::text = ANY ($2)`,
    [keys, ids],
  )
  const known = new Map(accounts.flatMap(({ id, environment, email_key, external_id }) => [[`${environment} ${email_key}`, id] as const, [`${environment} ${external_id}`, id] as const, [`${environment} ${id}`, id] as const]))
  for (const row of rows) row.account_id = known.get(`${row.environment} ${row.vendor_account ?? ''}`) ?? known.get(`${row.environment} ${row.attempted_key ?? ''}`) ?? null
}

export type IngestInput = { records: readonly SplitRecord[]; environment?: string | undefined }

/**
 * Stores log records of any known format, redacted before anything else sees them. The answer comes after the commit:
 * received = stored + duplicate + rejected. Throws AppError('invalid') when there is no record at all.
 */
export async function ingestEvents(ctx: ServiceContext, { records, environment }: IngestInput): Promise<IngestResult> {
  authorizeScope(ctx, 'events:write')
  if (records.length === 0) throw new AppError('invalid', 'There is no record in the body.')
  const source = ctx.actor.name
  const place = environmentName(environment, 'production')
  const problems: IngestProblem[] = []
  const rows = new Map<unknown, NewEvent>()
  let repeated = 0
  for (const record of records) {
    if ('problem' in record) {
      problems.push({ index: record.index, type: '/problems/invalid', detail: record.problem })
      continue
    }
    const row = toEventRow(record.value, source, place, ctx.now)
    if (rows.has(row.dedupe_key)) repeated += 1
    else rows.set(row.dedupe_key, row)
  }
  if (rows.size === 0) throw new AppError('invalid', problems[0]?.detail ?? 'Nothing in the body can be read.')
  const stored = await store(ctx, [...rows.values()], source)
  return { received: records.length, stored, duplicate: rows.size - stored + repeated, rejected: problems.length, problems: firstProblems(problems) }
}

async function store(ctx: ServiceContext, rows: NewEvent[], source: string): Promise<number> {
  return inTransaction(ctx.db, async (client) => {
    await ensurePlaces(client, rows.map(({ environment }) => environment), [])
    let stored = 0
    for (let start = 0; start < rows.length; start += BATCH) {
      const batch = rows.slice(start, start + BATCH)
      await resolveAccounts(client, batch)
      const result = await client.query<{ stored: number }>(INSERT, [jsonParameter(batch), ctx.now, source])
      stored += result.rows[0]?.stored ?? 0
    }
    return stored
  })
}
