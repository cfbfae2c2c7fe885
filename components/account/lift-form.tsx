'use client'

import { StepUp, type Binding, type StepUpActions } from '@/components/recovery/step-up'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import type { StepUpWays } from '@/lib/services/step-up/schema'

export type Lift = { freezeId: string; binding: Binding; ways: StepUpWays; prove: StepUpActions; action: FormAction }

/** Lifts the freeze of an account, with how the approver knows that it is them, and proof that it is the approver. */
export function LiftForm({ accountId, lift: { freezeId, binding, ways, prove, action } }: { accountId: string; lift: Lift }) {
  return (
    <ActionForm action={action} className="mt-2 space-y-2">
      {(state) => (
        <>
          <input type="hidden" name="accountId" value={accountId} />
          <input type="hidden" name="freezeId" value={freezeId} />
          <TextField name="reason" id="lift-reason" label="How do you know that it is them?" defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} required minLength={10} maxLength={500} autoComplete="off" />
          <div className="flex flex-wrap items-end justify-between gap-2">
            <StepUp binding={binding} ways={ways} actions={prove} state={state} />
            <Button type="submit">Lift the freeze</Button>
          </div>
        </>
      )}
    </ActionForm>
  )
}
