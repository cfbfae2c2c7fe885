'use client'

import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import type { StepUpWays } from '@/lib/services/step-up/schema'

/** For an agent who lost every factor: what ends is said, and it takes a step-up. */
export function ResetSignIn({ action, agent, ways, stepUp }: { action: FormAction; agent: { id: string; name: string }; ways: StepUpWays; stepUp: StepUpActions }) {
  return (
    <Card className="p-4">
      <h2>Reset this sign-in</h2>
      <p className="mt-1 mb-3 text-text-2">
        Every factor, recovery code and session of {agent.name} ends; the next sign-in adds a factor anew. Make sure first that it is {agent.name} who asks: call back on a number that you know.
      </p>
      <ActionForm action={action} className="space-y-3" done="Reset">
        {(state, pending) => (
          <>
            <input type="hidden" name="id" value={agent.id} />
            <TextField name="password" label="New first password" type="password" autoComplete="new-password" hint="Only where the old one is lost or was ended by wrong tries." error={errorOf(state, 'password')} />
            <StepUp ways={ways} actions={stepUp} binding={{ action: 'agent.reset_sign_in', targetId: agent.id, params: null }} state={state} />
            <Button type="submit" kind="danger" disabled={pending}>
              Reset the sign-in
            </Button>
          </>
        )}
      </ActionForm>
    </Card>
  )
}
