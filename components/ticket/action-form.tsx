'use client'

import { useActionState, type ReactNode } from 'react'
import { Notice } from '@/components/ui/states'
import { NO_STATE, wordsOf, type FormAction, type FormState } from '@/components/ui/form-state'

/** A form over a server action: works before JavaScript, shows the refusal above its fields, keeps what was typed. */
export function ActionForm({ action, children, className, done }: { action: FormAction; children: ReactNode | ((state: FormState, pending: boolean) => ReactNode); className?: string; done?: string }) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  return (
    <form action={submit} className={className}>
      {state.problem && (
        <div className="col-span-full mb-3">
          <Notice tone="danger" role="alert" title={state.problem.title}>
            {wordsOf(state.problem)}
            {state.problem.requestId && state.problem.code !== 'invalid' && <span className="mono block text-text-3">{state.problem.requestId}</span>}
          </Notice>
        </div>
      )}
      {state.done && done && (
        <div className="col-span-full mb-3">
          <Notice tone="accent" role="status" title={done} />
        </div>
      )}
      {typeof children === 'function' ? children(state, pending) : children}
    </form>
  )
}
