import { endSession } from '@/lib/auth/sessions'
import { countWrongCode } from '@/lib/auth/spend-totp'
import { countUse } from '@/lib/auth/throttle'
import { AppError } from '@/lib/core/errors'
import { writeAudit } from '../audit/write-audit'
import { personActor, type PersonContext } from './context'
import { tooMany } from './sign-in-with-password'

/** Codes of an agent, right or wrong, at sign-in and at step-ups together. Three steps are valid at a time: 5 tries guess with 0.0015%. */
const BY_AGENT = { limit: 5, windowSeconds: 15 * 60 }

export const factorKey = (agentId: string) => `factor:${agentId}`

/**
 * To be called before a factor is looked at. Beyond five tries no code is verified any more, and a sign-in that was under way
 * ends: the password has to be shown again.
 */
export async function guardTries(ctx: PersonContext): Promise<void> {
  const wait = await countUse(ctx.db, factorKey(ctx.session.agentId), BY_AGENT, ctx.now)
  if (wait === 0) return
  if (ctx.session.stage !== 'open') await ctx.db.prisma.$transaction((tx) => endSession(tx, ctx.session.id, ctx.now))
  throw tooMany(wait)
}

/** Counts and audits a factor that was not right, and throws the refusal. `spent` says so: it is no secret that a code works once. */
export async function refuseFactor(ctx: PersonContext, what: 'code' | 'passkey' | 'recovery_code', result: 'wrong' | 'spent', action = 'agent.sign_in'): Promise<never> {
  const { agent } = ctx.session
  await ctx.db.prisma.$transaction(async (tx) => {
    if (what === 'code' && result === 'wrong') await countWrongCode(tx, agent.id, ctx.now)
    await writeAudit(tx, personActor(ctx), { action, outcome: 'denied', target: { kind: 'agent', id: agent.id, name: agent.name }, reason: `${what} ${result}` })
  })
  throw new AppError('forbidden', WORDS[`${what} ${result}`] ?? 'That did not work. Try again.', { fields: [{ path: action === 'step_up' ? 'stepUpCode' : 'code', message: 'not right' }] })
}

const WORDS: Readonly<Record<string, string>> = {
  'code wrong': 'That code is not right. Wait for the next one in your app and type it.',
  'code spent': 'That code was used already. Each works once: wait for the next one.',
  'passkey wrong': 'The passkey did not prove it. Try again, or use a code.',
  'recovery_code wrong': 'That recovery code is not known, or was used already. Each works once.',
}
