import type { Metadata } from 'next'
import Link from 'next/link'
import { changeTitle, KIND_TITLES } from '@/components/change/change-rows'
import { DiffCard } from '@/components/change/diff-card'
import { EffectCard, TraitCard } from '@/components/change/effect-cards'
import { effectWords } from '@/components/change/effect-words'
import { RelevanceCard } from '@/components/change/relevance-card'
import { ReviewChip } from '@/components/change/review-chip'
import { ReviewForm } from '@/components/change/review-form'
import { Page } from '@/components/shell/app-frame'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { span } from '@/components/ui/distance'
import { Time } from '@/components/ui/time'
import { number } from '@/lib/core/number'
import { orNotFound } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { getChange } from '@/lib/services/changes/get-change'
import { AUTH_RELEVANT, nextToReview } from '@/lib/services/changes/list-changes'
import { review as keepReview } from '../actions'
import { teach } from './actions'

export const metadata: Metadata = { title: 'Change' }

type Found = Awaited<ReturnType<typeof getChange>>

/** Only web addresses become links: a change's link comes from outside. */
const webAddress = (url: string | null) => (url && /^https?:\/\//i.test(url) ? url : null)
const hours = (many: number) => (many > 0 && many < 1 ? `${Math.max(1, Math.round(many * 60))} min` : `${Math.round(many)} h`)

export default async function ChangePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireAgent()
  const { id } = await params
  const found = await orNotFound(getChange(ctx, id))
  const { change, diff } = found
  const writes = may(ctx.actor, 'change:write')
  const next = writes && change.review ? await nextToReview(ctx, change.environment, change.id) : null
  const link = webAddress(change.url)
  const state = change.review?.state ?? (change.relevance >= AUTH_RELEVANT ? 'open' : null)
  return (
    <Page
      back={{ href: '/changes', title: 'Changes' }}
      title={changeTitle(change)}
      lead={
        <span className="flex flex-wrap items-center gap-2 text-text-2">
          {KIND_TITLES[change.kind] ?? change.kind}, {change.environment}
          {state && <ReviewChip state={state} />}
        </span>
      }
      end={
        next ? (
          <ButtonLink href={`/changes/${next}`} prefetch={false} data-key="n" hint="N">
            Review the next
          </ButtonLink>
        ) : undefined
      }
    >
      <p className="-mt-1 mb-3 text-pretty wrap-anywhere">
        <Time at={change.at.toISOString()} style="precise" />
        {change.author ? `, ${change.author}` : ''}: {change.summary}{' '}
        {link && (
          <a href={link} rel="noopener noreferrer" target="_blank" className="text-accent hover:underline">
            Open at its source
          </a>
        )}
      </p>
      <div className="grid items-start gap-3 nav:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0 space-y-3">
          <Effect found={found} />
          <SharedTraits found={found} />
          <DiffCard title="What it changed" end={change.service} lines={diff} />
        </div>
        <div className="min-w-0 space-y-3">
          <Review found={found} writes={writes} />
          <Advice found={found} />
          <RelevanceCard change={change} pathPrefix={found.pathPrefix} lesson={found.lesson} teach={teach} mayTeach={writes} />
          <Running found={found} />
          <Tickets found={found} />
        </div>
      </div>
    </Page>
  )
}

function Effect({ found: { effect, change } }: { found: Found }) {
  const { window, all, own, reasons } = effect
  const rise = reasons.find(({ finding }) => finding === 'rise') ?? (all.finding === 'rise' ? all : null)
  const title = window.after === 0 ? 'Nothing has come after it yet' : rise ? `${rise === all ? 'Failures' : rise.title.replaceAll('_', ' ')} rose: ${effectWords(rise).toLowerCase()}` : all.finding === 'few' ? 'Too few failures to tell' : 'No reason rose beyond chance'
  return (
    <EffectCard
      title={title.charAt(0).toUpperCase() + title.slice(1)}
      end={`${hours(window.before)} before, ${hours(window.after)} after, ${change.environment}`}
      all={all}
      own={own}
      reasons={reasons.slice(0, 8)}
      windows="Failures per sign-in, by Fisher’s exact test, all reasons allowed for (Benjamini–Hochberg)."
      vary="Counts are weighed by how much an hour varied in the week before, so that ten tries of one person are not ten. Other changes within these hours count with it."
    />
  )
}

function SharedTraits({ found: { traits } }: { found: Found }) {
  const rose = traits.items.filter(({ finding }) => finding === 'rise')
  const [first] = rose
  const title = first ? (rose.length === 1 ? `${first.trait} ${first.title} sets them apart` : `${first.trait} ${first.title} sets them apart most`) : 'No trait sets them apart'
  const length = (traits.window.until.getTime() - traits.window.from.getTime()) / 2
  return <TraitCard title={title} end="people who failed, of those who tried" items={traits.items} note={`${number(traits.people.before)} people in the ${span(length)} before, ${number(traits.people.after)} in the same time after, each counted once. A trait stands out where more of those who have it fail than before, and than of those who have it not; ${traits.tested} values were tested and allowed for.`} />
}

function Review({ found: { change }, writes }: { found: Found; writes: boolean }) {
  const { review } = change
  return (
    <Card aria-label="Review">
      <CardHead title="Review" end={review ? undefined : 'nobody has yet'} />
      {review && (
        <p className="border-b border-line px-4 py-2 text-text-2 wrap-anywhere">
          <b className="text-text">{review.agentName}</b>, <Time at={review.at.toISOString()} />: {review.state}
          {review.note ? `, “${review.note}”` : ''}
        </p>
      )}
      {writes ? <ReviewForm key={review?.at.toISOString() ?? ''} changeId={change.id} state={review?.state ?? null} note={review?.note ?? ''} action={keepReview} /> : !review && <p className="px-4 py-3 text-text-2">Agents say here what they found.</p>}
    </Card>
  )
}

function Advice({ found: { advice } }: { found: Found }) {
  return (
    <Card aria-label="Rolling it back">
      <CardHead title="Rolling it back" end="advice only" />
      <div className="space-y-1.5 px-4 py-3 text-pretty wrap-anywhere">
        <p className="font-medium">{advice.title}</p>
        {advice.points.map((point) => (
          <p key={point} className="text-text-2">
            {point}
          </p>
        ))}
        <p className="text-meta text-text-3">The console rolls nothing back: whoever owns the service decides.</p>
      </div>
    </Card>
  )
}

function Running({ found: { versions, change } }: { found: Found }) {
  return (
    <Card>
      <CardHead title="Now running" end={change.service} />
      {versions.length === 0 && <p className="px-4 py-3 text-text-2">No deploy of it is known.</p>}
      <Rows>
        {versions.map(({ environment, version, at }) => (
          <li key={environment} className="flex flex-wrap gap-x-3 px-4 py-1.5">
            <b>{environment}</b>
            <span className="mono">{version ?? '–'}</span>
            <span className="ml-auto text-text-2">
              since <Time at={at.toISOString()} />
            </span>
          </li>
        ))}
      </Rows>
    </Card>
  )
}

function Tickets({ found: { change } }: { found: Found }) {
  return (
    <Card>
      <CardHead title="Tickets that point at it" end={change.marks.length || undefined} />
      {change.marks.length === 0 && <p className="px-4 py-3 text-text-2">None so far.</p>}
      <Rows>
        {change.marks.map(({ ticket, state }) => (
          <li key={ticket.number} className="flex gap-3 px-4 py-1.5">
            <Link href={`/tickets/${ticket.number}/changes`} className="text-accent hover:underline" prefetch={false}>
              #{ticket.number} {ticket.subject}
            </Link>
            <span className="ml-auto text-text-2">{state}</span>
          </li>
        ))}
      </Rows>
    </Card>
  )
}
