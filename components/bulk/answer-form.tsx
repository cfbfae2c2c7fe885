'use client'

import { useActionState } from 'react'
import { people } from '@/components/pattern/pattern-words'
import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { errorOf, NO_STATE, wordsOf, type FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import type { BulkView } from '@/lib/services/bulks/schema'
import type { StepUpWays } from '@/lib/services/step-up/schema'

type Props = { bulk: BulkView; answering: NonNullable<BulkView['answering']>; ways: StepUpWays; prove: StepUpActions; action: FormAction }

/** The second person's answer: a reason, approve, deny. A plain form before JavaScript. */
export function AnswerForm({ bulk, answering, ways, prove, action }: Props) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  if (answering.whyNot) return <p className="px-4 py-3 text-pretty text-text-2">{answering.whyNot}</p>
  return (
    <form action={submit} onReset={(event) => event.preventDefault()} className="space-y-3 px-4 py-3">
      {state.problem && (
        <Notice tone="danger" role="alert" title={state.problem.title}>
          {wordsOf(state.problem)}
        </Notice>
      )}
      <input type="hidden" name="bulkId" value={bulk.id} />
      <input type="hidden" name="payloadHash" value={bulk.payloadHash ?? ''} />
      <TextArea name="reason" label="Your reason, needed to deny, kept either way" rows={2} maxLength={1000} defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} />
      <StepUp binding={answering.binding} ways={ways} actions={prove} state={state} />
      <div className="grid grid-cols-2 gap-2">
        <Button type="submit" name="decision" value="approved" kind="primary" disabled={pending}>
          Approve
        </Button>
        <Button type="submit" name="decision" value="denied" disabled={pending}>
          Deny
        </Button>
      </div>
      <p className="text-meta text-pretty text-text-2">Approved, it begins at once: {people(bulk.people)}, one after the other, each one time. It can be stopped at any moment. Denied is final.</p>
    </form>
  )
}
