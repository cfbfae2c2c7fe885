'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { SelectField, TextArea, TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'

export const SCOPE_OPTIONS = [
  { value: 'unknown', label: 'Not known' },
  { value: 'one_user', label: 'Only this person' },
  { value: 'several_users', label: 'Several people' },
  { value: 'everyone', label: 'Everybody' },
]

type Values = { message: string; statusCode: string; url: string; symptom: string; scope: string; lastWorked: string }

/** Corrects what the person sees. Folded until wanted. */
export function ExperienceForm({ number, version, values, action }: { number: number; version: number; values: Values; action: FormAction }) {
  return (
    <details>
      <summary className="font-medium text-accent">Change</summary>
      <ActionForm action={action} className="mt-3 grid w-full gap-3 text-body text-text nav:w-120">
        {(state, pending) => (
          <>
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="version" value={version} />
            <TextField name="message" label="Message, word for word" defaultValue={state.values.message ?? values.message} error={errorOf(state, 'message')} />
            <div className="grid grid-cols-[96px_1fr] gap-3">
              <TextField name="statusCode" label="Status" inputMode="numeric" defaultValue={state.values.statusCode ?? values.statusCode} error={errorOf(state, 'statusCode')} />
              <TextField name="url" label="Address" defaultValue={state.values.url ?? values.url} error={errorOf(state, 'url')} />
            </div>
            <TextArea name="symptom" label="In their words" defaultValue={state.values.symptom ?? values.symptom} error={errorOf(state, 'symptom')} />
            <div className="grid gap-3 nav:grid-cols-2">
              <SelectField name="scope" label="How many" options={SCOPE_OPTIONS} defaultValue={state.values.scope ?? values.scope} />
              <TextField name="lastWorked" label="When it last worked" defaultValue={state.values.lastWorked ?? values.lastWorked} error={errorOf(state, 'lastWorked')} />
            </div>
            <div>
              <Button type="submit" kind="primary" disabled={pending}>
                Save
              </Button>
            </div>
          </>
        )}
      </ActionForm>
    </details>
  )
}
