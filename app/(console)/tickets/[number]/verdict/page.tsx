import { Download } from 'lucide-react'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { DoneCard } from '@/components/recovery/done-card'
import { RecoveryPanel } from '@/components/recovery/recovery-panel'
import { DecideForm } from '@/components/ticket/decide-form'
import { LetterCard } from '@/components/ticket/letter-card'
import { STEP_TITLES } from '@/components/ticket/step-names'
import { CourseLine, EvidenceCard, FixCard, LookalikesCard, VerdictCard } from '@/components/ticket/verdict-cards'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { causes } from '@/lib/causes'
import { NAMED_FROM } from '@/lib/evidence/verdict'
import { may } from '@/lib/services/authorize'
import { doneRecoveries } from '@/lib/services/recoveries/done-recoveries'
import { fittingRecoveries } from '@/lib/services/recoveries/fitting-recoveries'
import { lastDecision } from '@/lib/services/tickets/last-decision'
import type { TicketView } from '@/lib/services/tickets/view-ticket'
import { draftNote, draftReply } from '@/lib/services/tickets/write-texts'
import { decide, keepTexts } from '../../actions'
import { checkCaller, loadRecovery, recover, watch } from '../recover/[action]/actions'
import { openStep, Wizard, type StepParams } from '../wizard'

export async function generateMetadata({ params }: StepParams) {
  return { title: `#${(await params).number} Verdict` }
}

const CAUSES = causes.map(({ slug, title }) => ({ value: slug, label: title })).sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))

function lookalikes({ verdict }: TicketView) {
  return verdict.lookalikes.flatMap((other) => {
    const cause = causes.find(({ slug }) => slug === other.cause)
    return cause ? [{ slug: cause.slug, title: cause.title, bucket: cause.bucket, confidence: other.confidence, because: other.because }] : []
  })
}

/** How the person fared after the last recovery; events are newest first. */
function since({ events }: TicketView['gathered'], at: string | null) {
  const after = at === null ? [] : events.filter((event) => event.at.toISOString() > at)
  const first = (outcome: string) => after.findLast((event) => event.outcome === outcome)?.at.toISOString() ?? null
  return { signedInAt: first('success'), failedAt: first('failure') }
}

export default async function VerdictPage({ params }: StepParams) {
  const { ctx, view } = await openStep(params, 'verdict')
  const { verdict, gathered } = view
  const { ticket, alike } = gathered
  const named = verdict.confidence >= NAMED_FROM
  const cause = view.cause
  const [fitting, decision, done] = await Promise.all([fittingRecoveries(ctx, ticket.id, named ? verdict.cause : null), lastDecision(ctx, ticket.id), doneRecoveries(ctx, ticket.id)])
  const decided = decision ? `${decision.decision === 'confirmed' ? 'Confirmed' : 'Corrected'} by ${decision.agent?.name ?? 'somebody'}: ${CAUSES.find(({ value }) => value === decision.cause)?.label ?? 'undetermined'}${decision.reason ? `. ${decision.reason}` : ''}` : null
  return (
    <Wizard
      view={view}
      step="verdict"
      ctx={ctx}
      railExtra={
        <>
          <section aria-label="How it moved">
            <CourseLine course={view.course.map(({ step, verdict: then }) => ({ step: STEP_TITLES[step], bucket: verdict.bucket, share: then.buckets[verdict.bucket] ?? 0 }))} />
          </section>
          <RecoveryPanel ticketId={ticket.id} ticketNumber={ticket.number} fitting={fitting} load={loadRecovery} actions={{ perform: recover, checkCaller, watch, prove: { ask: askStepUp, answer: answerStepUp } }} />
        </>
      }
    >
      <VerdictCard
        verdict={verdict}
        title={cause?.title ?? null}
        what={cause?.what ?? null}
        why={cause?.why ?? null}
        slug={cause?.slug ?? null}
        also={(cause?.also ?? []).filter((bucket) => bucket !== verdict.bucket)}
        people={alike?.signature ? alike.people : 1}
        decided={decided}
        frozenAt={gathered.frozenAt?.toISOString() ?? null}
        actions={
          <div className="flex flex-wrap items-start gap-2">
            <DecideForm number={ticket.number} causes={CAUSES} action={decide} disabled={may(ctx.actor, 'verdict:write') ? null : 'Your role looks only.'} />
            <ButtonLink kind="ghost" href={`/tickets/${ticket.number}/export?as=case`} prefetch={false}>
              <Download aria-hidden className="size-4" /> Export case
            </ButtonLink>
            <ButtonLink kind="ghost" href={`/tickets/${ticket.number}/export?as=markdown`} prefetch={false}>
              Markdown
            </ButtonLink>
          </div>
        }
      />
      <DoneCard done={done} {...since(gathered, done.at(-1)?.at ?? null)} auditHref={may(ctx.actor, 'audit:own') ? `/audit?q=${encodeURIComponent(`#${ticket.number}`)}` : null} />
      {!named && verdict.missing.length > 0 && <Questions view={view} />}
      <div className="grid items-start gap-3 rail:grid-cols-[minmax(0,1fr)_320px]">
        <EvidenceCard verdict={verdict} />
        <LookalikesCard items={lookalikes(view)} />
      </div>
      <FixCard summary={verdict.fix.summary} steps={verdict.fix.steps} confirm={named ? (cause?.confirm ?? null) : null} prevention={named ? (cause?.prevention ?? null) : null} />
      <div className="grid items-start gap-3 nav:grid-cols-2">
        <LetterCard number={ticket.number} name="reply" title={`Reply to ${ticket.reporterName ?? 'the person'}`} text={ticket.reply ?? draftReply(gathered, cause, named, done.map(({ action }) => action))} leaksNothing={ticket.reply === null} end="drafted from the playbook" action={keepTexts} />
        <LetterCard number={ticket.number} name="note" title="Internal note" text={ticket.note ?? draftNote(gathered, verdict, cause)} leaksNothing={false} end="stays in this ticket" action={keepTexts} />
      </div>
    </Wizard>
  )
}

function Questions({ view }: { view: TicketView }) {
  return (
    <Card>
      <CardHead title="What would settle most" end="expected gain in bits" />
      <ul className="divide-y divide-line">
        {view.verdict.missing.map(({ question, ask, why, gain }) => (
          <li key={ask} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-60">
              <b>{ask}</b>
              <span className="block text-meta text-text-2">{why}</span>
            </span>
            <span className="text-text-2">{gain.toFixed(2)}</span>
            <ButtonLink size="small" href={`/tickets/${view.gathered.ticket.number}/experience?ask=${question ?? ''}#question`}>
              Answer
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
