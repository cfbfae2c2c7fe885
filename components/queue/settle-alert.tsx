'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'

const ANSWERS = [
  { value: 'right', label: 'It was that' },
  { value: 'wrong', label: 'It was something else' },
]

/** Says what an alert was. Folded: whoever has only come for a ticket reads on. */
export function SettleAlert({ id, action }: { id: string; action: FormAction }) {
  return (
    <details>
      <summary className="text-accent">Settle…</summary>
      <ActionForm action={action} className="mt-1 flex flex-wrap items-end gap-2">
        {(state, pending) => (
          <>
            <input type="hidden" name="id" value={id} />
            <SelectField name="as" id={`as-${id}`} label="What it was" defaultValue={state.values.as ?? 'right'} options={ANSWERS} />
            <TextField name="reason" id={`reason-${id}`} label="What was done, or what it was instead" defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} required minLength={10} maxLength={500} autoComplete="off" className="min-w-60 flex-1" />
            <Button type="submit" disabled={pending}>
              Settle
            </Button>
          </>
        )}
      </ActionForm>
    </details>
  )
}
