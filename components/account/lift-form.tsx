'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'

/** Lifts the freeze of an account, with how the approver knows that it is them. */
export function LiftForm({ accountId, action }: { accountId: string; action: FormAction }) {
  return (
    <ActionForm action={action} className="mt-2 flex flex-wrap items-end gap-2">
      {(state) => (
        <>
          <input type="hidden" name="accountId" value={accountId} />
          <TextField name="reason" id="lift-reason" label="How do you know that it is them?" defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} required minLength={10} maxLength={500} autoComplete="off" className="min-w-60 flex-1" />
          <Button type="submit">Lift the freeze</Button>
        </>
      )}
    </ActionForm>
  )
}
