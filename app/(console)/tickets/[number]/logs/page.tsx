import { CircleCheck, CircleX, ListTree } from 'lucide-react'
import Link from 'next/link'
import { Fragment } from 'react'
import { LogLines, SaidAgainstLogged, Waterfall, HOP_TITLES } from '@/components/event/trace-card'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { orNotFound, readParams, type SearchParams } from '@/lib/http/page'
import { may } from '@/lib/services/authorize'
import { attemptId, attemptsOf } from '@/lib/services/events/attempts-of'
import type { EventRow } from '@/lib/services/events/event-row'
import { browserOf } from '@/lib/services/events/browser-of'
import { getTrace, type Trace } from '@/lib/services/events/get-trace'
import type { TicketView } from '@/lib/services/tickets/view-ticket'
import { pick } from '../../actions'
import { detailWords, traceItem } from '../trace-items'
import { openStep, Wizard, type StepParams } from '../wizard'

export async function generateMetadata({ params }: StepParams) {
  return { title: `#${(await params).number} Logs` }
}

const SHOWN = 14

export default async function LogsPage({ params, searchParams }: StepParams & { searchParams: SearchParams }) {
  const { ctx, view } = await openStep(params, 'logs')
  const { attempt } = await readParams(searchParams)
  const list = attemptsOf(view.gathered.events)
  const { course } = view.gathered
  const picked = attempt ?? view.gathered.ticket.attempt ?? (course.lastFailed ? attemptId(course.lastFailed) : (list[0] && attemptId(list[0])))
  const [trace, good] = await Promise.all([picked ? orNotFound(getTrace(ctx, picked)) : null, course.lastGood ? getTrace(ctx, attemptId(course.lastGood)) : null])
  return (
    <Wizard view={view} step="logs" ctx={ctx}>
      {trace ? (
        <div className="grid items-start gap-3 rail:grid-cols-[252px_minmax(0,1fr)]">
          <Attempts list={list} picked={picked ?? null} number={view.gathered.ticket.number} />
          <Opened trace={trace} good={good} view={view} writes={may(ctx.actor, 'ticket:write')} />
        </div>
      ) : (
        <Card>
          <EmptyState icon={ListTree} title="No attempt is in the log">
            {view.gathered.ticket.identifier ?? 'This person'} left no record in 30 days: the attempt may not have reached us, or it was made under another identifier. Ask what exactly was typed, and at which address.
          </EmptyState>
        </Card>
      )}
    </Wizard>
  )
}

function Attempts({ list, picked, number }: { list: readonly EventRow[]; picked: string | null; number: number }) {
  const failed = list.filter(({ outcome }) => outcome === 'failure').length
  return (
    <Card>
      <CardHead title="Attempts" end={`${failed} failed of ${list.length}`} />
      <ul className="p-2">
        {list.slice(0, SHOWN).map((event) => (
          <li key={event.id} data-row>
            <Link
              href={`/tickets/${number}/logs?attempt=${encodeURIComponent(attemptId(event))}`}
              aria-current={attemptId(event) === picked ? 'true' : undefined}
              scroll={false}
              prefetch={false}
              className={cn('grid min-h-11 grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2 rounded-control px-2 py-1.5 hover:bg-hover', attemptId(event) === picked && 'bg-accent-soft ring-1 ring-accent-line')}
            >
              {event.outcome === 'failure' ? <CircleX aria-label="failed" className="mt-0.5 size-4 text-danger" /> : <CircleCheck aria-label="good" className="mt-0.5 size-4 text-ok" />}
              <span className="min-w-0">
                {event.outcome === 'failure' ? event.reason.replaceAll('_', ' ') : 'signed in'}
                <span className="flex justify-between gap-2 text-meta text-text-2">
                  <Time at={event.at.toISOString()} />
                  <span className="text-right">{browserOf(event)}</span>
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {list.length > SHOWN && <p className="border-t border-line px-4 py-2 text-meta text-text-3">{list.length - SHOWN} older ones in 30 days</p>}
    </Card>
  )
}

/** Says which attempt the ticket is about: this step opens with it, and the note names it. */
function KeepAttempt({ number, attempt, kept }: { number: number; attempt: string; kept: boolean }) {
  return (
    <ActionForm action={pick}>
      <input type="hidden" name="number" value={number} />
      <Button type="submit" size="small" name="attempt" value={kept ? '' : attempt} aria-pressed={kept}>
        {kept ? 'No longer this one' : 'It is about this one'}
      </Button>
    </ActionForm>
  )
}

function Opened({ trace, good, view, writes }: { trace: Trace; good: Trace | null; view: TicketView; writes: boolean }) {
  const { experience } = view.gathered.ticket
  const { deciding } = trace
  return (
    <div className="min-w-0 space-y-3">
      <Card>
        <CardHead
          title={
            <>
              Attempt at <Time at={deciding.at.toISOString()} style="precise" />
            </>
          }
          end={
            <span className="flex items-center gap-3">
              {writes && <KeepAttempt number={view.gathered.ticket.number} attempt={trace.id} kept={view.gathered.ticket.attempt === trace.id} />}
              <Link href={`/attempts/${encodeURIComponent(trace.id)}`} className="mono text-accent hover:underline">
                {trace.id.slice(0, 16)}
              </Link>
            </span>
          }
        />
        <SaidAgainstLogged
          saw={experience?.message ?? null}
          where={[experience?.url, experience?.statusCode].filter(Boolean).join(', ')}
          logged={deciding.code ?? deciding.reason}
          by={`${deciding.outcome === 'failure' ? 'reason' : 'outcome'} ${deciding.reason.replaceAll('_', ' ')}, ${deciding.service ?? HOP_TITLES[deciding.hop] ?? deciding.hop}`}
          rule={deciding.rule}
          ruleNote={detailWords(deciding)}
        />
        <Waterfall trace={traceItem(trace)} />
      </Card>
      <div className="grid items-start gap-3 nav:grid-cols-2">
        <Comparison now={deciding} good={good?.deciding ?? null} hopsNow={trace.spans.length} hopsGood={good?.spans.length ?? null} />
        <LogLines lines={trace.spans.slice(0, 8).map(({ event }) => ({ id: event.id, open: event === deciding, said: event.message ?? event.reason.replaceAll('_', ' '), title: `${HOP_TITLES[event.hop] ?? event.hop}${event.host ? `, ${event.host}` : ''}`, raw: event.raw }))} />
      </div>
    </div>
  )
}

/** The part of a user agent that names the device, as it is written: "Windows NT 10.0". */
const systemOf = ({ user_agent }: EventRow) => /\((?:X11; )?([^;)]{1,40})/.exec(user_agent ?? '')?.[1]

/** A code may break behind its underscores, so that no word is torn. */
const breakable = (text: string) => text.split(/(?<=[_/:.])/).map((part, index) => <Fragment key={`${index}${part}`}>{index > 0 && <wbr />}{part}</Fragment>)

function Comparison({ now, good, hopsNow, hopsGood }: { now: EventRow; good: EventRow | null; hopsNow: number; hopsGood: number | null }) {
  const rows: [string, string | null | undefined, string | null | undefined][] = [
    ['Service', good && [good.service, good.version].filter(Boolean).join(' '), [now.service, now.version].filter(Boolean).join(' ')],
    ['Outcome', good?.reason, now.reason],
    ['Rule', good?.rule, now.rule],
    ['Address', good?.ip, now.ip],
    ['Browser', good && browserOf(good), browserOf(now)],
    ['System', good && systemOf(good), systemOf(now)],
    ['Provider', good?.provider, now.provider],
    ['Host', good?.host, now.host],
    ['Hops logged', hopsGood?.toString(), hopsNow.toString()],
  ]
  return (
    <Card>
      <CardHead title="Against the last good attempt" end={good ? <Time at={good.at.toISOString()} /> : 'none in 30 days'} />
      <table className="w-full table-fixed">
        <thead>
          <tr className="text-left text-meta text-text-3 [&_th]:px-4 [&_th]:py-1.5 [&_th]:font-normal">
            <th className="w-24 pr-0!">
              <span className="sr-only">What</span>
            </th>
            <th>Good</th>
            <th>This one</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {rows
            .filter(([, was, is]) => was || is)
            .map(([what, was, is]) => (
              <tr key={what} className="[&>td]:pr-2 [&>*]:px-4 [&>*]:py-1.5 [&>*]:align-top">
                <th scope="row" className="text-left font-normal text-text-2">
                  {what}
                </th>
                <td className="mono wrap-anywhere">{breakable(was || '–')}</td>
                <td className={cn('mono wrap-anywhere', good && was !== is && 'font-medium text-danger')}>{breakable(is || '–')}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Card>
  )
}
