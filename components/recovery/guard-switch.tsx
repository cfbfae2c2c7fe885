'use client'

import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'
import { guardOffBinding } from '@/lib/services/recoveries/bindings'
import type { GuardView } from '@/lib/services/recoveries/schema'
import type { StepUpWays } from '@/lib/services/step-up/schema'

const WORDS = {
  elevated_threat: { title: 'Elevated threat', what: 'Every tier counts one higher, for everybody, at once: an unlock asks for two checks and a second person.' },
  kill_switch: { title: 'Stop recoveries', what: 'Nobody can do or agree to any recovery. What waits for its delay goes on waiting. Looking is not touched.' },
} as const

/** What the form that turns a switch is drawn from. */
export type Turn = { ways: StepUpWays; prove: StepUpActions; action: FormAction }

/** A switch over all recoveries: what it does, who set it and why, and the form that turns it, off with a proof. */
export function GuardSwitch({ guard, turn }: { guard: GuardView; turn: Turn | null }) {
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
        {turn ? (
          <ActionForm action={turn.action} className="space-y-2">
            {(state, pending) => (
              <>
                <input type="hidden" name="name" value={guard.name} />
                <input type="hidden" name="to" value={guard.isOn ? 'off' : 'on'} />
                <TextField id={`reason-${guard.name}`} name="reason" label="Why, for everybody to read" maxLength={500} autoComplete="off" error={errorOf(state, 'reason')} defaultValue={state.values.reason ?? ''} />
                {guard.isOn && <StepUp ways={turn.ways} actions={turn.prove} binding={guardOffBinding(guard.name)} state={state} />}
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
