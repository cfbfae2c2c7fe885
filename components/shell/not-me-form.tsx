'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { NO_STATE, type FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'

/** The question of a notice and its one button. Works without JavaScript. */
export function NotMeForm({ token, action, children }: { token: string; action: FormAction; children: React.ReactNode }) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  if (state.done) {
    return (
      <Notice tone="accent" role="status" title="Your account is protected">
        Support can change nothing on it until a person has spoken with you. Your ticket is {state.done}; it is looked at before all others. If you can still sign in, change your password and end sessions that you do not know.
      </Notice>
    )
  }
  return (
    <>
      {children}
      {state.problem && (
        <Notice tone="danger" role="alert" title={state.problem.title}>
          {state.problem.detail}
        </Notice>
      )}
      <form action={submit}>
        <input type="hidden" name="token" value={token} />
        <Button type="submit" kind="primary" className="w-full" disabled={pending}>
          {pending ? 'Protecting your account' : 'This wasn’t me: protect my account'}
        </Button>
      </form>
    </>
  )
}
