import { headers } from 'next/headers'
import type { StepUpBinding } from '@/lib/auth/step-up/binding'
import { AppError } from '@/lib/core/errors'
import { demoCode } from '@/lib/services/sign-in/demo-code'
import { askToProve, proveWithCode, proveWithPasskey, waysToProve } from '@/lib/services/step-up/prove-step-up'
import { stepUpFields, stepUpInput, type StepUpAnswer, type StepUpQuestion, type StepUpWays } from '@/lib/services/step-up/schema'
import type { Fields } from './action'
import type { AgentContext } from './current-agent'
import { currentSession } from './current-session'
import { toProblem } from './problem'
import { relyingParty } from './relying-party'
import { requireSameOrigin } from './same-origin'

async function openSession() {
  const person = await currentSession()
  if (person?.session.stage !== 'open') throw new AppError('unauthenticated', 'Your session has ended. Sign in again.')
  return person
}

/**
 * The proof that a form brings for a binding: the one that a passkey made before, or one made now from the code in it. The
 * code goes and the proof stays in the fields, so that a refusal for another reason does not ask for a second code. Returns ''
 * when the form has neither: spendStepUp then refuses.
 */
export async function stepUpOf(fields: Fields, binding: StepUpBinding): Promise<string> {
  const { stepUpCode, stepUpProof } = stepUpFields.parse(fields)
  delete fields.stepUpCode
  if (!stepUpCode) return stepUpProof
  const proofId = await proveWithCode(await openSession(), binding, stepUpCode)
  fields.stepUpProof = proofId
  return proofId
}

/** What the step-up field is drawn from. */
export async function stepUpWays(ctx: Pick<AgentContext, 'db' | 'now'>, agentId: string): Promise<StepUpWays> {
  const ways = await waysToProve(ctx, agentId)
  const reachable = relyingParty(await headers()) !== null
  return { totp: ways.totp, passkey: ways.passkey && reachable, demoCode: await demoCode(ctx.db, agentId, ctx.now) }
}

/** For the passkey button: what the browser is to be asked. */
export async function askPasskey(): Promise<StepUpQuestion> {
  const headerStore = await headers()
  try {
    requireSameOrigin(headerStore)
    const person = await openSession()
    const rp = relyingParty(headerStore)
    const asked = rp && (await askToProve(person, rp))
    if (!asked) throw new AppError('not_found', 'No passkey of yours works at this address. Use a code.')
    return { ...asked, problem: null }
  } catch (error) {
    return { challengeId: '', options: null, problem: toProblem(error, null).detail }
  }
}

/** For the passkey button: the browser's answer, and for what. */
export async function answerPasskey(binding: unknown, challengeId: unknown, answer: unknown): Promise<StepUpAnswer> {
  const headerStore = await headers()
  try {
    requireSameOrigin(headerStore)
    const person = await openSession()
    const rp = relyingParty(headerStore)
    if (!rp || typeof challengeId !== 'string') throw new AppError('invalid', 'Ask for the passkey again.')
    const { action, targetId, params } = stepUpInput.parse(binding)
    return { proofId: await proveWithPasskey(person, rp, { action, targetId, params }, { challengeId, answer }), problem: null }
  } catch (error) {
    return { proofId: null, problem: toProblem(error, null).detail }
  }
}
