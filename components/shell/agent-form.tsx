'use client'

import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SelectField, TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import { createAgentBinding } from '@/lib/services/settings/bindings'
import type { StepUpWays } from '@/lib/services/step-up/schema'

/** Adds somebody who may sign in, for which the administrator proves to be there. */
export function AgentForm({ action, roles, ways, prove }: { action: FormAction; roles: readonly string[]; ways: StepUpWays; prove: StepUpActions }) {
  return (
    <Card className="p-4">
      <h2 className="mb-3">Add somebody</h2>
      <ActionForm action={action} className="space-y-3" done="Added">
        {(state, pending) => (
          <>
            <TextField name="name" label="Name" defaultValue={state.values.name ?? ''} error={errorOf(state, 'name')} />
            <TextField name="email" label="E-mail" type="email" defaultValue={state.values.email ?? ''} error={errorOf(state, 'email')} />
            {/* A form that is reset after a refusal goes back to the option that its list was made with: the key makes it anew. */}
            <SelectField key={state.values.role ?? ''} name="role" label="Role" defaultValue={state.values.role ?? 'agent'} options={roles.map((value) => ({ value, label: value }))} />
            <TextField name="password" label="First password" type="password" autoComplete="new-password" hint={state.problem ? 'Type it once more: a password is never sent back.' : 'At least 15 characters.'} error={errorOf(state, 'password')} />
            <StepUp ways={ways} actions={prove} binding={(form) => createAgentBinding({ email: form.get('email'), role: form.get('role') })} state={state} />
            <Button type="submit" kind="primary" disabled={pending}>
              Add
            </Button>
          </>
        )}
      </ActionForm>
    </Card>
  )
}
