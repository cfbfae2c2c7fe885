import { Inbox, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { QueueTable } from '@/components/queue/queue-table'
import { ListHints, Page } from '@/components/shell/app-frame'
import { ActionForm } from '@/components/ticket/action-form'
import { Button, ButtonLink } from '@/components/ui/button'
import { Filters, FilterSelect, SearchBox, Views } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { BUCKET_TITLES } from '@/lib/causes/define'
import { BUCKETS } from '@/lib/evidence/vocabulary'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { groupQueue } from '@/lib/services/tickets/group-queue'
import { listEnvironments } from '@/lib/services/tickets/list-environments'
import { countQueue, listTickets } from '@/lib/services/tickets/list-tickets'
import { take } from '../tickets/actions'

export const metadata: Metadata = { title: 'Queue' }

const VIEWS = [
  { view: 'mine', title: 'Mine' },
  { view: 'unassigned', title: 'Unassigned' },
  { view: 'all', title: 'All' },
] as const
const STATUSES = ['open', 'waiting', 'solved', 'any'].map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

export default async function QueuePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const params = await readParams(searchParams)
  const [{ rows, next }, counts, environments] = await Promise.all([listTickets(ctx, params), countQueue(ctx), listEnvironments(ctx)])
  const view = VIEWS.find((one) => one.view === params.view)?.view ?? 'all'
  const groups = groupQueue(rows, ctx)
  const writes = may(ctx.actor, 'ticket:write')
  // What somebody else has taken is theirs.
  const oldest = params.after || !writes ? undefined : rows.find(({ assignee }) => assignee === null || assignee.id === ctx.actor.id)
  return (
    <Page
      title="Queue"
      lead={<Views label="Views" items={VIEWS.map((one) => ({ href: withParams('/queue', params, { view: one.view }), title: one.title, count: counts[one.view], current: one.view === view }))} />}
      end={
        <>
          {oldest && (
            <ActionForm action={take}>
              <input type="hidden" name="number" value={oldest.number} />
              <Button type="submit" hint="T" data-key="t">
                Take the oldest, #{oldest.number}
              </Button>
            </ActionForm>
          )}
          {writes && (
            <ButtonLink href="/tickets/new" kind="primary" hint="C" data-key="c">
              <Plus aria-hidden className="size-4" /> New ticket
            </ButtonLink>
          )}
        </>
      }
    >
      <Filters action="/queue">
        <input type="hidden" name="view" value={view} />
        <SearchBox label="Search tickets" placeholder="Search tickets" value={params.q} />
        <FilterSelect name="status" label="Status" value={params.status ?? 'open'} options={STATUSES} />
        <FilterSelect name="environment" label="Environment" value={params.environment} any="Any environment" options={environments.map(({ name }) => ({ value: name, label: name }))} />
        <FilterSelect name="bucket" label="Bucket" value={params.bucket} any="Any bucket" options={[...BUCKETS.map((value) => ({ value: value as string, label: BUCKET_TITLES[value] })), { value: 'attack', label: 'Attack' }, { value: 'undetermined', label: 'Undetermined' }]} />
      </Filters>
      {rows.length ? (
        <QueueTable groups={groups} />
      ) : (
        <EmptyState icon={Inbox} title="No ticket here" action={<ButtonLink href="/queue">Show all open tickets</ButtonLink>}>
          {params.q ? `Nothing is found under “${params.q}” with these filters.` : 'Nothing waits in this view.'}
        </EmptyState>
      )}
      <Pager first={params.after ? withParams('/queue', params, {}) : null} next={next ? withParams('/queue', params, { after: next }) : null} shown={`${rows.length} shown, oldest first`} />
      <ListHints />
    </Page>
  )
}
