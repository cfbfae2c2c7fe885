import { Parts, type Part } from '@/components/pattern/parts'
import { people } from '@/components/pattern/pattern-words'
import { Card, CardHead } from '@/components/ui/card'
import { number } from '@/lib/core/number'
import type { BulkView, PersonState } from '@/lib/services/bulks/schema'

const PARTS: readonly (Omit<Part, 'count'> & { key: PersonState })[] = [
  { key: 'done', title: 'Changed', note: 'each told and audited', fill: 'fill-ok' },
  { key: 'waiting', title: 'To be changed', note: 'and nobody else', fill: 'fill-accent' },
  { key: 'fine', title: 'Fine already', note: 'nothing to do for them', fill: 'fill-line-strong' },
  { key: 'left_out', title: 'Left out', note: 'each wants to be looked at', fill: 'fill-warn' },
  { key: 'not_done', title: 'Not reached', note: 'it ended before them', fill: 'fill-fail-other' },
]

/** How many are changed, how many not and why: the numbers that a second person agrees to, and what became of them. */
export function BulkCounts({ bulk }: { bulk: BulkView }) {
  const shown = PARTS.filter(({ key }) => bulk.counts[key] > 0 || key === (bulk.state === 'prepared' || bulk.state === 'pending' ? 'waiting' : 'done'))
  const all = Object.values(bulk.counts).reduce((sum, count) => sum + count, 0)
  return (
    <Card aria-label="How many">
      <div className="px-4 py-3">
        <Parts parts={shown.map((part) => ({ ...part, count: bulk.counts[part.key] }))} all={all} className="flex flex-wrap gap-x-8 gap-y-3" />
        {bulk.beyond > 0 && <p className="mt-2.5 text-meta text-text-2">{people(bulk.beyond)} more are hit and were not looked at: it would be too many for one. Prepare another afterwards.</p>}
      </div>
      {bulk.outs.length > 0 && (
        <>
          <div className="border-t border-line">
            <CardHead title="Not changed, and why" />
          </div>
          <ul className="divide-y divide-line">
            {bulk.outs.map(({ state, why, count }) => (
              <li key={`${state} ${why}`} className="flex gap-3 px-4 py-1.5">
                <span className="w-10 flex-none text-right font-medium">{number(count)}</span>
                <span className="min-w-0 text-pretty wrap-anywhere">{why}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
