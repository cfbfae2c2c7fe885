'use client'

import { startAuthentication } from '@simplewebauthn/browser'
import { CircleCheck, Fingerprint } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { CodeField } from '@/components/ui/code-field'
import { Button } from '@/components/ui/button'
import { DemoCode } from '@/components/ui/demo-code'
import { errorOf, type FormState } from '@/components/ui/form-state'
import type { StepUpAnswer, StepUpQuestion, StepUpWays } from '@/lib/services/step-up/schema'

/** What is proved: this action, on this target, with these parameters. The server computes the same when it acts. */
export type Binding = { action: string; targetId: string; params: unknown }

/** The two server actions behind the passkey button: app/(console)/step-up.ts. */
export type StepUpActions = { ask: () => Promise<StepUpQuestion>; answer: (binding: unknown, challengeId: unknown, answer: unknown) => Promise<StepUpAnswer> }

type Props = {
  ways: StepUpWays
  actions: StepUpActions
  /** Where parameters are typed in the same form, they are read from it when the passkey is asked for. */
  binding: Binding | ((form: FormData) => Binding)
  /** State of the form that this stands in: a proof that was made and not spent is kept, a refused code is said. */
  state: FormState
  /** Id of the form where this does not stand inside it. */
  form?: string
}

/** Sends a form as Enter in one of its fields does: by its first button. */
function send(form: HTMLFormElement) {
  form.requestSubmit([...form.elements].find((each): each is HTMLButtonElement => each instanceof HTMLButtonElement && each.type === 'submit') ?? null)
}

/**
 * Proves that it is you, for one action: a field of the form that acts. The six digits are sent with the form, so it works
 * before JavaScript; the passkey button proves first, then sends the form.
 */
export function StepUp({ ways, actions, binding, state, form: formId }: Props) {
  const kept = errorOf(state, 'stepUpProof') ? '' : (state.values.stepUpProof ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  // Several of these may stand on one page.
  const id = useId()
  const proof = useRef<HTMLInputElement>(null)
  const withPasskey = async () => {
    const form = proof.current?.form
    if (!form || !proof.current) return
    setAsking(true)
    const { proofId, problem: why } = await provePasskey(actions, typeof binding === 'function' ? binding(new FormData(form)) : binding)
    setAsking(false)
    setProblem(why)
    if (!proofId) return
    proof.current.value = proofId
    send(form)
  }
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 font-medium">Prove it is you</legend>
      <input ref={proof} type="hidden" form={formId} name="stepUpProof" defaultValue={kept} key={kept} />
      {kept ? (
        <p className="flex items-center gap-1.5 text-text-2">
          <CircleCheck aria-hidden className="size-4 flex-none text-ok" />
          Proved, for this action only, for five minutes.
        </p>
      ) : (
        <>
          <div className="flex flex-wrap items-start gap-2">
            {ways.totp && <CodeField id={id} form={formId} name="stepUpCode" label="Code from your authenticator app" hideLabel error={errorOf(state, 'stepUpCode') && state.problem?.detail} className="w-40" />}
            {ways.passkey && (
              <Button onClick={() => void withPasskey()} disabled={asking}>
                <Fingerprint aria-hidden className="size-4" />
                {asking ? 'Asking your passkey' : 'Use your passkey'}
              </Button>
            )}
          </div>
          {ways.demoCode && <DemoCode code={ways.demoCode} />}
          {!ways.totp && !ways.passkey && <p className="text-text-2">Nothing of yours works at this address. Add an authenticator app under Settings, Security.</p>}
        </>
      )}
      {problem && (
        <p role="alert" className="text-meta text-danger">
          {problem}
        </p>
      )}
    </fieldset>
  )
}

async function provePasskey(actions: StepUpActions, binding: Binding): Promise<StepUpAnswer> {
  const { challengeId, options, problem } = await actions.ask().catch(() => ({ challengeId: '', options: null, problem: 'The console does not answer. Try again.' }))
  if (!options) return { proofId: null, problem }
  try {
    const answer = await startAuthentication({ optionsJSON: options as Parameters<typeof startAuthentication>[0]['optionsJSON'] })
    return await actions.answer(binding, challengeId, answer)
  } catch {
    return { proofId: null, problem: 'The passkey was not shown. Try again, or use a code.' }
  }
}
