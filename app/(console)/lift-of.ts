import type { Lift } from '@/components/account/lift-form'
import { stepUpWays } from '@/lib/http/step-up'
import type { AgentContext } from '@/lib/http/current-agent'
import { may } from '@/lib/services/authorize'
import { liftBinding } from '@/lib/services/recoveries/bindings'
import { lift } from './protect-actions'
import { answerStepUp, askStepUp } from './step-up'

/** What the form that lifts a freeze is drawn from; null for whoever may not lift it. */
export async function liftOf(ctx: AgentContext, accountId: string, freezeId: string): Promise<Lift | null> {
  if (!may(ctx.actor, 'recover:override')) return null
  return { freezeId, binding: liftBinding(accountId, freezeId), ways: await stepUpWays(ctx, ctx.actor.id), prove: { ask: askStepUp, answer: answerStepUp }, action: lift }
}
