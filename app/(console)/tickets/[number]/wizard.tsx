import type { ReactNode } from 'react'
import { Reveal } from '@/components/account/reveal'
import { ActionForm } from '@/components/ticket/action-form'
import { PointingStrip, Rail } from '@/components/ticket/rail'
import { StepMark } from '@/components/ticket/step-mark'
import { TicketHead } from '@/components/ticket/ticket-head'
import { Button } from '@/components/ui/button'
import { causes } from '@/lib/causes'
import { STEPS, type Step } from '@/lib/evidence/vocabulary'
import { orNotFound } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { questions } from '@/lib/questions'
import { may } from '@/lib/services/authorize'
import type { ServiceContext } from '@/lib/services/context'
import { viewTicket, type TicketView } from '@/lib/services/tickets/view-ticket'
import { revealsLeft } from '@/lib/services/reveals/reveals-left'
import { revealValue } from '../../reveal-actions'
import { assign, reach, status } from '../actions'

export type StepParams = { params: Promise<{ number: string }> }

const TITLES = Object.fromEntries(causes.map(({ slug, title }) => [slug, title]))

/** The view of a ticket at a step; an unknown number is "not found". */
export async function openStep(params: StepParams['params'], step: Step) {
  const ctx = await requireAgent()
  const { number } = await params
  const view = await orNotFound(viewTicket(ctx, /^\d{1,9}$/.test(number) ? Number(number) : 0, step))
  return { ctx, view }
}

/** Where the next best question is asked: its own answers on the experience step, or the step that would tell. */
function nextQuestion({ verdict, gathered: { ticket } }: TicketView, step: Step) {
  const base = `/tickets/${ticket.number}`
  const index = STEPS.indexOf(step)
  const next = STEPS[index + 1]
  const asked = verdict.missing[0]
  const question = questions.find(({ id }) => id === asked?.question)
  if (asked && question && (step === 'experience' || verdict.confidence < 0.8 || !next)) {
    if (verdict.confidence >= 0.95) return null
    return { ask: asked.ask, why: asked.why, href: `${base}/experience?ask=${question.id}#question`, verb: 'Answer', cost: `about ${question.cost} s` }
  }
  return next ? NEXT[next](base) : null
}

const NEXT: Readonly<Record<Step, (base: string) => { ask: string; why: string; href: string; verb: string; cost: string }>> = {
  experience: (base) => ({ ask: 'What exactly do they see?', why: 'Everything begins with the message.', href: `${base}/experience`, verb: 'Ask', cost: 'about 1 min' }),
  record: (base) => ({ ask: 'Is the person even allowed in?', why: 'Locks, holds and an open verification all read like a wrong password outside.', href: `${base}/record`, verb: 'Look at the record', cost: 'a few seconds' }),
  changes: (base) => ({ ask: 'Did anything on the sign-in path change before it broke?', why: 'A change separates a fault of ours from a mistake of theirs.', href: `${base}/changes`, verb: 'Look at changes', cost: 'about 1 min' }),
  logs: (base) => ({ ask: 'Which rule refused the last attempt?', why: 'The log names the reason that the page hides.', href: `${base}/logs`, verb: 'Open the trace', cost: 'about 1 min' }),
  verdict: (base) => ({ ask: 'Ready to read the verdict?', why: 'All steps have been looked at; the evidence is weighed.', href: `${base}/verdict`, verb: 'Read the verdict', cost: 'a few seconds' }),
}

/** The frame of a step: head and stepper above, the rail beside, the step itself between. */
export function Wizard({ view, step, after = false, ctx, railExtra, children }: { view: TicketView; step: Step; /** The page behind the last step: what became of it. */ after?: boolean; ctx: ServiceContext; railExtra?: ReactNode; children: ReactNode }) {
  const { ticket, alike } = view.gathered
  const mine = ticket.assigneeId === ctx.actor.id
  const writes = may(ctx.actor, 'ticket:write')
  return (
    <div data-slim className="grid grid-cols-[minmax(0,1fr)] rail:min-h-full rail:grid-cols-[minmax(0,1fr)_352px]">
      <div className="min-w-0 px-4 pb-6 nav:px-6">
        <TicketHead
          number={ticket.number}
          subject={ticket.subject}
          person={<Person view={view} />}
          channel={ticket.channel}
          openedAt={ticket.createdAt.toISOString()}
          openForMs={view.nowMs - ticket.createdAt.getTime()}
          environment={ticket.environment}
          assignee={ticket.assignee ? `${ticket.assignee.name}${mine ? ' (you)' : ''}` : null}
          others={alike?.signature ? alike.people - (ticket.account ? 1 : 0) : 0}
          pattern={view.pattern}
          step={step}
          steps={view.steps}
          after={after ? 'current' : ticket.recoveries.length + ticket.watches.length > 0 ? 'there' : 'none'}
          actions={writes && <TicketActions number={ticket.number} mine={mine} status={ticket.status} />}
        />
        <PointingStrip verdict={view.verdict} causeTitles={TITLES} href={step === 'verdict' ? '#recoveries' : '#rail'} />
        <div className="space-y-3">{children}</div>
      </div>
      <Rail
        verdict={view.verdict}
        before={view.before}
        beforeStep={STEPS[STEPS.indexOf(step) - 1] ?? null}
        causeTitles={TITLES}
        question={nextQuestion(view, step)}
        step={step}
        frozenAt={view.gathered.frozenAt?.toISOString() ?? null}
      >
        {railExtra}
      </Rail>
      <StepMark mark={reach.bind(null, ticket.number, step)} />
    </div>
  )
}

/** Who it is about: what they sign in with, masked, with its reveal. */
async function Person({ view }: { view: TicketView }) {
  const { id, number, identifier, reporterName } = view.gathered.ticket
  const ctx = await requireAgent()
  if (!identifier) return reporterName ?? 'account not chosen yet'
  if (!identifier.includes('•')) return identifier
  return <Reveal floats what="ticket.identifier" id={id} masked={identifier} name="identifier" ticket={number} left={await revealsLeft(ctx)} action={revealValue} />
}

function TicketActions({ number, mine, status: now }: { number: number; mine: boolean; status: string }) {
  return (
    <>
      {!mine && (
        <ActionForm action={assign}>
          <input type="hidden" name="number" value={number} />
          <input type="hidden" name="to" value="me" />
          <Button type="submit" data-key="a" hint="A">
            Assign to me
          </Button>
        </ActionForm>
      )}
      <ActionForm action={status}>
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="status" value={now === 'solved' ? 'open' : 'solved'} />
        <Button type="submit">{now === 'solved' ? 'Open again' : 'Solved'}</Button>
      </ActionForm>
    </>
  )
}
