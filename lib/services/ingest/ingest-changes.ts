import { newId } from '@/lib/core/ids'
import { cleanText, redact } from '@/lib/core/redact'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import type { ServiceContext } from '../context'
import { authRelevance, isRollback } from '../changes/relevance'
import { ensurePlaces, inTransaction, jsonParameter } from './bulk'
import { environmentName } from './event-rows'
import { firstProblems, readRecords } from './read-records'
import { changeRecordSchema, type ChangeRecord, type IngestProblem, type IngestResult } from './schema'

const COLUMNS = `id uuid, source text, source_id text, at timestamptz, environment text, service text, kind "change_kind", from_version text, to_version text,
  summary text, author text, url text, paths jsonb, labels jsonb, diff jsonb, relevance int, relevance_reasons jsonb`
const list = (name: string) => `coalesce((SELECT array_agg(value) FROM jsonb_array_elements_text(r.${name}) AS value), '{}')`

const INSERT = `
INSERT INTO change (id, source, source_id, at, environment, service, kind, from_version, to_version, summary, author, url, paths, labels, diff, relevance, relevance_reasons, received_at)
SELECT r.id, r.source, r.source_id, r.at, r.environment, r.service, r.kind, r.from_version, r.to_version, r.summary, r.author, r.url,
       ${list('paths')}, ${list('labels')}, r.diff, r.relevance, ${list('relevance_reasons')}, $2
  FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS}) ORDER BY r.source_id
ON CONFLICT (source, source_id) DO NOTHING`

/** Stores changes that machines report. The same id of the same source again is a duplicate. */
export async function ingestChanges(ctx: ServiceContext, { records }: { records: readonly SplitRecord[] }): Promise<IngestResult> {
  authorizeScope(ctx, 'changes:write')
  const { good, problems } = readRecords(records, changeRecordSchema)
  return storeChanges(ctx, ctx.actor.name, good, problems, records.length)
}

/** The writing itself, for a source that has proved itself by other means than a token. */
export async function storeChanges(ctx: ServiceContext, source: string, changes: readonly ChangeRecord[], problems: IngestProblem[], received: number): Promise<IngestResult> {
  const stored = await inTransaction(ctx.db, async (client) => {
    const environments = changes.map(({ environment }) => environmentName(environment, 'production'))
    await ensurePlaces(client, environments, changes.map(({ service }) => service))
    const { rows } = await client.query<{ name: string }>('SELECT name FROM service WHERE on_sign_in_path AND name = ANY ($1)', [changes.map(({ service }) => service)])
    const onPath = new Set(rows.map(({ name }) => name))
    const result = await client.query(INSERT, [jsonParameter(changes.map((change, index) => toRow(change, source, environments[index] ?? 'production', onPath.has(change.service)))), ctx.now])
    return result.rowCount ?? 0
  })
  return { received, stored, duplicate: changes.length - stored, rejected: problems.length, problems: firstProblems(problems) }
}

function toRow(change: ChangeRecord, source: string, environment: string, onSignInPath: boolean) {
  const kind = change.kind === 'deploy' && isRollback(change.from, change.to) ? 'rollback' : change.kind
  const { score, reasons } = authRelevance({ ...change, kind, onSignInPath })
  return {
    id: newId(),
    source,
    source_id: change.id,
    at: change.at,
    environment,
    service: change.service,
    kind,
    from_version: change.from ?? null,
    to_version: change.to ?? null,
    summary: cleanText(redact(change.summary), 1000),
    author: change.author ? cleanText(change.author, 200) : null,
    url: change.url ?? null,
    paths: change.paths,
    labels: change.labels,
    diff: change.diff.map(({ key, before, after, secret }) => ({ key, secret, before: secret ? '[secret]' : redact(before ?? ''), after: secret ? '[secret]' : redact(after ?? '') })),
    relevance: score,
    relevance_reasons: reasons,
  }
}
