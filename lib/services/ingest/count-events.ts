import type { PoolClient } from 'pg'
import type { NewEvent } from './event-rows'
import { groupRows } from './group-rows'

const HOURS = `
INSERT INTO event_hour (hour, environment, service, hop, outcome, reason, provider, count)
SELECT r.hour, r.environment, r.service, r.hop, r.outcome, r.reason, r.provider, r.count
  FROM json_to_recordset($1::json) AS r(hour timestamptz, environment text, service text, hop "hop", outcome "outcome", reason text, provider text, count int)
 ORDER BY r.environment, r.hour, r.service, r.hop, r.outcome, r.reason, r.provider
ON CONFLICT (environment, hour, service, hop, outcome, reason, provider) DO UPDATE SET count = event_hour.count + excluded.count`

const FORMATS = `
INSERT INTO format_count (day, format, source, count)
SELECT ($2::timestamptz AT TIME ZONE 'UTC')::date, r.format, $3, r.count FROM json_to_recordset($1::json) AS r(format text, count int) ORDER BY r.format
ON CONFLICT (day, format, source) DO UPDATE SET count = format_count.count + excluded.count`

const hourOf = (at: string) => at.slice(0, 13)

/** Adds stored events to the counts by hour (of the source's time) and by format and day (of receipt). */
export async function countEvents(client: PoolClient, stored: readonly NewEvent[], source: string, now: Date): Promise<void> {
  if (stored.length === 0) return
  const hours = groupRows(stored, ({ at, environment, service, hop, outcome, reason, provider }) => `${hourOf(at)}\0${environment}\0${service ?? ''}\0${hop}\0${outcome}\0${reason}\0${provider ?? ''}`).map(
    ({ first: { at, environment, service, hop, outcome, reason, provider }, rows }) => ({ hour: `${hourOf(at)}:00:00Z`, environment, service: service ?? '', hop, outcome, reason, provider: provider ?? '', count: rows.length }),
  )
  const formats = groupRows(stored, ({ format }) => format).map(({ first: { format }, rows }) => ({ format, count: rows.length }))
  await client.query(HOURS, [JSON.stringify(hours)])
  await client.query(FORMATS, [JSON.stringify(formats), now, source])
}
