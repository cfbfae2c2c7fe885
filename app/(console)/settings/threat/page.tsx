import type { Metadata } from 'next'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { GuardSwitch } from '@/components/recovery/guard-switch'
import { PolicyCard } from '@/components/recovery/policy-card'
import { requireAgent } from '@/lib/http/require-agent'
import { stepUpWays } from '@/lib/http/step-up'
import { recoveries } from '@/lib/recoveries'
import { may } from '@/lib/services/authorize'
import { listGuards } from '@/lib/services/recoveries/guards'
import { ACTIONS, RAISE_RULES, RAISES, TIERS } from '@/lib/services/recoveries/policy'
import { turnGuard } from '../actions'

export const metadata: Metadata = { title: 'Threat level' }

export default async function ThreatPage() {
  const ctx = await requireAgent()
  const guards = await listGuards(ctx)
  const turn = may(ctx.actor, 'guard:write') ? { ways: await stepUpWays(ctx, ctx.actor.id), prove: { ask: askStepUp, answer: answerStepUp }, action: turnGuard } : null
  const rows = recoveries.map(({ action, title }) => ({ title, tier: ACTIONS[action].tier, ...TIERS[ACTIONS[action].tier] }))
  return (
    <div className="space-y-3">
      <div className="grid items-start gap-3 nav:grid-cols-2">
        {guards.map((guard) => (
          <GuardSwitch key={guard.name} guard={guard} turn={turn} />
        ))}
      </div>
      <PolicyCard rows={rows} raises={RAISES.map((raise) => ({ words: RAISE_RULES[raise].words, why: RAISE_RULES[raise].why, to: [...RAISE_RULES[raise].to] }))} />
    </div>
  )
}
