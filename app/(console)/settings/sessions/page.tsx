import type { Metadata } from 'next'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { Time } from '@/components/ui/time'
import { requireAgent } from '@/lib/http/require-agent'
import { listSessions } from '@/lib/services/settings/sessions'
import { endMine } from '../actions'

export const metadata: Metadata = { title: 'Your sessions' }

export default async function SessionsPage() {
  const ctx = await requireAgent()
  const sessions = await listSessions(ctx)
  return (
    <Card>
      <CardHead
        title="Where you are signed in"
        end={
          <ActionForm action={endMine}>
            <Button type="submit" size="small">
              Sign out everywhere
            </Button>
          </ActionForm>
        }
      />
      <Rows>
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-60 wrap-anywhere">{session.userAgent ?? 'Unknown browser'}</span>
            {session.id === ctx.sessionId && <Chip tone="accent">This one</Chip>}
            <span className="text-text-2">
              since <Time at={session.createdAt.toISOString()} />, seen <Time at={session.lastSeenAt.toISOString()} style="time" />
            </span>
            <ActionForm action={endMine}>
              <input type="hidden" name="id" value={session.id} />
              <Button type="submit" size="small" aria-label="End this session">
                End
              </Button>
            </ActionForm>
          </li>
        ))}
      </Rows>
    </Card>
  )
}
