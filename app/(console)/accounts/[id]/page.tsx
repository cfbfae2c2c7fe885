import type { Metadata } from 'next'
import Link from 'next/link'
import { AccessCard } from '@/components/account/access-card'
import { ContactCard, type ContactItem } from '@/components/account/contact-card'
import { FreezeNotice } from '@/components/account/freeze-notice'
import { ElsewhereCard, FactorsCard, SessionsCard } from '@/components/account/record-cards'
import { DayBars } from '@/components/chart/day-bars'
import { Page } from '@/components/shell/app-frame'
import { overBudget, OverBudgetPage } from '@/components/shell/over-budget'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import { WatchCard } from '@/components/watch/watch-card'
import { AppError } from '@/lib/core/errors'
import { orNotFound } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { attemptsByDay, getAccount, type AccountView } from '@/lib/services/accounts/get-account'
import { may } from '@/lib/services/authorize'
import { revealsLeft } from '@/lib/services/reveals/reveals-left'
import { watchItem } from '@/lib/services/watches/watch-item'
import { liftOf } from '../../lift-of'
import { settle } from '../../protect-actions'
import { revealValue } from '../../reveal-actions'
import { elsewhereItems, factorItems, gateItems, sessionItems } from '../../tickets/[number]/to-items'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireAgent()
  const { id } = await params
  const view = await orNotFound(getAccount(ctx, id)).catch(overBudget)
  if (view instanceof AppError) return <OverBudgetPage title="Account" words={view.message} />
  const { account, access } = view
  const [days, left] = await Promise.all([attemptsByDay(ctx, account.id), revealsLeft(ctx)])
  const freeze = account.freezes[0]
  const watch = account.watches[0]
  return (
    <Page back={{ href: '/accounts', title: 'Accounts' }} title={account.name} lead={<span className="mono text-text-2">{account.externalId}</span>} end={<ButtonLink href="/tickets/new">New ticket</ButtonLink>}>
      <p className="-mt-1 mb-3 flex flex-wrap gap-x-3 text-text-2">
        <span>{[account.environment, account.directory.name, account.team, account.privileged ? 'privileged' : null].filter(Boolean).join(' · ')}</span>
      </p>
      <div className="space-y-3">
        {freeze && <FreezeNotice accountId={account.id} since={freeze.at.toISOString()} reason={freeze.reason} lift={await liftOf(ctx, account.id, freeze.id)} />}
        <AccessCard {...access} gates={gateItems(access)} now={ctx.now.toISOString()} frozen={access.frozen?.toISOString() ?? null} />
        {watch && (
          <WatchCard
            watch={watchItem(watch, ctx.now)}
            settle={may(ctx.actor, 'ticket:write') ? settle : null}
            link={
              <Link href={`/tickets/${watch.ticket.number}/after`} className="text-accent hover:underline">
                #{watch.ticket.number}
              </Link>
            }
          />
        )}
        <div className="grid items-start gap-3 nav:grid-cols-2 rail:grid-cols-3">
          <ContactCard items={contactItems(view)} ticket={view.tickets.find(({ status }) => status !== 'solved')?.number ?? null} left={left} action={revealValue} />
          <FactorsCard factors={factorItems(account.factors, view.events)} required={account.mfaRequired} />
          <SessionsCard sessions={sessionItems(account.sessions, account.passwordChangedAt)} />
        </div>
        <div className="grid items-start gap-3 nav:grid-cols-2">
          <Card>
            <CardHead title="Attempts, 14 days" end="dark signed in, red failed" />
            <div className="px-4 py-3">
              <DayBars days={days} />
            </div>
            <LastAttempts events={view.events} />
          </Card>
          <div className="space-y-3">
            <ElsewhereCard records={elsewhereItems(view.elsewhere)} here={account.environment} />
            <Facts account={account} />
            <TicketsCard view={view} />
          </div>
        </div>
      </div>
    </Page>
  )
}

/** What is on file and what was, with the address that the last attempt came from. */
function contactItems({ account, events }: AccountView): ContactItem[] {
  const iso = (date: Date | null) => date?.toISOString() ?? null
  const contacts = account.contacts.map(({ id, kind, value, since, until }, index, all): ContactItem => {
    const later = all.slice(0, index).some((other) => other.kind === kind)
    return { id, what: 'contact', title: kind === 'phone' ? 'Phone' : later ? 'Old e-mail' : 'E-mail', masked: value, since: iso(since), until: iso(until) }
  })
  const last = events.find(({ ip }) => ip !== null)
  return [...contacts, ...(last?.ip ? [{ id: account.id, what: 'account.address' as const, title: 'Last address', masked: last.ip, since: null, until: null }] : [])]
}

function LastAttempts({ events }: { events: AccountView['events'] }) {
  return (
    <Rows className="border-t border-line">
      {events.slice(0, 10).map((event) => (
        <li key={event.id} data-row className="relative flex flex-wrap items-center gap-x-3 px-4 py-1.5 hover:bg-hover">
          <Link href={`/attempts/${encodeURIComponent(event.trace_id ?? event.id)}`} className="row-link" prefetch={false}>
            <Time at={event.at.toISOString()} style="precise" />
          </Link>
          <span className={event.outcome === 'failure' ? 'mono text-danger' : 'mono text-text-2'}>{event.reason}</span>
          <span className="ml-auto text-meta text-text-3">{event.service ?? event.hop}</span>
        </li>
      ))}
    </Rows>
  )
}

function Facts({ account }: { account: AccountView['account'] }) {
  const at = (date: Date | null) => (date ? <Time at={date.toISOString()} /> : '–')
  return (
    <Card>
      <CardHead title="Record" end={account.directory.name} />
      <dl className="grid grid-cols-[132px_1fr] gap-x-3 gap-y-1 px-4 py-3 [&_dt]:text-text-2">
        <dt>Last sign-in</dt>
        <dd>{at(account.lastLoginAt)}</dd>
        <dt>Password changed</dt>
        <dd>
          {at(account.passwordChangedAt)}
          {account.passwordHashAlgorithm ? `, ${account.passwordHashAlgorithm}` : ''}
        </dd>
        <dt>E-mail verified</dt>
        <dd>{at(account.emailVerifiedAt)}</dd>
        <dt>Valid until</dt>
        <dd>{at(account.expiresAt)}</dd>
        <dt>Groups</dt>
        <dd className="wrap-anywhere">{account.groups.join(', ') || '–'}</dd>
        <dt>Linked with</dt>
        <dd>{account.identities.map(({ provider }) => `${provider.name} (${provider.protocol})`).join(', ') || '–'}</dd>
      </dl>
    </Card>
  )
}

function TicketsCard({ view }: { view: AccountView }) {
  return (
    <Card>
      <CardHead title="Tickets and recoveries" />
      {view.tickets.length + view.recoveries.length === 0 && <p className="px-4 py-3 text-text-2">None so far.</p>}
      <Rows>
        {view.tickets.map((ticket) => (
          <li key={ticket.number} className="flex flex-wrap gap-x-3 px-4 py-1.5">
            <Link href={`/tickets/${ticket.number}/verdict`} className="text-accent hover:underline" prefetch={false}>
              #{ticket.number} {ticket.subject}
            </Link>
            <span className="ml-auto text-text-2">{ticket.status}</span>
          </li>
        ))}
        {view.recoveries.map((recovery) => (
          <li key={recovery.id} className="flex flex-wrap gap-x-3 px-4 py-1.5">
            <span>
              {recovery.action.replaceAll('_', ' ')} by {recovery.agent?.name ?? 'somebody'}{recovery.ticket ? `, #${recovery.ticket.number}` : ', with many others'}
            </span>
            <span className="ml-auto text-text-2">
              <Time at={recovery.at.toISOString()} />
            </span>
          </li>
        ))}
      </Rows>
    </Card>
  )
}
