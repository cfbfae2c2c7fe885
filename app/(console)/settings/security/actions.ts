'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { AppError } from '@/lib/core/errors'
import { act, type ActionState } from '@/lib/http/action'
import { answerOnTheWay, askOnTheWay, enter, personOnTheWay } from '@/lib/http/sign-in'
import { stepUpOf } from '@/lib/http/step-up'
import { addFactorBinding, enrolPasskey, enrolTotp, offerPasskey } from '@/lib/services/sign-in/enrol-factor'
import { makeRecoveryCodes, recoveryCodesBinding, removeFactor, removeFactorBinding } from '@/lib/services/sign-in/own-factors'
import type { PersonContext } from '@/lib/services/sign-in/context'
import type { StepUpQuestion } from '@/lib/services/step-up/schema'

const text = (field: unknown) => (typeof field === 'string' ? field : '')

/** A session on its way has actions of its own, which ask for other things. */
function inside(person: PersonContext): PersonContext {
  if (person.session.stage !== 'open') throw new AppError('unauthenticated', 'Sign in first.')
  return person
}

const PAGE = '/settings/security'

/** Adds an authenticator app to an open session: a proof of a factor that one has, then the first code of the new one. */
export async function addMyApp(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (_ctx, fields) => {
    const person = await personOnTheWay()
    const proofId = await stepUpOf(fields, addFactorBinding(person.session.agentId))
    const { secret } = await enrolTotp(person, { code: text(fields.code), label: text(fields.label), proofId })
    return secret ? enter(person, secret, PAGE) : redirect(PAGE)
  })
}

export async function offerMyPasskey(): Promise<StepUpQuestion> {
  return askOnTheWay((person, rp) => offerPasskey(inside(person), rp))
}

export async function addMyPasskey(challengeId: unknown, answer: unknown, form: FormData): Promise<ActionState> {
  const fields = { stepUpCode: text(form.get('stepUpCode')), stepUpProof: text(form.get('stepUpProof')) }
  return answerOnTheWay(PAGE, async (someone, rp) => {
    const person = inside(someone)
    const proofId = await stepUpOf(fields, addFactorBinding(person.session.agentId))
    return (await enrolPasskey(person, rp, { challengeId: text(challengeId), answer, label: text(form.get('label')), proofId })).secret
  })
}

export async function dropFactor(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await removeFactor(ctx, { id: fields.id, proofId: await stepUpOf(fields, removeFactorBinding(text(fields.id))) })
    revalidatePath(PAGE)
    return 'Removed'
  })
}

/** Makes recovery codes and shows them, this once. */
export async function makeCodes(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    const codes = await makeRecoveryCodes(ctx, { proofId: await stepUpOf(fields, recoveryCodesBinding(ctx.actor.id ?? '')) })
    return codes.join('\n')
  })
}
