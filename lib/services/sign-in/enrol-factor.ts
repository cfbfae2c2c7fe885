import { z } from 'zod'
import { openChallenge, takeChallenge } from '@/lib/auth/challenges'
import { boundPasskeys, readRegistration, registrationOptions, type RelyingParty } from '@/lib/auth/passkeys'
import { revokeRecoveryCodes } from '@/lib/auth/recovery-codes'
import { endOtherSessions } from '@/lib/auth/sessions'
import { seal } from '@/lib/auth/seal'
import { totpUse } from '@/lib/auth/spend-totp'
import { spendStepUp } from '@/lib/auth/step-up/spend-step-up'
import { forgetUses } from '@/lib/auth/throttle'
import { enrolmentUri, readCode, secretToEnrol, stepOf } from '@/lib/auth/totp'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { cleanText } from '@/lib/core/text'
import type { Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import { auditRefusal } from '../step-up/audit-refusal'
import { personActor, type PersonContext } from './context'
import { finishSignIn } from './finish-sign-in'
import { factorKey, guardTries, refuseFactor } from './guard-tries'
import { noteToAgent } from './note-to-agent'

/** More than anybody carries. */
const MAX_FACTORS = 10

const label = z.string().max(400).transform((text) => cleanText(text, 60))

/** What a proof for adding a factor is bound to. */
export const addFactorBinding = (agentId: string) => ({ action: 'agent.add_factor', targetId: agentId, params: null })

function needStage(ctx: PersonContext) {
  if (ctx.session.stage === 'factor') throw new AppError('unauthenticated', 'Show the factor that you have first.')
}

const boundBefore = ({ db, session }: PersonContext) => db.prisma.agentFactor.count({ where: { agentId: session.agentId } })

/** The secret that an authenticator app is to be given, the same until its first code was right. Stores nothing. */
export async function offerTotp(ctx: PersonContext): Promise<{ secret: string; uri: string }> {
  needStage(ctx)
  const secret = secretToEnrol(ctx.session.id, await boundBefore(ctx))
  return { secret, uri: enrolmentUri(secret, ctx.session.agent.email) }
}

type Enrolled = { secret: string | null }

/**
 * Binds an authenticator app whose first code is right. The first factor finishes the sign-in: the secret of a new session
 * is returned. A further one needs a proof. Throws AppError: forbidden, too_many, conflict.
 */
export async function enrolTotp(ctx: PersonContext, given: { code: string; label: string; proofId?: string | undefined }): Promise<Enrolled> {
  needStage(ctx)
  await guardTries(ctx)
  const secret = secretToEnrol(ctx.session.id, await boundBefore(ctx))
  const code = readCode(given.code)
  const step = code ? stepOf(secret, code, ctx.now) : null
  if (step === null) return refuseFactor(ctx, 'code', 'wrong', 'agent.add_factor')
  const id = newId()
  const data = { id, kind: 'totp', sealed: seal(totpUse(ctx.session.agentId, id), secret), lastStep: step, label: label.parse(given.label) || 'Authenticator app' }
  return bind(ctx, 'totp', given.proofId, (tx) => tx.agentFactor.create({ data: { ...data, agentId: ctx.session.agentId, createdAt: ctx.now, lastUsedAt: ctx.now } }))
}

/** What the browser is asked in order to make a passkey. */
export async function offerPasskey(ctx: PersonContext, rp: RelyingParty) {
  needStage(ctx)
  const { id: agentId, email, name } = ctx.session.agent
  const options = await registrationOptions(rp, { id: agentId, email, name }, await boundPasskeys(ctx.db, agentId))
  const { id } = await openChallenge(ctx.db, 'passkey_enrol', { agentId, sessionId: ctx.session.id }, options.challenge, ctx.now)
  return { challengeId: id, options }
}

/** Binds the passkey that the browser made. Otherwise like enrolTotp. */
export async function enrolPasskey(ctx: PersonContext, rp: RelyingParty, given: { challengeId: string; answer: unknown; label: string; proofId?: string | undefined }): Promise<Enrolled> {
  needStage(ctx)
  await guardTries(ctx)
  const challenge = await takeChallenge(ctx.db, { purpose: 'passkey_enrol', id: given.challengeId, sessionId: ctx.session.id, now: ctx.now })
  const made = challenge ? await readRegistration(rp, challenge, given.answer) : null
  if (!made) return refuseFactor(ctx, 'passkey', 'wrong', 'agent.add_factor')
  const data = { id: newId(), kind: 'passkey', ...made, label: label.parse(given.label) || 'Passkey' }
  return bind(ctx, 'passkey', given.proofId, (tx) => tx.agentFactor.create({ data: { ...data, agentId: ctx.session.agentId, createdAt: ctx.now, lastUsedAt: ctx.now } }))
}

const WORD = { totp: 'An authenticator app', passkey: 'A passkey' } as const

async function bind(ctx: PersonContext, kind: 'totp' | 'passkey', proofId: string | undefined, create: (tx: Transaction) => Promise<unknown>): Promise<Enrolled> {
  const { agent, stage, recovering } = ctx.session
  const done = await auditRefusal(personActor(ctx), { action: 'agent.add_factor', target: { kind: 'agent', id: agent.id, name: agent.name } }, () => ctx.db.prisma.$transaction(async (tx) => {
    // One enrolment of an agent at a time: the secret on offer follows from how many there were.
    await tx.$queryRaw`SELECT id FROM agent WHERE id = ${agent.id}::uuid FOR UPDATE`
    const bound = await tx.agentFactor.count({ where: { agentId: agent.id, removedAt: null } })
    if (bound >= MAX_FACTORS) throw new AppError('conflict', 'Ten factors are enough. Remove one first.')
    // The first one can be proved with nothing but the sign-in itself.
    const proof = stage === 'open' && bound > 0 ? await spendStepUp(tx, personActor(ctx), addFactorBinding(agent.id), proofId ?? '') : null
    if (stage === 'enrol' && !recovering && bound > 0) throw new AppError('conflict', 'A factor was added meanwhile. Sign in with it.')
    if (recovering) await forgetLost(tx, ctx)
    await create(tx)
    await noteToAgent(tx, ctx, agent, `${WORD[kind]} was added to your sign-in`)
    await writeAudit(tx, personActor(ctx), {
      action: 'agent.add_factor', outcome: 'done', target: { kind: 'agent', id: agent.id, name: agent.name }, after: { kind }, ...(proof ? { strength: proof.method, stepUpId: proofId ?? null } : {}),
    })
    return { secret: stage === 'open' && bound > 0 ? null : await finishSignIn(tx, ctx, kind) }
  }))
  await forgetUses(ctx.db, factorKey(agent.id))
  return done
}

/** After a recovery code what was lost is lost: older factors, codes and sessions end. */
async function forgetLost(tx: Transaction, ctx: PersonContext) {
  const { agentId, id } = ctx.session
  await tx.agentFactor.updateMany({ where: { agentId, removedAt: null }, data: { removedAt: ctx.now, sealed: null, credentialId: null, publicKey: null } })
  await revokeRecoveryCodes(tx, agentId, ctx.now)
  await endOtherSessions(tx, agentId, id, ctx.now)
}
