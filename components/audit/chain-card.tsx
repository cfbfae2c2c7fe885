import { Link2, Link2Off, LoaderCircle } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import type { FormAction } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'
import { number } from '@/lib/core/number'
import type { ChainCheck, ChainState } from '@/lib/services/audit/schema'
import { shortHash } from './audit-words'
import { CheckForm } from './check-form'

const LOOKS = {
  whole: { icon: Link2, frame: 'border-line', box: 'border-ok-line bg-ok-soft text-ok' },
  broken: { icon: Link2Off, frame: 'border-danger-line', box: 'border-danger-line bg-danger-soft text-danger' },
  unknown: { icon: LoaderCircle, frame: 'border-line', box: 'border-line bg-sunken text-text-3' },
} as const

/** What to say first: that it is whole, or which entry is not. */
function titleOf(check: ChainCheck | null): string {
  if (!check) return 'The chain has not been checked yet'
  if (check.whole) return `The chain is whole: ${number(check.count)} ${check.count === 1 ? 'entry' : 'entries'}, no gap`
  if (!check.fault) return 'What proves the chain is not whole'
  const { from, to, seq } = check.fault
  return to > from ? `The chain is not whole: a fault lies in entries ${number(from)} to ${number(to)}` : `The chain is not whole: entry ${number(seq)} is wrong`
}

function Explanation({ check }: { check: ChainCheck | null }): ReactNode {
  if (!check) return 'The first check runs in the background.'
  const checked = (
    <>
      Checked <Time at={check.at} style="precise" />, by a program of its own.
    </>
  )
  if (check.whole) return <>Each entry carries the hash of the one before. {checked}</>
  const why = [...(check.fault ? [check.fault.why] : []), ...check.faults].join('; ')
  return (
    <>
      {why.charAt(0).toUpperCase()}
      {why.slice(1)}. {checked} Keep the database and the anchors as they are, and run npm run audit:verify elsewhere.{' '}
      {check.fault && (
        <Link href={`/audit?open=${check.fault.seq}`} prefetch={false} className="text-accent underline">
          Open entry {check.fault.seq}
        </Link>
      )}
    </>
  )
}

/** The state of the chain: whole up to where, what the last anchor said, and what is wrong. */
export function ChainCard({ state: { head, anchor, check }, action }: { state: ChainState; action: FormAction }) {
  const { icon: Icon, frame, box } = LOOKS[!check ? 'unknown' : check.whole ? 'whole' : 'broken']
  return (
    <section aria-labelledby="chain" className={cn('mb-3 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border bg-surface px-4 py-3', frame)}>
      <span className={cn('flex size-8 flex-none items-center justify-center rounded-control border', box)}>
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-60 flex-1">
        <h2 id="chain" className={cn('text-strong', check && !check.whole && 'text-danger')}>
          {titleOf(check)}
        </h2>
        <p className="text-text-2 text-pretty wrap-anywhere">
          <Explanation check={check} />
        </p>
      </div>
      <dl className="grid grid-cols-[88px_auto] gap-x-2 text-meta">
        <dt className="text-text-3">Head</dt>
        <dd className="mono">{head ? `${head.seq}, ${shortHash(head.hash)}` : 'gone'}</dd>
        <dt className="text-text-3">Last anchor</dt>
        <dd>
          {anchor ? (
            <>
              <Time at={anchor.at} style="precise" />, signed, at entry <span className="mono">{anchor.seq}</span>
            </>
          ) : (
            'none yet'
          )}
        </dd>
      </dl>
      <CheckForm action={action} />
    </section>
  )
}
