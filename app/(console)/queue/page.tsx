import { Inbox, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { NewsNotice } from '@/components/pattern/news-notice'
import { AlertNotice } from '@/components/queue/alert-notice'
import { ExceededNotice } from '@/components/queue/exceeded-notice'
import { QueueTable } from '@/components/queue/queue-table'
import { ListHints, Page } from '@/components/shell/app-frame'
import { ActionForm } from '@/components/ticket/action-form'
import { Button, ButtonLink } from '@/components/ui/button'
import { Filters, FilterSelect, SearchBox, SearchedFor, Views } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { BUCKET_TITLES } from '@/lib/causes/define'
import { maskIdentifier } from '@/lib/core/mask'
import { BUCKETS } from '@/lib/evidence/vocabulary'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { readSearch } from '@/lib/http/search'
import { listOpenAlerts } from '@/lib/services/alerts/list-alerts'
import { may } from '@/lib/services/authorize'
import { listExceeded } from '@/lib/services/budgets'
import { listNews } from '@/lib/services/patterns/list-news'
import { patternsOf } from '@/lib/services/patterns/list-patterns'
import { groupQueue } from '@/lib/services/tickets/group-queue'
import { listEnvironments } from '@/lib/services/tickets/list-environments'
import { countQueue, listAlerts, listTickets } from '@/lib/services/tickets/list-tickets'
import { seen as takeNote } from '../patterns/actions'
import { take } from '../tickets/actions'
import { seen, settleAlarm } from '../protect-actions'

export const metadata: Metadata = { title: 'Queue' }

const VIEWS = [
  { view: 'mine', title: 'Mine' },
  { view: 'unassigned', title: 'Unassigned' },
  { view: 'all', title: 'All' },
] as const
const STATUSES = ['open', 'waiting', 'solved', 'any'].map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

export default async function QueuePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const { filters: params, q } = readSearch(ctx, '/queue', await readParams(searchParams))
  const [{ rows, next }, alerts, counts, environments, exceeded, crowds, news] = await Promise.all([
    listTickets(ctx, { ...params, q }),
    params.after ? [] : listAlerts(ctx),
    countQueue(ctx),
    listEnvironments(ctx),
    may(ctx.actor, 'audit:read') ? listExceeded(ctx) : [],
    params.after ? [] : listOpenAlerts(ctx),
    params.after ? [] : listNews(ctx),
  ])
  const view = VIEWS.find((one) => one.view === params.view)?.view ?? 'all'
  const patterns = await patternsOf(ctx, [...new Set(rows.flatMap(({ signature }) => signature ?? []))])
  const groups = groupQueue(rows, ctx, alerts, patterns)
  const writes = may(ctx.actor, 'ticket:write')
  // What somebody else has taken is theirs.
  const oldest = params.after || !writes ? undefined : [...alerts, ...rows].find(({ assignee, status }) => assignee === null && status === 'open')
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
      <Filters action="/queue" sealed>
        <input type="hidden" name="view" value={view} />
        <SearchBox label="Search tickets" placeholder="Search tickets" value={undefined} />
        {q && <SearchedFor text={maskIdentifier(q)} sealed={params.s} clear={withParams('/queue', params, { s: undefined })} />}
        <FilterSelect name="status" label="Status" value={params.status ?? 'open'} options={STATUSES} />
        <FilterSelect name="environment" label="Environment" value={params.environment} any="Any environment" options={environments.map(({ name }) => ({ value: name, label: name }))} />
        <FilterSelect name="bucket" label="Bucket" value={params.bucket} any="Any bucket" options={[...BUCKETS.map((value) => ({ value: value as string, label: BUCKET_TITLES[value] })), { value: 'attack', label: 'Attack' }, { value: 'undetermined', label: 'Undetermined' }]} />
      </Filters>
      {exceeded.length > 0 && <ExceededNotice items={exceeded.map(({ agentId, agent, kind, hour, exceededAt }) => ({ agentId, name: agent.name, kind, hour: hour.toISOString(), at: (exceededAt ?? hour).toISOString() }))} you={ctx.actor.id} action={seen} />}
      <NewsNotice items={news} action={takeNote} />
      {crowds.length > 0 && <AlertNotice items={crowds} action={writes ? settleAlarm : null} />}
      {groups.length ? (
        <QueueTable groups={groups} />
      ) : (
        <EmptyState icon={Inbox} title="No ticket here" action={<ButtonLink href="/queue">Show all open tickets</ButtonLink>}>
          {q ? `Nothing is found under “${maskIdentifier(q)}” with these filters.` : 'Nothing waits in this view.'}
        </EmptyState>
      )}
      <Pager first={params.after ? withParams('/queue', params, {}) : null} next={next ? withParams('/queue', params, { after: next }) : null} shown={`${rows.length} shown, oldest first`} />
      <ListHints />
    </Page>
  )
}
