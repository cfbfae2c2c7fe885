import Link from 'next/link'
import { left } from '@/components/approvals/request-list'
import { people } from '@/components/pattern/pattern-words'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { TierBadge } from '@/components/ui/tier-badge'
import { Time } from '@/components/ui/time'
import type { BulkItem } from '@/lib/services/bulks/schema'

/** Bulks that wait for a second person. Each is answered on its own page, beside its people. */
export function WaitingBulks({ bulks, now }: { bulks: readonly BulkItem[]; now: string }) {
  return (
    <Card aria-label="For many at once">
      <CardHead title="For many at once" />
      <Rows>
        {bulks.map((bulk) => (
          <li key={bulk.id} data-row className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-hover">
            <span className="min-w-0 flex-1 basis-72">
              <Link href={`/bulks/${bulk.id}`} prefetch={false} className="row-link font-medium">
                {bulk.title}: {people(bulk.people)}
              </Link>
              <span className="block text-meta wrap-anywhere text-text-2">
                {bulk.patternWords}. #{bulk.ticketNumber}, asked by {bulk.by} at <Time at={bulk.at} style="time" />
              </span>
            </span>
            <TierBadge tier={bulk.tier} />
            {bulk.approveBy && <span className="font-medium text-warn">{left(bulk.approveBy, now)}</span>}
          </li>
        ))}
      </Rows>
    </Card>
  )
}
