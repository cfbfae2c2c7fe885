import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import type { FormAction } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'
import { STRENGTH_WORDS } from './strength-words'

export type SessionView = { id: string; createdAt: string; lastSeenAt: string; userAgent: string | null; ip: string | null; strength: string; current: boolean }

/** Open sessions, each with its end. `agentId` where they are somebody else's. */
export function SessionList({ title, sessions, end, agentId }: { title: string; sessions: readonly SessionView[]; end: FormAction; agentId?: string }) {
  const whose = agentId && <input type="hidden" name="agentId" value={agentId} />
  return (
    <Card>
      <CardHead
        title={title}
        end={
          sessions.length > 0 && (
            <ActionForm action={end}>
              {whose}
              <Button type="submit" size="small">
                Sign out everywhere
              </Button>
            </ActionForm>
          )
        }
      />
      {sessions.length === 0 && <p className="px-4 py-3 text-text-2">Nowhere at present.</p>}
      <Rows>
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
              {session.userAgent ?? 'Unknown browser'}
              <span className="block text-meta text-text-3">
                {STRENGTH_WORDS[session.strength] ?? session.strength}
                {session.ip && `, from ${session.ip}`}
              </span>
            </span>
            {session.current && <Chip tone="accent">This one</Chip>}
            <span className="text-text-2">
              since <Time at={session.createdAt} />, seen <Time at={session.lastSeenAt} style="time" />
            </span>
            <ActionForm action={end}>
              {whose}
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
