import type { PoolClient } from 'pg'
import type { NewEvent } from './event-rows'
import { groupRows } from './group-rows'

/** Milliseconds of a slot of the rollup. */
export const SLOT_MS = 300_000
/** Seconds within which a code or link was delivered: the buckets that the rollup counts. */
export const DELIVERY_BOUNDS = [10, 30, 60, 120, 300, 600] as const
/** A delivery of more than a day is a clock gone wrong; it counts as a day. */
const LONGEST_SECONDS = 86_400

const WITHIN = DELIVERY_BOUNDS.map((bound) => `within_${bound}`)
const SUMS = ['count', 'delivered', 'delivery_ms', ...WITHIN]
const KEY = ['environment', 'outcome', 'slot', 'reason', 'provider']
const NAMES = [...KEY, ...SUMS].join(', ')

// Rows in the order of their key: two senders meet them in the same order and neither waits for the other for ever.
const ADD = `
INSERT INTO event_rollup (${NAMES})
SELECT ${NAMES} FROM json_to_recordset($1::json) AS r(environment text, outcome "outcome", slot timestamptz, reason text, provider text, count int, delivered int, delivery_ms bigint, ${WITHIN.map((name) => `${name} int`).join(', ')})
 ORDER BY ${KEY.join(', ')}
ON CONFLICT (${KEY.join(', ')}) DO UPDATE SET ${SUMS.map((name) => `${name} = event_rollup.${name} + excluded.${name}`).join(', ')}`

/** The same counts drawn from the events themselves: what the rollup must equal at any time. */
export const ROLLUP_OF_EVENTS = `
SELECT environment, outcome, date_bin('5 minutes', at, TIMESTAMPTZ '2000-01-01Z') AS slot, reason, coalesce(provider, '') AS provider, count(*)::int AS count, count(ms)::int AS delivered,
       coalesce(sum(ms), 0)::bigint AS delivery_ms, ${DELIVERY_BOUNDS.map((bound) => `count(*) FILTER (WHERE ms <= ${bound}000)::int AS within_${bound}`).join(', ')}
  FROM auth_event, LATERAL (SELECT CASE WHEN hop = 'mail' AND jsonb_typeof(details->'deliverySeconds') = 'number'
       THEN floor(least((details->>'deliverySeconds')::float8, ${LONGEST_SECONDS}) * 1000)::bigint END AS ms) AS delivery
 GROUP BY 1, 2, 3, 4, 5`

/** Puts what the events say in place of the rollup: for who wrote events in bulk without counting them. */
export const REDRAW = [`DELETE FROM event_rollup`, `INSERT INTO event_rollup (${NAMES}) SELECT ${NAMES} FROM (${ROLLUP_OF_EVENTS}) AS drawn`]

/** Milliseconds of a delivery. Only the record of the mail or message server counts: the hop that asks for the code repeats it. */
function deliveryOf({ hop, details }: NewEvent): number | null {
  if (hop !== 'mail' || details.deliverySeconds === undefined) return null
  return Math.floor(Math.min(details.deliverySeconds, LONGEST_SECONDS) * 1000)
}

/** The slot in which a time lies, from its text: five minutes begin where the last digit of the minute is 0 or 5. */
const slotOf = (at: string) => `${at.slice(0, 15)}${at.charAt(15) < '5' ? '0' : '5'}:00.000Z`

function sumsOf(events: readonly NewEvent[]): Record<string, number> {
  const delivered = events.flatMap((event) => deliveryOf(event) ?? [])
  return {
    count: events.length,
    delivered: delivered.length,
    delivery_ms: delivered.reduce((sum, ms) => sum + ms, 0),
    ...Object.fromEntries(DELIVERY_BOUNDS.map((bound, at) => [WITHIN[at], delivered.filter((ms) => ms <= bound * 1000).length])),
  }
}

/** What a batch adds, one row a slot, environment, outcome, reason and provider. Pure. */
export function rollupOf(events: readonly NewEvent[]): Record<string, string | number>[] {
  const groups = groupRows(events, ({ at, environment, outcome, reason, provider }) => `${slotOf(at)}\0${environment}\0${outcome}\0${reason}\0${provider ?? ''}`)
  return groups.map(({ first: { at, environment, outcome, reason, provider }, rows }) => ({ environment, outcome, slot: slotOf(at), reason, provider: provider ?? '', ...sumsOf(rows) }))
}

/** Adds stored events to the rollup: one statement a batch, in the transaction that stores them. */
export async function rollUp(client: PoolClient, stored: readonly NewEvent[]): Promise<void> {
  if (stored.length > 0) await client.query(ADD, [JSON.stringify(rollupOf(stored))])
}
