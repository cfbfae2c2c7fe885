import type { PoolClient } from 'pg'
import { auditRow } from '../audit/audit-row'
import { notWritten } from '../audit/not-written'
import type { ServiceContext } from '../context'

/**
 * Audits, last in the transaction of the effect, that a machine wrote records that people act on. Nothing written,
 * nothing audited. Throws AppError('unavailable') when it cannot be written.
 */
export async function auditIngest(client: PoolClient, ctx: ServiceContext, action: string, stored: number): Promise<void> {
  if (stored === 0) return
  const row = auditRow(ctx, { action, outcome: 'done', target: null, after: { stored } })
  try {
    await client.query(
      `INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, outcome, after, ip, request_id, app_version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [row.id, row.at, row.actorKind, row.actorId, row.actorName, row.action, row.outcome, JSON.stringify(row.after), row.ip, row.requestId, row.appVersion],
    )
  } catch (error) {
    throw notWritten(error)
  }
}
