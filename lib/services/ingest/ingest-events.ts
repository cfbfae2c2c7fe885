import type { PoolClient } from 'pg'
import { AppError } from '@/lib/core/errors'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import type { ServiceContext } from '../context'
import { inTransaction } from './bulk'
import { countEvents } from './count-events'
import { toEventRow, type NewEvent } from './event-rows'
import { ensurePlaces, environmentName, writingServices } from './places'
import { firstProblems } from './read-records'
import { resolveAccounts } from './resolve-accounts'
import type { IngestProblem, IngestResult } from './schema'

/** Rows a statement. Above this a statement gains nothing and holds its memory longer. */
const BATCH = 2_000

const COLUMNS = `id uuid, dedupe_key bytea, at timestamptz, environment text, service text, version text, hop "hop", host text, trace_id text, duration_ms int,
  outcome "outcome", reason text, code text, rule text, message text, attempted text, attempted_key text, account_id uuid, client text, client_version text,
  provider text, ip inet, user_agent text, country text, details jsonb, format text, raw text`
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0])

/** Stores what is new of a batch and says what that was. */
const INSERT = `
INSERT INTO auth_event (${NAMES.join(', ')}, received_at)
SELECT ${NAMES.map((name) => `r.${name}`).join(', ')}, $2 FROM json_to_recordset($1::json) AS r(${COLUMNS})
ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`

export type IngestInput = { records: readonly SplitRecord[]; environment?: string | undefined }

/**
 * Stores log records of any known format, redacted before anything else sees them. The answer comes after the commit:
 * received = stored + duplicate + rejected. Throws AppError('invalid') when nothing can be read.
 */
export async function ingestEvents(ctx: ServiceContext, { records, environment }: IngestInput): Promise<IngestResult> {
  authorizeScope(ctx, 'events:write')
  if (records.length === 0) throw new AppError('invalid', 'There is no record in the body.')
  const source = ctx.actor.name
  const place = environmentName(environment, 'production')
  const problems: IngestProblem[] = []
  const rows = new Map<string, NewEvent>()
  for (const record of records) {
    if ('problem' in record) {
      problems.push({ index: record.index, type: '/problems/invalid', detail: record.problem })
      continue
    }
    const row = toEventRow(record.value, source, place, ctx.now)
    if (!rows.has(row.dedupe_key)) rows.set(row.dedupe_key, row)
  }
  if (rows.size === 0) throw new AppError('invalid', problems[0]?.detail ?? 'Nothing in the body can be read.')
  // Two batches with the same records meet them in the same order, so neither waits for the other for ever.
  const sorted = [...rows.values()].sort((a, b) => (a.dedupe_key < b.dedupe_key ? -1 : 1))
  const stored = await inTransaction(ctx.db, (client) => store(client, sorted, source, ctx.now))
  return { received: records.length, stored, duplicate: records.length - problems.length - stored, rejected: problems.length, problems: firstProblems(problems) }
}

async function store(client: PoolClient, rows: readonly NewEvent[], source: string, now: Date): Promise<number> {
  await ensurePlaces(client, rows.map(({ environment }) => environment), writingServices(rows))
  const stored: NewEvent[] = []
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH)
    await resolveAccounts(client, batch)
    const result = await client.query<{ id: string }>(INSERT, [JSON.stringify(batch), now])
    const ids = new Set(result.rows.map(({ id }) => id))
    for (const row of batch) if (ids.has(row.id)) stored.push(row)
  }
  // Last, because these few rows are the ones that all batches share.
  await countEvents(client, stored, source, now)
  return stored.length
}
