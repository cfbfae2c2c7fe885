'use client'

import { useActionState } from 'react'
import { StepUp, type Binding, type StepUpActions } from '@/components/recovery/step-up'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { errorOf, NO_STATE, type FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import type { RequestDetail } from '@/lib/services/approvals/schema'
import type { StepUpWays } from '@/lib/services/step-up/schema'

type Props = { request: RequestDetail; binding: Binding; ways: StepUpWays; prove: StepUpActions; action: FormAction }

/** The second person's answer: a reason, approve, deny; Enter in the code approves. Without JavaScript it is a plain form. */
export function DecideRequest({ request, binding, ways, prove, action }: Props) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  if (request.state !== 'pending' && request.state !== 'approved') return null
  const pends = request.state === 'pending'
  return (
    <div className="sticky bottom-0 space-y-3 border-t border-line bg-surface px-5 py-3 max-nav:bottom-14">
      {state.problem && (
        <Notice tone="danger" role="alert" title={state.problem.title}>
          {state.problem.detail}
        </Notice>
      )}
      {request.whyNot && <Notice tone="info" title={request.whyNot} />}
      <form action={submit} className="flex flex-wrap items-start gap-4">
        <input type="hidden" name="requestId" value={request.id} />
        <input type="hidden" name="payloadHash" value={request.payloadHash} />
        {request.whyNot === null ? (
          <>
            <TextArea name="reason" label="Your reason, needed to deny, kept either way" rows={2} className="min-w-60 flex-1" maxLength={1000} defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} />
            {pends && (
              <div className="w-64 space-y-2">
                <StepUp binding={binding} ways={ways} actions={prove} state={state} />
                <Button type="submit" name="decision" value="approved" kind="primary" className="w-full" disabled={pending || request.moved !== null}>
                  Approve
                </Button>
                <p className="mt-1 text-meta text-text-2">{request.moved ? 'It cannot run any more. It must be asked for again.' : request.delayHours ? `Waits ${request.delayHours} hours; the person is told and can stop it.` : `Runs at once, one time. They are told, and watched ${request.watchHours} h.`}</p>
              </div>
            )}
            <div className="w-44">
              <Button type="submit" name="decision" value="denied" className="w-full" disabled={pending}>
                Deny
              </Button>
              <p className="mt-1 text-meta text-text-2">Final for this request. {request.askedBy} reads your words.</p>
            </div>
          </>
        ) : (
          request.canCancel && (
            <Button type="submit" name="decision" value="cancelled" disabled={pending}>
              Take it back
            </Button>
          )
        )}
      </form>
    </div>
  )
}
