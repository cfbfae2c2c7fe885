import { ArrowRight, Check, CircleCheck, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EffectTable } from '@/components/recovery/effect-table'
import { StillBlocked } from '@/components/recovery/preview-panel'
import { RECOVERY_ICONS } from '@/components/recovery/reasons'
import { decibans, sourceTitle } from '@/components/ticket/rail'
import { Avatar } from '@/components/ui/avatar'
import { Card } from '@/components/ui/card'
import { percent } from '@/components/ui/probability'
import { TierBadge } from '@/components/ui/tier-badge'
import { Time } from '@/components/ui/time'
import type { RequestDetail } from '@/lib/services/approvals/schema'

function Section({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="mb-1.5 flex items-baseline gap-2">
        <h3>{title}</h3>
        {end && <span className="ml-auto text-right text-meta text-text-2">{end}</span>}
      </div>
      {children}
    </section>
  )
}

/** One request with all that a second person decides by: why, who was checked, the evidence, what would change, what is frozen. */
export function RequestCard({ request, decide }: { request: RequestDetail; decide: ReactNode }) {
  const Icon = RECOVERY_ICONS[request.action]
  const { account } = request
  return (
    <Card className="overflow-clip" aria-labelledby="request">
      <header className="flex flex-wrap items-center gap-3 border-b border-line px-5 py-3.5">
        <span className="grid size-8 flex-none place-items-center rounded-control border border-line-strong">
          <Icon aria-hidden className="size-4" />
        </span>
        <div className="min-w-0 flex-1">
          <h2 id="request" className="text-state tracking-tight">
            {request.title}: {request.person}
          </h2>
          <p className="text-meta text-text-2">
            {account.externalId}, {account.environment}, {account.privileged ? 'privileged' : 'not privileged'}, ticket{' '}
            <Link href={`/tickets/${request.ticketNumber}/verdict`} className="font-medium text-accent hover:underline">
              #{request.ticketNumber}
            </Link>
          </p>
        </div>
        <TierBadge tier={request.tier} words={request.tierWords} />
      </header>
      <TimeLeft request={request} />
      <div className="grid nav:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)] nav:divide-x nav:divide-line">
        <div className="space-y-4 px-5 py-4">
          <Why request={request} />
          <Caller request={request} />
          <Evidence request={request} />
          <StillBlocked gates={request.stillBlocked} />
        </div>
        <Frozen request={request} />
      </div>
      {decide}
    </Card>
  )
}

function TimeLeft({ request: { state, askedAt, approveBy, now } }: { request: RequestDetail }) {
  if (state !== 'pending') return null
  const whole = Date.parse(approveBy) - Date.parse(askedAt)
  const rest = Math.max(0, Date.parse(approveBy) - Date.parse(now))
  return <progress className="block h-0.5 w-full appearance-none [&::-moz-progress-bar]:bg-warn [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-warn" aria-label="Time left to decide" max={whole} value={rest} />
}

function Why({ request }: { request: RequestDetail }) {
  return (
    <Section
      title="Why"
      end={
        <>
          asked <Time at={request.askedAt} style="seconds" />, ends <Time at={request.approveBy} style="seconds" />
        </>
      }
    >
      <blockquote className="text-pretty">“{request.reason}”</blockquote>
      {request.override && <p className="mt-1 text-warn">Against the verdict: “{request.override}”</p>}
      <p className="mt-1.5 flex items-center gap-2 text-meta text-text-2">
        <Avatar name={request.askedBy} /> {request.askedBy}
        {request.stepUp ? `, proved by ${request.stepUp}` : ''}. {request.asksToday === 1 ? 'Their first request of the day.' : `Their ${request.asksToday} requests of the last 24 hours.`}
      </p>
    </Section>
  )
}

function Caller({ request }: { request: RequestDetail }) {
  const { checks, needed, failedChecks } = request
  return (
    <Section title="Caller verified" end={<b className="font-medium text-ok">{`${Math.min(checks.length, needed)} of ${needed}`}</b>}>
      <ul className="divide-y divide-line rounded-card border border-line-strong">
        {checks.map((check) => (
          <li key={check.id} className="flex items-start gap-2.5 px-3 py-2">
            <CircleCheck aria-hidden className="mt-0.5 size-4 flex-none text-ok" />
            <span>
              <span className="block font-medium">{check.title}</span>
              <span className="block text-meta text-text-2">
                {check.label}, passed <Time at={check.at} style="time" />
              </span>
            </span>
          </li>
        ))}
        {checks.length === 0 && <li className="px-3 py-2 text-text-2">None was asked for.</li>}
      </ul>
      <p className={failedChecks.count ? 'mt-1.5 text-meta text-danger' : 'mt-1.5 text-meta text-text-3'}>
        {failedChecks.count ? `${failedChecks.count} failed checks on this account within 24 hours, by ${failedChecks.agents} agents.` : 'No failed check on this account within 24 hours, by any agent.'}
      </p>
    </Section>
  )
}

function Evidence({ request: { evidence, ticketNumber } }: { request: RequestDetail }) {
  return (
    <Section title="Evidence" end={evidence.cause ? `${evidence.cause}, ${percent(evidence.confidence)}` : 'Undetermined'}>
      <ul className="divide-y divide-line rounded-card border border-line-strong">
        {evidence.lines.map(({ weight, text, step }) => (
          <li key={text} className="flex items-baseline gap-3 px-3 py-1.5">
            <span className={`w-12 flex-none text-right ${weight < 0 ? 'text-danger' : 'text-ok'}`}>{decibans(weight)}</span>
            <span className="min-w-0 flex-1 text-pretty wrap-anywhere">{text}</span>
            <span className="flex-none text-meta text-text-3">{sourceTitle(step)}</span>
          </li>
        ))}
        {evidence.lines.length === 0 && <li className="px-3 py-2 text-text-2">Nothing weighs yet.</li>}
      </ul>
      <p className="mt-1.5 text-meta">
        <Link href={`/tickets/${ticketNumber}/verdict`} className="font-medium text-accent hover:underline">
          All signs as they stand now
        </Link>
      </p>
    </Section>
  )
}

function Frozen({ request }: { request: RequestDetail }) {
  const open = request.state === 'pending' || request.state === 'approved'
  return (
    <div className="space-y-4 bg-sunken px-5 py-4">
      <Section title="What will change">
        <EffectTable effects={request.effects} caption="What will change" />
      </Section>
      <Section
        title="Frozen request"
        end={
          open &&
          (request.moved ? (
            <b className="font-medium text-danger">
              <TriangleAlert aria-hidden className="inline size-3.5" /> it changed since
            </b>
          ) : (
            <b className="font-medium text-ok">
              <Check aria-hidden className="inline size-3.5" /> nothing moved since
            </b>
          ))
        }
      >
        <dl className="mono grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-card border border-line bg-surface px-3 py-2 text-meta">
          {request.frozen.map(({ key, value }, index) => (
            <div key={`${key}${index}`} className="contents">
              <dt className="text-text-2">{key}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-1.5 text-meta text-text-3">{request.moved ?? 'This runs and nothing else. If the record changes first, it is refused and must be asked for again.'}</p>
      </Section>
      {open && request.whyNot === null && (
        <Section title="You may decide">
          <ul className="space-y-1">
            {request.may.map((text) => (
              <li key={text} className="flex gap-2">
                <Check aria-hidden className="mt-0.5 size-4 flex-none text-ok" /> {text}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Afterwards">
        <p className="flex gap-2 text-text-2">
          <ArrowRight aria-hidden className="mt-0.5 size-4 flex-none text-text-3" /> {request.undo}
        </p>
      </Section>
      {request.approvals.length > 0 && (
        <Section title="Answers">
          <ul className="space-y-1 text-text-2">
            {request.approvals.map(({ by, decision, reason, at }) => (
              <li key={at + by}>
                {by} {decision}, <Time at={at} style="time" />
                {reason ? `: “${reason}”` : ''}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}
