'use client'

import { useActionState, useState } from 'react'
import { people } from '@/components/pattern/pattern-words'
import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { Button } from '@/components/ui/button'
import { Checkbox, SelectField, TextArea } from '@/components/ui/field'
import { errorOf, NO_STATE, wordsOf, type FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import type { BulkView } from '@/lib/services/bulks/schema'
import type { StepUpWays } from '@/lib/services/step-up/schema'

type Props = { bulk: BulkView; ask: NonNullable<BulkView['ask']>; ways: StepUpWays; prove: StepUpActions; action: FormAction }

/** Asks a second person for what was prepared: which ticket it answers, why, and who asks. A plain form before JavaScript. */
export function AskForm({ bulk, ask, ways, prove, action }: Props) {
  const [state, submit, pending] = useActionState(action, NO_STATE)
  const [read, setRead] = useState(false)
  const [first] = ask.approvers
  return (
    // React empties a form once its action has answered; what was typed must outlive a refusal.
    <form action={submit} onReset={(event) => event.preventDefault()} className="space-y-3 px-4 py-3">
      {state.problem && (
        <Notice tone="danger" role="alert" title={state.problem.title}>
          {wordsOf(state.problem)}
        </Notice>
      )}
      <input type="hidden" name="bulkId" value={bulk.id} />
      <input type="hidden" name="planHash" value={bulk.planHash} />
      <SelectField name="ticketId" label="Ticket that this answers" options={ask.tickets.map(({ id, number, subject }) => ({ value: id, label: `#${number} ${subject}` }))} defaultValue={state.values.ticketId ?? ask.tickets[0]?.id ?? ''} error={errorOf(state, 'ticketId')} hint="Who has a ticket of their own is entered there; all others here." />
      <TextArea name="reason" label="Why" rows={3} maxLength={1000} defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} hint="Stands in the audit of each of them. No password, code or birth date." />
      <Checkbox name="confirmed" value="yes" checked={read} onChange={(event) => setRead(event.target.checked)} label={`I have read whom it changes and whom not: ${people(bulk.people)}, one time each.`} />
      <StepUp binding={ask.binding} ways={ways} actions={prove} state={state} />
      <div>
        <Button type="submit" kind="primary" className="w-full" disabled={pending}>
          Ask for approval
        </Button>
        <p className="mt-1.5 text-meta text-pretty text-text-2">
          Nothing happens until {first?.split(',')[0] ?? 'a second person'} {ask.approvers.length > 1 ? 'or another agrees' : 'agrees'}, within {bulk.minutes} min. Who comes in from now on is not part of it.
        </p>
      </div>
    </form>
  )
}
