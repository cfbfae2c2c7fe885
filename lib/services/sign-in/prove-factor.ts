import { openChallenge, takeChallenge } from '@/lib/auth/challenges'
import { authenticationOptions, boundPasskeys, spendPasskey, type RelyingParty } from '@/lib/auth/passkeys'
import { readRecoveryCode, spendRecoveryCode } from '@/lib/auth/recovery-codes'
import { spendTotp } from '@/lib/auth/spend-totp'
import { forgetUses } from '@/lib/auth/throttle'
import { readCode } from '@/lib/auth/totp'
import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import { personActor, type PersonContext } from './context'
import { finishSignIn, replaceSession } from './finish-sign-in'
import { factorKey, guardTries, refuseFactor } from './guard-tries'
import { noteToAgent } from './note-to-agent'

function needStage(ctx: PersonContext) {
  if (ctx.session.stage !== 'factor') throw new AppError('unauthenticated', 'Start again with your password.')
}

/** Rolls the transaction back and says why. */
class NotProven extends Error {
  constructor(readonly result: 'wrong' | 'spent') {
    super(result)
  }
}

async function prove(ctx: PersonContext, what: Parameters<typeof refuseFactor>[1], work: (tx: Transaction) => Promise<string>): Promise<string> {
  needStage(ctx)
  await guardTries(ctx)
  try {
    const secret = await ctx.db.prisma.$transaction(work)
    await forgetUses(ctx.db, factorKey(ctx.session.agentId))
    return secret
  } catch (error) {
    if (error instanceof NotProven) return refuseFactor(ctx, what, error.result)
    throw error
  }
}

/** The second step with a code of the authenticator app. Returns the secret of the open session. Throws AppError: forbidden, too_many, unauthenticated. */
export async function signInWithCode(ctx: PersonContext, typed: string): Promise<string> {
  const code = readCode(typed)
  return prove(ctx, 'code', async (tx) => {
    const { result } = code ? await spendTotp(tx, ctx.session.agent, code, ctx.now) : { result: 'wrong' as const }
    if (result !== 'right') throw new NotProven(result)
    return finishSignIn(tx, ctx, 'totp')
  })
}

/** What the browser is asked for the second step with a passkey, or null where none is bound. */
export async function askForPasskey(ctx: PersonContext, rp: RelyingParty) {
  needStage(ctx)
  const bound = await boundPasskeys(ctx.db, ctx.session.agentId)
  if (bound.length === 0) return null
  const options = await authenticationOptions(rp, bound)
  const { id } = await openChallenge(ctx.db, 'passkey_sign_in', { agentId: ctx.session.agentId, sessionId: ctx.session.id }, options.challenge, ctx.now)
  return { challengeId: id, options }
}

/** The second step with a passkey. */
export async function signInWithPasskey(ctx: PersonContext, rp: RelyingParty, given: { challengeId: string; answer: unknown }): Promise<string> {
  const challenge = await takeChallenge(ctx.db, { purpose: 'passkey_sign_in', id: given.challengeId, sessionId: ctx.session.id, now: ctx.now })
  return prove(ctx, 'passkey', async (tx) => {
    const factor = challenge && (await spendPasskey(tx, rp, ctx.session.agentId, challenge, given.answer, ctx.now))
    if (!factor) throw new NotProven('wrong')
    return finishSignIn(tx, ctx, 'passkey')
  })
}

/** The way back when every factor is lost: the session that it opens may add a factor and nothing else, and the person is told. */
export async function recoverWithCode(ctx: PersonContext, typed: string): Promise<string> {
  const code = readRecoveryCode(typed)
  const { agent } = ctx.session
  return prove(ctx, 'recovery_code', async (tx) => {
    if (!code || !(await spendRecoveryCode(tx, agent.id, code, ctx.now))) throw new NotProven('wrong')
    const { secret } = await replaceSession(tx, ctx, 'password', true)
    await noteToAgent(tx, ctx, agent, 'A recovery code of yours was used')
    await writeAudit(tx, personActor(ctx), { action: 'agent.recovery_code', outcome: 'done', target: { kind: 'agent', id: agent.id, name: agent.name } })
    return secret
  })
}
