import { ListTree, Radio } from 'lucide-react'
import type { Metadata } from 'next'
import { EventLine } from '@/components/event/event-line'
import { FollowEvents } from '@/components/event/follow-events'
import { ListHints, Page } from '@/components/shell/app-frame'
import { ButtonLink } from '@/components/ui/button'
import { Card, Rows } from '@/components/ui/card'
import { Filters, FilterSelect, SearchBox, SearchedFor } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { maskIdentifier } from '@/lib/core/mask'
import { OUTCOMES, REASONS } from '@/lib/evidence/vocabulary'
import { FORMATS } from '@/lib/formats'
import { readFollow } from '@/lib/http/follow'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { readSearch } from '@/lib/http/search'
import { listEvents } from '@/lib/services/events/list-events'
import { followEvents } from '@/lib/services/live/follow-events'
import { liveRow } from '@/lib/services/live/live-row'
import { listEnvironments } from '@/lib/services/tickets/list-environments'

export const metadata: Metadata = { title: 'Events' }

const option = (value: string) => ({ value, label: value.replaceAll('_', ' ') })

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const { filters: params, q } = readSearch(ctx, '/events', await readParams(searchParams))
  const [{ rows, next }, environments] = await Promise.all([listEvents(ctx, { ...params, q }), listEnvironments(ctx)])
  const lines = rows.map((event) => <EventLine key={event.id} event={liveRow(event)} />)
  // A search is for somebody's past, and an older page is not where new events come in.
  const follow = q || params.after ? null : readFollow('/events', params)
  const live = follow?.on ? await followEvents(ctx, params) : null
  return (
    <Page
      title="Events"
      end={
        follow && !live && (
          <ButtonLink href={follow.start} prefetch={false}>
            <Radio aria-hidden className="size-3.5" />
            Follow new events
          </ButtonLink>
        )
      }
    >
      {live && follow?.refresh && (
        <noscript>
          <meta httpEquiv="refresh" content={follow.refresh} />
        </noscript>
      )}
      <Filters action="/events" sealed>
        <SearchBox label="Search events" placeholder="Identifier, address or trace" value={undefined} />
        {q && <SearchedFor text={maskIdentifier(q)} sealed={params.s} clear={withParams('/events', params, { s: undefined })} />}
        <FilterSelect name="outcome" label="Outcome" value={params.outcome ?? 'failure'} options={[...OUTCOMES.map((value) => option(value)), { value: 'any', label: 'any outcome' }]} />
        <FilterSelect name="reason" label="Reason" value={params.reason} any="any reason" options={REASONS.map((value) => option(value))} />
        <FilterSelect name="environment" label="Environment" value={params.environment} any="any environment" options={environments.map(({ name }) => option(name))} />
        <FilterSelect name="format" label="Format" value={params.format} any="any format" options={[...FORMATS.map(({ id, title }) => ({ value: id, label: title })), { value: 'unrecognised', label: 'Not recognised' }]} />
        {live && <input type="hidden" name="live" value="1" />}
      </Filters>
      {live && follow ? (
        <FollowEvents key={follow.address} address={follow.address} since={live.since} first={live.minutes} known={rows.map(({ id }) => id)} stop={follow.stop}>
          {lines}
        </FollowEvents>
      ) : rows.length ? (
        <Card aria-label="Events">
          <Rows>{lines}</Rows>
        </Card>
      ) : (
        <EmptyState icon={ListTree} title="No event with these filters">
          {q ? `Nothing under “${maskIdentifier(q)}”. An identifier must be whole; an address or a trace id as well.` : 'Events come in through the API or from files; the API page says how.'}
        </EmptyState>
      )}
      <Pager first={params.after ? withParams('/events', params, {}) : null} next={next ? withParams('/events', params, { after: next }) : null} shown={`${rows.length} shown, newest first`} />
      <ListHints />
    </Page>
  )
}
