import { cn } from '@/components/ui/cn'
import { number } from '@/lib/core/number'

export type Part = { key: string; title: string; note: string; fill: string; count: number }

/** The parts of a number of people: their shares on one line, the figures below it. `className`: how the figures stand. */
export function Parts({ parts, all, className }: { parts: readonly Part[]; all: number; className: string }) {
  const before = (index: number) => parts.slice(0, index).reduce((sum, { count }) => sum + count, 0)
  const width = (count: number) => (1000 * count) / Math.max(1, all)
  return (
    <>
      <svg aria-hidden viewBox="0 0 1000 10" preserveAspectRatio="none" className="block h-2.5 w-full fill-sunken">
        <rect width="1000" height="10" />
        {parts.map(({ key, fill, count }, index) => (
          <rect key={key} x={width(before(index))} width={width(count)} height="10" className={fill} />
        ))}
      </svg>
      <dl className={cn('mt-2.5', className)}>
        {parts.map(({ key, title, note, fill, count }) => (
          <div key={key}>
            <dt className="flex items-center gap-1.5 text-text-2">
              <svg aria-hidden viewBox="0 0 10 10" className={cn('size-2.5 flex-none', fill)}>
                <rect width="10" height="10" rx="2" />
              </svg>
              {title}
            </dt>
            <dd>
              <span className="text-cause font-semibold">{number(count)}</span>
              <span className="block text-meta text-text-3">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
