'use client'

import { startRegistration } from '@simplewebauthn/browser'
import { Fingerprint } from 'lucide-react'
import { useActionState, useState, useTransition, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { CodeField } from '@/components/ui/code-field'
import { TextField } from '@/components/ui/field'
import { errorOf, NO_STATE, type FormAction, type FormState } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import type { StepUpQuestion } from '@/lib/services/step-up/schema'
import { Or } from './sign-in-frame'

export type EnrolPasskey = { ask: () => Promise<StepUpQuestion>; answer: (challengeId: unknown, answer: unknown, form: FormData) => Promise<FormState> }

type Props = {
  next: string
  action: FormAction
  /** The picture that an app reads, drawn by the server. */
  picture: ReactNode
  secret: string
  /** null where passkeys cannot be made: the address is no host name. */
  passkey: EnrolPasskey | null
  whyNoPasskey: string
  /** Where the session is open already: the step-up that adding a factor takes. */
  proof?: (state: FormState) => ReactNode
}

/** Adds a factor: a passkey by a touch, or an authenticator app by its first code. */
export function EnrolForm({ next, action, picture, secret, passkey, whyNoPasskey, proof }: Props) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, start] = useTransition()
  const make = (form: HTMLFormElement | null) =>
    start(async () => {
      if (!passkey || !form) return
      const { challengeId, options, problem: why } = await passkey.ask()
      if (!options) return setProblem(why)
      const answer = await startRegistration({ optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'] }).catch(() => null)
      if (!answer) return setProblem('No passkey was made. Try again, or use an app.')
      const done = await passkey.answer(challengeId, answer, new FormData(form))
      setProblem(done.problem?.detail ?? null)
    })
  return (
    <form action={submit} className="space-y-3">
      {state.problem && (
        <Notice tone="danger" role="alert" title={state.problem.title}>
          {state.problem.detail}
        </Notice>
      )}
      {problem && <Notice tone="danger" role="alert" title={problem} />}
      {state.done && <Notice tone="accent" role="status" title={state.done} />}
      <input type="hidden" name="next" value={next} />
      {proof?.(state)}
      {passkey ? (
        <Button kind="primary" className="w-full" disabled={asking} onClick={(event) => make(event.currentTarget.form)}>
          <Fingerprint aria-hidden className="size-4" />
          {asking ? 'Asking your browser' : 'Make a passkey on this device'}
        </Button>
      ) : (
        <p className="text-meta text-text-2">{whyNoPasskey}</p>
      )}
      <Or />
      <div className="flex flex-wrap gap-4">
        {picture}
        <p className="min-w-0 flex-1 basis-40 text-meta text-text-2">
          Scan it with an authenticator app, or type this key into the app:
          <code className="mono mt-1 block wrap-anywhere text-text">{secret.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
      </div>
      <TextField name="label" label="What you call it" placeholder="My phone" maxLength={60} autoComplete="off" defaultValue={state.values.label ?? ''} />
      <CodeField name="code" label="Code that the app shows" error={errorOf(state, 'code') && 'Not right'} required />
      <Button type="submit" kind={passkey ? 'secondary' : 'primary'} className="w-full" disabled={pending}>
        {pending ? 'Checking' : 'Add the app'}
      </Button>
    </form>
  )
}
