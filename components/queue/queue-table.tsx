import { ShieldAlert, Siren } from 'lucide-react'
import Link from 'next/link'
import { PatternChip } from '@/components/pattern/pattern-chip'
import { Avatar } from '@/components/ui/avatar'
import { BucketGlyph } from '@/components/ui/bucket'
import { Card } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { cn } from '@/components/ui/cn'
import { span } from '@/components/ui/distance'
import { percent } from '@/components/ui/probability'
import { BUCKET_TITLES } from '@/lib/causes/define'
import { NAMED_FROM } from '@/lib/evidence/verdict'
import { BUCKETS_WITH_NONE, STEPS, type BucketOrNone } from '@/lib/evidence/vocabulary'
import type { PatternState } from '@/lib/services/patterns/schema'

export type QueueItem = {
  number: number
  subject: string
  person: string
  bucket: string | null
  causeTitle: string | null
  confidence: number | null
  nature: string | null
  peopleAlike: number | null
  unusual: boolean
  step: string
  /** not_me or watch: why it stands before all others. */
  alert: string | null
  assignee: { name: string; you: boolean } | null
  ageMs: number
}

export type QueueGroup = { title: string; detail: string | null; items: QueueItem[]; pattern: { id: string; state: PatternState } | null }

const COLUMNS = 'nav:grid-cols-[56px_minmax(0,1fr)_208px_80px_128px_124px_64px]'
/** From this age on a ticket is late. */
const LATE_MS = 3 * 3_600_000

const bucketOf = (name: string | null): BucketOrNone => BUCKETS_WITH_NONE.find((bucket) => bucket === name) ?? 'undetermined'

/** The queue: one row a ticket, those of one pattern together. */
export function QueueTable({ groups }: { groups: readonly QueueGroup[] }) {
  return (
    <Card className="overflow-hidden" aria-label="Tickets">
      <div role="table" aria-label="Tickets">
        <div role="row" className={cn('hidden min-h-8 items-center gap-3 px-4 text-meta text-text-3 nav:grid', COLUMNS)}>
          {['Ticket', 'What the user sees', 'Bucket', 'Alone?', 'Step', 'Assigned', 'Age'].map((title) => (
            <span key={title} role="columnheader" className="last:text-right">
              {title}
            </span>
          ))}
        </div>
        {groups.map((group) => (
          <div key={group.title} role="rowgroup">
            {groups.length > 1 && (
              <div role="row" className="flex min-h-9 flex-wrap items-center gap-x-3 border-t border-line bg-sunken px-4 py-1.5">
                <span role="cell">
                  {group.pattern ? (
                    <Link href={`/patterns/${group.pattern.id}`} prefetch={false} className="font-semibold hover:underline">
                      {group.title}
                    </Link>
                  ) : (
                    <b className="font-semibold">{group.title}</b>
                  )}
                  {group.detail && <span className="block text-meta text-text-2 nav:ml-3 nav:inline">{group.detail}</span>}
                </span>
                {group.pattern && group.pattern.state !== 'found' && (
                  <span role="cell">
                    <PatternChip state={group.pattern.state} />
                  </span>
                )}
              </div>
            )}
            {group.items.map((item) => (
              <QueueRow key={item.number} item={item} />
            ))}
          </div>
        ))}
      </div>
    </Card>
  )
}

/** How many fail in the same way where that is no pattern. */
const alikeWords = (people: number | null) => (people === null ? 'Not counted' : people > 1 ? `${people - 1} as usual` : 'Alone')

function QueueRow({ item }: { item: QueueItem }) {
  const others = item.unusual && item.peopleAlike !== null ? item.peopleAlike - 1 : 0
  return (
    <div data-row role="row" className={cn('relative grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 border-t border-line px-4 py-2 hover:bg-hover nav:py-1', COLUMNS)}>
      <span role="cell" className="mono hidden text-text-2 nav:block">
        #{item.number}
      </span>
      <span role="cell" className="min-w-0">
        <Link href={`/tickets/${item.number}/${item.alert === 'watch' ? 'after' : item.step}`} className="row-link block font-medium">
          {item.subject}
          {item.alert && (
            <Chip tone="danger" icon={<Siren aria-hidden />} className="ml-2 align-middle">
              {item.alert === 'not_me' ? '“This wasn’t me”' : 'Bad sign after a recovery'}
            </Chip>
          )}
          {item.nature === 'attack' && (
            <Chip tone="danger" icon={<ShieldAlert aria-hidden />} className="ml-2 align-middle">
              Attack likely
            </Chip>
          )}
        </Link>
        <span className="block text-meta wrap-anywhere text-text-2">
          <span className="mono nav:hidden">#{item.number} </span>
          {item.person}
          {item.causeTitle && item.confidence !== null && item.confidence >= NAMED_FROM && <span className="block nav:hidden">{item.causeTitle}</span>}
        </span>
      </span>
      <Pointing item={item} />
      <span role="cell" className={cn('hidden nav:block', others > 0 ? 'font-medium text-accent' : 'text-text-2')}>
        {others > 0 ? `${others} others` : alikeWords(item.peopleAlike)}
      </span>
      <StepDots step={item.step} />
      <span role="cell" className="hidden items-center gap-1.5 nav:flex">
        {item.assignee ? (
          <>
            <Avatar name={item.assignee.name} />
            {item.assignee.you ? 'You' : item.assignee.name}
          </>
        ) : (
          <span className="text-text-2">Nobody</span>
        )}
      </span>
      <span role="cell" className={cn('text-right whitespace-nowrap', item.ageMs > LATE_MS && 'font-medium text-warn')}>
        {span(item.ageMs)}
      </span>
    </div>
  )
}

function Pointing({ item }: { item: QueueItem }) {
  const bucket = bucketOf(item.bucket)
  const title = bucket === 'undetermined' ? (item.nature === 'attack' || item.nature === 'outage' ? (item.nature === 'attack' ? 'Attack' : 'Outage') : 'Undetermined') : BUCKET_TITLES[bucket]
  return (
    <span role="cell" className="hidden grid-cols-[1fr_auto] pr-5 leading-[18px] nav:grid">
      <span className="flex items-center gap-1.5">
        <BucketGlyph bucket={bucket} />
        {title}
      </span>
      <span className="font-medium">{item.confidence === null || item.causeTitle === null ? '' : percent(item.confidence)}</span>
      <span className="col-span-2 pl-4 text-meta text-text-2">{item.causeTitle ?? 'Too little known yet'}</span>
    </span>
  )
}

function StepDots({ step }: { step: string }) {
  const reached = STEPS.findIndex((name) => name === step)
  return (
    <span role="cell" className="hidden items-center gap-2 text-text-2 nav:flex">
      <span aria-hidden className="flex gap-0.75">
        {STEPS.map((name, index) => (
          <span key={name} className={cn('size-1.5 rounded-full', index < reached ? 'bg-text-3' : index === reached ? 'bg-accent' : 'bg-line-strong')} />
        ))}
      </span>
      {step.charAt(0).toUpperCase() + step.slice(1)}
    </span>
  )
}
