'use client'

import { useActionState, useEffect, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { TextField } from '@/components/ui/field'
import { errorOf, NO_STATE, type FormAction, type FormState } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import { SHOWN_SECONDS, type Revealable } from '@/lib/services/reveals/schema'

export type RevealProps = {
  what: Revealable
  id: string
  /** The value, masked. */
  masked: string
  /** What it is, as a word within a sentence: "e-mail". */
  name: string
  /** The open ticket that it is for; null asks for its number. */
  ticket: number | null
  /** What is left of the budget, in words; null where the role may not reveal. */
  left: string | null
  action: FormAction
  /** Opens over the page instead of within the row. */
  floats?: boolean
  className?: string
}

/** A masked value that can be seen whole, in its place, for a reason: 60 seconds on this screen. A plain form before JavaScript. */
export function Reveal({ masked, left, action, className, ...rest }: RevealProps) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  const [over, setOver] = useState<FormState | null>(null)
  useEffect(() => {
    if (!state.done) return
    const timer = setTimeout(() => setOver(state), SHOWN_SECONDS * 1000)
    return () => clearTimeout(timer)
  }, [state])
  const shown = state.done && over !== state ? state.done : null
  return (
    <span className={cn('group relative inline-flex flex-wrap items-baseline gap-x-2', className)}>
      <span className={cn('mono wrap-anywhere', shown && 'font-medium text-text')}>{shown ?? masked}</span>
      {shown ? (
        <span role="status" className="text-meta text-text-3">
          shown for {SHOWN_SECONDS} s, and in the audit
        </span>
      ) : (
        left !== null && <Ask {...rest} left={left} state={state} submit={submit} pending={pending} />
      )}
    </span>
  )
}

type AskProps = Omit<RevealProps, 'masked' | 'action' | 'left'> & { left: string; state: FormState; submit: (form: FormData) => void; pending: boolean }

function Ask({ what, id, name, ticket, left, floats, state, submit, pending }: AskProps) {
  const field = useId()
  return (
    <details open={state.problem !== null || undefined} className={cn(!floats && 'open:basis-full')}>
      <summary className="inline-block min-h-6 cursor-pointer list-none text-meta text-accent hover:underline [&::-webkit-details-marker]:hidden">
        Reveal…<span className="sr-only"> the {name}</span>
      </summary>
      <form action={submit} className={cn('mt-2 space-y-2 rounded-control border border-accent-line bg-accent-soft p-3', floats && 'absolute top-6 left-0 z-20 w-80 max-w-[calc(100vw-48px)] bg-surface shadow-float')}>
        <input type="hidden" name="what" value={what} />
        <input type="hidden" name="id" value={id} />
        {state.problem && (
          <Notice tone="danger" role="alert" title={state.problem.title}>
            {state.problem.detail}
          </Notice>
        )}
        <TextField id={`${field}-reason`} name="reason" label={`Why do you need the whole ${name}?`} defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} required minLength={10} maxLength={500} autoComplete="off" hint={`${ticket === null ? '' : `For ticket #${ticket}. `}Shown for ${SHOWN_SECONDS} s, on this screen only. The audit says that you looked.`} />
        {ticket === null ? <TextField id={`${field}-ticket`} name="ticket" label="For which ticket?" inputMode="numeric" defaultValue={state.values.ticket ?? ''} error={errorOf(state, 'ticket')} required autoComplete="off" /> : <input type="hidden" name="ticket" value={ticket} />}
        <p className="flex flex-wrap items-center gap-2">
          <Button type="submit" size="small" disabled={pending}>
            {pending ? 'Revealing' : `Reveal for ${SHOWN_SECONDS} s`}
          </Button>
          <span className="text-meta text-text-3">{left}</span>
        </p>
      </form>
    </details>
  )
}
