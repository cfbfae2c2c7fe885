import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { renewDenial } from '../notices/write-notices'
import { hasEnded } from './send-due'

const input = z.object({ id: z.uuid() })

/** Puts a message that was given up back in line, with ten tries more. A link that has ended is not sent again. Needs settings:write. Throws forbidden, not_found, conflict. */
export async function resendMessage(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { id } = input.parse(given)
  await ctx.db.prisma.$transaction(async (tx) => {
    const message = await tx.outboxMessage.findUnique({ where: { id }, select: { kind: true, createdAt: true, deadAt: true, accountId: true } })
    if (!message?.deadAt) throw new AppError('not_found', 'This message is not given up: it is sent, or still tried.')
    if (hasEnded(message.kind, message.createdAt, ctx.now)) throw new AppError('conflict', 'What it carries has ended. Send a new one from the ticket.')
    const { count } = await tx.outboxMessage.updateMany({ where: { id, deadAt: { not: null }, sentAt: null }, data: { deadAt: null, attempts: 0, nextTryAt: ctx.now, claimedUntil: null } })
    if (count === 0) throw new AppError('conflict', 'Somebody sent it again at the same time.')
    await renewDenial(tx, id, ctx.now)
    await writeAudit(tx, ctx, { action: 'message.resend', outcome: 'done', target: { kind: 'message', id, name: null }, after: { Message: 'in line again' } })
  })
}
