import { setImmediate } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { environmentName } from '@/lib/core/environment-name'
import { AppError } from '@/lib/core/errors'
import { oneByOne } from '@/lib/core/one-by-one'
import type { SplitRecord } from '@/lib/formats/split-records'
import { authorizeScope } from '../authorize'
import type { ServiceContext } from '../context'
import { inTransaction } from './bulk'
import { countEvents } from './count-events'
import { toEventRow, type NewEvent } from './event-rows'
import { ensurePlaces, writingServices } from './places'
import { firstProblems } from './read-records'
import { resolveAccounts } from './resolve-accounts'
import { rollUp } from './roll-up'
import { eventWriter, type EventWriter } from './store-events'
import { evaluateWatches } from '../watches/evaluate-watches'
import type { IngestProblem, IngestResult } from './schema'

/** Rows a statement: half as many cost the database a twentieth more; twice as many gain nothing and let it wait while they are read. */
const BATCH = 2_000
/** Milliseconds for which records are read at a stretch: then the statement on its way and other requests have their turn. */
const STRETCH = 1

/** Notes records without a time, and says which of them are new. In order, so that two senders do not wait for each other for ever. */
const NOTE_UNTIMED = `
INSERT INTO untimed_event (key, seen_at) SELECT decode(key, 'hex'), $2 FROM unnest($1::text[]) AS key ORDER BY key
ON CONFLICT (key) DO NOTHING RETURNING encode(key, 'hex') AS key`

export type IngestInput = { records: readonly SplitRecord[]; environment?: string | undefined }

/**
 * Stores log records of any known format, redacted before anything else sees them. The answer comes after the commit:
 * received = stored + duplicate + rejected. Throws AppError('invalid') when nothing can be read.
 */
export async function ingestEvents(ctx: ServiceContext, { records, environment }: IngestInput): Promise<IngestResult> {
  await authorizeScope(ctx, 'events:write')
  if (records.length === 0) throw new AppError('invalid', 'There is no record in the body.')
  const source = ctx.actor.name
  const place = environmentName(environment, 'production')
  const reader = batchReader(records, (record) => toEventRow(record, source, place, ctx.now))
  // Before there is a transaction: the embedded database has one connection for all.
  await reader.batch(0)
  const stored = await inTransaction(ctx.db, (client) => store(client, reader, ctx))
  const { problems } = reader
  return { received: records.length, stored, duplicate: records.length - problems.length - stored, rejected: problems.length, problems: firstProblems(problems) }
}

/** Three requests that are read in turns are all ready at the same time, and until then the database has nothing to do. */
const inTurn = oneByOne()

type BatchReader = ReturnType<typeof batchReader>

/** Reads records batch by batch, each record once however often a batch is asked for: a transaction may need a second try. */
function batchReader(records: readonly SplitRecord[], read: (record: string | object) => NewEvent) {
  const problems: IngestProblem[] = []
  const seen = new Set<string>()
  const batches: NewEvent[][] = []
  const readNext = async () => {
    const rows: NewEvent[] = []
    const start = batches.length * BATCH
    let since = Number.NEGATIVE_INFINITY
    for (const record of records.slice(start, start + BATCH)) {
      if (performance.now() - since > STRETCH) {
        await setImmediate()
        since = performance.now()
      }
      if ('problem' in record) {
        problems.push({ index: record.index, type: '/problems/invalid', detail: record.problem })
        continue
      }
      const row = read(record.value)
      if (!seen.has(row.id)) rows.push(row)
      seen.add(row.id)
    }
    // Two senders of the same records meet them in the same order, so that neither waits for the other for ever.
    batches.push(rows.sort((a, b) => (a.id < b.id ? -1 : 1)))
  }
  return {
    total: records.length,
    count: Math.ceil(records.length / BATCH),
    problems,
    async batch(index: number): Promise<NewEvent[]> {
      while (batches.length <= index) await inTurn(readNext)
      return batches[index] ?? []
    },
  }
}

async function store(client: PoolClient, reader: BatchReader, ctx: ServiceContext): Promise<number> {
  const { now } = ctx
  const source = ctx.actor.name
  const stored: NewEvent[] = []
  const writeEvents = eventWriter(client, ctx.db, now)
  let writing = Promise.resolve()
  for (let index = 0; index < reader.count; index += 1) {
    // Read while the database writes the batch before.
    const rows = await reader.batch(index)
    await writing
    writing = write(client, rows, now, writeEvents).then((written) => void stored.push(...written))
    writing.catch(() => {}) // Heard of at the next await; until then it is nobody's.
  }
  await writing
  const [first] = reader.problems
  if (first && reader.problems.length === reader.total) throw new AppError('invalid', first.detail)
  // Late, because these few rows are the ones that all senders share; behind them only what may write to the audit.
  await countEvents(client, stored, source, now)
  await rollUp(client, stored)
  await evaluateWatches(client, ctx, signedIn(stored))
  return stored.length
}

/** The accounts of which a good sign-in came in: what a watch may wait for. */
const signedIn = (events: readonly NewEvent[]) => [...new Set(events.flatMap(({ outcome, account_id }) => (outcome === 'success' && account_id ? [account_id] : [])))]

/** Stores what is new of one batch and answers with it. */
async function write(client: PoolClient, given: NewEvent[], now: Date, writeEvents: EventWriter): Promise<NewEvent[]> {
  const rows = await withoutSeen(client, given, now)
  if (rows.length === 0) return []
  await client.query('SELECT ensure_event_months($1::timestamptz[])', [monthsOf(rows)])
  await ensurePlaces(client, rows.map(({ environment }) => environment), writingServices(rows))
  await resolveAccounts(client, rows)
  return writeEvents(rows)
}

/** Without the records that carry no time of their own and came before. */
async function withoutSeen(client: PoolClient, rows: NewEvent[], now: Date): Promise<NewEvent[]> {
  const untimed = rows.flatMap(({ untimed_key }) => untimed_key ?? [])
  if (untimed.length === 0) return rows
  const { rows: noted } = await client.query<{ key: string }>(NOTE_UNTIMED, [untimed, now])
  const unseen = new Set(noted.map(({ key }) => key))
  return rows.filter(({ untimed_key }) => untimed_key === null || unseen.has(untimed_key))
}

/** A moment of each month that events lie in: their table has a part for each. */
const monthsOf = (rows: readonly NewEvent[]) => [...new Map(rows.map(({ at }) => [at.slice(0, 7), at])).values()]
