import type { PoolClient } from 'pg'
import { identifierKey, phoneKey } from '@/lib/core/identifier'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import type { ServiceContext } from '../context'
import { ensurePlaces, inTransaction, jsonParameter, stableId } from './bulk'
import { environmentName } from './event-rows'
import { firstProblems, readRecords } from './read-records'
import { accountRecordSchema, type AccountRecord, type IngestResult } from './schema'

const COLUMNS = `id uuid, directory_id uuid, external_id text, environment text, email text, email_key text, username text, name text, name_key text, phone text, phone_key text,
  team text, is_active boolean, locked_until timestamptz, lock_reason text, deleted_at timestamptz, suspended_at timestamptz, suspended_reason text, expires_at timestamptz,
  email_verified_at timestamptz, onboarding_completed_at timestamptz, password_changed_at timestamptz, password_hash_algorithm text, password_reset_required boolean,
  last_login_at timestamptz, failed_attempts int, mfa_required boolean, privileged boolean`
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0] ?? '')
const UPDATED = NAMES.filter((name) => !['id', 'directory_id', 'external_id'].includes(name))
const GROUPS = `coalesce((SELECT array_agg(value) FROM jsonb_array_elements_text(r.groups) AS value), '{}')`

const UPSERT = `
INSERT INTO account (${NAMES.join(', ')}, groups, created_at, updated_at)
SELECT ${NAMES.map((name) => `r.${name}`).join(', ')}, ${GROUPS}, $2, $2
  FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS}, groups jsonb) ORDER BY r.id
ON CONFLICT (directory_id, external_id) DO UPDATE SET ${[...UPDATED, 'groups', 'updated_at'].map((name) => `${name} = excluded.${name}`).join(', ')}
 WHERE (${[...UPDATED, 'groups'].map((name) => `account.${name}`).join(', ')}) IS DISTINCT FROM (${[...UPDATED, 'groups'].map((name) => `excluded.${name}`).join(', ')})`

const FACTORS = `
INSERT INTO factor (id, account_id, kind, label, is_default, enrolled_at, last_used_at)
SELECT r.id, a.id, r.kind, r.label, r.is_default, r.enrolled_at, r.last_used_at
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, directory_id uuid, external_id text, kind "factor_kind", label text, is_default boolean, enrolled_at timestamptz, last_used_at timestamptz)
  JOIN account a ON a.directory_id = r.directory_id AND a.external_id = r.external_id ORDER BY r.id
ON CONFLICT (id) DO UPDATE SET label = excluded.label, is_default = excluded.is_default, last_used_at = excluded.last_used_at`

const SESSIONS = `
INSERT INTO account_session (id, account_id, kind, label, started_at, last_seen_at, ended_at)
SELECT r.id, a.id, r.kind, r.label, r.started_at, r.last_seen_at, r.ended_at
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, directory_id uuid, external_id text, kind text, label text, started_at timestamptz, last_seen_at timestamptz, ended_at timestamptz)
  JOIN account a ON a.directory_id = r.directory_id AND a.external_id = r.external_id ORDER BY r.id
ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at, ended_at = coalesce(excluded.ended_at, account_session.ended_at)`

/** Stores users' records of a directory. A record that says what is known already is a duplicate. */
export async function ingestAccounts(ctx: ServiceContext, { records }: { records: readonly SplitRecord[] }): Promise<IngestResult> {
  authorizeScope(ctx, 'accounts:write')
  const { good, problems } = readRecords(records, accountRecordSchema)
  const latest = new Map(good.map((record) => [`${record.directory}\0${record.id}`, record]))
  const stored = await inTransaction(ctx.db, (client) => store(client, [...latest.values()], ctx.now))
  return { received: records.length, stored, duplicate: good.length - stored, rejected: problems.length, problems: firstProblems(problems) }
}

const directoryId = ({ directory }: AccountRecord) => stableId('directory', directory)

async function store(client: PoolClient, accounts: readonly AccountRecord[], now: Date): Promise<number> {
  await ensurePlaces(client, accounts.map(({ environment }) => environmentName(environment, 'production')), [])
  const directories = new Map(accounts.map((account) => [account.directory, { name: account.directory, environment: environmentName(account.environment, 'production'), id: directoryId(account) }]))
  await client.query(
    `INSERT INTO directory (id, name, environment, kind) SELECT r.id, r.name, r.environment, 'api' FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, name text, environment text) ON CONFLICT DO NOTHING`,
    [jsonParameter([...directories.values()])],
  )
  const known = await client.query<{ id: string; name: string }>('SELECT id, name FROM directory WHERE name = ANY ($1)', [[...directories.keys()]])
  const ids = new Map(known.rows.map(({ id, name }) => [name, id]))
  const rows = accounts.map((account) => toRow(account, ids.get(account.directory) ?? directoryId(account)))
  const result = await client.query(UPSERT, [jsonParameter(rows), now])
  const parts = <T extends { id: string }>(kind: string, of: (account: AccountRecord) => readonly T[]) =>
    accounts.flatMap((account) => of(account).map((part) => ({ part, place: { id: stableId(kind, account.directory, account.id, part.id), directory_id: ids.get(account.directory) ?? directoryId(account), external_id: account.id } })))
  const factors = parts('factor', ({ factors: list }) => list).map(({ part, place }) => ({ ...place, kind: part.kind, label: part.label, is_default: part.isDefault, enrolled_at: part.enrolledAt, last_used_at: part.lastUsedAt ?? null }))
  const sessions = parts('session', ({ sessions: list }) => list).map(({ part, place }) => ({ ...place, kind: part.kind, label: part.label, started_at: part.startedAt, last_seen_at: part.lastSeenAt, ended_at: part.endedAt ?? null }))
  if (factors.length) await client.query(FACTORS, [jsonParameter(factors)])
  if (sessions.length) await client.query(SESSIONS, [jsonParameter(sessions)])
  return result.rowCount ?? 0
}

function toRow(account: AccountRecord, directory: string) {
  return {
    id: stableId('account', account.directory, account.id),
    directory_id: directory,
    external_id: account.id,
    environment: environmentName(account.environment, 'production'),
    email: account.email,
    email_key: identifierKey(account.email),
    username: account.username ?? null,
    name: account.name || account.email,
    name_key: identifierKey(account.name || account.email),
    phone: account.phone ?? null,
    phone_key: account.phone ? phoneKey(account.phone) : null,
    team: account.team ?? null,
    is_active: account.isActive,
    locked_until: account.lockedUntil ?? null,
    lock_reason: account.lockReason ?? null,
    deleted_at: account.deletedAt ?? null,
    suspended_at: account.suspendedAt ?? null,
    suspended_reason: account.suspendedReason ?? null,
    expires_at: account.expiresAt ?? null,
    email_verified_at: account.emailVerifiedAt ?? null,
    onboarding_completed_at: account.onboardingCompletedAt ?? null,
    password_changed_at: account.passwordChangedAt ?? null,
    password_hash_algorithm: account.passwordHashAlgorithm ?? null,
    password_reset_required: account.passwordResetRequired,
    last_login_at: account.lastLoginAt ?? null,
    failed_attempts: account.failedAttempts,
    mfa_required: account.mfaRequired,
    privileged: account.privileged,
    groups: account.groups,
  }
}
