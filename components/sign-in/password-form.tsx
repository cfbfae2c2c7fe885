'use client'

import { Building2 } from 'lucide-react'
import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { NO_STATE, type FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import { Or } from './sign-in-frame'

type Props = { action: FormAction; next: string; email: string; sso: { name: string; action: FormAction } | null; problem: string | null }

/** The first step: e-mail and password, or the company's own sign-in. */
export function PasswordForm({ action, next, email, sso, problem }: Props) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  const [shown, setShown] = useState(false)
  const known = state.values.email ?? email
  return (
    <>
      <form action={submit} className="space-y-4">
        {state.problem ? (
          <Notice tone="danger" role="alert" title={state.problem.code === 'unauthenticated' ? 'That did not match' : state.problem.title}>
            {state.problem.detail}
          </Notice>
        ) : (
          problem && <Notice tone="warn" role="alert" title={problem} />
        )}
        <input type="hidden" name="next" value={next} />
        <TextField key={known} name="email" label="E-mail" type="email" autoComplete="username" required autoFocus={!known} defaultValue={known} />
        <div className="relative">
          <TextField name="password" label="Password" type={shown ? 'text' : 'password'} autoComplete="current-password" required autoFocus={Boolean(known)} className="[&_input]:pr-14" />
          <button type="button" aria-pressed={shown} aria-label="Show the password" onClick={() => setShown(!shown)} className="absolute right-2 bottom-1.5 text-meta font-medium text-accent max-nav:bottom-3">
            {shown ? 'Hide' : 'Show'}
          </button>
        </div>
        <Button type="submit" kind="primary" hint="↵" className="w-full" disabled={pending}>
          {pending ? 'Checking' : 'Continue'}
        </Button>
      </form>
      {sso && <SsoForm name={sso.name} action={sso.action} next={next} />}
    </>
  )
}

function SsoForm({ name, action, next }: { name: string; action: FormAction; next: string }) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  return (
    <form action={submit}>
      <Or />
      {state.problem && (
        <div className="mb-3">
          <Notice tone="danger" role="alert" title={state.problem.title}>
            {state.problem.detail}
          </Notice>
        </div>
      )}
      <input type="hidden" name="next" value={next} />
      <Button type="submit" className="w-full" disabled={pending}>
        <Building2 aria-hidden className="size-4" />
        Sign in with {name}
      </Button>
    </form>
  )
}
