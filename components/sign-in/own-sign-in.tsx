'use client'

import type { ReactNode } from 'react'
import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { Card, CardHead, Rows } from '@/components/ui/card'
import type { FormAction, FormState } from '@/components/ui/form-state'
import type { StepUpWays } from '@/lib/services/step-up/schema'
import { EnrolForm, type EnrolPasskey } from './enrol-form'
import { FactorRow, type FactorView } from './factor-row'
import { RecoveryCodes } from './recovery-codes'

type Props = {
  agentId: string
  factors: readonly FactorView[]
  codesLeft: number
  ways: StepUpWays
  stepUp: StepUpActions
  remove: FormAction
  codes: FormAction
  add: { action: FormAction; picture: ReactNode; secret: string; passkey: EnrolPasskey | null; whyNoPasskey: string }
}

/** One's own factors and recovery codes. Every change is proved with a factor that one has. */
export function OwnSignIn({ agentId, factors, codesLeft, ways, stepUp, remove, codes, add }: Props) {
  // Without a factor nothing can be proved; the first one is then added to the sign-in itself.
  const prove = (action: string, state: FormState) => factors.length > 0 && <StepUp ways={ways} actions={stepUp} binding={{ action, targetId: agentId, params: null }} state={state} />
  return (
    <div className="grid items-start gap-3 rail:grid-cols-[minmax(0,1fr)_400px]">
      <div className="space-y-3">
        <Card>
          <CardHead title="What you prove yourself with" />
          {factors.length === 0 && <p className="px-4 py-3 text-text-2">Your password alone. Your role asks for no more; a passkey or an app makes it safer.</p>}
          <Rows>
            {factors.map((factor) => (
              <FactorRow key={factor.id} factor={factor} remove={remove} ways={ways} stepUp={stepUp} />
            ))}
          </Rows>
        </Card>
        <Card>
          <CardHead title="Recovery codes" end={codesLeft === 0 ? 'none left' : `${codesLeft} left`} />
          <div className="max-w-100 px-4 py-3">
            <RecoveryCodes action={codes} onward={null} proof={(state) => prove('agent.recovery_codes', state)} label={codesLeft ? 'Make new ones, end the old' : 'Make recovery codes'} />
          </div>
        </Card>
      </div>
      <Card className="p-4">
        <h2 className="mb-3">Add a factor</h2>
        <EnrolForm next="/settings/security" action={add.action} picture={add.picture} secret={add.secret} passkey={add.passkey} whyNoPasskey={add.whyNoPasskey} proof={(state) => prove('agent.add_factor', state)} />
      </Card>
    </div>
  )
}
