import { openChallenge, takeChallenge } from '@/lib/auth/challenges'
import { authenticationOptions, boundPasskeys, spendPasskey, type RelyingParty } from '@/lib/auth/passkeys'
import { spendTotp } from '@/lib/auth/spend-totp'
import type { StepUpBinding } from '@/lib/auth/step-up/binding'
import { writeProof } from '@/lib/auth/step-up/write-proof'
import { forgetUses } from '@/lib/auth/throttle'
import { readCode } from '@/lib/auth/totp'
import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import { personActor, type PersonContext } from '../sign-in/context'
import { factorKey, guardTries, refuseFactor } from '../sign-in/guard-tries'
import { stepUpInput } from './schema'

/** Rolls the transaction back and says why. */
class NotProven extends Error {
  constructor(readonly result: 'wrong' | 'spent') {
    super(result)
  }
}

async function prove(ctx: PersonContext, what: 'code' | 'passkey', binding: StepUpBinding, check: (tx: Transaction) => Promise<'right' | 'wrong' | 'spent'>): Promise<string> {
  if (ctx.session.stage !== 'open') throw new AppError('unauthenticated', 'Sign in first.')
  const { action, targetId } = stepUpInput.parse(binding)
  const { agentId, id: sessionId } = ctx.session
  await guardTries(ctx)
  try {
    const proofId = await ctx.db.prisma.$transaction(async (tx) => {
      const result = await check(tx)
      if (result !== 'right') throw new NotProven(result)
      const method = what === 'code' ? 'totp' : 'passkey'
      const made = await writeProof(tx, { agentId, sessionId }, { action, targetId, params: binding.params }, method, ctx.now)
      await writeAudit(tx, personActor(ctx), { action: 'step_up', outcome: 'done', target: { kind: 'step_up', id: made, name: action }, after: { action, method } })
      return made
    })
    await forgetUses(ctx.db, factorKey(agentId))
    return proofId
  } catch (error) {
    if (error instanceof NotProven) return refuseFactor(ctx, what, error.result, 'step_up')
    throw error
  }
}

/** Proves with a code of the authenticator app. Returns the proof's id, to be spent within five minutes by the effect it is for. */
export async function proveWithCode(ctx: PersonContext, binding: StepUpBinding, typed: string): Promise<string> {
  const code = readCode(typed)
  return prove(ctx, 'code', binding, async (tx) => (code ? (await spendTotp(tx, ctx.session.agent, code, ctx.now)).result : 'wrong'))
}

/** What the browser is asked to prove with a passkey, or null where none is bound. */
export async function askToProve(ctx: PersonContext, rp: RelyingParty) {
  if (ctx.session.stage !== 'open') throw new AppError('unauthenticated', 'Sign in first.')
  const bound = await boundPasskeys(ctx.db, ctx.session.agentId)
  if (bound.length === 0) return null
  const options = await authenticationOptions(rp, bound)
  const { id } = await openChallenge(ctx.db, 'passkey_step_up', { agentId: ctx.session.agentId, sessionId: ctx.session.id }, options.challenge, ctx.now)
  return { challengeId: id, options }
}

/** Proves with a passkey: the answer to askToProve. */
export async function proveWithPasskey(ctx: PersonContext, rp: RelyingParty, binding: StepUpBinding, given: { challengeId: string; answer: unknown }): Promise<string> {
  const challenge = await takeChallenge(ctx.db, { purpose: 'passkey_step_up', id: given.challengeId, sessionId: ctx.session.id, now: ctx.now })
  return prove(ctx, 'passkey', binding, async (tx) => {
    const factor = challenge && (await spendPasskey(tx, rp, ctx.session.agentId, challenge, given.answer, ctx.now))
    return factor ? 'right' : 'wrong'
  })
}

/** Whether the agent of a session has what a step-up can be done with, for the page to offer it. */
export async function waysToProve(ctx: Pick<PersonContext, 'db'>, agentId: string): Promise<{ totp: boolean; passkey: boolean }> {
  const rows = await ctx.db.prisma.agentFactor.groupBy({ by: ['kind'], where: { agentId, removedAt: null, disabledAt: null } })
  const kinds = rows.map(({ kind }) => kind)
  return { totp: kinds.includes('totp'), passkey: kinds.includes('passkey') }
}
