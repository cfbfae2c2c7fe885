'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'

/** Takes a bad sign back: it was the person after all, and how the engineer knows. */
export function SettleForm({ watchId, action }: { watchId: string; action: FormAction }) {
  return (
    <ActionForm action={action} className="flex flex-wrap items-end gap-2 border-t border-line px-4 py-3">
      {(state) => (
        <>
          <input type="hidden" name="id" value={watchId} />
          <TextField name="reason" id="settle-reason" label="It was them? Say how you found out." defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} required minLength={10} maxLength={500} autoComplete="off" className="min-w-60 flex-1" />
          <Button type="submit">It was them</Button>
        </>
      )}
    </ActionForm>
  )
}
