import type { Metadata } from 'next'
import { SessionList } from '@/components/sign-in/session-list'
import { requireAgent } from '@/lib/http/require-agent'
import { listSessions } from '@/lib/services/settings/sessions'
import { endMine } from '../actions'

export const metadata: Metadata = { title: 'Your sessions' }

export default async function SessionsPage() {
  const ctx = await requireAgent()
  const sessions = await listSessions(ctx)
  return (
    <SessionList
      title="Where you are signed in"
      end={endMine}
      sessions={sessions.map((session) => ({ ...session, createdAt: session.createdAt.toISOString(), lastSeenAt: session.lastSeenAt.toISOString(), current: session.id === ctx.sessionId }))}
    />
  )
}
