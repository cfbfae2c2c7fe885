import { Radio } from 'lucide-react'
import type { Metadata } from 'next'
import { ClocksCard } from '@/components/metrics/clocks-card'
import { FollowRate } from '@/components/metrics/follow-rate'
import { GapsCard } from '@/components/metrics/gaps-card'
import { FigureCard } from '@/components/metrics/figure-card'
import { Page } from '@/components/shell/app-frame'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Filters, FilterSelect } from '@/components/ui/filters'
import { Time } from '@/components/ui/time'
import { figure } from '@/lib/core/number'
import { readFollow } from '@/lib/http/follow'
import { readParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { findSkews } from '@/lib/services/clocks/find-skews'
import { findGaps } from '@/lib/services/events/find-gaps'
import { followEvents } from '@/lib/services/live/follow-events'
import { readMetrics } from '@/lib/services/metrics/read-metrics'
import { WINDOWS } from '@/lib/services/metrics/schema'
import { listEnvironments } from '@/lib/services/tickets/list-environments'

export const metadata: Metadata = { title: 'Metrics' }

const PERIODS = Object.entries(WINDOWS).map(([value, { title }]) => ({ value, label: title }))
const seconds = (value: number | null) => (value === null ? '–' : `${figure(value)} s`)

export default async function TrendsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const params = await readParams(searchParams)
  const [{ environment, window, until, families, delivery }, environments] = await Promise.all([readMetrics(ctx, params), listEnvironments(ctx)])
  const [gaps, skews] = await Promise.all([findGaps(ctx, { environment }), findSkews(ctx, { environment })])
  const follow = readFollow('/trends', { environment, window, live: params.live })
  const live = follow.on ? await followEvents(ctx, { environment }) : null
  const { bar } = WINDOWS[window]
  return (
    <Page
      title="Metrics"
      end={
        !live && (
          <ButtonLink href={follow.start} prefetch={false}>
            <Radio aria-hidden className="size-3.5" />
            Follow the last hour
          </ButtonLink>
        )
      }
    >
      <Filters action="/trends">
        <FilterSelect name="environment" label="Environment" value={environment} options={environments.map(({ name }) => ({ value: name, label: name }))} />
        <FilterSelect name="window" label="Window" value={window} options={PERIODS} />
        {live && <input type="hidden" name="live" value="1" />}
      </Filters>
      {live && follow.refresh && (
        <noscript>
          <meta httpEquiv="refresh" content={follow.refresh} />
        </noscript>
      )}
      {live && <FollowRate key={follow.address} address={follow.address} first={live.minutes} stop={follow.stop} />}
      <p className="max-w-180 pb-3 text-text-2">
        Until <Time at={until} />. Each figure stands against the same hours of the four weeks before: the median, ± the spread of those weeks (their median distance from it, scaled; at least what chance alone brings). Three spreads away is not usual. Records are counted, so an attempt that fails at two hops counts
        twice.
      </p>
      {families.map(({ id, title, what, total, bars, byReason, byProvider }) => (
        <FigureCard
          key={id}
          {...{ id, title, what, total, bars, bar }}
          unit=""
          measure="Records"
          parts={[
            { title: 'By reason', rows: byReason, none: 'no reason' },
            { title: 'By provider', rows: byProvider, none: 'our own sign-in' },
          ]}
        />
      ))}
      {delivery.count > 0 ? (
        <FigureCard
          id="delivery"
          title="Delivery of codes and links, mean"
          what={`From sending to the person’s device. ${figure(delivery.count)} deliveries were timed: half took at most ${seconds(delivery.middle)}, nineteen of twenty at most ${seconds(delivery.slow)} (read from buckets).`}
          total={delivery.total}
          bars={delivery.bars}
          bar={bar}
          unit=" s"
          measure="Seconds"
          parts={[{ title: 'By provider', rows: delivery.byProvider, none: 'no provider named' }]}
        />
      ) : (
        <Card aria-label="Delivery of codes and links">
          <CardHead title="Delivery of codes and links" />
          <p className="px-4 py-3 text-text-2">No delivery was timed in this window: the log of the mail or message server says when a code arrived, where it sends its records here.</p>
        </Card>
      )}
      <ClocksCard skews={skews} environment={environment} />
      <GapsCard gaps={gaps} />
    </Page>
  )
}
