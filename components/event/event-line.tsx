import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { Time } from '@/components/ui/time'
import type { LiveRow } from '@/lib/services/live/schema'
import { HOP_TITLES } from './trace-card'

const ICONS = { success: CircleCheck, failure: CircleX, challenge: CircleDashed, info: CircleDashed } as const
const TONES = { success: 'text-ok', failure: 'text-danger', challenge: 'text-text-3', info: 'text-text-3' } as const

/** An event in a list. `fresh` marks what somebody who follows has just taken in. */
export function EventLine({ event, fresh = false }: { event: LiveRow; fresh?: boolean }) {
  const Icon = ICONS[event.outcome]
  return (
    <li data-row className={cn('relative flex min-h-9 flex-wrap items-center gap-x-3 px-4 py-1.5 hover:bg-hover', fresh && 'bg-accent-soft')}>
      <Icon aria-label={event.outcome} className={`size-4 flex-none ${TONES[event.outcome]}`} />
      <Link href={`/attempts/${encodeURIComponent(event.attempt)}`} className="row-link w-40" prefetch={false}>
        <Time at={event.at} style="precise" />
      </Link>
      <span className="mono min-w-0 flex-1 basis-40 wrap-anywhere">
        {event.unread ?? event.reason}
        {event.code && event.code !== event.reason ? <span className="text-text-3"> {event.code}</span> : null}
      </span>
      <span className="min-w-0 basis-60 wrap-anywhere text-text-2">{event.attempted ?? '–'}</span>
      <span className="w-36 text-meta text-text-3">{[HOP_TITLES[event.hop], event.provider].filter(Boolean).join(', ')}</span>
    </li>
  )
}
