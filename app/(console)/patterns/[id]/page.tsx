import type { Metadata } from 'next'
import Link from 'next/link'
import { BulkOptionsCard } from '@/components/bulk/bulk-options-card'
import { ChangeRow, type ChangeItem } from '@/components/change/change-rows'
import { effectWords } from '@/components/change/effect-words'
import { NewPeople } from '@/components/chart/new-people'
import { FateCard, PeopleCard } from '@/components/pattern/hit-cards'
import { FollowForm } from '@/components/pattern/follow-form'
import { PatternChip } from '@/components/pattern/pattern-chip'
import { people, updateTitle } from '@/components/pattern/pattern-words'
import { TestedTraitsCard } from '@/components/pattern/tested-traits-card'
import { UpdateForm } from '@/components/pattern/update-form'
import { Page } from '@/components/shell/app-frame'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { percent } from '@/components/ui/probability'
import { Time } from '@/components/ui/time'
import { causes } from '@/lib/causes'
import { number } from '@/lib/core/number'
import { orNotFound, readParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { bulkOptions } from '@/lib/services/bulks/bulk-options'
import { bulksOfPattern } from '@/lib/services/bulks/list-bulks'
import { getPattern } from '@/lib/services/patterns/get-pattern'
import { stateOf } from '@/lib/services/patterns/list-patterns'
import { UPDATE_KINDS } from '@/lib/services/patterns/schema'
import { prepare } from '../../bulks/actions'
import { follow, post } from '../actions'

export const metadata: Metadata = { title: 'Pattern' }

type Found = Awaited<ReturnType<typeof getPattern>>

export default async function PatternPage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const { id } = await params
  const given = await readParams(searchParams)
  const found = await orNotFound(getPattern(ctx, id, given))
  const { pattern, counts, span, people: hit } = found
  const [bulk, bulks] = await Promise.all([bulkOptions(ctx, pattern, counts), bulksOfPattern(ctx, id)])
  const cause = causes.find(({ slug }) => slug === found.cause?.slug)
  return (
    <Page back={{ href: '/patterns', title: 'Patterns' }} title={`${people(counts.people)} ${counts.people === 1 ? 'fails' : 'fail'} the same way`} lead={<PatternChip state={pattern.state} />} end={<FollowForm patternId={pattern.id} follows={found.follows} followers={found.followers} action={follow} />}>
      <p className="-mt-1 mb-3 text-pretty wrap-anywhere text-text-2">
        Since <Time at={pattern.firstSeenAt.toISOString()} />, in {pattern.environment}
        {counts.lastFailedAt && (
          <>
            ; last <Time at={counts.lastFailedAt} />
          </>
        )}
        ; {Math.round(pattern.usual)} in the same hours of other weeks.
        {cause && found.cause && (
          <>
            {' '}
            Its tickets point at{' '}
            <Link href={`/playbook/${cause.slug}`} prefetch={false} className="text-accent underline">
              {cause.title.toLowerCase()}
            </Link>
            , {percent(found.cause.confidence)}.
          </>
        )}
      </p>
      <div className="grid items-start gap-3 nav:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0 space-y-3">
          <FateCard counts={counts} />
          <Card aria-label="New people over time">
            <CardHead title="New people over time" end={`${number(counts.failures)} failures`} />
            <NewPeople from={span.from.toISOString()} until={span.until.toISOString()} growth={counts.growth} title={`People who fail in this way for the first time, in ${counts.growth.length} slices of the time since`} />
          </Card>
          <TestedTraitsCard {...found.traits} {...found.compared} />
          <Tickets found={found} />
          <PeopleCard rows={hit.rows} total={counts.people} first={given.after ? `/patterns/${id}#people` : null} next={hit.next ? `/patterns/${id}?after=${hit.next}#people` : null} />
        </div>
        <div className="min-w-0 space-y-3">
          <Status found={found} action={may(ctx.actor, 'ticket:write') ? post : null} />
          <BulkOptionsCard patternId={pattern.id} {...bulk} bulks={bulks} action={prepare} />
          <SignatureCard found={found} />
          <Suspect found={found} />
        </div>
      </div>
    </Page>
  )
}

function SignatureCard({ found: { pattern } }: { found: Found }) {
  const rows = [['Reason', pattern.reason], ['Rule that fired', pattern.rule], ['Provider', pattern.provider], ['Environment', pattern.environment]] as const
  return (
    <Card aria-label="Signature">
      <CardHead title="Signature" end="what makes an attempt count" />
      <dl className="grid grid-cols-[110px_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3">
        {rows.map(([title, value]) => (
          <div key={title} className="contents">
            <dt className="text-text-2">{title}</dt>
            <dd className={value ? 'mono wrap-anywhere' : 'text-text-3'}>{value ?? (title === 'Provider' ? 'any' : 'none')}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

const toItem = ({ effect: _, at, score, reasons, ...change }: NonNullable<Found['suspect']>): ChangeItem => ({ ...change, at: at.toISOString(), reasons: reasons.slice(0, 3), relevance: score, state: null, rank: null })

function Suspect({ found: { suspect } }: { found: Found }) {
  return (
    <Card aria-label="Suspected change">
      <CardHead title="Suspected change" end={suspect?.effect ? 'the failures began with it' : suspect ? 'by what it touches and when' : undefined} />
      {suspect ? (
        <Rows>
          <ChangeRow change={toItem(suspect)} href={`/changes/${suspect.id}`} />
          {suspect.effect && <li className="px-4 py-2 text-meta text-danger">{effectWords(suspect.effect)}</li>}
        </Rows>
      ) : (
        <p className="px-4 py-3 text-text-2">No change is known of the week before it began.</p>
      )}
    </Card>
  )
}

function Tickets({ found: { tickets, moreTickets } }: { found: Found }) {
  return (
    <Card aria-label="Tickets">
      <CardHead title={tickets.length === 1 ? '1 ticket' : `${tickets.length}${moreTickets ? ' and more' : ''} tickets`} end="open ones first" />
      {tickets.length === 0 && <p className="px-4 py-3 text-text-2">Nobody has written yet.</p>}
      <Rows>
        {tickets.map((ticket) => (
          <li key={ticket.number} className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-hover">
            <span className="mono w-14 text-text-2">#{ticket.number}</span>
            <Link href={`/tickets/${ticket.number}/${ticket.step}`} prefetch={false} className="row-link min-w-0 flex-1 basis-60 font-medium wrap-anywhere">
              {ticket.subject}
            </Link>
            <span className="w-20 text-text-2">{ticket.status}</span>
            <span className="w-28 text-text-2">{ticket.assignee?.name ?? 'Nobody'}</span>
          </li>
        ))}
      </Rows>
    </Card>
  )
}

function Status({ found: { pattern }, action }: { found: Found; action: typeof post | null }) {
  return (
    <Card aria-label="Status">
      <CardHead title="Status" end="seen on each of its tickets" />
      {action && <UpdateForm key={pattern.updates[0]?.id ?? ''} patternId={pattern.id} state={pattern.state} note={pattern.note} action={action} />}
      <Rows>
        {pattern.note && !action && (
          <li className="px-4 py-2 wrap-anywhere">
            <b>Tell those who call:</b> {pattern.note}
          </li>
        )}
        {pattern.updates.map((update) => (
          <li key={update.id} className="px-4 py-2 wrap-anywhere">
            <b>{updateTitle(UPDATE_KINDS.find((known) => known === update.kind) ?? 'said', stateOf(update.state))}.</b> {update.text}
            <span className="block text-meta text-text-3">
              <Time at={update.at.toISOString()} />, {update.agentName}
            </span>
          </li>
        ))}
        <li className="px-4 py-2">
          <b>Found</b> by the console.
          <span className="block text-meta text-text-3">
            <Time at={pattern.firstSeenAt.toISOString()} />, the first failure
          </span>
        </li>
      </Rows>
    </Card>
  )
}
