import type { FoundSession } from '@/lib/auth/sessions'
import type { Database } from '@/lib/db/client'
import type { ServiceContext } from '../context'

/** Where a sign-in comes from. Nobody is known yet. */
export type SignInContext = { db: Database; now: Date; requestId: string | null; ip: string | null; userAgent: string | null }

/** A session on its way: what it may do is what its `stage` says, and no verb for a ServiceContext takes it. */
export type PersonContext = SignInContext & { session: FoundSession }

type Known = { id: string; name: string; email: string; role: FoundSession['agent']['role'] }

/** As the audit names who did it: a known agent, or somebody at the door. */
export function auditAs(ctx: SignInContext, agent: Known | null, session: { id: string; strength: FoundSession['strength'] } | null = null): ServiceContext {
  const { db, now, requestId, ip } = ctx
  if (!agent) return { db, now, requestId, ip, actor: { kind: 'system', id: null, name: 'not signed in' } }
  const { id, name, email, role } = agent
  return { db, now, requestId, ip, actor: { kind: 'agent', id, name, email, role, sessionId: session?.id ?? '', strength: session?.strength ?? 'password' } }
}

export const personActor = (ctx: PersonContext) => auditAs(ctx, ctx.session.agent, ctx.session)
