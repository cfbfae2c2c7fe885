import { cn } from './cn'

const TONE = ['', '', '', 'border-warn-line bg-warn-soft text-warn', 'border-danger-line bg-danger-soft text-danger']

/** The tier of a recovery: four pips and words. Neutral to 2, a warning at 3, danger at 4. */
export function TierBadge({ tier, words }: { tier: number; words?: string }) {
  return (
    <span className={cn('inline-flex min-h-5 items-center gap-1.5 rounded-chip border border-line-strong px-1.5 text-meta font-medium text-text-2', TONE[tier])}>
      <span aria-hidden className="inline-flex flex-none gap-0.5">
        {[1, 2, 3, 4].map((pip) => (
          <span key={pip} className={cn('h-2.5 w-0.75 rounded-[1px]', pip <= tier ? 'bg-current' : 'bg-line-strong')} />
        ))}
      </span>
      {words ?? `Tier ${tier}`}
    </span>
  )
}
