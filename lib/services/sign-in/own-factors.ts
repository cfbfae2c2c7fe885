import { z } from 'zod'
import { replaceRecoveryCodes } from '@/lib/auth/recovery-codes'
import { HALF_SECONDS } from '@/lib/auth/sessions'
import { spendStepUp } from '@/lib/auth/step-up/spend-step-up'
import { AppError } from '@/lib/core/errors'
import { mayAct } from '@/lib/evidence/vocabulary'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { auditRefusal } from '../step-up/audit-refusal'
import { noteToAgent } from './note-to-agent'

type AgentActor = Extract<ServiceContext['actor'], { kind: 'agent' }>

function personOf(ctx: ServiceContext): AgentActor {
  if (ctx.actor.kind !== 'agent') throw new AppError('forbidden', 'Only people have factors.')
  return ctx.actor
}

const about = ({ id, name }: AgentActor, action: string) => ({ action, target: { kind: 'agent', id, name } })

export type OwnFactor = { id: string; kind: string; label: string; createdAt: Date; lastUsedAt: Date | null; disabledAt: Date | null }

/** What an agent can prove themselves with, and how many recovery codes are left. Secrets and keys are not among it. */
export async function listOwnFactors(ctx: ServiceContext): Promise<{ factors: OwnFactor[]; codesLeft: number }> {
  await authorize(ctx, 'read')
  const { id: agentId } = personOf(ctx)
  const [factors, codesLeft] = await Promise.all([
    ctx.db.prisma.agentFactor.findMany({
      where: { agentId, removedAt: null },
      orderBy: { createdAt: 'asc' },
      take: 20,
      select: { id: true, kind: true, label: true, createdAt: true, lastUsedAt: true, disabledAt: true },
    }),
    ctx.db.prisma.agentRecoveryCode.count({ where: { agentId, usedAt: null, revokedAt: null } }),
  ])
  return { factors, codesLeft }
}

/** What a proof for removing a factor is bound to. */
export const removeFactorBinding = (factorId: string) => ({ action: 'agent.remove_factor', targetId: factorId, params: null })

/** Removes one of one's own factors; whoever may act keeps one. Throws AppError: forbidden, not_found, conflict. */
export async function removeFactor(ctx: ServiceContext, given: { id: unknown; proofId: string }): Promise<void> {
  await authorize(ctx, 'read')
  const actor = personOf(ctx)
  const id = z.uuid().parse(given.id)
  await auditRefusal(ctx, about(actor, 'agent.remove_factor'), () => ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM agent WHERE id = ${actor.id}::uuid FOR UPDATE`
    const factor = await tx.agentFactor.findFirst({ where: { id, agentId: actor.id, removedAt: null } })
    if (!factor) throw new AppError('not_found', 'There is no such factor.')
    const left = await tx.agentFactor.count({ where: { agentId: actor.id, removedAt: null, disabledAt: null, id: { not: id } } })
    if (left === 0 && mayAct(actor.role)) throw new AppError('conflict', 'This is your last factor, and your role needs one. Add another first.')
    const { method } = await spendStepUp(tx, ctx, removeFactorBinding(id), given.proofId)
    await tx.agentFactor.update({ where: { id }, data: { removedAt: ctx.now, sealed: null, credentialId: null, publicKey: null } })
    await noteToAgent(tx, ctx, actor, `${factor.kind === 'totp' ? 'An authenticator app' : 'A passkey'} was removed from your sign-in`)
    await writeAudit(tx, ctx, { ...about(actor, 'agent.remove_factor'), outcome: 'done', before: { kind: factor.kind, label: factor.label }, strength: method, stepUpId: given.proofId })
  }))
}

/** What a proof for a new set of recovery codes is bound to. */
export const recoveryCodesBinding = (agentId: string) => ({ action: 'agent.recovery_codes', targetId: agentId, params: null })

/** Makes ten recovery codes in place of all older ones. Returned this once. The first set, right after the factor was shown, needs no proof. */
export async function makeRecoveryCodes(ctx: ServiceContext, given: { proofId: string }): Promise<string[]> {
  await authorize(ctx, 'read')
  const actor = personOf(ctx)
  return auditRefusal(ctx, about(actor, 'agent.recovery_codes'), () => ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM agent WHERE id = ${actor.id}::uuid FOR UPDATE`
    const before = await tx.agentRecoveryCode.count({ where: { agentId: actor.id, usedAt: null, revokedAt: null } })
    const session = await tx.consoleSession.findUniqueOrThrow({ where: { id: actor.sessionId }, select: { createdAt: true } })
    const justSignedIn = ctx.now.getTime() - session.createdAt.getTime() < HALF_SECONDS * 1000
    const proof = before > 0 || !justSignedIn ? await spendStepUp(tx, ctx, recoveryCodesBinding(actor.id), given.proofId) : null
    const codes = await replaceRecoveryCodes(tx, actor.id, ctx.now)
    await noteToAgent(tx, ctx, actor, 'New recovery codes were made for your sign-in')
    await writeAudit(tx, ctx, { ...about(actor, 'agent.recovery_codes'), outcome: 'done', ...(proof ? { strength: proof.method, stepUpId: given.proofId } : {}) })
    return codes
  }))
}
