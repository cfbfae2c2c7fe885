import { people } from '@/components/pattern/pattern-words'
import { Card, CardHead } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import type { BulkView, PersonState } from '@/lib/services/bulks/schema'

type Part = { key: PersonState; title: string; note: string; fill: string }

const PARTS: readonly Part[] = [
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
  const before = (index: number) => shown.slice(0, index).reduce((sum, { key }) => sum + bulk.counts[key], 0)
  return (
    <Card aria-label="How many">
      <div className="px-4 py-3">
        <svg aria-hidden viewBox="0 0 1000 10" preserveAspectRatio="none" className="block h-2.5 w-full fill-sunken">
          <rect width="1000" height="10" />
          {shown.map(({ key, fill }, index) => (
            <rect key={key} x={(1000 * before(index)) / Math.max(1, all)} width={(1000 * bulk.counts[key]) / Math.max(1, all)} height="10" className={fill} />
          ))}
        </svg>
        <dl className="mt-2.5 flex flex-wrap gap-x-8 gap-y-3">
          {shown.map(({ key, title, note, fill }) => (
            <div key={key}>
              <dt className="flex items-center gap-1.5 text-text-2">
                <svg aria-hidden viewBox="0 0 10 10" className={cn('size-2.5 flex-none', fill)}>
                  <rect width="10" height="10" rx="2" />
                </svg>
                {title}
              </dt>
              <dd>
                <span className="text-cause font-semibold">{bulk.counts[key].toLocaleString('en-GB')}</span>
                <span className="block text-meta text-text-3">{note}</span>
              </dd>
            </div>
          ))}
        </dl>
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
                <span className="w-10 flex-none text-right font-medium">{count.toLocaleString('en-GB')}</span>
                <span className="min-w-0 text-pretty wrap-anywhere">{why}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
