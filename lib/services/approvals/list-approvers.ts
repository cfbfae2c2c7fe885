import { personKey } from '@/lib/core/identifier'
import { ROLE_PERMISSIONS } from '../authorize'
import type { ServiceContext } from '../context'
import { ROLES } from '@/lib/evidence/vocabulary'

/** Names of those who could agree to something of this agent about this account, signed in within the last half hour first. */
export async function listApprovers(ctx: ServiceContext, accountEmail: string): Promise<string[]> {
  const { actor, now, db } = ctx
  if (actor.kind !== 'agent') return []
  const roles = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes('recover:approve'))
  const agents = await db.prisma.agent.findMany({
    where: { disabledAt: null, role: { in: roles }, id: { not: actor.id } },
    take: 50,
    orderBy: { name: 'asc' },
    select: { name: true, email: true, sessions: { where: { revokedAt: null, expiresAt: { gt: now }, lastSeenAt: { gt: new Date(now.getTime() - 1_800_000) } }, take: 1, select: { id: true } } },
  })
  const not = [personKey(actor.email), personKey(accountEmail)]
  return agents
    .filter(({ email }) => !not.includes(personKey(email)))
    .sort((a, b) => b.sessions.length - a.sessions.length)
    .map(({ name, sessions }) => (sessions.length ? `${name}, signed in` : name))
}
