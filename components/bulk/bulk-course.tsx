import Link from 'next/link'
import { people } from '@/components/pattern/pattern-words'
import { Card, CardHead } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import { number } from '@/lib/core/number'
import type { BulkView } from '@/lib/services/bulks/schema'

/** Who asked for it and why, who agreed, how far it is, and how it ended. */
export function BulkCourse({ bulk }: { bulk: BulkView }) {
  const { state, counts, people: all } = bulk
  const settled = all - counts.waiting
  return (
    <Card aria-label="How far it is">
      <CardHead title="How far it is" end={bulk.ticketNumber && <Link href={`/tickets/${bulk.ticketNumber}/verdict`} className="text-accent underline">#{bulk.ticketNumber}</Link>} />
      <ol className="divide-y divide-line">
        {bulk.askedAt && (
          <li className="px-4 py-2 wrap-anywhere">
            <b>Asked for</b> by {bulk.by}, <Time at={bulk.askedAt} />
            <span className="block text-text-2">“{bulk.reason}”</span>
          </li>
        )}
        {state === 'pending' && bulk.approveBy && (
          <li className="px-4 py-2">
            <b>Waits</b> for a second person until <Time at={bulk.approveBy} style="time" />: no answer means no.
          </li>
        )}
        {bulk.answeredAt && (
          <li className="px-4 py-2 wrap-anywhere">
            <b>{state === 'denied' ? 'Denied' : 'Agreed to'}</b> by {bulk.approver}, <Time at={bulk.answeredAt} />
            {bulk.answer && <span className="block text-text-2">“{bulk.answer}”</span>}
          </li>
        )}
        {state === 'running' && (
          <li className="space-y-1.5 px-4 py-2">
            <p role="status">
              <b>{number(settled)}</b> of {people(all)} settled
            </p>
            <progress className="block h-1.5 w-full appearance-none overflow-hidden rounded-chip [&::-moz-progress-bar]:bg-ok [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-ok" aria-label="Settled" max={all} value={settled} />
          </li>
        )}
        {bulk.endedAt && state !== 'denied' && (
          <li className="px-4 py-2 text-pretty wrap-anywhere">
            <b>{state === 'done' ? 'Done' : state === 'stopped' ? 'Stopped' : 'Ended'}</b>, <Time at={bulk.endedAt} />: {number(counts.done)} of {people(all)} changed.
            {bulk.endedWhy && <span className="block text-text-2">{bulk.endedWhy}</span>}
          </li>
        )}
      </ol>
    </Card>
  )
}
