import { headers } from 'next/headers'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { clientIp } from '@/lib/auth/client-ip'
import { authOptions } from '@/lib/auth/options'
import { findSession } from '@/lib/auth/sessions'
import { db } from '@/lib/db/client'
import type { ServiceContext } from '@/lib/services/context'
import { requestIdOf } from './request-context'

export type AgentContext = ServiceContext & { actor: Extract<ServiceContext['actor'], { kind: 'agent' }>; sessionId: string }

/** The signed-in agent of this request as the session row says now, or null. Looked up once a request. */
export const currentAgent = cache(async (): Promise<AgentContext | null> => {
  const signed = await getServerSession(authOptions())
  if (!signed?.sessionSecret) return null
  const [database, headerStore] = await Promise.all([db(), headers()])
  const now = new Date()
  const session = await findSession(database, signed.sessionSecret, now)
  if (!session) return null
  const { id, name, email, role } = session.agent
  return {
    db: database,
    actor: { kind: 'agent', id, name, email, role },
    now,
    requestId: requestIdOf(headerStore),
    ip: clientIp(headerStore),
    sessionId: session.id,
  }
})
