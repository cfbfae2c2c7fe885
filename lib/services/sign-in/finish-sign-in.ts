import { endSession, openSession } from '@/lib/auth/sessions'
import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import type { Strength } from '@/lib/evidence/vocabulary'
import { writeAudit } from '../audit/write-audit'
import { auditAs, type PersonContext } from './context'

/** A new session in place of the half-way one, whose secret dies (OWASP ASVS 5.0, 7.2.4). For the transaction that checked the factor. */
export async function replaceSession(tx: Transaction, ctx: PersonContext, strength: Strength, recovering = false): Promise<{ id: string; secret: string }> {
  if (!(await endSession(tx, ctx.session.id, ctx.now))) throw new AppError('unauthenticated', 'This sign-in has ended. Start again.')
  return openSession(tx, { agentId: ctx.session.agentId, strength, recovering }, ctx, ctx.now)
}

/** The end of a sign-in: the session is open, and the audit says by what. Returns its secret. */
export async function finishSignIn(tx: Transaction, ctx: PersonContext, strength: 'totp' | 'passkey'): Promise<string> {
  const { agent } = ctx.session
  const session = await replaceSession(tx, ctx, strength)
  await writeAudit(tx, auditAs(ctx, agent, { id: session.id, strength }), { action: 'agent.sign_in', outcome: 'done', target: { kind: 'agent', id: agent.id, name: agent.name }, after: { strength } })
  return session.secret
}
