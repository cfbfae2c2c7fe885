import { GitCommitHorizontal } from 'lucide-react'
import type { Metadata } from 'next'
import { ChangeRow, changeTitle, KIND_TITLES } from '@/components/change/change-rows'
import { Timeline } from '@/components/chart/timeline'
import { ListHints, Page } from '@/components/shell/app-frame'
import { Card, CardHead } from '@/components/ui/card'
import { Filters, FilterSelect } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { CHANGE_KINDS } from '@/lib/evidence/vocabulary'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { failureTimeline } from '@/lib/services/changes/failure-timeline'
import { AUTH_RELEVANT, changeFilters, listChanges } from '@/lib/services/changes/list-changes'

export const metadata: Metadata = { title: 'Changes' }

const DAYS = 9
const DAY = 86_400_000
const option = (value: string) => ({ value, label: value })

export default async function ChangesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const params = await readParams(searchParams)
  const environment = params.environment ?? 'production'
  const from = new Date(ctx.now.getTime() - DAYS * DAY)
  const [{ rows, next }, filters, { bars, hoursPerBar }] = await Promise.all([
    listChanges(ctx, { ...params, environment: environment === 'any' ? undefined : environment }),
    changeFilters(ctx),
    failureTimeline(ctx, environment === 'any' ? null : environment, null, from, ctx.now),
  ])
  const marked = rows.filter(({ at, relevance }) => at >= from && relevance >= AUTH_RELEVANT).slice(0, 8)
  const title = `Failed sign-ins of ${DAYS} days, with the ${marked.length} changes that touch sign-in`
  return (
    <Page title="Changes">
      <Filters action="/changes">
        <FilterSelect name="environment" label="Environment" value={environment} options={[...filters.environments.map(option), { value: 'any', label: 'Any environment' }]} />
        <FilterSelect name="service" label="Service" value={params.service} any="Any service" options={filters.services.map(option)} />
        <FilterSelect name="kind" label="Kind" value={params.kind} any="Any kind" options={CHANGE_KINDS.map((kind) => ({ value: kind as string, label: KIND_TITLES[kind] ?? kind }))} />
        <FilterSelect name="auth" label="Relevance" value={params.auth} any="All changes" options={[{ value: 'yes', label: 'Touches sign-in' }]} />
      </Filters>
      <Card className="mb-3">
        <CardHead title={title} end={`per ${hoursPerBar} hours`} />
        <Timeline
          size="page"
          title={title}
          bars={bars}
          hoursPerBar={hoursPerBar}
          marks={marked.map((change, index) => ({ rank: index + 1, at: change.at.toISOString(), title: changeTitle(change), hot: change._count.marks > 0 }))}
          window={null}
          legend={{ same: null, other: 'failures' }}
        />
      </Card>
      {rows.length ? (
        <Card aria-label="Changes">
          <CardHead title="What was changed" end="relevance for sign-in, of 100" />
          <ul className="divide-y divide-line">
            {rows.map((change) => (
              <ChangeRow
                key={change.id}
                href={`/changes/${change.id}`}
                change={{ ...change, at: change.at.toISOString(), reasons: change.relevanceReasons, state: change._count.marks > 0 ? 'suspect' : null, rank: marked.includes(change) ? marked.indexOf(change) + 1 : null }}
              />
            ))}
          </ul>
        </Card>
      ) : (
        <EmptyState icon={GitCommitHorizontal} title="No change with these filters">
          Changes come in through the API and by webhook. “Send data in” says how.
        </EmptyState>
      )}
      <Pager first={params.after ? withParams('/changes', params, {}) : null} next={next ? withParams('/changes', params, { after: next }) : null} shown={`${rows.length} shown, newest first`} />
      <ListHints />
    </Page>
  )
}
