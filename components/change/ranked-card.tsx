import Link from 'next/link'
import { Card, CardHead } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Time } from '@/components/ui/time'
import type { EffectItem, ReviewState } from '@/lib/services/changes/schema'
import { changeTitle } from './change-rows'
import { effectWords, interval, shareOf } from './effect-words'
import { ReviewChip } from './review-chip'

export type RankedItem = { id: string; at: string; service: string; from: string | null; to: string | null; summary: string; effect: EffectItem; reason: string | null; reasons: readonly string[]; ownService: boolean; until: string | null; review: ReviewState | null }

/** Which change the failures began with: those that a rise followed, the likeliest first. */
export function RankedCard({ title, end, items, note }: { title: string; end: string; items: readonly RankedItem[]; note: string }) {
  return (
    <Card aria-label="Which change the failures began with" className="mb-3">
      <CardHead title={title} end={end} />
      <ol className="divide-y divide-line">
        {items.map(({ id, at, effect, reason, reasons, ownService, until, review, ...change }, index) => (
          <li key={id} className={cn('relative flex flex-wrap gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-hover', index === 0 && 'bg-blocked')}>
            <span className={cn('grid size-5 flex-none place-items-center rounded-full border border-line-strong text-meta font-semibold text-text-2', index === 0 && 'border-danger bg-danger text-surface')}>{index + 1}</span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-1.5">
                <Link href={`/changes/${id}`} prefetch={false} className="row-link font-medium wrap-anywhere">
                  {changeTitle(change)}
                </Link>
                {review && <ReviewChip state={review} />}
              </p>
              <p className="text-meta wrap-anywhere text-text-2">
                <Time at={at} />: {change.summary}
              </p>
            </div>
            <div className="nav:w-76 max-nav:basis-full max-nav:pl-8">
              <p>
                {reason ? <span className="mono">{reason}</span> : 'All reasons'} <b>{`${shareOf(effect.before)} → ${shareOf(effect.after)}`}</b>
                <span className="text-text-3"> of sign-ins{ownService ? `, by ${change.service}` : ''}</span>
              </p>
              <p className="text-meta text-text-2">
                {effectWords(effect)}; ratio {interval(effect)}
                {reasons.length > 1 && `; also ${reasons.filter((other) => other !== reason).join(', ')}`}
                {until && (
                  <>
                    ; over by <Time at={until} />
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
      <p className="border-t border-line px-4 py-2 text-meta text-pretty text-text-3">{note}</p>
    </Card>
  )
}
