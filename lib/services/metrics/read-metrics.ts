import type { Database } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { DELIVERY_BOUNDS, SLOT_MS } from '../ingest/roll-up'
import { againstUsual, baselineOf, quantile, secondsAgainst, together } from './baseline'
import { FAMILIES } from './families'
import { metricsInput, WINDOWS, type Against, type Bar, type Delivery, type Family, type Metrics, type Part, type Window } from './schema'

const WEEK = 7 * 86_400_000
/** Weeks that a baseline looks back. */
const WEEKS = [1, 2, 3, 4] as const
/** Reasons and providers shown of a family: what comes after them is noise. */
const PARTS = 8

type Span = { window: Window; start: number; until: number; bars: number; barMs: number }
type Row = { bar: number; reason: string; provider: string; count: number }
type DeliveryRow = { bar: number; provider: string; delivered: number; ms: number; within: number[] }
/** A row as the database gives it: with the beginning of its bar. */
type Stored<T> = Omit<T, 'bar'> & { at: Date }

/** A window of whole bars that ends with the last five minutes, or the last hour, that is over: no bar is compared before it is full. */
function spanOf(window: Window, now: Date): Span {
  const { ms, barMs, stepMs } = WINDOWS[window]
  const until = Math.floor(now.getTime() / stepMs) * stepMs
  return { window, start: until - ms, until, bars: ms / barMs, barMs }
}

/** The window and the same window of each earlier week, where they overlap as one: [from, until) each. */
function rangesOf({ start, until }: Span): [number, number][] {
  const ranges: [number, number][] = []
  for (const week of [...WEEKS].reverse()) ranges.push([start - week * WEEK, until - week * WEEK])
  ranges.push([start, until])
  return ranges.reduce<[number, number][]>((merged, [from, to]) => {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = to
    else merged.push([from, to])
    return merged
  }, [])
}

const RANGES = `unnest($2::timestamptz[], $3::timestamptz[]) AS w(f, t)`
const BAR = `date_bin(make_interval(secs => $5), r.slot, $4) AS at`
/** Rows with the number of their bar; bars before the window count down from -1. */
const numbered = <R extends { at: Date }>(rows: readonly R[], { start, barMs }: Span): (Omit<R, 'at'> & { bar: number })[] => rows.map(({ at, ...row }) => ({ ...row, bar: Math.round((at.getTime() - start) / barMs) }))
const valuesOf = (environment: string, span: Span) => {
  const ranges = rangesOf(span)
  return [environment, ranges.map(([from]) => new Date(from)), ranges.map(([, to]) => new Date(to)), new Date(span.start), span.barMs / 1000]
}

async function readFailures(db: Database, environment: string, span: Span): Promise<Row[]> {
  // Bars of hours are made of the counts by hour: a twelfth of the rows.
  const counts = WINDOWS[span.window].stepMs === SLOT_MS ? 'event_rollup' : '(SELECT hour AS slot, environment, outcome, reason, provider, count FROM event_hour)'
  const { rows } = await db.pool.query<Stored<Row>>(
    `SELECT ${BAR}, r.reason, r.provider, sum(r.count)::int AS count FROM ${RANGES}
       JOIN ${counts} r ON r.environment = $1 AND r.outcome = 'failure' AND r.slot >= w.f AND r.slot < w.t GROUP BY 1, 2, 3`,
    valuesOf(environment, span),
  )
  return numbered(rows, span)
}

async function readDeliveries(db: Database, environment: string, span: Span): Promise<DeliveryRow[]> {
  const { rows } = await db.pool.query<Stored<DeliveryRow>>(
    `SELECT ${BAR}, r.provider, sum(r.delivered)::int AS delivered, sum(r.delivery_ms)::float8 AS ms, ARRAY[${DELIVERY_BOUNDS.map((bound) => `sum(r.within_${bound})::int`).join(', ')}] AS within FROM ${RANGES}
       JOIN event_rollup r ON r.environment = $1 AND r.delivered > 0 AND r.slot >= w.f AND r.slot < w.t GROUP BY 1, 2`,
    valuesOf(environment, span),
  )
  return numbered(rows, span)
}

/** When the environment's counts begin: what lies before says nothing of what is usual. One step into the index for each outcome. */
async function firstSlot(db: Database, environment: string): Promise<number> {
  const { rows } = await db.pool.query<{ first: Date | null }>(
    `SELECT min(f.slot) AS first FROM unnest(enum_range(NULL::"outcome")) AS o(outcome), LATERAL (SELECT slot FROM event_rollup r WHERE r.environment = $1 AND r.outcome = o.outcome ORDER BY r.slot LIMIT 1) AS f`,
    [environment],
  )
  return rows[0]?.first?.getTime() ?? Infinity
}

/** Weeks before a time that are known. */
const weeksKnown = (from: number, first: number) => WEEKS.filter((week) => from - week * WEEK >= first)

/** Sums of rows by bar, over the window and every week before it. */
function byBar<T extends { bar: number }>(rows: readonly T[], value: (row: T) => number): (bar: number) => number {
  const sums = new Map<number, number>()
  for (const row of rows) sums.set(row.bar, (sums.get(row.bar) ?? 0) + value(row))
  return (bar) => sums.get(bar) ?? 0
}

/** What is usual of one bar, by the same hours of the weeks before it. */
const usualOf = (of: (bar: number) => number, bar: number, span: Span, first: number) => baselineOf(weeksKnown(barAt(span, bar), first).map((week) => of(bar - (week * WEEK) / span.barMs)))

const indexes = (span: Span) => Array.from({ length: span.bars }, (_, bar) => bar)

/** The sum over the window so many weeks before. */
function sumOver(of: (bar: number) => number, span: Span, week: number): number {
  let sum = 0
  for (let bar = 0; bar < span.bars; bar += 1) sum += of(bar - (week * WEEK) / span.barMs)
  return sum
}

function total(of: (bar: number) => number, span: Span, first: number): Against {
  // Weeks that lie before the whole window are compared as a whole; a month has none within four weeks, so its bars are added.
  const apart = weeksKnown(span.start, first).filter((week) => week * WEEK >= span.until - span.start)
  return againstUsual(sumOver(of, span, 0), apart.length ? baselineOf(apart.map((week) => sumOver(of, span, week))) : together(indexes(span).map((bar) => usualOf(of, bar, span, first))))
}

const barAt = (span: Span, bar: number) => span.start + bar * span.barMs

function barsOf(of: (bar: number) => number, span: Span, first: number): Bar[] {
  return indexes(span).map((bar) => ({ at: new Date(barAt(span, bar)).toISOString(), ...againstUsual(of(bar), usualOf(of, bar, span, first)) }))
}

function partsOf(rows: readonly Row[], key: (row: Row) => string, span: Span, first: number): Part[] {
  const parts: Part[] = []
  const counted = [...new Set(rows.map(key))].map((name) => {
    const of = byBar(rows.filter((row) => key(row) === name), ({ count }) => count)
    return { name, of, now: sumOver(of, span, 0) }
  })
  counted.sort((a, b) => b.now - a.now || a.name.localeCompare(b.name))
  // What is usual is asked of those that are shown: of many providers most are not.
  for (const { name, of } of counted) {
    if (parts.length === PARTS) break
    const part = { name, ...total(of, span, first) }
    if (part.now > 0 || (part.usual?.median ?? 0) >= 1) parts.push(part)
  }
  return parts
}

function familyOf({ id, title, what, reasons }: (typeof FAMILIES)[number], all: readonly Row[], span: Span, first: number): Family {
  const rows = reasons === null ? all : all.filter(({ reason }) => reasons.some((own) => own === reason))
  const of = byBar(rows, ({ count }) => count)
  return { id, title, what, total: total(of, span, first), bars: barsOf(of, span, first), byReason: partsOf(rows, ({ reason }) => reason, span, first), byProvider: partsOf(rows, ({ provider }) => provider, span, first) }
}

/** Seconds of a stretch of bars: all their milliseconds over all their deliveries. Null where nothing was delivered. */
function meanOf(rows: readonly DeliveryRow[], from: number, bars: number): number | null {
  const own = rows.filter(({ bar }) => bar >= from && bar < from + bars)
  const delivered = own.reduce((sum, row) => sum + row.delivered, 0)
  return delivered === 0 ? null : own.reduce((sum, row) => sum + row.ms, 0) / delivered / 1000
}

function deliveryOf(rows: readonly DeliveryRow[], span: Span): Delivery {
  const against = (own: readonly DeliveryRow[], from: number, bars: number, weeks: readonly number[]): Against => {
    const now = meanOf(own, from, bars)
    const told = secondsAgainst(now ?? 0, weeks.flatMap((week) => meanOf(own, from - (week * WEEK) / span.barMs, bars) ?? []))
    return now === null ? { ...told, reading: 'unknown' } : told
  }
  const apart = WEEKS.filter((week) => week * WEEK >= span.until - span.start)
  const within = rows.filter(({ bar }) => bar >= 0)
  const count = within.reduce((sum, { delivered }) => sum + delivered, 0)
  const buckets = DELIVERY_BOUNDS.map((_, index) => within.reduce((sum, row) => sum + (row.within[index] ?? 0), 0))
  const providers = [...new Set(within.map(({ provider }) => provider))].sort()
  return {
    total: against(rows, 0, span.bars, apart),
    count,
    middle: quantile(0.5, DELIVERY_BOUNDS, buckets, count),
    slow: quantile(0.95, DELIVERY_BOUNDS, buckets, count),
    bars: indexes(span).map((bar) => ({ at: new Date(barAt(span, bar)).toISOString(), ...against(rows, bar, 1, WEEKS) })),
    byProvider: providers.slice(0, PARTS).map((name) => ({ name, ...against(rows.filter(({ provider }) => provider === name), 0, span.bars, apart) })),
  }
}

/**
 * Failures of an environment by kind, reason and provider over a window, each against the same hours of the four weeks
 * before; and how long codes and links took. From counts alone, so that it costs the same whatever lies behind.
 */
export async function readMetrics(ctx: ServiceContext, given: unknown): Promise<Metrics> {
  await authorize(ctx, 'read')
  const { environment = 'production', window } = metricsInput.parse(given)
  const span = spanOf(window, ctx.now)
  const [failures, deliveries, first] = await Promise.all([readFailures(ctx.db, environment, span), readDeliveries(ctx.db, environment, span), firstSlot(ctx.db, environment)])
  return { environment, window, until: new Date(span.until).toISOString(), families: FAMILIES.map((family) => familyOf(family, failures, span, first)), delivery: deliveryOf(deliveries, span) }
}
