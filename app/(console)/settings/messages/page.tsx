import { MailCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { AnnouncementsCard } from '@/components/settings/announcements-card'
import { NotYours } from '@/components/shell/not-yours'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Views } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState, Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { listAnnouncements } from '@/lib/services/announcements/list-announcements'
import { listMessages } from '@/lib/services/outbox/list-messages'
import { mailState } from '@/lib/services/outbox/mail-state'
import { sendAgain } from '../../protect-actions'

export const metadata: Metadata = { title: 'Messages' }

/** Messages to people that did not get through, and those on their way. */
export default async function MessagesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  if (!may(ctx.actor, 'settings:write')) return <NotYours role="administrator" />
  const params = await readParams(searchParams)
  const { rows, next, view, dead, waiting } = await listMessages(ctx, params)
  const [state, announced] = await Promise.all([mailState(ctx.db.prisma), listAnnouncements(ctx)])
  return (
    <div className="space-y-3">
      {state.startsWith('Held') && <Notice tone="warn" title={state}>Messages are kept and go out once one is set. Nobody is told of a recovery until then.</Notice>}
      <Views
        label="Messages"
        items={[
          { href: '/settings/messages', title: 'Given up', count: dead, current: view === 'dead' },
          { href: '/settings/messages?view=waiting', title: 'Waiting', count: waiting, current: view === 'waiting' },
        ]}
      />
      <Card>
        <CardHead title={view === 'dead' ? 'Given up' : 'Waiting'} end={view === 'dead' ? 'ten tries over three days, or a refusal for good' : 'the next first'} />
        {rows.length === 0 && (
          <EmptyState icon={MailCheck} title={view === 'dead' ? 'Every message got through' : 'Nothing waits'}>
            Messages tell people what was done to their account.
          </EmptyState>
        )}
        <Rows>
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <span className="min-w-0 flex-1 basis-60">
                <b>{row.subject}</b>
                <span className="mono block wrap-anywhere text-text-2">{row.recipient}</span>
                {row.lastError && <span className="block text-meta wrap-anywhere text-danger">{row.lastError}</span>}
              </span>
              <span className="text-meta text-text-2">
                {row.attempts} {row.attempts === 1 ? 'try' : 'tries'}, written <Time at={row.createdAt.toISOString()} />
                {view === 'waiting' && (
                  <>
                    , next <Time at={row.nextTryAt.toISOString()} />
                  </>
                )}
              </span>
              {view === 'dead' && (
                <ActionForm action={sendAgain}>
                  <input type="hidden" name="id" value={row.id} />
                  <Button type="submit" size="small" aria-label={`Send again: ${row.subject}, ${row.recipient}`}>
                    Send again
                  </Button>
                </ActionForm>
              )}
            </li>
          ))}
        </Rows>
      </Card>
      <Pager first={params.after ? withParams('/settings/messages', params, {}) : null} next={next ? withParams('/settings/messages', params, { after: next }) : null} shown={`${rows.length} shown`} />
      <AnnouncementsCard {...announced} />
    </div>
  )
}
