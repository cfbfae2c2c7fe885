'use client'

import { useActionState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { NO_STATE, type FormAction, type FormState } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'

/** Makes recovery codes; they are shown once, here, and nowhere again. */
export function RecoveryCodes({ action, onward, proof, label = 'Show my recovery codes' }: { action: FormAction; onward: ReactNode; proof?: (state: FormState) => ReactNode; label?: string }) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  if (state.done) {
    return (
      <div className="space-y-3">
        <Notice tone="warn" role="status" title="Put them away now: they are shown this once">
          Each works once. On paper or in a password manager, not beside your phone.
        </Notice>
        <ol className="mono space-y-1" aria-label="Recovery codes">
          {state.done.split('\n').map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <div className="flex flex-wrap gap-2">
          <CopyButton text={state.done} />
          {onward}
        </div>
      </div>
    )
  }
  return (
    <form action={submit} className="space-y-3">
      {state.problem && (
        <Notice tone="danger" role="alert" title={state.problem.title}>
          {state.problem.detail}
        </Notice>
      )}
      {proof?.(state)}
      <Button type="submit" kind="primary" disabled={pending}>
        {label}
      </Button>
    </form>
  )
}
