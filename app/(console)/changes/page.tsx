import { GitCommitHorizontal } from 'lucide-react'
import type { Metadata } from 'next'
import { ChangeRow, changeTitle, KIND_TITLES } from '@/components/change/change-rows'
import { REVIEW_WORDS } from '@/components/change/effect-words'
import { RankedCard } from '@/components/change/ranked-card'
import { LanesChart } from '@/components/chart/lanes'
import { ListHints, Page } from '@/components/shell/app-frame'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Filters, FilterSelect, Views } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { CHANGE_KINDS } from '@/lib/evidence/vocabulary'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { AUTH_RELEVANT, changeFilters, listChanges, nextToReview } from '@/lib/services/changes/list-changes'
import { overviewOf } from '@/lib/services/changes/overview'
import { REVIEW_DAYS, REVIEW_STATES } from '@/lib/services/changes/schema'

export const metadata: Metadata = { title: 'Changes' }

const DAY = 86_400_000
const option = (value: string) => ({ value, label: value })
const daysWords = (days: number) => (days === 1 ? 'day' : `${days} days`)

export default async function ChangesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const params = await readParams(searchParams)
  const environment = params.environment ?? 'production'
  const days = REVIEW_DAYS.find((many) => String(many) === params.days) ?? 9
  const from = new Date(ctx.now.getTime() - days * DAY)
  const within = environment === 'any' ? undefined : environment
  const [{ rows, next }, filters, waiting] = await Promise.all([listChanges(ctx, { ...params, environment: within }), changeFilters(ctx), nextToReview(ctx, within)])
  const environments = filters.environments.filter((name) => within === undefined || name === within)
  const { lanes, ranked, effects, drawn } = await overviewOf(ctx, environments, from, rows)
  const [first] = ranked
  const finding = first ? `${first.reason?.replaceAll('_', ' ') ?? 'Failures'} ${first.reason ? 'failures began' : 'began'} with ${first.to ? changeTitle(first) : `the ${(KIND_TITLES[first.kind] ?? first.kind).toLowerCase()} change of ${first.service}`}` : `No rise in ${environments.length === 1 ? environment : 'one environment'} follows a change`
  const chart = `Failures of the last ${daysWords(days)} with ${drawn === 1 ? 'the change' : `the ${drawn} changes`} that ${drawn === 1 ? 'touches' : 'touch'} sign-in`
  return (
    <Page
      title="Changes"
      end={
        waiting && may(ctx.actor, 'change:write') ? (
          <ButtonLink kind="primary" href={`/changes/${waiting}`} prefetch={false} data-key="n" hint="N">
            Review the next
          </ButtonLink>
        ) : undefined
      }
    >
      <div className="pb-2">
        <Views label="Reviews" items={[undefined, 'open' as const, ...REVIEW_STATES].map((review) => ({ href: withParams('/changes', params, { review }), title: review ? REVIEW_WORDS[review] : 'All', current: params.review === review }))} />
      </div>
      <Filters action="/changes">
        {params.review && <input type="hidden" name="review" value={params.review} />}
        <FilterSelect name="environment" label="Environment" value={environment} options={[...filters.environments.map(option), { value: 'any', label: 'Any environment' }]} />
        <FilterSelect name="service" label="Service" value={params.service} any="Any service" options={filters.services.map(option)} />
        <FilterSelect name="kind" label="Kind" value={params.kind} any="Any kind" options={CHANGE_KINDS.map((kind) => ({ value: kind as string, label: KIND_TITLES[kind] ?? kind }))} />
        <FilterSelect name="auth" label="Relevance" value={params.auth} any="All changes" options={[{ value: 'yes', label: 'Touches sign-in' }]} />
        <FilterSelect name="days" label="Chart" value={String(days)} options={REVIEW_DAYS.map((many) => ({ value: String(many), label: `Chart: ${daysWords(many)}` }))} />
      </Filters>
      <Card className="mb-3">
        <CardHead title={ranked.length ? chart : `${finding}; ${chart.toLowerCase()}`} end={lanes.hoursPerBar === 1 ? 'per hour' : `per ${lanes.hoursPerBar} hours`} />
        {lanes.reasons.length ? (
          <LanesChart title={chart} lanes={lanes} now={ctx.now.toISOString()} brought={first ? { at: first.at.toISOString(), until: first.until?.toISOString() ?? null, reasons: first.reasons } : null} several={environments.length > 1} />
        ) : (
          <p className="px-4 py-3 text-text-2">No failed sign-in in this time.</p>
        )}
      </Card>
      {ranked.length > 0 && (
        <RankedCard
          title={finding.charAt(0).toUpperCase() + finding.slice(1)}
          end={`last ${daysWords(days)}, ${environment}`}
          items={ranked.map((change) => ({ ...change, at: change.at.toISOString(), until: change.until?.toISOString() ?? null, review: change.review?.state ?? null }))}
          note={`The share of sign-ins that fail from each change on, against all other time back to a week before the ${daysWords(days)}. Ranked by how much it stands out and how far the change touches sign-in. Evidence, not proof: look at what the change did.`}
        />
      )}
      {rows.length ? (
        <Card aria-label="Changes">
          <CardHead title="What was changed" end="failures 24 h before → after; relevance, of 100" />
          <ul className="divide-y divide-line">
            {rows.map((change) => (
              <ChangeRow
                key={change.id}
                href={`/changes/${change.id}`}
                change={{
                  ...change,
                  at: change.at.toISOString(),
                  reasons: change.relevanceReasons,
                  state: null,
                  rank: null,
                  review: change.review ? { state: change.review.state, note: change.review.note, by: change.review.agentName, at: change.review.at.toISOString() } : change.relevance >= AUTH_RELEVANT ? 'open' : null,
                  tickets: change._count.marks,
                  effect: effects.get(change.id) ?? null,
                }}
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
