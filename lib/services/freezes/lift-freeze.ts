import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { maskText } from '@/lib/core/mask'
import { lockRecord } from '@/lib/recoveries/state'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { writeNotices } from '../notices/write-notices'
import { liftBinding } from '../recoveries/bindings'
import { auditDenials, Denied } from '../recoveries/denied'
import { provenBy } from '../recoveries/proven-by'
import { spendProof } from '../recoveries/spend-proof'
import { reasonText } from '../reveals/schema'

const input = z.object({ accountId: z.uuid(), reason: reasonText, stepUpProof: z.string().max(60).default('') })

/**
 * Lets recoveries of an account happen again, once an approver has spoken with its owner and proved to be there. Whoever
 * carried out the recovery that the owner denied may not. Everybody on file is told. Throws forbidden (audited), not_found, invalid.
 */
export async function liftFreeze(ctx: ServiceContext, given: unknown): Promise<void> {
  const { accountId, reason, stepUpProof } = input.parse(given)
  await authorize(ctx, 'recover:override', { kind: 'account', id: accountId })
  const agentId = ctx.actor.id
  await auditDenials(ctx, 'account.lift_freeze', () => ctx.db.prisma.$transaction(async (tx) => {
    await lockRecord(tx, accountId, null)
    const freeze = await tx.freeze.findFirst({ where: { accountId, liftedAt: null }, include: { account: { select: { name: true } } } })
    if (!freeze) throw new AppError('not_found', 'This account is not frozen.')
    const denied = freeze.recoveryId ? await tx.recovery.findUnique({ where: { id: freeze.recoveryId }, select: { agentId: true } }) : null
    const target = { kind: 'account', id: accountId, name: freeze.account.name }
    if (denied && denied.agentId === agentId) throw new Denied('You carried out what the person denies. A colleague must lift this.', target, freeze.ticketId)
    const proof = await spendProof(tx, ctx, liftBinding(accountId, freeze.id), stepUpProof, { target, ticketId: freeze.ticketId })
    await tx.freeze.update({ where: { id: freeze.id }, data: { liftedAt: ctx.now, liftedById: agentId, liftedReason: maskText(reason) } })
    await writeNotices(tx, ctx, { accountId, recoveryId: null, ticketId: freeze.ticketId }, [
      { kind: 'notice', subject: 'Support can help with your account again', body: 'After speaking with you, support has taken away the protection that you asked for.' },
    ])
    await writeAudit(tx, ctx, { action: 'account.lift_freeze', outcome: 'done', target, ticketId: freeze.ticketId, reason, ...provenBy(freeze.account.name, [], proof), before: { Recoveries: 'refused' }, after: { Recoveries: 'allowed' } })
  }))
}
