import { GitCommitHorizontal } from 'lucide-react'
import { Timeline } from '@/components/chart/timeline'
import { ChangeRow, changeTitle, type ChangeItem } from '@/components/change/change-rows'
import { ConfigCard, DiffCard } from '@/components/change/diff-card'
import { MarkButtons } from '@/components/ticket/mark-buttons'
import { Card, CardHead } from '@/components/ui/card'
import { span } from '@/components/ui/distance'
import { EmptyState } from '@/components/ui/states'
import { failureTimeline } from '@/lib/services/changes/failure-timeline'
import { diffSchema } from '@/lib/services/changes/diff'
import { differingSettings } from '@/lib/services/tickets/compare-config'
import type { TicketView } from '@/lib/services/tickets/view-ticket'
import { mark } from '../../actions'
import { openStep, Wizard, type StepParams } from '../wizard'

export async function generateMetadata({ params }: StepParams) {
  return { title: `#${(await params).number} Changes` }
}

const DAY = 86_400_000
const SHOWN = 8
/** A failure later than this after a change is seldom its first: a weekend lies between at most. */
const NEAR = 2.5 * DAY

function items({ gathered: { changes, ticket } }: TicketView): ChangeItem[] {
  return changes.map((change, index) => {
    const state = ticket.marks.find(({ changeId }) => changeId === change.id)?.state
    return { ...change, at: change.at.toISOString(), reasons: change.relevanceReasons, relevance: change.score, rank: index + 1, state: state === 'suspect' || state === 'cleared' ? state : null }
  })
}

/** The chart's title is its finding. */
function finding({ gathered: { course } }: TicketView, list: readonly ChangeItem[]): string {
  const suspect = list.find(({ state }) => state === 'suspect') ?? list[0]
  if (!course.firstFailed) return 'No failed attempt of this person is in the log'
  if (!suspect || suspect.relevance < 20) return 'No change near the first failure touches sign-in'
  const gap = course.firstFailed.at.getTime() - Date.parse(suspect.at)
  const many = list.length === 1 ? 'One change' : `${list.length} changes`
  // What is long before, or hardly touches sign-in, is named as what it is: the last thing before, not the beginning.
  if (suspect.state !== 'suspect' && (gap < 0 || gap > NEAR || suspect.relevance < 50)) return `${many} between last worked and first failed, none close to it`
  return `The failures begin ${span(gap)} after ${suspect.kind === 'rollback' ? 'the rollback' : `the change`} of ${suspect.service}`
}

export default async function ChangesPage({ params }: StepParams) {
  const { ctx, view } = await openStep(params, 'changes')
  const { ticket, window, course, config } = view.gathered
  const list = items(view)
  const from = new Date(Math.min(window.from.getTime(), view.nowMs - 3 * DAY) - DAY / 2)
  const { bars, hoursPerBar } = await failureTimeline(ctx, ticket.environment, course.lastFailed?.reason ?? null, from, ctx.now)
  const title = finding(view, list)
  const open = list.find(({ state }) => state === 'suspect') ?? list[0]
  // Where a source tells of no settings, those of a change of the same service beside it are shown.
  const told = open && view.gathered.changes.filter(({ id, service, diff }) => id === open.id || (service === open.service && diffSchema.parse(diff).length > 0))
  const opened = told?.find(({ diff }) => diffSchema.parse(diff).length > 0) ?? told?.[0]
  return (
    <Wizard view={view} step="changes" ctx={ctx}>
      <Card>
        <CardHead title={title} end={<Legend reason={course.lastFailed?.reason ?? null} />} />
        <Timeline
          title={`${title}. Failures per ${hoursPerBar === 1 ? 'hour' : `${hoursPerBar} hours`}`}
          bars={bars}
          hoursPerBar={hoursPerBar}
          marks={list.slice(0, SHOWN).map((change) => ({ rank: change.rank ?? 0, at: change.at, title: changeTitle(change), hot: change.state === 'suspect' || (change === list[0] && change.relevance >= 50) }))}
          window={window.lastWorked && window.firstFailed ? { from: window.lastWorked.toISOString(), until: window.firstFailed.toISOString() } : null}
          legend={{ same: course.lastFailed ? course.lastFailed.reason.replaceAll('_', ' ') : null, other: 'other failures' }}
        />
      </Card>
      <div className="grid items-start gap-3 rail:grid-cols-[minmax(0,1fr)_340px]">
        <Card>
          <CardHead title="Changes" end="between last worked and first failed; relevance, of 100" />
          {list.length === 0 ? (
            <EmptyState icon={GitCommitHorizontal} title="Nothing changed in the window">
              No deploy, rollback, setting, certificate or provider change is known between the last good sign-in and the first failure in {ticket.environment}.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {list.slice(0, SHOWN).map((change, index) => (
                <ChangeRow key={change.id} change={change} href={`/changes/${change.id}`} end={<MarkButtons number={ticket.number} changeId={change.id} state={change.state} action={mark} first={index === 0} />} />
              ))}
            </ul>
          )}
          {list.length > SHOWN && <p className="border-t border-line px-4 py-2 text-meta text-text-3">{list.length - SHOWN} more with less relevance</p>}
        </Card>
        <div className="space-y-3">
          {opened && <DiffCard title={`What ${opened.kind === 'rollback' ? 'the rollback' : `change ${list.find(({ id }) => id === opened.id)?.rank ?? 1}`} changed`} end={`${opened.service}, ${opened.environment}`} lines={diffSchema.parse(opened.diff)} />}
          <ConfigCard rows={differingSettings(config, ticket.environment)} />
        </div>
      </div>
    </Wizard>
  )
}

function Legend({ reason }: { reason: string | null }) {
  return (
    <span className="flex gap-3">
      {reason && (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="size-2 rounded-xs bg-fail-same" /> {reason.replaceAll('_', ' ')}
        </span>
      )}
      <span className="flex items-center gap-1.5">
        <span aria-hidden className="size-2 rounded-xs bg-fail-other" /> other failures
      </span>
    </span>
  )
}
