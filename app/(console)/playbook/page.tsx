import { BookOpen } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '@/components/shell/app-frame'
import { BucketGlyph } from '@/components/ui/bucket'
import { Card, Rows } from '@/components/ui/card'
import { Filters, SearchBox } from '@/components/ui/filters'
import { EmptyState } from '@/components/ui/states'
import { BUCKET_TITLES } from '@/lib/causes/define'
import { readParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { listCauses } from '@/lib/services/playbook/list-causes'

export const metadata: Metadata = { title: 'Playbook' }

export default async function PlaybookPage({ searchParams }: { searchParams: SearchParams }) {
  const { actor } = await requireAgent()
  const { q } = await readParams(searchParams)
  const groups = listCauses(q)
  return (
    <Page
      title="Playbook"
      end={
        may(actor, 'audit:read') && (
          <a href="/playbook/decisions" className="font-medium text-accent hover:underline" download>
            Decisions as labelled cases
          </a>
        )
      }
    >
      <Filters action="/playbook">
        <SearchBox label="Search causes" placeholder="Search causes" value={q} />
      </Filters>
      {groups.length === 0 && <EmptyState icon={BookOpen} title="No cause holds these words">Try one word, such as cookie, lock or certificate.</EmptyState>}
      <div className="grid items-start gap-3 nav:grid-cols-2">
        {groups.map(({ bucket, causes }) => (
          <Card key={bucket}>
            <div className="flex min-h-10 items-center gap-2 border-b border-line px-4">
              <BucketGlyph bucket={bucket} />
              <h2>{bucket === 'undetermined' ? 'Attacks and outages' : BUCKET_TITLES[bucket]}</h2>
              <span className="ml-auto text-meta text-text-3">{causes.length}</span>
            </div>
            <Rows>
              {causes.map(({ slug, title, what }) => (
                <li key={slug} data-row className="relative px-4 py-2 hover:bg-hover">
                  <Link href={`/playbook/${slug}`} className="row-link font-medium" prefetch={false}>
                    {title}
                  </Link>
                  <span className="block text-meta text-text-2">{what}</span>
                </li>
              ))}
            </Rows>
          </Card>
        ))}
      </div>
    </Page>
  )
}
