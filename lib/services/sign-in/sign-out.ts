import { endSession } from '@/lib/auth/sessions'
import { writeAudit } from '../audit/write-audit'
import { personActor, type PersonContext } from './context'

/** Ends the session that a browser brought. `drifted`: it came from another browser than the one it was opened in. */
export async function signOut(ctx: PersonContext, why: 'sign_out' | 'drifted' = 'sign_out'): Promise<void> {
  const { agent, id, strength } = ctx.session
  await ctx.db.prisma.$transaction(async (tx) => {
    if (!(await endSession(tx, id, ctx.now))) return
    const outcome = why === 'drifted' ? 'denied' : 'done'
    await writeAudit(tx, personActor(ctx), { action: why === 'drifted' ? 'session.drifted' : 'agent.sign_out', outcome, target: { kind: 'agent', id: agent.id, name: agent.name }, before: { strength } })
  })
}
