'use client'

import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SelectField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import { changeAgentBinding } from '@/lib/services/settings/bindings'
import type { StepUpWays } from '@/lib/services/step-up/schema'

type Props = { action: FormAction; agent: { id: string; name: string; role: string; isDisabled: boolean }; roles: readonly string[]; ways: StepUpWays; prove: StepUpActions }

const ACCESS = [
  { value: 'no', label: 'may sign in' },
  { value: 'yes', label: 'disabled' },
]

/** Changes what somebody may do, or whether they may sign in, for which the administrator proves to be there. */
export function AccessForm({ action, agent, roles, ways, prove }: Props) {
  return (
    <Card className="p-4">
      <h2 className="mb-3">Role and access</h2>
      <ActionForm action={action} className="space-y-3" done="Changed">
        {(state, pending) => {
          const role = state.values.role ?? agent.role
          const disabled = state.values.disabled ?? (agent.isDisabled ? 'yes' : 'no')
          return (
            <>
              <input type="hidden" name="id" value={agent.id} />
              {/* A form that is reset after an answer goes back to the options that its lists were made with: the keys make them anew. */}
              <SelectField key={`role ${role}`} name="role" label={`Role of ${agent.name}`} defaultValue={role} error={errorOf(state, 'role')} options={roles.map((value) => ({ value, label: value }))} />
              <SelectField key={`disabled ${disabled}`} name="disabled" label="Access" defaultValue={disabled} options={ACCESS} hint="A change ends their sessions." />
              <StepUp ways={ways} actions={prove} binding={(form) => changeAgentBinding({ id: agent.id, role: form.get('role'), disabled: form.get('disabled') })} state={state} />
              <Button type="submit" kind="primary" disabled={pending}>
                Change
              </Button>
            </>
          )
        }}
      </ActionForm>
    </Card>
  )
}
