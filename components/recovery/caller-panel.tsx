'use client'

import { CircleCheck, CircleX, Clock, UserRoundCheck } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import type { CallerView, CheckView, OfferView } from '@/lib/services/verifications/schema'

export type CallerAct = (form: FormData) => void
type Props = { caller: CallerView; act: CallerAct; pending: boolean; hidden: ReactNode; problem: { title: string; detail: string } | null; demoMailbox: boolean }

const ICONS = { passed: CircleCheck, failed: CircleX, open: Clock, ended: Clock } as const
const TONES = { passed: 'text-ok', failed: 'text-danger', open: 'text-accent', ended: 'text-text-3' } as const

/** Who is on the line: what has been checked, what else can be, and the way out when nothing holds. */
export function CallerPanel({ caller, act, pending, hidden, problem, demoMailbox }: Props) {
  const { checks, needed, passed, failed, readOut } = caller
  const met = caller.missing === null
  return (
    <section aria-labelledby="caller">
      <h2 id="caller" className="mb-2 flex items-baseline">
        Caller verified
        <span className={`ml-auto text-meta font-medium ${met ? 'text-ok' : 'text-warn'}`} role="status">
          {passed} of {needed}
        </span>
      </h2>
      {failed.count > 0 && (
        <div className="mb-2">
          <Notice tone={failed.probing ? 'danger' : 'warn'} title={failed.probing ? 'Somebody may be trying doors' : 'A check has failed here'}>
            {failed.count} failed {failed.count === 1 ? 'check' : 'checks'} on this account within 24 hours, by {failed.agents} {failed.agents === 1 ? 'agent' : 'agents'}.{failed.stopped ? ' No more checks until tomorrow: refuse the caller.' : ''}
          </Notice>
        </div>
      )}
      {problem && (
        <div className="mb-2">
          <Notice tone="danger" role="alert" title={problem.title}>
            {problem.detail}
          </Notice>
        </div>
      )}
      {readOut && (
        <div className="mb-2">
          <Notice tone="warn" role="status" title="Read this out, and end the call">
            <blockquote className="mt-1">“{readOut}”</blockquote>
          </Notice>
        </div>
      )}
      <ul className="divide-y divide-line rounded-card border border-line-strong">
        {checks.map((check) => (
          <Check key={check.id} check={check} act={act} pending={pending} hidden={hidden} demoMailbox={demoMailbox} />
        ))}
        {!met && !failed.stopped && !readOut && <Start offers={caller.offers} started={checks} act={act} pending={pending} hidden={hidden} />}
      </ul>
      <p className="mt-1.5 text-meta text-text-3">Not accepted: birth date, employee number, last digits of anything, a known voice.</p>
      {!met && !readOut && (
        <form action={act} className="mt-1.5">
          {hidden}
          <Button type="submit" name="verb" value="refuse" kind="danger" size="small" disabled={pending}>
            They cannot be verified
          </Button>
        </form>
      )}
    </section>
  )
}

function Check({ check, act, pending, hidden, demoMailbox }: { check: CheckView; act: CallerAct; pending: boolean; hidden: ReactNode; demoMailbox: boolean }) {
  const Icon = ICONS[check.state]
  return (
    <li className="px-3 py-2">
      <div className="flex items-start gap-2.5">
        <Icon aria-hidden className={`mt-0.5 size-4 flex-none ${TONES[check.state]}`} />
        <div className="min-w-0 flex-1">
          <p className="font-medium">
            {check.title} <span className="sr-only">, {check.state}</span>
          </p>
          <p className="text-meta text-text-2">
            {check.label}, {check.state === 'passed' ? 'passed' : check.state === 'failed' ? 'failed' : check.state === 'ended' ? 'time is over' : 'until'} <Time at={check.state === 'open' ? check.endsAt : (check.decidedAt ?? check.startedAt)} style="time" />
            {check.note ? `: ${check.note}` : ''}
          </p>
        </div>
      </div>
      {check.state === 'open' && <Settle check={check} act={act} pending={pending} hidden={hidden} demoMailbox={demoMailbox} />}
    </li>
  )
}

function Settle({ check, act, pending, hidden, demoMailbox }: { check: CheckView; act: CallerAct; pending: boolean; hidden: ReactNode; demoMailbox: boolean }) {
  return (
    <form action={act} className="mt-2 space-y-2 pl-6.5">
      {hidden}
      <input type="hidden" name="id" value={check.id} />
      <p className="text-meta text-text-2">{check.how}</p>
      <div className="flex flex-wrap items-end gap-2">
        {check.settledBy === 'code' && (
          <>
            <TextField id={`code-${check.id}`} name="code" label="Code that they read out" className="w-44" inputMode="numeric" autoComplete="off" maxLength={12} required hint={check.left < 5 ? `${check.left} tries left` : undefined} />
            <Button type="submit" name="verb" value="code" disabled={pending}>
              Compare
            </Button>
          </>
        )}
        {check.settledBy === 'agent' && (
          <>
            <TextField id={`note-${check.id}`} name="note" label="Who answered" className="min-w-40 flex-1" maxLength={200} autoComplete="off" />
            <Button type="submit" name="verb" value="attest-passed" disabled={pending}>
              They answered
            </Button>
            <Button type="submit" name="verb" value="attest-failed" disabled={pending}>
              They did not
            </Button>
          </>
        )}
        {(check.settledBy === 'colleague' || check.settledBy === 'log') && (
          <Button type="submit" name="verb" value="look" size="small" disabled={pending}>
            Look again
          </Button>
        )}
        {demoMailbox && (check.settledBy === 'code' || check.settledBy === 'log') && (
          <ButtonLink kind="ghost" size="small" href="/demo/mailbox" target="_blank" prefetch={false}>
            Demo: be the caller
          </ButtonLink>
        )}
      </div>
    </form>
  )
}

/** Ways that are open, as one choice: the method with its address, factor or colleague. */
function Start({ offers, started, act, pending, hidden }: { offers: readonly OfferView[]; started: readonly CheckView[]; act: CallerAct; pending: boolean; hidden: ReactNode }) {
  const busy = started.filter(({ state }) => state === 'open' || state === 'passed').map(({ method }) => method)
  const open = offers.filter(({ options, method }) => options.length > 0 && !busy.includes(method))
  const closed = offers.filter(({ options }) => options.length === 0)
  const choices = open.flatMap(({ method, title, options }) => options.map(({ id, label, detail }) => ({ value: `${method} ${id}`, label: `${title}: ${label}, ${detail}` })))
  const [chosen, setChosen] = useState('')
  const value = choices.some((choice) => choice.value === chosen) ? chosen : (choices[0]?.value ?? '')
  const offer = open.find(({ method }) => value.startsWith(`${method} `))
  return (
    <li className="px-3 py-2">
      {choices.length > 0 && (
        <form action={act} className="flex items-end gap-2">
          {hidden}
          <UserRoundCheck aria-hidden className="mb-2 size-4 flex-none text-text-2" />
          <SelectField autoFocus id="check-by" name="by" label="Check by" className="min-w-0 flex-1" options={choices} value={value} onChange={(event) => setChosen(event.target.value)} />
          <Button type="submit" name="verb" value="start" disabled={pending}>
            Start
          </Button>
        </form>
      )}
      {offer && <p className="mt-1 pl-6.5 text-meta text-text-3">{offer.limits}</p>}
      {closed.length > 0 && (
        <ul className="mt-1 pl-6.5 text-meta text-text-3">
          {closed.map(({ method, title, because }) => (
            <li key={method}>
              {title}: {because}.
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
