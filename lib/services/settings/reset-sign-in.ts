import { z } from 'zod'
import { revokeRecoveryCodes } from '@/lib/auth/recovery-codes'
import { endOtherSessions } from '@/lib/auth/sessions'
import { spendStepUp } from '@/lib/auth/step-up/spend-step-up'
import { AppError } from '@/lib/core/errors'
import { writeAudit, writeAuditAlone } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { auditRefusal } from '../step-up/audit-refusal'
import { noteToAgent } from '../sign-in/note-to-agent'
import { passwordSchema } from './password-schema'

const input = z.object({ id: z.uuid(), password: z.literal('').transform(() => undefined).or(passwordSchema).optional() })

/** What a proof for resetting an agent's sign-in is bound to. A new password is no part of it: it must not be hashed weakly. */
export const resetSignInBinding = (agentId: string) => ({ action: 'agent.reset_sign_in', targetId: agentId, params: null })

/**
 * For an agent who lost every factor and every code, or whose password was ended by 100 wrong tries: all factors, codes and
 * sessions end, and the next sign-in adds a factor anew. Nobody does it for themselves. Throws AppError: forbidden (audited),
 * not_found, invalid.
 */
export async function resetSignIn(ctx: ServiceContext, given: unknown, proofId: string, hash: (password: string) => Promise<string>): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { id, password } = input.parse(given)
  if (ctx.actor.id === id) {
    await writeAuditAlone(ctx, { action: 'agent.reset_sign_in', outcome: 'denied', target: { kind: 'agent', id, name: ctx.actor.name }, reason: 'own sign-in' })
    throw new AppError('forbidden', 'Nobody resets their own sign-in. Ask another administrator.')
  }
  const passwordHash = password ? await hash(password) : undefined
  await auditRefusal(ctx, { action: 'agent.reset_sign_in', target: { kind: 'agent', id, name: null } }, () =>
    ctx.db.prisma.$transaction(async (tx) => {
      const agent = await tx.agent.findUnique({ where: { id } })
      if (!agent) throw new AppError('not_found', 'There is nobody with this id.')
      const { method } = await spendStepUp(tx, ctx, resetSignInBinding(id), proofId)
      const { count } = await tx.agentFactor.updateMany({ where: { agentId: id, removedAt: null }, data: { removedAt: ctx.now, sealed: null, credentialId: null, publicKey: null } })
      await revokeRecoveryCodes(tx, id, ctx.now)
      const sessions = await endOtherSessions(tx, id, null, ctx.now)
      if (passwordHash) await tx.agent.update({ where: { id }, data: { passwordHash, passwordFailures: 0 } })
      await noteToAgent(tx, ctx, agent, 'An administrator reset your sign-in')
      await writeAudit(tx, ctx, { action: 'agent.reset_sign_in', outcome: 'done', target: { kind: 'agent', id, name: agent.name }, before: { factors: count, sessions }, after: { password: passwordHash ? 'new' : 'as before' }, strength: method, stepUpId: proofId })
    }),
  )
}
