import { CircleCheck, CircleDashed, CircleX, ListTree } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { HOP_TITLES } from '@/components/event/trace-card'
import { ListHints, Page } from '@/components/shell/app-frame'
import { Card, Rows } from '@/components/ui/card'
import { Filters, FilterSelect, SearchBox, SearchedFor } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { maskIdentifier } from '@/lib/core/mask'
import { OUTCOMES, REASONS } from '@/lib/evidence/vocabulary'
import { FORMATS } from '@/lib/formats'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { readSearch } from '@/lib/http/search'
import { listEvents } from '@/lib/services/events/list-events'
import { listEnvironments } from '@/lib/services/tickets/list-environments'

export const metadata: Metadata = { title: 'Events' }

const option = (value: string) => ({ value, label: value.replaceAll('_', ' ') })
const ICONS = { success: CircleCheck, failure: CircleX, challenge: CircleDashed, info: CircleDashed } as const
const TONES = { success: 'text-ok', failure: 'text-danger', challenge: 'text-text-3', info: 'text-text-3' } as const

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const { filters: params, q } = readSearch(ctx, '/events', await readParams(searchParams))
  const [{ rows, next }, environments] = await Promise.all([listEvents(ctx, { ...params, q }), listEnvironments(ctx)])
  return (
    <Page title="Events">
      <Filters action="/events" sealed>
        <SearchBox label="Search events" placeholder="Identifier, address or trace" value={undefined} />
        {q && <SearchedFor text={maskIdentifier(q)} sealed={params.s} clear={withParams('/events', params, { s: undefined })} />}
        <FilterSelect name="outcome" label="Outcome" value={params.outcome ?? 'failure'} options={[...OUTCOMES.map((value) => option(value)), { value: 'any', label: 'any outcome' }]} />
        <FilterSelect name="reason" label="Reason" value={params.reason} any="any reason" options={REASONS.map((value) => option(value))} />
        <FilterSelect name="environment" label="Environment" value={params.environment} any="any environment" options={environments.map(({ name }) => option(name))} />
        <FilterSelect name="format" label="Format" value={params.format} any="any format" options={[...FORMATS.map(({ id, title }) => ({ value: id, label: title })), { value: 'unrecognised', label: 'Not recognised' }]} />
      </Filters>
      {rows.length ? (
        <Card aria-label="Events">
          <Rows>
            {rows.map((event) => {
              const Icon = ICONS[event.outcome]
              return (
                <li key={event.id} data-row className="relative flex min-h-9 flex-wrap items-center gap-x-3 px-4 py-1.5 hover:bg-hover">
                  <Icon aria-label={event.outcome} className={`size-4 flex-none ${TONES[event.outcome]}`} />
                  <Link href={`/attempts/${encodeURIComponent(event.trace_id ?? event.id)}`} className="row-link w-40" prefetch={false}>
                    <Time at={event.at.toISOString()} style="precise" />
                  </Link>
                  <span className="mono min-w-0 flex-1 basis-40 wrap-anywhere">
                    {event.format === 'unrecognised' ? event.raw.slice(0, 160) : event.reason}
                    {event.code && event.code !== event.reason ? <span className="text-text-3"> {event.code}</span> : null}
                  </span>
                  <span className="min-w-0 basis-60 wrap-anywhere text-text-2">{event.attempted ?? '–'}</span>
                  <span className="w-36 text-meta text-text-3">{[HOP_TITLES[event.hop], event.provider].filter(Boolean).join(', ')}</span>
                </li>
              )
            })}
          </Rows>
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
