import type { EventDetails } from '@/lib/evidence/event'
import type { Hop, Outcome } from '@/lib/evidence/vocabulary'

/** An event as the database gives it to raw statements. */
export type EventRow = {
  id: string
  at: Date
  received_at: Date
  environment: string
  service: string | null
  version: string | null
  hop: Hop
  host: string | null
  trace_id: string | null
  duration_ms: number | null
  outcome: Outcome
  reason: string
  code: string | null
  rule: string | null
  message: string | null
  attempted: string | null
  account_id: string | null
  client: string | null
  client_version: string | null
  provider: string | null
  ip: string | null
  user_agent: string | null
  details: EventDetails
  format: string
  raw: string
}

/** The columns of EventRow, in a constant so that every statement asks for the same. */
export const EVENT_COLUMNS = `id, at, received_at, environment, service, version, hop, host, trace_id, duration_ms, outcome, reason, code, rule,
  message, attempted, account_id, client, client_version, provider, host(ip) AS ip, user_agent, details, format, raw`

/** The same record as the console's own JSON, which is a format like any other: what a case file carries. */
export function toOwnJson(row: EventRow): Record<string, unknown> {
  const record = {
    latchkey: 1,
    at: row.at.toISOString(),
    environment: row.environment,
    service: row.service,
    version: row.version,
    hop: row.hop,
    host: row.host,
    traceId: row.trace_id,
    durationMs: row.duration_ms,
    outcome: row.outcome,
    reason: row.reason,
    code: row.code,
    rule: row.rule,
    message: row.message,
    attempted: row.attempted,
    accountId: row.account_id,
    client: row.client,
    clientVersion: row.client_version,
    provider: row.provider,
    ip: row.ip,
    userAgent: row.user_agent,
    details: row.details,
  }
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null))
}
