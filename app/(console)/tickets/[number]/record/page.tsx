import { UserSearch, LockOpen } from 'lucide-react'
import { AccessCard } from '@/components/account/access-card'
import { ElsewhereCard, FactorsCard, SessionsCard } from '@/components/account/record-cards'
import { DayBars } from '@/components/chart/day-bars'
import { AccountPicker } from '@/components/ticket/account-picker'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { readParams, type SearchParams } from '@/lib/http/page'
import { findAccounts } from '@/lib/services/accounts/find-accounts'
import { attemptsByDay } from '@/lib/services/accounts/get-account'
import type { TicketView } from '@/lib/services/tickets/view-ticket'
import { choose } from '../../actions'
import { elsewhereItems, factorItems, gateItems, sessionItems } from '../to-items'
import { openStep, Wizard, type StepParams } from '../wizard'

export async function generateMetadata({ params }: StepParams) {
  return { title: `#${(await params).number} Record` }
}

export default async function RecordPage({ params, searchParams }: StepParams & { searchParams: SearchParams }) {
  const { ctx, view } = await openStep(params, 'record')
  const { pick, q } = await readParams(searchParams)
  const { ticket, elsewhere } = view.gathered
  const { account } = ticket
  const picking = pick !== undefined || !account
  const search = q ?? ticket.identifier ?? ticket.reporterName ?? ''
  const [found, days] = await Promise.all([picking ? findAccounts(ctx, { q: search }) : null, account ? attemptsByDay(ctx, account.id) : []])
  return (
    <Wizard view={view} step="record" ctx={ctx}>
      {found && <AccountPicker number={ticket.number} q={search} candidates={search ? found.rows : []} how={found.how} action={choose} />}
      {!account && elsewhere.length > 0 && <NotHere view={view} />}
      {account && view.access && <Record view={view} days={days} />}
    </Wizard>
  )
}

function NotHere({ view }: { view: TicketView }) {
  const { ticket, elsewhere } = view.gathered
  return (
    <>
      <Notice tone="warn" title={`No record in ${ticket.environment}`}>
        {ticket.identifier} has a record in {elsewhere.map(({ environment }) => environment).join(' and ')}. Choosing it above moves the ticket there; leave it to keep the question where the person asked it.
      </Notice>
      <ElsewhereCard records={elsewhereItems(elsewhere)} here={ticket.environment} />
    </>
  )
}

function Record({ view, days }: { view: TicketView; days: { day: string; good: number; failed: number }[] }) {
  const { ticket, events, elsewhere, course } = view.gathered
  const { account } = ticket
  if (!account || !view.access) return null
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-strong">{account.name}</h2>
        <p className="flex flex-wrap gap-x-2 text-meta leading-5 text-text-2">
          <span className="mono">{account.externalId}</span>
          <span>· {[account.team, account.privileged ? 'privileged' : 'not privileged', ...account.identities.map(({ provider }) => provider.name)].filter(Boolean).join(' · ')}</span>
        </p>
        <div className="ml-auto flex gap-2">
          <ButtonLink size="small" href={`/accounts/${account.id}`}>
            Whole record
          </ButtonLink>
          <ButtonLink size="small" href={`/tickets/${ticket.number}/record?pick=1#pick`} data-key="f" hint="F">
            <UserSearch aria-hidden className="size-3.5" /> Not this person
          </ButtonLink>
        </div>
      </div>
      <AccessCard
        {...view.access}
        gates={gateItems(view.access)}
        now={new Date(view.nowMs).toISOString()}
        end={
          <ButtonLink href={`/tickets/${ticket.number}/verdict#recoveries`} data-key="r" hint="R">
            <LockOpen aria-hidden className="size-4" /> Recover…
          </ButtonLink>
        }
      />
      <div className="grid gap-3 nav:grid-cols-2">
        <FactorsCard factors={factorItems(account.factors.filter(({ removedAt }) => removedAt === null), events)} required={account.mfaRequired} />
        <SessionsCard sessions={sessionItems(account.sessions, account.passwordChangedAt)} />
      </div>
      <div className="grid gap-3 nav:grid-cols-[1.35fr_1fr]">
        <Card>
          <CardHead title="Attempts, 14 days" end="dark signed in, red failed" />
          <div className="flex flex-wrap items-center gap-5 px-4 py-3">
            <div className="min-w-0 flex-1 basis-60">
              <DayBars days={days} />
            </div>
            <dl className="grid grid-cols-[76px_auto] gap-x-2 gap-y-1 text-meta [&_dd]:font-medium [&_dt]:text-text-3">
              <dt>Last good</dt>
              <dd>{course.lastGood ? <Time at={course.lastGood.at.toISOString()} /> : '–'}</dd>
              <dt>First failed</dt>
              <dd>{course.firstFailed ? <Time at={course.firstFailed.at.toISOString()} /> : '–'}</dd>
              <dt>Failed since</dt>
              <dd>{course.failed}</dd>
              <dt>Password</dt>
              <dd>{account.passwordChangedAt ? <>{account.passwordHashAlgorithm}, <Time at={account.passwordChangedAt.toISOString()} style="day" /></> : '–'}</dd>
            </dl>
          </div>
        </Card>
        <ElsewhereCard records={elsewhereItems(elsewhere)} here={account.environment} />
      </div>
    </>
  )
}
