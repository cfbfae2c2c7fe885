import { CircleCheck, Eye, Hourglass, ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { cn } from '@/components/ui/cn'
import type { FormAction } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'
import type { WatchItem } from '@/lib/services/watches/schema'
import { SettleForm } from './settle-form'

function heading(watch: WatchItem): { title: ReactNode; words: string; tone: 'ok' | 'danger' | 'plain' } {
  const { state, over, signedInAt, signedInWords, alarmedAt, alarmWords, settledReason } = watch
  if (state === 'alarmed') return { title: alarmedAt ? <>A bad sign at <Time at={alarmedAt} /></> : 'A bad sign', words: alarmWords ?? '', tone: 'danger' }
  if (state === 'settled') return { title: 'It was the person after all', words: settledReason ?? '', tone: 'ok' }
  if (state === 'signed_in' && signedInAt) return { title: <>In: first good sign-in at <Time at={signedInAt} /></>, words: signedInWords ?? '', tone: 'ok' }
  if (over) return { title: 'The watch ended without a sign-in', words: 'Nobody signed in within 72 hours. Ask whether they got in another way.', tone: 'plain' }
  return { title: 'Nobody has signed in yet', words: 'The next good sign-in is held against the places of before.', tone: 'plain' }
}

const SIGNS = { ok: [CircleCheck, 'border-ok-line bg-ok-soft text-ok'], danger: [ShieldAlert, 'border-danger-line bg-danger-soft text-danger'], plain: [Hourglass, 'border-line-strong bg-sunken text-text-2'] } as const

/** The 72 hours after a recovery that weakens, as points on a line; below it what reopens the ticket and what is good news. */
export function WatchCard({ watch, settle, link }: { watch: WatchItem; settle: FormAction | null; link?: ReactNode }) {
  const { title, words, tone } = heading(watch)
  const [Icon, look] = SIGNS[tone]
  return (
    <Card aria-label="Watch">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <span className={cn('grid size-8 flex-none place-items-center rounded-control border', look)}>
          <Icon aria-hidden className="size-4" />
        </span>
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-state tracking-tight">{title}</h2>
          <p className="text-pretty wrap-anywhere text-text-2">{words}</p>
        </div>
        {link}
        <Chip icon={<Eye aria-hidden />}>
          {watch.over ? 'Watched until' : 'Watches until'} <Time at={watch.endsAt} />
        </Chip>
      </div>
      <WatchLine watch={watch} />
      {watch.state === 'alarmed' && settle && <SettleForm watchId={watch.id} action={settle} />}
      <dl className="grid gap-px border-t border-line bg-line nav:grid-cols-2 [&_dt]:text-meta [&_dt]:text-text-3 [&>div]:bg-surface [&>div]:px-4 [&>div]:py-2.5">
        <div>
          <dt>Reopens the ticket and alerts you</dt>
          <dd>A sign-in from a new address range, device or country; “this wasn’t me”</dd>
        </div>
        <div>
          <dt>Good news</dt>
          <dd>A first sign-in from a place of before. New places are watched for until the end.</dd>
        </div>
      </dl>
    </Card>
  )
}

type Point = { key: string; label: string; at: string; dot: string; ahead?: boolean }

function pointsOf({ title, startedAt, signedInAt, alarmedAt, settledAt, now, endsAt, over }: WatchItem): Point[] {
  const points: (Point | null)[] = [
    { key: 'start', label: title, at: startedAt, dot: 'border-text-3 bg-surface' },
    signedInAt ? { key: 'in', label: 'First good sign-in', at: signedInAt, dot: 'border-ok bg-ok' } : null,
    alarmedAt ? { key: 'alarm', label: 'Bad sign', at: alarmedAt, dot: 'border-danger bg-danger' } : null,
    settledAt ? { key: 'settled', label: 'Settled', at: settledAt, dot: 'border-ok bg-surface' } : null,
    over ? null : { key: 'now', label: 'now', at: now, dot: 'border-accent bg-accent' },
    { key: 'end', label: 'Watch ends', at: endsAt, dot: 'border-line-strong bg-surface', ahead: !over },
  ]
  return points.filter((point) => point !== null).sort((a, b) => a.at.localeCompare(b.at))
}

function WatchLine({ watch }: { watch: WatchItem }) {
  const points = pointsOf(watch)
  return (
    <ol aria-label="What happened so far" className="flex px-4 py-3 max-nav:flex-col max-nav:gap-2">
      {points.map((point, index) => (
        <li key={point.key} className={cn('min-w-0 nav:flex-1', index === points.length - 1 && 'nav:flex-none')}>
          <span className="flex items-center gap-2 nav:mb-1">
            <span aria-hidden className={cn('size-3 flex-none rounded-full border-2', point.dot)} />
            {index < points.length - 1 && <span aria-hidden className={cn('hidden h-0 flex-1 border-t-2 nav:block', points[index + 1]?.ahead ? 'border-dashed border-line-strong' : 'border-text-3')} />}
            <span className="font-medium nav:hidden">{point.label}</span>
          </span>
          <span className={cn('hidden text-meta font-medium nav:block', point.key === 'now' && 'text-accent')}>{point.label}</span>
          <span className={cn('block text-meta text-text-2', point.key === 'now' && 'text-accent')}>
            <Time at={point.at} />
          </span>
        </li>
      ))}
    </ol>
  )
}
