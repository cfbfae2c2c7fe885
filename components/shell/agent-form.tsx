'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SelectField, TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'

export function AgentForm({ action, roles }: { action: FormAction; roles: readonly string[] }) {
  return (
    <Card className="p-4">
      <h2 className="mb-3">Add somebody</h2>
      <ActionForm action={action} className="space-y-3" done="Added">
        {(state, pending) => (
          <>
            <TextField name="name" label="Name" defaultValue={state.values.name ?? ''} error={errorOf(state, 'name')} />
            <TextField name="email" label="E-mail" type="email" defaultValue={state.values.email ?? ''} error={errorOf(state, 'email')} />
            <SelectField name="role" label="Role" defaultValue={state.values.role ?? 'agent'} options={roles.map((value) => ({ value, label: value }))} />
            <TextField name="password" label="First password" type="password" autoComplete="new-password" hint="At least 15 characters." error={errorOf(state, 'password')} />
            <Button type="submit" kind="primary" disabled={pending}>
              Add
            </Button>
          </>
        )}
      </ActionForm>
    </Card>
  )
}
