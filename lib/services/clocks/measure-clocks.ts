import type { PoolClient } from 'pg'
import { z } from 'zod'
import type { Hop } from '@/lib/evidence/vocabulary'
import type { ServiceContext } from '../context'
import { inTransaction, jsonParameter } from '../ingest/bulk'
import { estimateLatest, type ClockPair } from './estimate-offset'
import { FURTHEST_MS, INNER, OUTER, pairsOf, type ClockRecord, type SeenPair } from './pairs-of'

/** How long an attempt speaks for a clock: beyond it, drift alone makes it useless. */
const KEPT_MS = 48 * 3_600_000
/** Records that come so much later than others still count as of the same run. */
const LATE_MS = 120_000
/** Records of one attempt that are read. */
const OF_ONE = 16
/** Attempts that are kept of a pair of clocks, the newest. */
const OF_ALL = 128
/**
 * Records of the newest that are looked at, attempts taken of them, and how many of these a pair keeps: every minute the
 * eight with the least delay, as the clock filter of RFC 5905, section 10; the first time all that there is room for.
 */
const LATEST = { records: 4_000, attempts: 400, kept: 8 }
const FIRST = { records: 20_000, attempts: 4_000, kept: OF_ALL }
/** Pairs of clocks of an environment: fifty hosts behind ten edges. */
const MOST = 500

const pairsSchema = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).catch([])
type Key = { outer_hop: Hop; outer_clock: string; inner_hop: Hop; inner_clock: string }
type Stored = Key & { pairs: unknown }
type Row = Key & { since_at: string; seen_at: string; offset_ms: number | null; uncertainty_ms: number | null; attempts: number; trace_id: string; pairs: number[][] }

/**
 * Looks in every environment at the newest attempts that passed two clocks, and keeps by how much these differ. One
 * instance at a time; another that comes meanwhile leaves it. Returns of how many pairs the offset is known. For the background.
 */
export async function measureClocks(ctx: ServiceContext): Promise<number> {
  const environments = await ctx.db.prisma.environment.findMany({ select: { name: true }, orderBy: { name: 'asc' } })
  let known = 0
  for (const { name } of environments) known += await inTransaction(ctx.db, (client) => measureOne(client, name, ctx.now))
  return known
}

async function measureOne(client: PoolClient, environment: string, now: Date): Promise<number> {
  const lock = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended('clocks ' || $1, 2)) AS mine`, [environment])
  if (!lock.rows[0]?.mine) return 0
  await client.query('DELETE FROM clock_pair WHERE environment = $1 AND seen_at < $2', [environment, new Date(now.getTime() - KEPT_MS)])
  const stored = await client.query<Stored>('SELECT outer_hop, outer_clock, inner_hop, inner_clock, pairs FROM clock_pair WHERE environment = $1', [environment])
  const run = stored.rows.length > 0 ? LATEST : FIRST
  const seen = await seenPairs(client, environment, now, run)
  const before = new Map(stored.rows.map((row) => [keyOf(row), row.pairs]))
  const room = MOST - before.size
  const fresh = [...groupPairs(seen)]
  const rows = [...fresh.filter(([key]) => before.has(key)), ...fresh.filter(([key]) => !before.has(key)).slice(0, room)].map(([key, own]) => rowOf(own, before.get(key), run.kept, now))
  await client.query(
    `INSERT INTO clock_pair (environment, outer_hop, outer_clock, inner_hop, inner_clock, since_at, seen_at, offset_ms, uncertainty_ms, attempts, trace_id, pairs)
     SELECT $1, r.* FROM json_to_recordset($2::json) AS r(outer_hop "hop", outer_clock text, inner_hop "hop", inner_clock text, since_at timestamptz, seen_at timestamptz, offset_ms float8, uncertainty_ms float8, attempts int, trace_id text, pairs jsonb)
     ON CONFLICT (environment, outer_hop, outer_clock, inner_hop, inner_clock) DO UPDATE SET since_at = excluded.since_at, seen_at = excluded.seen_at, offset_ms = excluded.offset_ms,
       uncertainty_ms = excluded.uncertainty_ms, attempts = excluded.attempts, trace_id = excluded.trace_id, pairs = excluded.pairs`,
    [environment, jsonParameter(rows)],
  )
  return rows.filter(({ offset_ms }) => offset_ms !== null).length
}

/** What the newest attempts say. Found by the outer hop's time and read by trace, so that a clock that is minutes off is not missed for its own times. */
async function seenPairs(client: PoolClient, environment: string, now: Date, { records, attempts }: typeof LATEST): Promise<SeenPair[]> {
  const { rows } = await client.query<ClockRecord>(
    `WITH newest AS (SELECT trace_id, at, hop, duration_ms FROM auth_event WHERE environment = $1 AND at > $2 AND at <= $3 ORDER BY at DESC, id DESC LIMIT ${records}),
          attempts AS (SELECT trace_id, max(at) AS at FROM newest WHERE hop = ANY ($4::"hop"[]) AND trace_id IS NOT NULL AND duration_ms > 0 GROUP BY trace_id ORDER BY 2 DESC LIMIT ${attempts})
     SELECT e.trace_id, e.hop, e.host, e.service, e.at, e.duration_ms FROM attempts a CROSS JOIN LATERAL (
       SELECT trace_id, hop, host, service, at, duration_ms FROM auth_event
        WHERE trace_id = a.trace_id AND at BETWEEN a.at - interval '1 day' AND a.at + interval '1 day' AND environment = $1 AND hop = ANY ($5::"hop"[]) AND duration_ms IS NOT NULL
        LIMIT ${OF_ONE}) AS e`,
    [environment, new Date(now.getTime() - KEPT_MS), now, OUTER, [...new Set([...OUTER, ...INNER])]],
  )
  const traces = new Map<string, ClockRecord[]>()
  for (const row of rows) traces.set(row.trace_id, [...(traces.get(row.trace_id) ?? []), row])
  return [...traces.values()].flatMap(pairsOf).filter(({ pair }) => pair.at > now.getTime() - KEPT_MS && pair.at < now.getTime() + FURTHEST_MS)
}

const keyOf = ({ outer_hop, outer_clock, inner_hop, inner_clock }: Key) => JSON.stringify([outer_hop, outer_clock, inner_hop, inner_clock])
const keyOfSeen = ({ outer, inner }: SeenPair) => JSON.stringify([outer.hop, outer.clock, inner.hop, inner.clock])

function groupPairs(seen: readonly SeenPair[]): Map<string, SeenPair[]> {
  const groups = new Map<string, SeenPair[]>()
  for (const one of seen) groups.set(keyOfSeen(one), [...(groups.get(keyOfSeen(one)) ?? []), one])
  return groups
}

const tupleOf = ({ at, outerMs, apartMs, innerMs }: ClockPair): [number, number, number, number] => [at, outerMs, apartMs, innerMs]

/** What is kept of one pair of clocks: the attempts before that still count, and the best of these. */
function rowOf(seen: readonly SeenPair[], before: unknown, most: number, now: Date): Row {
  const known = pairsSchema.parse(before ?? [])
  // Of what came since the last run alone: else the short calls of before would keep out what says that a clock was set.
  const last = Math.max(-Infinity, ...known.map(([at]) => at)) - LATE_MS
  const best = seen.filter(({ pair }) => pair.at > last).sort((a, b) => a.pair.outerMs - b.pair.outerMs).slice(0, most)
  const all = new Map([...known, ...best.map(({ pair }) => tupleOf(pair))].filter(([at]) => at > now.getTime() - KEPT_MS).map((tuple) => [tuple.join(' '), tuple]))
  const kept = [...all.values()].sort((a, b) => b[0] - a[0]).slice(0, OF_ALL)
  const offset = estimateLatest(kept.map(([at, outerMs, apartMs, innerMs]) => ({ at, outerMs, apartMs, innerMs })))
  const newest = seen.reduce((latest, one) => (one.pair.at > latest.pair.at ? one : latest))
  const { outer, inner, traceId } = newest
  return {
    outer_hop: outer.hop, outer_clock: outer.clock, inner_hop: inner.hop, inner_clock: inner.clock,
    since_at: new Date(kept[(offset?.attempts ?? kept.length) - 1]?.[0] ?? newest.pair.at).toISOString(), seen_at: new Date(newest.pair.at).toISOString(),
    offset_ms: offset?.offsetMs ?? null, uncertainty_ms: offset?.uncertaintyMs ?? null, attempts: offset?.attempts ?? kept.length, trace_id: traceId, pairs: kept,
  }
}
