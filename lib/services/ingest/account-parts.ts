import type { PoolClient } from 'pg'
import { jsonParameter, stableId } from './bulk'
import type { PlacedAccount } from './account-rows'

type Account = PlacedAccount & { accountId: string }

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** A UUID of the source's own stays, so that its events can name the part; any other id gets one that never changes. */
const partId = (kind: string, { directory, id }: Account, part: string) => (UUID.test(part) ? part.toLowerCase() : stableId(kind, directory, id, part))

type Table = { name: string; columns: Readonly<Record<string, string>>; key: string; updated: readonly string[]; owned: boolean }

const FACTOR: Table = {
  name: 'factor',
  columns: { id: 'uuid', account_id: 'uuid', kind: 'factor_kind', label: 'text', is_default: 'boolean', enrolled_at: 'timestamptz', last_used_at: 'timestamptz', removed_at: 'timestamptz', codes_left: 'int' },
  key: 'id',
  updated: ['kind', 'label', 'is_default', 'enrolled_at', 'last_used_at', 'removed_at', 'codes_left'],
  owned: true,
}
const SESSION: Table = {
  name: 'account_session',
  columns: { id: 'uuid', account_id: 'uuid', kind: 'text', label: 'text', started_at: 'timestamptz', last_seen_at: 'timestamptz', ended_at: 'timestamptz', end_reason: 'text', ip: 'inet', country: 'text' },
  key: 'id',
  updated: ['kind', 'label', 'started_at', 'last_seen_at', 'ended_at', 'end_reason', 'ip', 'country'],
  owned: true,
}
const IDENTITY: Table = {
  name: 'linked_identity',
  columns: { id: 'uuid', account_id: 'uuid', provider_id: 'uuid', subject: 'text', linked_at: 'timestamptz' },
  key: 'provider_id, subject',
  updated: ['account_id'],
  owned: false,
}

/** An upsert that writes what differs only, and never takes a part over from another account. Built from the tables above alone. */
function upsert({ name, columns, key, updated, owned }: Table): string {
  const names = Object.keys(columns)
  return `INSERT INTO ${name} (${names.join(', ')}) SELECT ${names.map((column) => `r.${column}`).join(', ')}
    FROM jsonb_to_recordset($1::jsonb) AS r(${Object.entries(columns).map(([column, type]) => `${column} ${type}`).join(', ')}) ORDER BY ${key}
    ON CONFLICT (${key}) DO UPDATE SET ${updated.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE ${owned ? `${name}.account_id = excluded.account_id AND` : ''} (${updated.map((column) => `${name}.${column}`).join(', ')}) IS DISTINCT FROM (${updated.map((column) => `excluded.${column}`).join(', ')})
    RETURNING account_id`
}

/** One row a key: PostgreSQL refuses a statement that meets a row twice. The later one counts. */
async function write(client: PoolClient, table: Table, rows: readonly Record<string, unknown>[]): Promise<string[]> {
  if (rows.length === 0) return []
  const keys = table.key.split(', ')
  const unique = new Map(rows.map((row) => [keys.map((key) => row[key]).join('\0'), row]))
  const result = await client.query<{ account_id: string }>(upsert(table), [jsonParameter([...unique.values()])])
  return result.rows.map(({ account_id }) => account_id)
}

/** Writes factors, sessions and linked identities of accounts. Returns the ids of the accounts for which something changed. */
export async function storeParts(client: PoolClient, accounts: readonly Account[], now: Date): Promise<string[]> {
  return [...(await storeFactors(client, accounts, now)), ...(await storeSessions(client, accounts)), ...(await storeIdentities(client, accounts, now))]
}

async function storeFactors(client: PoolClient, accounts: readonly Account[], now: Date): Promise<string[]> {
  const told = accounts.filter((account) => account.factors !== undefined)
  if (told.length === 0) return []
  const rows = told.flatMap((account) =>
    (account.factors ?? []).map((factor) => ({
      id: partId('factor', account, factor.id), account_id: account.accountId, kind: factor.kind, label: factor.label, is_default: factor.isDefault,
      enrolled_at: factor.enrolledAt, last_used_at: factor.lastUsedAt ?? null, removed_at: factor.removedAt ?? null, codes_left: factor.codesLeft ?? null,
    })),
  )
  const written = await write(client, FACTOR, rows)
  const gone = await client.query<{ account_id: string }>(
    'UPDATE factor SET removed_at = $3 WHERE account_id = ANY ($1) AND removed_at IS NULL AND NOT id = ANY ($2) RETURNING account_id',
    [told.map(({ accountId }) => accountId), rows.map(({ id }) => id), now],
  )
  return [...written, ...gone.rows.map(({ account_id }) => account_id)]
}

async function storeSessions(client: PoolClient, accounts: readonly Account[]): Promise<string[]> {
  const rows = accounts.flatMap((account) =>
    (account.sessions ?? []).map((session) => ({
      id: partId('session', account, session.id), account_id: account.accountId, kind: session.kind, label: session.label, started_at: session.startedAt,
      last_seen_at: session.lastSeenAt, ended_at: session.endedAt ?? null, end_reason: session.endReason ?? null, ip: session.ip ?? null, country: session.country ?? null,
    })),
  )
  return write(client, SESSION, rows)
}

/** An identity belongs to the account that named it last. A provider that is not known yet is made, with its name alone. */
async function storeIdentities(client: PoolClient, accounts: readonly Account[], now: Date): Promise<string[]> {
  const links = accounts.flatMap((account) => (account.linked ?? []).map((link) => ({ ...link, environment: account.environment, accountId: account.accountId })))
  if (links.length === 0) return []
  const providers = new Map(links.map(({ environment, provider, protocol }) => [`${environment}\0${provider}`, { id: stableId('provider', environment, provider), name: provider, environment, protocol }]))
  const list = [...providers.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  await client.query(
    `INSERT INTO identity_provider (id, name, environment, protocol, updated_at) SELECT r.id, r.name, r.environment, r.protocol, $2
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, name text, environment text, protocol text) ON CONFLICT (environment, name) DO NOTHING`,
    [jsonParameter(list), now],
  )
  const known = await client.query<{ id: string; environment: string; name: string }>(
    'SELECT p.id, p.environment, p.name FROM unnest($1::text[], $2::text[]) AS g(environment, name) JOIN identity_provider p USING (environment, name)',
    [list.map(({ environment }) => environment), list.map(({ name }) => name)],
  )
  const ids = new Map(known.rows.map(({ id, environment, name }) => [`${environment}\0${name}`, id]))
  const rows = links.flatMap(({ environment, provider, subject, linkedAt, accountId }) => {
    const providerId = ids.get(`${environment}\0${provider}`)
    return providerId ? [{ id: stableId('identity', providerId, subject), account_id: accountId, provider_id: providerId, subject, linked_at: linkedAt ?? now.toISOString() }] : []
  })
  return write(client, IDENTITY, rows)
}
