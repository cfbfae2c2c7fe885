import type { PoolClient } from 'pg'
import type { NewEvent } from './event-rows'

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

/** Rows with the number of rows alike. */
function tally<T extends object>(rows: readonly NewEvent[], of: (row: NewEvent) => T): (T & { count: number })[] {
  const counts = new Map<string, T & { count: number }>()
  for (const row of rows) {
    const group = of(row)
    const key = Object.values(group).join('\0')
    const before = counts.get(key)
    if (before) before.count += 1
    else counts.set(key, { ...group, count: 1 })
  }
  return [...counts.values()]
}

/** Adds stored events to the counts by hour (of the source's time) and by format and day (of receipt). */
export async function countEvents(client: PoolClient, stored: readonly NewEvent[], source: string, now: Date): Promise<void> {
  if (stored.length === 0) return
  const hours = tally(stored, ({ at, environment, service, hop, outcome, reason, provider }) => ({ hour: `${at.slice(0, 13)}:00:00Z`, environment, service: service ?? '', hop, outcome, reason, provider: provider ?? '' }))
  await client.query(HOURS, [JSON.stringify(hours)])
  await client.query(FORMATS, [JSON.stringify(tally(stored, ({ format }) => ({ format }))), now, source])
}
