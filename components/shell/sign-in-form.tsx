'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/states'
import { NO_STATE, type FormAction } from '@/components/ui/form-state'

export function SignInForm({ action, next }: { action: FormAction; next: string }) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  return (
    <form action={submit} className="space-y-4 rounded-card border border-line bg-surface p-5">
      {state.problem && (
        <Notice tone="danger" role="alert" title={state.problem.code === 'unauthenticated' ? 'That did not match' : state.problem.title}>
          {state.problem.detail}
        </Notice>
      )}
      <input type="hidden" name="next" value={next} />
      <TextField name="email" label="E-mail" type="email" autoComplete="username" required autoFocus={!state.values.email} defaultValue={state.values.email ?? ''} />
      <TextField name="password" label="Password" type="password" autoComplete="current-password" required autoFocus={Boolean(state.values.email)} />
      <Button type="submit" kind="primary" className="w-full" disabled={pending}>
        {pending ? 'Checking' : 'Sign in'}
      </Button>
    </form>
  )
}
