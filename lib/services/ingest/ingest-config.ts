import { fingerprintWith } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import { isSecretKey } from '@/lib/core/secret-keys'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import type { ServiceContext } from '../context'
import { ensurePlaces, inTransaction, jsonParameter } from './bulk'
import { environmentName } from './event-rows'
import { firstProblems, readRecords } from './read-records'
import { configRecordSchema, type IngestResult } from './schema'

const UPSERT = `
INSERT INTO config_value (id, environment, service, key, value, fingerprint, updated_at)
SELECT r.id, r.environment, r.service, r.key, r.value, r.fingerprint, coalesce(r.updated_at, $2)
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, environment text, service text, key text, value text, fingerprint text, updated_at timestamptz)
 ORDER BY r.environment, r.service, r.key
ON CONFLICT (environment, service, key) DO UPDATE SET value = excluded.value, fingerprint = excluded.fingerprint, updated_at = excluded.updated_at
 WHERE config_value.value IS DISTINCT FROM excluded.value OR config_value.fingerprint IS DISTINCT FROM excluded.fingerprint`

/**
 * Stores settings of services. The value of a secret is never stored: a keyed fingerprint tells same from different.
 * A setting with the value that is known already is a duplicate. `key` is the console's own for fingerprints.
 */
export async function ingestConfig(ctx: ServiceContext, { records, key }: { records: readonly SplitRecord[]; key: string }): Promise<IngestResult> {
  authorizeScope(ctx, 'config:write')
  const { good, problems } = readRecords(records, configRecordSchema)
  const rows = new Map(
    good.map((record) => {
      const environment = environmentName(record.environment, 'production')
      const secret = record.secret ?? isSecretKey(record.key)
      const fingerprint = secret && record.value != null ? fingerprintWith(`${key}:config`, record.value) : null
      const row = { id: newId(), environment, service: record.service, key: record.key, value: secret ? null : (record.value ?? null), fingerprint, updated_at: record.updatedAt ?? null }
      return [`${environment}\0${record.service}\0${record.key}`, row]
    }),
  )
  const stored = await inTransaction(ctx.db, async (client) => {
    const values = [...rows.values()]
    await ensurePlaces(client, values.map(({ environment }) => environment), values.map(({ service }) => service))
    return (await client.query(UPSERT, [jsonParameter(values), ctx.now])).rowCount ?? 0
  })
  return { received: records.length, stored, duplicate: good.length - stored, rejected: problems.length, problems: firstProblems(problems) }
}
