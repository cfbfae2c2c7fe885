import { ArrowDownUp, FileBadge, Flag, GitBranch, KeyRound, Network, Rocket, Server, Undo2, Wrench } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Chip } from '@/components/ui/chip'
import { Bar } from '@/components/ui/probability'
import { Time } from '@/components/ui/time'
import { CHANGE_KIND_TITLES } from '@/lib/evidence/vocabulary'
import type { EffectItem, ReviewState } from '@/lib/services/changes/schema'
import { effectWords, shareOf } from './effect-words'
import { ReviewChip } from './review-chip'

const ICONS: Readonly<Record<string, ComponentType<{ className?: string }>>> = { deploy: Rocket, rollback: Undo2, config: Wrench, migration: ArrowDownUp, certificate: FileBadge, idp: Network, key_rotation: KeyRound, infrastructure: Server }
export const KIND_TITLES: Readonly<Record<string, string>> = CHANGE_KIND_TITLES

export type ChangeItem = { id: string; kind: string; service: string; environment: string; from: string | null; to: string | null; at: string; summary: string; author: string | null; reasons: readonly string[]; relevance: number; state: 'suspect' | 'cleared' | null; rank: number | null; review?: ReviewItem; effect?: EffectItem | null; tickets?: number }

/** Who said what of a change, and when. */
export type ReviewItem = { state: ReviewState; note: string | null; by: string; at: string } | 'open' | null

export const changeTitle = ({ service, from, to }: Pick<ChangeItem, 'service' | 'from' | 'to'>) => (from && to ? `${service} ${from} → ${to}` : to ? `${service} ${to}` : service)

/** One change: what, when, who said why, the reasons of its relevance. `end` holds what can be done with it. */
export function ChangeRow({ change, href, end }: { change: ChangeItem; href: string; end?: ReactNode }) {
  const Icon = ICONS[change.kind] ?? GitBranch
  const said = change.review && change.review !== 'open' ? change.review.state : null
  const suspect = change.state === 'suspect' || said === 'suspect'
  return (
    <li data-row className={cn('relative flex flex-wrap gap-x-3 px-4 py-2.5 hover:bg-hover nav:flex-nowrap', suspect && 'bg-blocked')}>
      {change.rank !== null && (
        <span aria-hidden className={cn('grid size-5 flex-none place-items-center rounded-full border border-line-strong text-meta font-semibold text-text-2', suspect && 'border-danger bg-danger text-surface')}>
          {change.rank}
        </span>
      )}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <Icon className="size-4 flex-none text-text-3" />
          <a href={href} className="row-link font-medium wrap-anywhere">
            {changeTitle(change)}
          </a>
          {change.state === 'suspect' && (
            <Chip tone="danger" icon={<Flag aria-hidden />}>
              Suspect
            </Chip>
          )}
          {change.state === 'cleared' && <Chip>Cleared</Chip>}
          {change.review && <ReviewChip state={change.review === 'open' ? 'open' : change.review.state} />}
        </p>
        <p className="text-meta wrap-anywhere text-text-2">
          {KIND_TITLES[change.kind] ?? change.kind}, <Time at={change.at} />, {change.environment}
          {change.author ? `, ${change.author}` : ''}: {change.summary}
        </p>
        {change.reasons.length > 0 && (
          <ul aria-label="Why it may matter for sign-in" className="mt-1.5 flex flex-wrap gap-1">
            {change.reasons.map((reason) => (
              <li key={reason}>
                <Chip tone={suspect ? 'danger' : 'plain'}>{reason}</Chip>
              </li>
            ))}
          </ul>
        )}
        <Said review={change.review} tickets={change.tickets} />
        {end && <div className="relative z-10 mt-2 flex flex-wrap gap-2">{end}</div>}
      </div>
      {change.effect !== undefined && (
        // On a narrow page below the rest, with nothing said where nothing is known.
        <div className={cn('w-52 flex-none text-meta max-nav:order-last max-nav:mt-1 max-nav:w-full', !change.effect && 'max-nav:hidden')}>
          {change.effect ? effectLine(change.effect) : <span className="text-text-3">–</span>}
        </div>
      )}
      <div className="w-11 flex-none text-right">
        <span title="relevance for sign-in, of 100">{change.relevance}</span>
        <span className={suspect ? 'text-danger' : 'text-text-3'}>
          <Bar value={change.relevance / 100} className="h-1" />
        </span>
      </div>
    </li>
  )
}

/** Failures before and after in one line, and what the test says below it. */
const effectLine = (effect: EffectItem) => (
  <>
    <span className={effect.title === 'All reasons' ? 'text-text-2' : 'mono'}>{effect.title}</span> <b>{`${shareOf(effect.before)} → ${shareOf(effect.after)}`}</b>
    <span className={cn('block', effect.finding === 'rise' ? 'text-danger' : 'text-text-3')}>{effectWords(effect)}</span>
  </>
)

function Said({ review, tickets = 0 }: Pick<ChangeItem, 'review' | 'tickets'>) {
  const said = review && review !== 'open' ? review : null
  if (!said && !tickets) return null
  return (
    <p className="mt-1 text-meta wrap-anywhere text-text-2">
      {said && (
        <>
          <b>{said.by}</b>, <Time at={said.at} />
          {said.note ? `: “${said.note}”` : ''}
        </>
      )}
      {said && tickets ? '. ' : ''}
      {tickets ? `${tickets === 1 ? 'One ticket suspects' : `${tickets} tickets suspect`} it` : ''}
    </p>
  )
}
