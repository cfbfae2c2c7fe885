import { environmentName } from '@/lib/core/environment-name'
import { newId } from '@/lib/core/ids'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import { lessonFor, type Lesson } from '../changes/lessons'
import { authRelevance } from '../changes/relevance'
import type { ServiceContext } from '../context'
import { auditIngest } from './audit-ingest'
import { inTransaction, jsonParameter } from './bulk'
import { ensurePlaces, namedServices } from './places'
import { firstProblems, readRecords } from './read-records'
import { changeRecordSchema, type ChangeRecord, type IngestProblem, type IngestResult } from './schema'
import { fingerprintOf, isSecretSetting, settingValue } from './settings'
import { withWhatRan, type Placed } from './what-ran'

const COLUMNS = `id uuid, source text, source_id text, at timestamptz, environment text, service text, kind "change_kind", from_version text, to_version text,
  summary text, author text, url text, paths jsonb, labels jsonb, diff jsonb, relevance int, relevance_reasons jsonb`
const list = (name: string) => `coalesce((SELECT array_agg(value) FROM jsonb_array_elements_text(r.${name}) AS value), '{}')`

const INSERT = `
INSERT INTO change (id, source, source_id, at, environment, service, kind, from_version, to_version, summary, author, url, paths, labels, diff, relevance, relevance_reasons, received_at)
SELECT r.id, r.source, r.source_id, r.at, r.environment, r.service, r.kind, r.from_version, r.to_version, r.summary, r.author, r.url,
       ${list('paths')}, ${list('labels')}, r.diff, r.relevance, ${list('relevance_reasons')}, $2
  FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS}) ORDER BY r.source_id
ON CONFLICT (source, source_id) DO NOTHING`

export type ChangesInput = { records: readonly SplitRecord[]; environment?: string | undefined; key: string }

/** Stores changes that machines report. The same id of the same source again is a duplicate. `key` is the console's own for fingerprints. */
export async function ingestChanges(ctx: ServiceContext, { records, environment, key }: ChangesInput): Promise<IngestResult> {
  await authorizeScope(ctx, 'changes:write')
  const { good, problems } = readRecords(records, changeRecordSchema)
  const place = environmentName(environment, 'production')
  const placed = good.map((change) => ({ ...change, environment: environmentName(change.environment, place) }))
  return storeChanges(ctx, { source: ctx.actor.name, changes: placed, problems, received: records.length, key })
}

type Batch = { source: string; changes: readonly Placed[]; problems: IngestProblem[]; received: number; key: string }

/** The writing itself, for a source that has proved itself by other means than a token. */
export async function storeChanges(ctx: ServiceContext, { source, changes, problems, received, key }: Batch): Promise<IngestResult> {
  const stored = await inTransaction(ctx.db, async (client) => {
    const services = changes.map(({ service }) => service)
    await ensurePlaces(client, changes.map(({ environment }) => environment), namedServices(services))
    const onPath = await client.query<{ name: string }>('SELECT name FROM service WHERE on_sign_in_path AND name = ANY ($1)', [services])
    const known = new Set(onPath.rows.map(({ name }) => name))
    const lessons = await client.query<Lesson & { service: string; kind: string }>('SELECT service, kind, path_prefix AS "pathPrefix", touches, reasons FROM relevance_lesson WHERE service = ANY ($1)', [services])
    const lessonOf = ({ service, kind, paths }: Placed) => lessonFor(lessons.rows.filter((lesson) => lesson.service === service && lesson.kind === kind), paths)
    const whole = await withWhatRan(client, source, changes)
    const result = await client.query(INSERT, [jsonParameter(whole.map((change) => toRow(change, { source, onSignInPath: known.has(change.service), lesson: lessonOf(change), key }))), ctx.now])
    const count = result.rowCount ?? 0
    await auditIngest(client, ctx, 'ingest.changes_written', count)
    return count
  })
  return { received, stored, duplicate: changes.length - stored, rejected: problems.length, problems: firstProblems(problems) }
}

type About = { source: string; onSignInPath: boolean; lesson: Lesson | null; key: string }

function toRow(change: Placed, { source, onSignInPath, lesson, key }: About) {
  const { score, reasons } = authRelevance({ ...change, onSignInPath }, lesson)
  return {
    id: newId(),
    source,
    source_id: change.id,
    at: change.at,
    environment: change.environment,
    service: change.service,
    kind: change.kind,
    from_version: change.from || null,
    to_version: change.to || null,
    summary: change.summary,
    author: change.author || null,
    url: change.url ?? null,
    paths: change.paths,
    labels: change.labels,
    diff: change.diff.map((line) => diffLine(line, key)),
    relevance: score,
    relevance_reasons: reasons,
  }
}

function diffLine({ key, before, after, secret: said }: ChangeRecord['diff'][number], consoleKey: string) {
  const secret = said || isSecretSetting(key)
  const shown = (value: string | null | undefined) => (value == null ? null : secret ? fingerprintOf(consoleKey, value) : settingValue(value))
  return { key, before: shown(before), after: shown(after), secret }
}
