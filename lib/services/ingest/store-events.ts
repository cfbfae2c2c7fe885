import type { PoolClient } from 'pg'
import type { Database } from '@/lib/db/client'
import { copyText } from '@/lib/db/copy-text'
import type { NewEvent } from './event-rows'

const TYPES = {
  id: 'uuid', at: 'timestamptz', environment: 'text', service: 'text', version: 'text', hop: '"hop"', host: 'text', trace_id: 'text', duration_ms: 'int',
  outcome: '"outcome"', reason: 'text', code: 'text', rule: 'text', message: 'text', attempted: 'text', attempted_key: 'text', account_id: 'uuid', client: 'text', client_version: 'text',
  provider: 'text', ip: 'inet', user_agent: 'text', country: 'text', details: 'jsonb', format: 'text', raw: 'text',
} as const satisfies Partial<Record<keyof NewEvent, string>>
const NAMES = Object.keys(TYPES) as (keyof typeof TYPES)[] // the keys of the object above
const listOf = (names: readonly string[]) => [...names, 'received_at'].join(', ')

const INSERT = `
INSERT INTO auth_event (${listOf(NAMES)})
SELECT ${NAMES.map((name) => `r.${name}`).join(', ')}, $2 FROM json_to_recordset($1::json) AS r(${Object.entries(TYPES).map(([name, type]) => `${name} ${type}`).join(', ')})
ON CONFLICT (at, id) DO NOTHING RETURNING id`

export type EventWriter = (rows: NewEvent[]) => Promise<NewEvent[]>

/**
 * Stores what is new of rows in the order of their ids, and answers with it. Records are nearly always new, so PostgreSQL
 * gets them by COPY, at two thirds of an INSERT's cost. A request that holds a known one goes on by INSERT, which passes over it.
 */
export function eventWriter(client: PoolClient, { kind }: Pick<Database, 'kind'>, now: Date): EventWriter {
  let allNew = kind === 'postgresql'
  return async (rows) => {
    allNew &&= await copyIn(client, rows, now)
    if (allNew) return rows
    const result = await client.query<{ id: string }>(INSERT, [JSON.stringify(rows.map(withoutNulls)), now])
    const ids = new Set(result.rows.map(({ id }) => id))
    return rows.filter(({ id }) => ids.has(id))
  }
}

/** PostgreSQL's word for "this key is there already". */
const KNOWN = '23505'

/** Writes all of the rows, or none of them where one is known. Columns of which none of them says anything, usually half, stay out. */
async function copyIn(client: PoolClient, rows: readonly NewEvent[], now: Date): Promise<boolean> {
  const received = now.toISOString()
  const names = NAMES.filter((name) => rows.some((row) => row[name] !== null))
  const text = rows.map((row) => `${names.map((name) => field(row[name])).join('\t')}\t${received}\n`).join('')
  await client.query('SAVEPOINT copied')
  try {
    await copyText(client, `COPY auth_event (${listOf(names)}) FROM STDIN`, text)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === KNOWN)) throw error
    await client.query('ROLLBACK TO copied')
    return false
  }
  await client.query('RELEASE copied')
  return true
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value as COPY reads it. https://www.postgresql.org/docs/current/sql-copy.html, "Text Format". */
function field(value: NewEvent[keyof typeof TYPES]): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPED[character] ?? character) : text
}

/** What is not sent is null all the same, and half of most rows is. */
function withoutNulls(row: NewEvent): Partial<NewEvent> {
  const set: Record<string, unknown> = {}
  for (const key in row) if (row[key as keyof NewEvent] !== null) set[key] = row[key as keyof NewEvent]
  return set
}
