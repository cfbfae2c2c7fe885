import { isIP } from 'node:net'
import { z } from 'zod'
import { filterText } from '@/lib/core/filter-text'
import { maskView } from '@/lib/core/mask'
import { identifierKey } from '@/lib/core/identifier'
import { decodeCursor, pageOf, PAGE_SIZE } from '@/lib/core/page'
import { OUTCOMES } from '@/lib/evidence/vocabulary'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { EVENT_COLUMNS, type EventRow } from './event-row'

export const listEventsSchema = z.object({
  environment: filterText(60),
  outcome: z.enum([...OUTCOMES, 'any']).catch('failure'),
  reason: filterText(60),
  format: filterText(40),
  /** An identifier, an address or a trace id. */
  q: filterText(320),
  after: filterText(300),
})

/** Events, newest first, by key, masked. A search term is an identifier, an address or a trace: each has its index. */
export async function listEvents(ctx: ServiceContext, input: unknown): Promise<{ rows: EventRow[]; next: string | null }> {
  await authorize(ctx, 'read')
  const { environment, outcome, reason, format, q, after } = listEventsSchema.parse(input)
  const cursor = decodeCursor(after)
  const values: unknown[] = []
  const put = (value: unknown) => `$${values.push(value)}`
  const where = [
    environment ? `environment = ${put(environment)}` : null,
    outcome === 'any' ? null : `outcome = ${put(outcome)}::"outcome"`,
    reason ? `reason = ${put(reason)}` : null,
    format ? `format = ${put(format)}` : null,
    q ? (isIP(q) ? `ip = ${put(q)}::inet` : `(attempted_key = ${put(identifierKey(q))} OR trace_id = ${put(q)})`) : null,
    cursor ? `(at, id) < (${put(cursor.at)}::timestamptz, ${put(cursor.id)}::uuid)` : null,
  ].filter(Boolean)
  const { rows } = await ctx.db.pool.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM auth_event ${where.length ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY at DESC, id DESC LIMIT ${PAGE_SIZE + 1}`,
    values,
  )
  return pageOf(maskView(rows), ({ at, id }) => ({ at: at.toISOString(), id }))
}
