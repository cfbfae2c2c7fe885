import type { PoolClient } from 'pg'
import { auditRow, type AuditInput } from '../audit/audit-row'
import { notWritten } from '../audit/not-written'
import type { ServiceContext } from '../context'

/**
 * Audits, last in the transaction of the effect, that a machine wrote records that people act on. Nothing written,
 * nothing audited. Throws AppError('unavailable') when it cannot be written.
 */
export async function auditIngest(client: PoolClient, ctx: ServiceContext, action: string, stored: number): Promise<void> {
  if (stored > 0) await auditBy(client, ctx, { action, outcome: 'done', target: null, after: { stored } })
}

/** The same row as `writeAudit` on a plain connection, in its transaction: for verbs that write in bulk. */
export async function auditBy(client: PoolClient, ctx: ServiceContext, input: Omit<AuditInput, 'before' | 'approvals'>): Promise<void> {
  const row = auditRow(ctx, input)
  try {
    await client.query(
      `INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, outcome, target_kind, target_id, target_name, ticket_id, reason, after, ip, request_id, app_version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [row.id, row.at, row.actorKind, row.actorId, row.actorName, row.action, row.outcome, row.targetKind, row.targetId, row.targetName, row.ticketId, row.reason, row.after ? JSON.stringify(row.after) : null, row.ip, row.requestId, row.appVersion],
    )
  } catch (error) {
    throw notWritten(error)
  }
}
