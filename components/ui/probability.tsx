import { cn } from './cn'

/** A probability in words that people read: "64%", "<1%". */
export function percent(value: number): string {
  if (value > 0 && value < 0.01) return '<1%'
  // 99.6% is not certainty.
  if (value < 1 && value > 0.99) return '>99%'
  return `${Math.round(value * 100)}%`
}

/** Change in points since another reading, with a real minus. */
export function points(now: number, before: number): string {
  const change = Math.round(now * 100) - Math.round(before * 100)
  return change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '0'
}

/** A bar on a track in the colour of its text. The figure stands beside it; the bar alone says nothing to a reader. */
export function Bar({ value, className }: { value: number; className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 100 6" preserveAspectRatio="none" className={cn('h-1.5 w-full rounded-full bg-sunken', className)}>
      <rect width={Math.max(1.5, Math.min(100, value * 100))} height="6" rx="2" className="fill-current" />
    </svg>
  )
}
