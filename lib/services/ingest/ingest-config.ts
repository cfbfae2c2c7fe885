import { environmentName } from '@/lib/core/environment-name'
import { newId } from '@/lib/core/ids'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import type { ServiceContext } from '../context'
import { auditIngest } from './audit-ingest'
import { inTransaction, jsonParameter } from './bulk'
import { ensurePlaces, namedServices } from './places'
import { firstProblems, readRecords } from './read-records'
import { configRecordSchema, type ConfigRecord, type IngestResult } from './schema'
import { fingerprintOf, isSecretSetting, settingValue } from './settings'

const UPSERT = `
INSERT INTO config_value (id, environment, service, key, value, fingerprint, updated_at)
SELECT r.id, r.environment, r.service, r.key, r.value, r.fingerprint, coalesce(r.updated_at, $2)
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, environment text, service text, key text, value text, fingerprint text, updated_at timestamptz)
 ORDER BY r.environment, r.service, r.key
ON CONFLICT (environment, service, key) DO UPDATE SET value = excluded.value, fingerprint = excluded.fingerprint, updated_at = excluded.updated_at
 WHERE config_value.value IS DISTINCT FROM excluded.value OR config_value.fingerprint IS DISTINCT FROM excluded.fingerprint`

export type ConfigInput = { records: readonly SplitRecord[]; environment?: string | undefined; key: string }

/**
 * Stores settings of services. The value of a secret is never stored: a keyed fingerprint tells same from different.
 * A setting with the value that is known already is a duplicate. `key` is the console's own for fingerprints.
 */
export async function ingestConfig(ctx: ServiceContext, { records, environment, key }: ConfigInput): Promise<IngestResult> {
  await authorizeScope(ctx, 'config:write')
  const { good, problems } = readRecords(records, configRecordSchema)
  const place = environmentName(environment, 'production')
  // A later record about the same setting takes the place of an earlier one.
  const rows = new Map(good.map((record) => toRow(record, environmentName(record.environment, place), key)).map((row) => [`${row.environment}\0${row.service}\0${row.key}`, row]))
  const values = [...rows.values()]
  const stored = await inTransaction(ctx.db, async (client) => {
    await ensurePlaces(client, values.map((row) => row.environment), namedServices(values.map(({ service }) => service)))
    const count = (await client.query(UPSERT, [jsonParameter(values), ctx.now])).rowCount ?? 0
    await auditIngest(client, ctx, 'ingest.settings_written', count)
    return count
  })
  return { received: records.length, stored, duplicate: good.length - stored, rejected: problems.length, problems: firstProblems(problems) }
}

function toRow(record: ConfigRecord, environment: string, consoleKey: string) {
  const given = record.value == null ? null : String(record.value)
  const secret = record.secret === true || isSecretSetting(record.key)
  return {
    id: newId(),
    environment,
    service: record.service,
    key: record.key,
    value: secret || given === null ? null : settingValue(given),
    fingerprint: secret && given !== null ? fingerprintOf(consoleKey, given) : null,
    updated_at: record.updatedAt ?? null,
  }
}
