'use server'

import type { ActionState } from '@/lib/http/action'
import { answerOnTheWay, askOnTheWay, atDoor, onTheWay } from '@/lib/http/sign-in'
import { leaveForSso } from '@/lib/http/sso'
import { enrolPasskey, enrolTotp, offerPasskey } from '@/lib/services/sign-in/enrol-factor'
import { askForPasskey, recoverWithCode, signInWithCode, signInWithPasskey } from '@/lib/services/sign-in/prove-factor'
import { signInWithPassword } from '@/lib/services/sign-in/sign-in-with-password'
import type { StepUpQuestion } from '@/lib/services/step-up/schema'

const text = (field: unknown) => (typeof field === 'string' ? field : '')

/** The first step; a refusal keeps the e-mail and never the password. */
export async function signIn(_before: ActionState, form: FormData): Promise<ActionState> {
  return atDoor(form, (ctx, fields) => signInWithPassword(ctx, { email: text(fields.email), password: text(fields.password) }))
}

/** Off to the company's own sign-in. */
export async function signInElsewhere(_before: ActionState, form: FormData): Promise<ActionState> {
  return leaveForSso(form)
}

export async function sendCode(_before: ActionState, form: FormData): Promise<ActionState> {
  return onTheWay(form, (person, fields) => signInWithCode(person, text(fields.code)))
}

export async function sendRecoveryCode(_before: ActionState, form: FormData): Promise<ActionState> {
  return onTheWay(form, (person, fields) => recoverWithCode(person, text(fields.code)))
}

export async function askMyPasskey(): Promise<StepUpQuestion> {
  return askOnTheWay(askForPasskey)
}

export async function showPasskey(challengeId: unknown, answer: unknown, next: unknown): Promise<ActionState> {
  return answerOnTheWay(next, (person, rp) => signInWithPasskey(person, rp, { challengeId: text(challengeId), answer }))
}

/** The first factor: the sign-in is finished with it, and recovery codes come next. */
export async function addApp(_before: ActionState, form: FormData): Promise<ActionState> {
  return onTheWay(form, async (person, fields) => (await enrolTotp(person, { code: text(fields.code), label: text(fields.label) })).secret ?? '')
}

export async function offerNewPasskey(): Promise<StepUpQuestion> {
  return askOnTheWay(offerPasskey)
}

export async function addPasskey(challengeId: unknown, answer: unknown, form: FormData): Promise<ActionState> {
  const [label, next] = [text(form.get('label')), form.get('next')]
  return answerOnTheWay(next, async (person, rp) => (await enrolPasskey(person, rp, { challengeId: text(challengeId), answer, label })).secret)
}
