import { ClockAlert } from 'lucide-react'
import Link from 'next/link'
import { apartWords } from '@/components/event/clock-words'
import { HOP_TITLES } from '@/components/event/trace-card'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import type { SkewFinding } from '@/lib/services/clocks/schema'

/** Clocks that are off by so much that sign-ins fail of it, each with what breaks and an attempt that shows it. */
export function ClocksCard({ skews, environment }: { skews: readonly SkewFinding[]; environment: string }) {
  return (
    <Card className="mb-3" aria-labelledby="clocks">
      <CardHead id="clocks" title="Clocks that sign-ins fail of" icon={skews.length > 0 ? <ClockAlert aria-hidden className="size-4 text-danger" /> : undefined} end={environment} />
      {skews.length === 0 ? (
        <p className="px-4 py-3 text-text-2">None is known to be off by 30 s or more.</p>
      ) : (
        <Rows>
          {skews.map(({ hop, clock, against, offsetMs, uncertaintyMs, attempts, traceId, seenAt, breaks }) => (
            <li key={`${hop} ${clock}`} className="px-4 py-2">
              <Link href={`/attempts/${encodeURIComponent(traceId)}`} className="font-medium text-accent hover:underline" prefetch={false}>
                {apartWords({ clock, offsetMs, known: { against: against.clock, uncertaintyMs, attempts } })}
              </Link>{' '}
              <span className="text-text-3">
                {HOP_TITLES[hop] ?? hop}, last seen <Time at={seenAt} />
              </span>
              <p className="text-text-2">Breaks {breaks.join('; ')}.</p>
            </li>
          ))}
        </Rows>
      )}
      <p className="border-t border-line px-4 py-2 text-meta text-pretty text-text-3">Reckoned from attempts of the last two days that passed both clocks, one hop within the other. A clock of which fewer than eight attempts tell, or tell different things, is not named.</p>
    </Card>
  )
}
