import type { Database } from '@/lib/db/client'
import { REDRAW } from '@/lib/services/ingest/roll-up'
import type { DemoEvent } from './rows'
import { iso, SECOND } from './times'

/** Rows a statement: large enough to make the round trip cheap, small enough to report progress. */
const BATCH = 5_000

type Columns = Record<string, string>

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const RENAMED: Record<string, string> = { from: 'from_version', to: 'to_version', limit: 'limit_count' }
const column = (key: string) => `"${RENAMED[key] ?? snake(key)}"`

/** The tables' columns with their types: the only source of the SQL below, never input. */
export const TABLES = {
  agent: { id: 'uuid', email: 'text', name: 'text', role: 'role', passwordHash: 'text', isDemo: 'boolean', createdAt: 'timestamptz' },
  environment: { name: 'text', rank: 'int', hosts: 'text[]' },
  service: { name: 'text', title: 'text', owner: 'text', onSignInPath: 'boolean' },
  directory: { id: 'uuid', name: 'text', environment: 'text', kind: 'text', resetUrl: 'text', verifyUrl: 'text' },
  account: {
    id: 'uuid', directoryId: 'uuid', externalId: 'text', environment: 'text', email: 'text', emailKey: 'text',
    username: 'text', name: 'text', nameKey: 'text', phone: 'text', phoneKey: 'text', team: 'text', isActive: 'boolean',
    lockedUntil: 'timestamptz', lockReason: 'text', deletedAt: 'timestamptz', suspendedAt: 'timestamptz',
    suspendedReason: 'text', expiresAt: 'timestamptz', emailVerifiedAt: 'timestamptz',
    onboardingCompletedAt: 'timestamptz', passwordChangedAt: 'timestamptz', passwordHashAlgorithm: 'text',
    passwordHashParams: 'jsonb', lastLoginAt: 'timestamptz', failedAttempts: 'int', mfaRequired: 'boolean',
    privileged: 'boolean', groups: 'text[]', createdAt: 'timestamptz', updatedAt: 'timestamptz',
  },
  identity_provider: {
    id: 'uuid', name: 'text', environment: 'text', protocol: 'text', entityId: 'text', issuer: 'text',
    endpoints: 'jsonb', audience: 'text', certificates: 'jsonb', expectedClaims: 'text[]', groupMapping: 'jsonb',
    updatedAt: 'timestamptz',
  },
  linked_identity: { id: 'uuid', accountId: 'uuid', providerId: 'uuid', subject: 'text', linkedAt: 'timestamptz' },
  factor: {
    id: 'uuid', accountId: 'uuid', kind: 'factor_kind', label: 'text', isDefault: 'boolean',
    enrolledAt: 'timestamptz', lastUsedAt: 'timestamptz', codesLeft: 'int',
  },
  account_session: {
    id: 'uuid', accountId: 'uuid', kind: 'text', label: 'text', startedAt: 'timestamptz', lastSeenAt: 'timestamptz',
    endedAt: 'timestamptz', endReason: 'text', ip: 'inet', country: 'text',
  },
  rate_limit_block: {
    id: 'uuid', kind: 'block_kind', environment: 'text', accountId: 'uuid', address: 'inet', rule: 'text',
    reason: 'text', count: 'int', limit: 'int', windowSeconds: 'int', createdAt: 'timestamptz',
    expiresAt: 'timestamptz', clearedAt: 'timestamptz',
  },
  change: {
    id: 'uuid', source: 'text', sourceId: 'text', at: 'timestamptz', receivedAt: 'timestamptz', environment: 'text',
    service: 'text', kind: 'change_kind', from: 'text', to: 'text', summary: 'text', author: 'text', url: 'text',
    paths: 'text[]', labels: 'text[]', diff: 'jsonb', relevance: 'int', relevanceReasons: 'text[]',
  },
  config_value: {
    id: 'uuid', environment: 'text', service: 'text', key: 'text', value: 'text', fingerprint: 'text',
    updatedAt: 'timestamptz',
  },
  ticket: {
    id: 'uuid', status: 'ticket_status', subject: 'text', channel: 'channel', environment: 'text',
    reporterName: 'text', reporterEmail: 'text', identifier: 'text', accountId: 'uuid', assigneeId: 'uuid',
    openedById: 'uuid', createdAt: 'timestamptz', updatedAt: 'timestamptz', closedAt: 'timestamptz',
  },
  experience: {
    ticketId: 'uuid', message: 'text', statusCode: 'int', url: 'text', symptom: 'text', scope: 'text',
    lastWorked: 'text', lastWorkedAt: 'timestamptz', variation: 'text',
  },
} as const satisfies Record<string, Columns>
export type Table = keyof typeof TABLES

/** Inserts rows in bulk, in their order; a row whose key is there already is left as it is. */
export async function writeRows(db: Database, table: Table, rows: readonly object[]): Promise<void> {
  const columns = Object.entries<string>(TABLES[table])
  const text = `INSERT INTO "${table}" (${columns.map(([key]) => column(key)).join(', ')})
    SELECT ${columns.map(([key]) => `x."${key}"`).join(', ')}
    FROM json_to_recordset($1) AS x(${columns.map(([key, type]) => `"${key}" ${type}`).join(', ')})
    ON CONFLICT DO NOTHING`
  for (let start = 0; start < rows.length; start += BATCH) {
    await db.pool.query(text, [JSON.stringify(rows.slice(start, start + BATCH))])
  }
}

// The raw line of our own services is the very JSON that is sent here, so it is neither sent nor built twice.
const EVENTS = `INSERT INTO auth_event (id, at, received_at, environment, service, version, hop, host, trace_id,
    duration_ms, outcome, reason, code, rule, message, attempted, attempted_key, account_id, client, client_version,
    provider, ip, user_agent, country, details, format, raw)
  SELECT "sourceId", at, "receivedAt", environment, service, version, hop, host, "traceId",
    "durationMs", outcome, reason, code, rule, message, attempted, lower(btrim(attempted)), "accountId", client,
    "clientVersion", provider, ip, "userAgent", country, coalesce(details, '{}'), coalesce(format, 'latchkey'),
    coalesce(raw, line::text)
  FROM json_array_elements($1) AS line, json_to_record(line) AS x("sourceId" uuid, at timestamptz,
    "receivedAt" timestamptz, environment text, service text, version text, hop hop, host text, "traceId" text,
    "durationMs" int, outcome outcome, reason text, code text, rule text, message text, attempted text, "accountId" uuid,
    client text, "clientVersion" text, provider text, ip inet, "userAgent" text, country text, details jsonb, format text,
    raw text)`

/** Inserts events, oldest first. `id` makes an id for a time; `progress` hears how many are in. */
export async function writeEvents(
  db: Database,
  events: readonly DemoEvent[],
  id: (ms: number) => string,
  progress: (done: number) => void,
): Promise<void> {
  await db.pool.query('SELECT ensure_event_months(ARRAY(SELECT generate_series($1::timestamptz, $2, interval \'1 month\')) || $2::timestamptz)', [iso(events[0]?.ms ?? 0), iso(events.at(-1)?.ms ?? 0)])
  for (let start = 0; start < events.length; start += BATCH) {
    const rows = events.slice(start, start + BATCH).map(({ ms, receivedMs, ...rest }) => ({
      at: iso(ms),
      sourceId: id(ms),
      ...rest,
      receivedAt: iso((receivedMs ?? ms) + SECOND),
    }))
    await db.pool.query(EVENTS, [JSON.stringify(rows)])
    progress(start + rows.length)
  }
}

/** Draws the counts by hour, by five minutes and by format from all events, in place of what was there. */
export async function countEvents(db: Pick<Database, 'pool'>): Promise<void> {
  await db.pool.query('DELETE FROM event_hour')
  await db.pool.query(`INSERT INTO event_hour (hour, environment, service, hop, outcome, reason, provider, count)
    SELECT date_trunc('hour', at), environment, coalesce(service, ''), hop, outcome, reason, coalesce(provider, ''), count(*)
    FROM auth_event GROUP BY 1, 2, 3, 4, 5, 6, 7`)
  for (const statement of REDRAW) await db.pool.query(statement)
  await db.pool.query(`DELETE FROM format_count WHERE source = 'demo'`)
  await db.pool.query(`INSERT INTO format_count (day, format, source, count)
    SELECT (received_at AT TIME ZONE 'UTC')::date, format, 'demo', count(*) FROM auth_event
    WHERE id::text LIKE '%-8de0-1a7c%' GROUP BY 1, 2`)
}
