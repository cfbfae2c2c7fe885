import type { Metadata } from 'next'
import { PolicyCard } from '@/components/recovery/policy-card'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { TextField } from '@/components/ui/field'
import { errorOf } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'
import { requireAgent } from '@/lib/http/require-agent'
import { recoveries } from '@/lib/recoveries'
import { may } from '@/lib/services/authorize'
import { listGuards } from '@/lib/services/recoveries/guards'
import { ACTIONS, RAISE_RULES, RAISES, TIERS } from '@/lib/services/recoveries/policy'
import type { GuardView } from '@/lib/services/recoveries/schema'
import { turnGuard } from '../actions'

export const metadata: Metadata = { title: 'Threat level' }

const WORDS = {
  elevated_threat: { title: 'Elevated threat', what: 'Every tier counts one higher, for everybody, at once: an unlock asks for two checks and a second person.' },
  kill_switch: { title: 'Stop recoveries', what: 'Nobody can do or agree to any recovery. What waits for its delay goes on waiting. Looking is not touched.' },
} as const

export default async function ThreatPage() {
  const ctx = await requireAgent()
  const guards = await listGuards(ctx)
  const rows = recoveries.map(({ action, title }) => ({ title, tier: ACTIONS[action].tier, ...TIERS[ACTIONS[action].tier] }))
  return (
    <div className="space-y-3">
      <div className="grid items-start gap-3 nav:grid-cols-2">
        {guards.map((guard) => (
          <Switch key={guard.name} guard={guard} mayTurn={may(ctx.actor, 'guard:write')} />
        ))}
      </div>
      <PolicyCard rows={rows} raises={RAISES.map((raise) => ({ words: RAISE_RULES[raise].words, why: RAISE_RULES[raise].why, to: [...RAISE_RULES[raise].to] }))} />
    </div>
  )
}

function Switch({ guard, mayTurn }: { guard: GuardView; mayTurn: boolean }) {
  const { title, what } = WORDS[guard.name]
  return (
    <Card>
      <CardHead title={title} end={<Chip tone={guard.isOn ? 'danger' : 'plain'}>{guard.isOn ? 'On' : 'Off'}</Chip>} />
      <div className="space-y-3 px-4 py-3">
        <p className="text-pretty">{what}</p>
        {guard.reason && guard.at && (
          <p className="text-meta text-text-2">
            {guard.by}, <Time at={guard.at} />: “{guard.reason}”
          </p>
        )}
        {mayTurn ? (
          <ActionForm action={turnGuard} className="space-y-2">
            {(state, pending) => (
              <>
                <input type="hidden" name="name" value={guard.name} />
                <input type="hidden" name="to" value={guard.isOn ? 'off' : 'on'} />
                <TextField id={`reason-${guard.name}`} name="reason" label="Why, for everybody to read" maxLength={500} autoComplete="off" error={errorOf(state, 'reason')} defaultValue={state.values.reason ?? ''} />
                <Button type="submit" kind={guard.isOn ? 'secondary' : 'danger'} disabled={pending}>
                  {guard.isOn ? 'Turn off' : 'Turn on'}
                </Button>
              </>
            )}
          </ActionForm>
        ) : (
          <p className="text-meta text-text-3">Approvers and administrators turn this.</p>
        )}
      </div>
    </Card>
  )
}
