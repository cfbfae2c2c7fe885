import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { personKey } from '@/lib/core/identifier'
import { maskText } from '@/lib/core/mask'
import type { Transaction } from '@/lib/db/client'
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
    const freeze = await tx.freeze.findFirst({ where: { accountId, liftedAt: null }, include: { account: { select: { name: true, email: true } } } })
    if (!freeze) throw new AppError('not_found', 'This account is not frozen.')
    const target = { kind: 'account', id: accountId, name: freeze.account.name }
    const why = await whyNotThey(tx, ctx, freeze)
    if (why) throw new Denied(why, target, freeze.ticketId)
    const proof = await spendProof(tx, ctx, liftBinding(accountId, freeze.id), stepUpProof, { target, ticketId: freeze.ticketId })
    await tx.freeze.update({ where: { id: freeze.id }, data: { liftedAt: ctx.now, liftedById: agentId, liftedReason: maskText(reason) } })
    await writeNotices(tx, ctx, { accountId, recoveryId: null, ticketId: freeze.ticketId }, [
      { kind: 'notice', subject: 'Support can help with your account again', body: 'After speaking with you, support has taken away the protection that you asked for.' },
    ])
    await writeAudit(tx, ctx, { action: 'account.lift_freeze', outcome: 'done', target, ticketId: freeze.ticketId, reason, ...provenBy(freeze.account.name, [], proof), before: { Recoveries: 'refused' }, after: { Recoveries: 'allowed' } })
  }))
}

/** As long as a notice can be answered: what was done or asked for before that is not what the person denies. */
const DENIABLE_DAYS = 7

/** Why this agent may not lift a freeze: it is their own account, or they did, asked for or agreed to something on it lately, under whatever account. */
async function whyNotThey(tx: Transaction, { actor }: ServiceContext, { accountId, at, account }: { accountId: string; at: Date; account: { email: string } }): Promise<string | null> {
  if (actor.kind !== 'agent') return null
  const own = personKey(actor.email)
  if (own === personKey(account.email)) return 'This is your own account. A colleague must lift this.'
  const since = new Date(at.getTime() - DENIABLE_DAYS * 86_400_000)
  const [done, asked] = [
    await tx.recovery.findMany({ where: { accountId, at: { gte: since } }, select: { agent: { select: { email: true } }, bulk: { select: { approver: { select: { email: true } } } } }, take: 200 }),
    await tx.recoveryRequest.findMany({ where: { accountId, requestedAt: { gte: since } }, select: { requester: { select: { email: true } }, approvals: { select: { agent: { select: { email: true } } } } }, take: 200 }),
  ]
  const involved = [...done.flatMap(({ agent, bulk }) => [agent, bulk?.approver]), ...asked.flatMap(({ requester, approvals }) => [requester, ...approvals.map(({ agent }) => agent)])]
  return involved.some((agent) => agent && personKey(agent.email) === own) ? 'You carried out, asked for or approved what was done to this account. A colleague must lift this.' : null
}
