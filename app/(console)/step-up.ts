'use server'

import { answerPasskey, askPasskey } from '@/lib/http/step-up'
import type { StepUpAnswer, StepUpQuestion } from '@/lib/services/step-up/schema'

/** What the browser is asked for a passkey. */
export async function askStepUp(): Promise<StepUpQuestion> {
  return askPasskey()
}

/** The browser's answer, for one action on one target with these parameters. */
export async function answerStepUp(binding: unknown, challengeId: unknown, answer: unknown): Promise<StepUpAnswer> {
  return answerPasskey(binding, challengeId, answer)
}
