import type { PoolClient } from 'pg'
import { newId } from '@/lib/core/ids'
import type { ServiceContext } from '../context'

/** Audits, in the transaction of the effect, that a machine wrote records that people act on. Nothing written, nothing audited. */
export async function auditIngest(client: PoolClient, { actor, now, ip, requestId }: ServiceContext, action: string, stored: number): Promise<void> {
  if (stored === 0) return
  await client.query(
    `INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, outcome, after, ip, request_id)
     VALUES ($1, $2, $3, $4, $5, $6, 'done', $7, $8, $9)`,
    [newId(), now, actor.kind, actor.id, actor.name, action, JSON.stringify({ stored }), ip, requestId],
  )
}
