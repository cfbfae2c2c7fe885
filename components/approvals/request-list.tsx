import { Ban, CircleCheck, Clock } from 'lucide-react'
import Link from 'next/link'
import { Chip } from '@/components/ui/chip'
import { cn } from '@/components/ui/cn'
import { TierBadge } from '@/components/ui/tier-badge'
import { Time } from '@/components/ui/time'
import type { RequestRow } from '@/lib/services/approvals/schema'

const MINUTE_MS = 60_000

/** "28 min", "3 h": what is left until a request ends by itself. */
export function left(until: string, now: string): string {
  const minutes = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / MINUTE_MS))
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

const shortTier = ({ base, tier }: RequestRow) => (base === tier ? {} : { words: `Tier ${base}, today ${tier}` })

/** What waits: title, who asked, how long it still has. */
export function WaitingRow({ row, now, current, href }: { row: RequestRow; now: string; current: boolean; href: string }) {
  const until = row.state === 'approved' ? row.runAt : row.approveBy
  return (
    <li data-row>
      <Link href={href} aria-current={current ? 'true' : undefined} className={cn('block space-y-1 px-4 py-2.5 hover:bg-hover', current && 'bg-accent-soft ring-1 ring-accent-line ring-inset')}>
        <span className="flex items-baseline gap-2">
          <b className="min-w-0 flex-1">
            {row.title}: {row.person}
          </b>
          {until && <span className={cn('flex-none text-meta', row.state === 'pending' ? 'font-medium text-warn' : 'text-text-2')}>{row.state === 'approved' ? `in ${left(until, now)}` : left(until, now)}</span>}
        </span>
        <span className="block text-meta text-text-2">
          #{row.ticketNumber}, asked by {row.askedBy} at <Time at={row.askedAt} style="time" />
        </span>
        <span className="flex flex-wrap gap-1.5">
          <TierBadge tier={row.tier} {...shortTier(row)} />
          {row.state === 'approved' && <Chip>Agreed, waits</Chip>}
          {row.privileged && <Chip tone="danger">Privileged</Chip>}
          <Chip tone={row.fits ? 'plain' : 'warn'}>{row.fits ? 'Fits the verdict' : 'Override'}</Chip>
        </span>
      </Link>
    </li>
  )
}

const ICONS = { executed: [CircleCheck, 'text-ok'], denied: [Ban, 'text-danger'], failed: [Ban, 'text-danger'], cancelled: [Ban, 'text-text-3'], expired: [Clock, 'text-text-3'], pending: [Clock, 'text-warn'], approved: [Clock, 'text-warn'] } as const

/** What was decided, and how it ended. */
export function DecidedRow({ row, current, href }: { row: RequestRow; current: boolean; href: string }) {
  const [Icon, tone] = ICONS[row.state]
  return (
    <li data-row>
      <Link href={href} aria-current={current ? 'true' : undefined} className={cn('flex gap-2.5 px-4 py-2.5 hover:bg-hover', current && 'bg-accent-soft ring-1 ring-accent-line ring-inset')}>
        <Icon aria-hidden className={cn('mt-0.5 size-4 flex-none', tone)} />
        <span className="min-w-0">
          <b className="block">
            {row.title}, {row.person}
          </b>
          <span className="block text-meta text-pretty text-text-2">{row.outcome ?? `Waits, asked at ${row.askedAt.slice(11, 16)} UTC.`}</span>
        </span>
      </Link>
    </li>
  )
}
