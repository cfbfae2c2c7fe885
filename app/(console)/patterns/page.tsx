import { Bell, Users } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { NewsNotice } from '@/components/pattern/news-notice'
import { PatternChip } from '@/components/pattern/pattern-chip'
import { people } from '@/components/pattern/pattern-words'
import { ListHints, Page } from '@/components/shell/app-frame'
import { Chip } from '@/components/ui/chip'
import { Card, Rows } from '@/components/ui/card'
import { Views } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { listNews } from '@/lib/services/patterns/list-news'
import { listPatterns } from '@/lib/services/patterns/list-patterns'
import { seen } from './actions'

export const metadata: Metadata = { title: 'Patterns' }

/** What many fail with at once, found by the console. */
export default async function PatternsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const params = await readParams(searchParams)
  const [{ rows, next, view }, news] = await Promise.all([listPatterns(ctx, params), listNews(ctx)])
  return (
    <Page
      title="Patterns"
      lead={
        <Views
          label="Patterns"
          items={[
            { href: '/patterns', title: 'Going on', current: view === 'now' },
            { href: '/patterns?view=over', title: 'Over', current: view === 'over' },
          ]}
        />
      }
    >
      <NewsNotice items={news} action={seen} />
      <p className="mb-3 max-w-180 text-pretty text-text-2">What more people fail with than chance and habit bring, of the last 24 hours, against the same hours of the three weeks before. Looked for every minute.</p>
      {rows.length === 0 ? (
        <EmptyState icon={Users} title={view === 'now' ? 'Nothing out of the ordinary' : 'None so far'}>
          {view === 'now' ? 'Who fails now fails alone, or no more than usual.' : 'Patterns that ended stand here.'}
        </EmptyState>
      ) : (
        <Card>
          <Rows>
            {rows.map((row) => (
              <li key={row.id} data-row className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-hover">
                <span className="min-w-0 flex-1 basis-72">
                  <Link href={`/patterns/${row.id}`} prefetch={false} className="row-link font-medium">
                    {people(row.people)} fail the same way
                  </Link>
                  <span className="block text-meta wrap-anywhere text-text-2">{row.words}</span>
                  {row.lastUpdate && <span className="block text-meta wrap-anywhere text-text-2">“{row.lastUpdate}”</span>}
                </span>
                {row.followers > 0 && (
                  <Chip icon={<Bell aria-hidden />} tone={row.follows ? 'accent' : 'plain'}>
                    {row.follows ? (row.followers === 1 ? 'You follow' : `You and ${row.followers - 1} follow`) : `${row.followers} ${row.followers === 1 ? 'follows' : 'follow'}`}
                  </Chip>
                )}
                <PatternChip state={row.state} />
                <span className="w-24 text-text-2">
                  {row.tickets} {row.tickets === 1 ? 'ticket' : 'tickets'}
                </span>
                <span className="whitespace-nowrap text-text-2 sm:w-40 sm:text-right">
                  since <Time at={row.firstSeenAt} />
                </span>
              </li>
            ))}
          </Rows>
        </Card>
      )}
      <Pager first={params.after ? withParams('/patterns', params, { after: undefined }) : null} next={next ? withParams('/patterns', params, { after: next }) : null} shown={`${rows.length} shown`} />
      <ListHints />
    </Page>
  )
}
