import { Counter, Gauge, Registry } from 'prom-client'
import type { Database } from '@/lib/db/client'
import { DELIVERY_BOUNDS } from '@/lib/services/ingest/roll-up'
import type { ConsoleState } from '@/lib/services/metrics/read-state'
import { processMetrics } from './registry'

/** What is in the database, as a registry of its own: made for one answer, so that nothing that is gone stays. */
export function stateRegistry({ outbox, audit, alerts, clocks, events, deliveries }: ConsoleState, pool: Pick<Database['pool'], 'totalCount' | 'idleCount' | 'waitingCount'>): Registry {
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string, value: number) => new Gauge({ name: `latchkey_${name}`, help, registers }).set(value)
  gauge('outbox_waiting', 'Messages that are to be sent.', outbox.waiting)
  gauge('outbox_dead', 'Messages that were given up.', outbox.dead)
  gauge('outbox_oldest_seconds', 'Age of the oldest message that waits.', outbox.oldestSeconds)
  gauge('audit_entries', 'Entries of the audit.', audit.entries)
  gauge('audit_anchored_entries', 'Entries of the audit up to the last anchor outside the database.', audit.anchored)
  gauge('audit_checked_timestamp_seconds', 'When this process last checked the audit; 0 = not since its start.', audit.checkedAt)
  if (audit.whole !== null) gauge('audit_whole', 'Whether the last check found the audit whole.', audit.whole ? 1 : 0)
  gauge('database_connections', 'Connections of this process to the database.', pool.totalCount)
  gauge('database_connections_idle', 'Those of them that are free.', pool.idleCount)
  gauge('database_waiting', 'Callers that wait for a connection.', pool.waitingCount)

  const open = new Gauge({ name: 'latchkey_alerts_open', help: 'Crowds of failures that nobody has settled.', labelNames: ['kind', 'environment'], registers })
  for (const { count, ...labels } of alerts) open.set(labels, count)

  const skew = new Gauge({ name: 'latchkey_clock_offset_seconds', help: 'Seconds by which a clock is ahead of the others, for clocks that sign-ins fail of.', labelNames: ['environment', 'hop', 'clock'], registers })
  for (const { offsetSeconds, ...labels } of clocks) skew.set(labels, offsetSeconds)

  const counter = (name: string, help: string, ...labelNames: string[]) => new Counter({ name: `latchkey_${name}`, help, labelNames, registers })
  const counted = counter('events_total', 'Records of sign-ins since midnight UTC; begins anew each day, as a counter may.', 'environment', 'outcome', 'reason', 'provider')
  for (const { count, ...labels } of events) counted.inc(labels, count)

  const buckets = counter('code_delivery_seconds_bucket', 'Codes and links delivered within so many seconds, since midnight UTC.', 'environment', 'provider', 'le')
  const sum = counter('code_delivery_seconds_sum', 'Seconds of all deliveries since midnight UTC.', 'environment', 'provider')
  const count = counter('code_delivery_seconds_count', 'Deliveries that were timed since midnight UTC.', 'environment', 'provider')
  for (const { environment, provider, delivered, ms, within } of deliveries) {
    DELIVERY_BOUNDS.forEach((bound, index) => buckets.inc({ environment, provider, le: String(bound) }, within[index] ?? 0))
    buckets.inc({ environment, provider, le: '+Inf' }, delivered)
    sum.inc({ environment, provider }, ms / 1000)
    count.inc({ environment, provider }, delivered)
  }
  return registry
}

/** Both registries in the Prometheus text format. */
export async function expose(state: ConsoleState, pool: Parameters<typeof stateRegistry>[1]): Promise<Response> {
  const { registry } = processMetrics()
  const texts = await Promise.all([registry.metrics(), stateRegistry(state, pool).metrics()])
  return new Response(texts.join(''), { headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' } })
}
