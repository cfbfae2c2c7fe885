import { lastCheckedAt, lastWhole } from '../audit/chain-state'
import { authorizeScope } from '../authorize'
import { readClocks } from '../clocks/read-clocks'
import { skewsOf } from '../clocks/skews-of'
import type { ServiceContext } from '../context'
import { DELIVERY_BOUNDS } from '../ingest/roll-up'

const DAY = 86_400_000
/** Series at most: a log in which every line names another provider must not fill a monitoring system. */
const MOST_SERIES = 2_000

export type EventCount = { environment: string; outcome: string; reason: string; provider: string; count: number }
export type DeliveryCount = { environment: string; provider: string; delivered: number; ms: number; within: number[] }
export type ConsoleState = {
  outbox: { waiting: number; dead: number; oldestSeconds: number }
  audit: { entries: number; anchored: number; checkedAt: number; whole: boolean | null }
  alerts: { kind: string; environment: string; count: number }[]
  /** Those that sign-ins fail of; positive = ahead. */
  clocks: { environment: string; hop: string; clock: string; offsetSeconds: number }[]
  /** Since midnight UTC. */
  events: EventCount[]
  deliveries: DeliveryCount[]
}

/** What monitoring wants to know of the console and of the sign-ins that it watches. Needs the scope metrics:read. */
export async function readState(ctx: ServiceContext): Promise<ConsoleState> {
  await authorizeScope(ctx, 'metrics:read')
  const { pool } = ctx.db
  const midnight = new Date(Math.floor(ctx.now.getTime() / DAY) * DAY)
  // By name, not joined: a table of a few environments has no statistics, and the plan would be made for hundreds.
  const names = (await ctx.db.prisma.environment.findMany({ select: { name: true }, orderBy: { name: 'asc' } })).map(({ name }) => name)
  const [outbox, audit, alerts, events, deliveries, clocks] = await Promise.all([
    pool.query<{ waiting: number; dead: number; oldest: number }>(
      `SELECT (SELECT count(*)::int FROM outbox_message WHERE sent_at IS NULL AND dead_at IS NULL) AS waiting, (SELECT count(*)::int FROM outbox_message WHERE dead_at IS NOT NULL) AS dead,
              (SELECT coalesce(extract(epoch FROM $1 - min(created_at)), 0)::float8 FROM outbox_message WHERE sent_at IS NULL AND dead_at IS NULL) AS oldest`,
      [ctx.now],
    ),
    pool.query<{ entries: number; anchored: number }>(`SELECT coalesce((SELECT seq FROM audit_head WHERE id = 1), 0)::float8 AS entries, coalesce((SELECT seq FROM audit_anchor ORDER BY n DESC LIMIT 1), 0)::float8 AS anchored`),
    pool.query<{ kind: string; environment: string; count: number }>(`SELECT kind, environment, count(*)::int AS count FROM alert WHERE settled_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2`),
    pool.query<EventCount>(
      `SELECT environment, outcome::text AS outcome, reason, provider, sum(count)::float8 AS count FROM event_rollup
        WHERE environment = ANY ($1) AND outcome = ANY (enum_range(NULL::"outcome")) AND slot >= $2
        GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4 LIMIT ${MOST_SERIES}`,
      [names, midnight],
    ),
    pool.query<DeliveryCount>(
      `SELECT environment, provider, sum(delivered)::float8 AS delivered, sum(delivery_ms)::float8 AS ms, ARRAY[${DELIVERY_BOUNDS.map((bound) => `sum(within_${bound})::float8`).join(', ')}] AS within
         FROM event_rollup WHERE environment = ANY ($1) AND delivered > 0 AND slot >= $2 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${MOST_SERIES}`,
      [names, midnight],
    ),
    Promise.all(names.map(async (environment) => skewsOf(await readClocks(ctx.db, environment)).map(({ hop, clock, offsetMs }) => ({ environment, hop, clock, offsetSeconds: offsetMs / 1000 })))),
  ])
  const [box] = outbox.rows
  const [chain] = audit.rows
  return {
    outbox: { waiting: box?.waiting ?? 0, dead: box?.dead ?? 0, oldestSeconds: Math.max(0, box?.oldest ?? 0) },
    audit: { entries: chain?.entries ?? 0, anchored: chain?.anchored ?? 0, checkedAt: lastCheckedAt() / 1000, whole: lastWhole() },
    alerts: alerts.rows,
    clocks: clocks.flat().slice(0, MOST_SERIES),
    events: events.rows,
    deliveries: deliveries.rows,
  }
}
