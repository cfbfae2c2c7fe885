import { Prisma, type Transaction } from '@/lib/db/client'
import type { ServiceContext } from '../context'
import { auditRow, type AuditInput } from './audit-row'
import { notWritten } from './not-written'

export type { AuditInput } from './audit-row'

/**
 * Writes one audit row in the transaction of the effect: both are there or neither is. Call it last: from here to the
 * end of the transaction every other writer of the audit waits. Throws AppError('unavailable') when it cannot be written.
 */
export async function writeAudit(tx: Transaction, ctx: ServiceContext, input: AuditInput): Promise<void> {
  const { before, after, approvals, ...row } = auditRow(ctx, input)
  const none = Prisma.DbNull
  try {
    await tx.auditEntry.create({ data: { ...row, before: before ?? none, after: after ?? none, approvals: approvals ?? none }, select: { id: true } })
  } catch (error) {
    throw notWritten(error)
  }
}

/** The row of something that had no effect of its own, such as a refusal or an export. */
export async function writeAuditAlone(ctx: ServiceContext, input: AuditInput): Promise<void> {
  // A statement by itself is a transaction: the shortest time that others can be made to wait.
  await writeAudit(ctx.db.prisma, ctx, input)
}
