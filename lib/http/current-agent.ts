import { headers } from 'next/headers'
import { cache } from 'react'
import type { ServiceContext } from '@/lib/services/context'
import { personActor, type PersonContext } from '@/lib/services/sign-in/context'
import { currentSession, watchedSession } from './current-session'
import { requireSameOrigin } from './same-origin'

export type AgentContext = ServiceContext & { actor: Extract<ServiceContext['actor'], { kind: 'agent' }>; sessionId: string }

/** The signed-in agent of this request as the session row says now, or null; also null while a factor is missing. */
export const currentAgent = cache(async (): Promise<AgentContext | null> => agentOf(await currentSession()))

/** The same for what a page asks by itself every few seconds. */
export const watchingAgent = async (): Promise<AgentContext | null> => agentOf(await watchedSession())

function agentOf(person: PersonContext | null): AgentContext | null {
  if (person?.session.stage !== 'open') return null
  const ctx = personActor(person)
  return ctx.actor.kind === 'agent' ? { ...ctx, actor: ctx.actor, sessionId: person.session.id } : null
}

/** The same for server actions: what a browser sends by itself has to come from our own page. Throws AppError('forbidden'). */
export async function actingAgent(): Promise<AgentContext | null> {
  requireSameOrigin(await headers())
  return currentAgent()
}
