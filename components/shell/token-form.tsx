'use client'

import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Checkbox, TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import { createTokenBinding } from '@/lib/services/settings/bindings'
import type { StepUpWays } from '@/lib/services/step-up/schema'

/** Makes a token, for which the administrator proves to be there; its secret is shown once, here, and nowhere again. */
export function TokenForm({ action, scopes, ways, prove }: { action: FormAction; scopes: readonly string[]; ways: StepUpWays; prove: StepUpActions }) {
  return (
    <Card className="p-4">
      <h2 className="mb-3">New token</h2>
      <ActionForm action={action} className="space-y-3">
        {(state, pending) => (
          <>
            {state.done && (
              <Notice tone="accent" role="status" title="Copy it now: it is shown this once">
                <code className="mono block wrap-anywhere">{state.done}</code>
                <CopyButton text={state.done} />
              </Notice>
            )}
            <TextField name="name" label="Name" defaultValue={state.values.name ?? ''} error={errorOf(state, 'name')} />
            <fieldset>
              <legend className="mb-1 font-medium">What it may do</legend>
              {scopes.map((scope) => (
                <Checkbox key={scope} name="scopes[]" value={scope} label={scope} defaultChecked={state.values.scopes?.split('\n').includes(scope)} className="flex" />
              ))}
              {errorOf(state, 'scopes') && <p className="text-meta text-danger">{errorOf(state, 'scopes')}</p>}
            </fieldset>
            <StepUp ways={ways} actions={prove} binding={(form) => createTokenBinding({ name: form.get('name'), scopes: form.getAll('scopes[]') })} state={state} />
            <Button type="submit" kind="primary" disabled={pending}>
              Make the token
            </Button>
          </>
        )}
      </ActionForm>
    </Card>
  )
}
