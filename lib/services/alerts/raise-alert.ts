import { createHash } from 'node:crypto'
import { newId } from '@/lib/core/ids'
import { announce, byClient } from '../announcements/announce'
import type { ServiceContext } from '../context'
import { auditBy } from '../ingest/audit-ingest'
import { inTransaction } from '../ingest/bulk'
import { KIND_TITLES, natureOf, type Figures, type Kind } from './schema'

/** The same signature raises nothing new until it was away for an hour. */
const QUIET_MS = 3_600_000

export type NewAlert = { sameness: string; kind: Kind; environment: string; subject: string | null; accountId: string | null; figures: Figures; because: string[] }

const SYSTEM = { kind: 'system', id: null, name: 'detector' } as const

/**
 * Raises an alert, once a signature and quiet period, however many instances look: they wait for each other on the
 * signature. Seen again, it keeps the figures of its height. New ones are audited. Returns whether it is new.
 */
export async function raiseAlert(ctx: ServiceContext, { sameness, kind, environment, subject, accountId, figures, because }: NewAlert): Promise<boolean> {
  const signature = createHash('sha256').update(sameness).digest('hex')
  const values = [signature, ctx.now, kind, JSON.stringify(figures), because]
  return inTransaction(ctx.db, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [signature])
    const { rows } = await client.query<{ id: string }>('SELECT id FROM alert WHERE signature = $1 AND seen_at > $2 ORDER BY seen_at DESC LIMIT 1', [signature, new Date(ctx.now.getTime() - QUIET_MS)])
    const [known] = rows
    if (known) {
      await client.query(
        `UPDATE alert SET seen_at = greatest(seen_at, $2), kind = CASE WHEN higher THEN $3 ELSE kind END, figures = CASE WHEN higher THEN $4::jsonb ELSE figures END, because = CASE WHEN higher THEN $5::text[] ELSE because END
           FROM (SELECT (figures->>'failures')::int < ($4::jsonb->>'failures')::int AND settled_at IS NULL AS higher FROM alert WHERE id = $1::uuid) AS seen WHERE id = $1::uuid`,
        [known.id, ...values.slice(1)],
      )
      return false
    }
    const id = newId()
    await client.query(
      `INSERT INTO alert (id, signature, kind, nature, environment, subject, account_id, figures, because, raised_at, seen_at) VALUES ($6, $1, $3, $7, $8, $9, $10, $4, $5, $2, $2)`,
      [...values, id, natureOf(kind), environment, subject, accountId],
    )
    await auditBy(client, { ...ctx, actor: SYSTEM, ip: null }, { action: 'alert.raise', outcome: 'done', target: { kind: 'alert', id, name: KIND_TITLES[kind] }, reason: because.join(' '), after: { Environment: environment, About: subject ?? (accountId ? 'one account' : 'the whole environment') } })
    await announce(byClient(client), { type: 'alert.raised', sameness: `alert.raised ${id}`, title: `${KIND_TITLES[kind]}, ${environment}`, path: '/queue', data: { kind, nature: natureOf(kind), environment, about: subject ?? (accountId ? 'one account' : 'the whole environment'), because } }, ctx.now)
    return true
  })
}
