'use client'

import { startAuthentication } from '@simplewebauthn/browser'
import { Fingerprint } from 'lucide-react'
import Link from 'next/link'
import { useActionState, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { CodeField } from '@/components/ui/code-field'
import { DemoCode } from '@/components/ui/demo-code'
import { TextField } from '@/components/ui/field'
import { NO_STATE, type FormAction, type FormState } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import type { StepUpQuestion, StepUpWays } from '@/lib/services/step-up/schema'
import { Or } from './sign-in-frame'

type Passkey = { ask: () => Promise<StepUpQuestion>; answer: (challengeId: unknown, answer: unknown, next: unknown) => Promise<FormState> }
type Props = { next: string; ways: StepUpWays; code: FormAction; recovery: FormAction; passkey: Passkey; lost: { open: boolean; href: string } }

/** The second step: a passkey, a code, or a recovery code. */
export function FactorForm({ next, ways, code, recovery, passkey, lost }: Props) {
  const [state, submit, pending] = useActionState(lost.open ? recovery : code, NO_STATE)
  const [problem, setProblem] = useState<string | null>(null)
  if (lost.open) {
    return (
      <form action={submit} className="space-y-4">
        <Refusal state={state} />
        <input type="hidden" name="next" value={next} />
        <TextField name="code" label="Recovery code" hint="One of those that you put away. It lets you add a new factor; the old ones and all codes end." autoComplete="off" spellCheck={false} autoFocus required className="[&_input]:font-mono" />
        <Button type="submit" kind="primary" className="w-full" disabled={pending}>
          {pending ? 'Checking' : 'Use this code'}
        </Button>
        <Link href={lost.href} className="block text-meta font-medium text-accent">
          Back
        </Link>
      </form>
    )
  }
  return (
    <>
      {ways.passkey && (
        <>
          <PasskeyButton next={next} passkey={passkey} onProblem={setProblem} />
          {ways.totp && <Or />}
        </>
      )}
      {problem && <Notice tone="danger" role="alert" title={problem} />}
      {ways.totp && (
        <form action={submit} onSubmit={(event) => pending && event.preventDefault()} className="space-y-3">
          <Refusal state={state} />
          <input type="hidden" name="next" value={next} />
          <CodeField name="code" label="Code from your authenticator app" hint="Six digits. Sent by itself after the sixth." sendWhenFull autoFocus={!ways.passkey} required />
          {ways.demoCode && <DemoCode code={ways.demoCode} />}
          <Button type="submit" kind={ways.passkey ? 'secondary' : 'primary'} hint="↵" className="w-full" disabled={pending}>
            {pending ? 'Checking' : 'Continue'}
          </Button>
        </form>
      )}
      <Link href={lost.href} className="mt-3 block text-meta font-medium text-accent">
        Use a recovery code
      </Link>
    </>
  )
}

function Refusal({ state }: { state: FormState }) {
  return (
    state.problem && (
      <Notice tone="danger" role="alert" title={state.problem.title}>
        {state.problem.detail}
      </Notice>
    )
  )
}

function PasskeyButton({ next, passkey, onProblem }: { next: string; passkey: Passkey; onProblem: (problem: string | null) => void }) {
  const [pending, start] = useTransition()
  const show = () =>
    start(async () => {
      const { challengeId, options, problem } = await passkey.ask()
      if (!options) return onProblem(problem)
      const answer = await startAuthentication({ optionsJSON: options as Parameters<typeof startAuthentication>[0]['optionsJSON'] }).catch(() => null)
      if (!answer) return onProblem('The passkey was not shown. Try again, or use a code.')
      const state = await passkey.answer(challengeId, answer, next)
      onProblem(state.problem?.detail ?? null)
    })
  return (
    <Button kind="primary" className="w-full" autoFocus disabled={pending} onClick={show}>
      <Fingerprint aria-hidden className="size-4" />
      {pending ? 'Asking your passkey' : 'Use your passkey'}
    </Button>
  )
}
