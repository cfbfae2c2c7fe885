import { cleanText } from '@/lib/core/redact'
import { newId } from '@/lib/core/ids'
import { Prisma, type Transaction } from '@/lib/db/client'
import type { ServiceContext } from '../context'

export type AuditInput = {
  /** verb.noun or the permission asked for. */
  action: string
  outcome: 'done' | 'denied' | 'failed'
  target: { kind: string; id: string; name: string | null } | null
  ticketId?: string | null
  reason?: string | null
  /** Already masked: no address, secret or code may stand in it. */
  before?: Prisma.InputJsonObject
  after?: Prisma.InputJsonObject
}

/** Writes one audit row in the transaction of the effect: both are there or neither is. */
export async function writeAudit(tx: Transaction, ctx: ServiceContext, input: AuditInput): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: newId(),
      at: ctx.now,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      action: input.action,
      outcome: input.outcome,
      targetKind: input.target?.kind ?? null,
      targetId: input.target?.id ?? null,
      targetName: input.target?.name ?? null,
      ticketId: input.ticketId ?? null,
      reason: input.reason ? cleanText(input.reason, 2000) : null,
      before: input.before ?? Prisma.DbNull,
      after: input.after ?? Prisma.DbNull,
      ip: ctx.ip,
      requestId: ctx.requestId,
    },
  })
}

/** The row of something that had no effect of its own, such as a refusal or an export. */
export async function writeAuditAlone(ctx: ServiceContext, input: AuditInput): Promise<void> {
  await ctx.db.prisma.$transaction((tx) => writeAudit(tx, ctx, input))
}
