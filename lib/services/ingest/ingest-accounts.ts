import type { PoolClient } from 'pg'
import { environmentName } from '@/lib/core/environment-name'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import type { ServiceContext } from '../context'
import { storeParts } from './account-parts'
import { directoryIdOf, toAccountRow, type PlacedAccount } from './account-rows'
import { auditIngest } from './audit-ingest'
import { inTransaction, jsonParameter } from './bulk'
import { ensurePlaces } from './places'
import { firstProblems, readRecords } from './read-records'
import { accountRecordSchema, type IngestResult } from './schema'

const COLUMNS = `id uuid, directory_id uuid, external_id text, environment text, email text, email_key text, username text, name text, name_key text, phone text, phone_key text,
  team text, is_active boolean, locked_until timestamptz, lock_reason text, deleted_at timestamptz, suspended_at timestamptz, suspended_reason text, expires_at timestamptz,
  email_verified_at timestamptz, onboarding_completed_at timestamptz, password_changed_at timestamptz, password_hash_algorithm text, password_hash_params jsonb,
  password_reset_required boolean, last_login_at timestamptz, failed_attempts int, mfa_required boolean, privileged boolean`
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0] ?? '')
const UPDATED = [...NAMES.filter((name) => !['id', 'directory_id', 'external_id'].includes(name)), 'groups']
const GROUPS = `coalesce((SELECT array_agg(value) FROM jsonb_array_elements_text(r.groups) AS value), '{}')`

const UPSERT = `
INSERT INTO account (${NAMES.join(', ')}, groups, created_at, updated_at)
SELECT ${NAMES.map((name) => `r.${name}`).join(', ')}, ${GROUPS}, coalesce(r.created_at, $2), $2
  FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS}, groups jsonb, created_at timestamptz) ORDER BY r.directory_id, r.external_id
ON CONFLICT (directory_id, external_id) DO UPDATE SET ${[...UPDATED, 'updated_at'].map((name) => `${name} = excluded.${name}`).join(', ')}
 WHERE (${UPDATED.map((name) => `account.${name}`).join(', ')}) IS DISTINCT FROM (${UPDATED.map((name) => `excluded.${name}`).join(', ')})
RETURNING id`

export type AccountsInput = { records: readonly SplitRecord[]; environment?: string | undefined }

/**
 * Stores users' records of a directory, with factors, sessions and identities at providers. A record that says what is
 * known already is a duplicate; of two about one account in a batch the later counts.
 */
export async function ingestAccounts(ctx: ServiceContext, { records, environment }: AccountsInput): Promise<IngestResult> {
  await authorizeScope(ctx, 'accounts:write')
  const { good, problems } = readRecords(records, accountRecordSchema)
  const place = environmentName(environment, 'production')
  const latest = new Map(good.map((record) => [`${record.directory}\0${record.id}`, { ...record, environment: environmentName(record.environment, place) }]))
  const stored = await inTransaction(ctx.db, async (client) => {
    const count = await store(client, [...latest.values()], ctx.now)
    await auditIngest(client, ctx, 'ingest.accounts_written', count)
    return count
  })
  return { received: records.length, stored, duplicate: good.length - stored, rejected: problems.length, problems: firstProblems(problems) }
}

async function store(client: PoolClient, accounts: readonly PlacedAccount[], now: Date): Promise<number> {
  await ensurePlaces(client, accounts.map(({ environment }) => environment), [])
  const directories = await ensureDirectories(client, accounts)
  const rows = accounts.map((account) => toAccountRow(account, directories.get(account.directory) ?? directoryIdOf(account.directory)))
  const written = await client.query<{ id: string }>(UPSERT, [jsonParameter(rows), now])
  const known = await client.query<{ id: string; directory_id: string; external_id: string }>(
    `SELECT a.id, a.directory_id, a.external_id FROM unnest($1::uuid[], $2::text[]) AS g(directory_id, external_id) JOIN account a USING (directory_id, external_id)`,
    [rows.map((row) => row.directory_id), rows.map((row) => row.external_id)],
  )
  const ids = new Map(known.rows.map((row) => [`${row.directory_id} ${row.external_id}`, row.id]))
  const placed = accounts.flatMap((account, index) => {
    const row = rows[index]
    const id = row && ids.get(`${row.directory_id} ${row.external_id}`)
    return id ? [{ ...account, accountId: id }] : []
  })
  const touched = await storeParts(client, placed, now)
  return new Set([...written.rows.map(({ id }) => id), ...touched]).size
}

/** Makes sure that the directories are there. Returns their ids by name. */
async function ensureDirectories(client: PoolClient, accounts: readonly PlacedAccount[]): Promise<Map<string, string>> {
  const named = new Map(accounts.map(({ directory, environment }) => [directory, { id: directoryIdOf(directory), name: directory, environment }]))
  const list = [...named.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  await client.query(
    `INSERT INTO directory (id, name, environment, kind) SELECT r.id, r.name, r.environment, 'api'
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, name text, environment text) ON CONFLICT DO NOTHING`,
    [jsonParameter(list)],
  )
  const { rows } = await client.query<{ id: string; name: string }>('SELECT id, name FROM directory WHERE name = ANY ($1)', [list.map(({ name }) => name)])
  return new Map(rows.map(({ id, name }) => [name, id]))
}
