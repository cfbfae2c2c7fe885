import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

type DrawingProps = {
  title: string
  /** Units of the drawing; text stays of one size where they fit the place that it is drawn in. */
  width: number
  height: number
  /** The class of the width below which it scrolls. */
  least?: string
  /** Which end is in view where it scrolls: now, or where it began. */
  shows?: 'now' | 'beginning'
  children: ReactNode
}

/** A chart's drawing: where it does not fit it scrolls sideways. */
export function Drawing({ title, width, height, least = 'min-w-180', shows = 'now', children }: DrawingProps) {
  return (
    <div role="region" tabIndex={0} aria-label={`Chart: ${title}`} className={cn('flex overflow-x-auto', shows === 'now' && 'flex-row-reverse')}>
      <svg role="img" aria-label={title} viewBox={`0 0 ${width} ${height}`} className={cn('block h-auto w-full flex-none', least)}>
        {children}
      </svg>
    </div>
  )
}

/** The lines and figures of the values on a chart, from `left` to `right`. */
export function ValueAxis({ values, y, left, right, write = String }: { values: readonly number[]; y: (value: number) => number; left: number; right: number; write?: (value: number) => string }) {
  return values.map((value) => (
    <g key={value}>
      <line x1={left} x2={right} y1={y(value)} y2={y(value)} className="stroke-line" />
      <text x={left - 6} y={y(value) + 4} textAnchor="end">
        {write(value)}
      </text>
    </g>
  ))
}

/** The times under a chart; the last of them is now. */
export function TimeAxis({ labels, y, right }: { labels: readonly { x: number; text: string }[]; y: number; right: number }) {
  return (
    <>
      {labels.map(({ x, text }) => (
        <text key={x} x={x} y={y}>
          {text}
        </text>
      ))}
      <text x={right} y={y} textAnchor="end">
        now
      </text>
    </>
  )
}
