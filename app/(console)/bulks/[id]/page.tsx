import type { Metadata } from 'next'
import Link from 'next/link'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { AnswerForm } from '@/components/bulk/answer-form'
import { AskForm } from '@/components/bulk/ask-form'
import { BulkChip } from '@/components/bulk/bulk-chip'
import { BulkCounts } from '@/components/bulk/bulk-counts'
import { BulkCourse } from '@/components/bulk/bulk-course'
import { BulkPeople } from '@/components/bulk/bulk-people'
import { LookAgain } from '@/components/bulk/look-again'
import { StopForm } from '@/components/bulk/stop-form'
import { people } from '@/components/pattern/pattern-words'
import { Page } from '@/components/shell/app-frame'
import { Card, CardHead } from '@/components/ui/card'
import { Notice } from '@/components/ui/states'
import { TierBadge } from '@/components/ui/tier-badge'
import { orNotFound, readParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { stepUpWays } from '@/lib/http/step-up'
import { getBulk } from '@/lib/services/bulks/get-bulk'
import type { BulkView } from '@/lib/services/bulks/schema'
import { answer, ask, stop } from '../actions'

export const metadata: Metadata = { title: 'For many at once' }

const PROVE = { ask: askStepUp, answer: answerStepUp }

/** One recovery for many of a pattern's people: the preview, the second person's answer, how far it is, and what became of each. */
export default async function BulkPage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const { id } = await params
  const given = await readParams(searchParams)
  const bulk = await orNotFound(getBulk(ctx, id, given))
  const ways = bulk.ask || bulk.answering ? await stepUpWays(ctx, ctx.actor.id) : null
  const under = bulk.state === 'pending' || bulk.state === 'running'
  return (
    <Page
      back={{ href: `/patterns/${bulk.pattern.id}`, title: 'Pattern' }}
      title={`${bulk.title}: ${people(bulk.people)}`}
      lead={<BulkChip state={bulk.state} />}
      end={bulk.canStop && (bulk.state === 'running' || bulk.mine) ? <StopForm bulkId={bulk.id} running={bulk.state === 'running'} action={stop} /> : undefined}
    >
      {under && <LookAgain />}
      <p className="-mt-1 mb-3 text-pretty wrap-anywhere text-text-2">
        <Link href={`/patterns/${bulk.pattern.id}`} className="text-accent underline">
          {bulk.pattern.words}
        </Link>
        , {bulk.cause.toLowerCase()}.
      </p>
      <div className="grid items-start gap-3 nav:grid-cols-[minmax(0,1fr)_340px] nav:grid-rows-[auto_1fr]">
        <BulkCounts bulk={bulk} />
        <div className="min-w-0 space-y-3 nav:col-start-2 nav:row-span-2 nav:row-start-1">
          <WhatHappens bulk={bulk} />
          {bulk.state !== 'prepared' && <BulkCourse bulk={bulk} />}
          {bulk.ask && ways && (
            <Card aria-label="Ask for it">
              <CardHead title="Ask for it" end="a reason, a proof, a second person" />
              {bulk.expired ? (
                <div className="px-4 py-3">
                  <Notice tone="warn" title="This preview is too old: people have come and gone since. Prepare it again." />
                </div>
              ) : bulk.ask.tickets.length === 0 ? (
                <p className="px-4 py-3 text-text-2">No ticket of this pattern is open. A recovery answers somebody: open one first.</p>
              ) : (
                <AskForm bulk={bulk} ask={bulk.ask} ways={ways} prove={PROVE} action={ask} />
              )}
            </Card>
          )}
          {bulk.answering && ways && (
            <Card aria-label="Your answer">
              <CardHead title="Your answer" />
              <AnswerForm bulk={bulk} answering={bulk.answering} ways={ways} prove={PROVE} action={answer} />
            </Card>
          )}
        </div>
        <BulkPeople bulk={bulk} after={given.after} />
      </div>
    </Page>
  )
}

function WhatHappens({ bulk }: { bulk: BulkView }) {
  return (
    <Card aria-label="What happens">
      <CardHead title="What happens to each" end={<TierBadge tier={bulk.tier} {...(bulk.base === bulk.tier ? {} : { words: `Tier ${bulk.base}, for many ${bulk.tier}` })} />} />
      <div className="space-y-2 px-4 py-3 text-pretty">
        <p className="font-semibold">{bulk.consequence}</p>
        <p className="text-text-2">{bulk.undo}</p>
        <ul className="list-disc space-y-1 pl-4 text-text-2">
          <li>Each is told at every address on file, and can answer “this wasn’t me”.</li>
          <li>Each is an entry of its own in the audit, with you, the second person and the reason.</li>
          {bulk.watchHours > 0 && <li>Nobody has checked these callers: each is watched for {bulk.watchHours} hours.</li>}
          <li>It passes by who needs it no more, and stops by itself at the first account that changed since the preview.</li>
        </ul>
      </div>
    </Card>
  )
}
