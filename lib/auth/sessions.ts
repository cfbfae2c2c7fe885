import { hashSecret, newSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'

/** NIST SP 800-63B-4, 2.2.3: at most 24 hours, at most 1 hour idle. A help desk's console is stricter. */
export const SESSION_SECONDS = 12 * 60 * 60
export const IDLE_SECONDS = 30 * 60
/** How stale lastSeenAt may get: a write a minute, not a write a request. */
const TOUCH_SECONDS = 60

type From = { ip: string | null; userAgent: string | null }

/** Opens a session for an agent and returns its secret: the only time it is seen. */
export async function openSession(db: Database, agentId: string, from: From, now: Date): Promise<string> {
  const secret = newSecret()
  await db.prisma.consoleSession.create({
    data: {
      id: newId(),
      agentId,
      tokenHash: hashSecret(secret),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
      ip: from.ip,
      userAgent: from.userAgent?.slice(0, 512) ?? null,
    },
  })
  return secret
}

/** The session and its agent as they are now, or null when it has ended, idled out, or its agent is disabled. */
export async function findSession(db: Database, secret: string, now: Date) {
  const session = await db.prisma.consoleSession.findUnique({ where: { tokenHash: hashSecret(secret) }, include: { agent: true } })
  if (!session || session.revokedAt || session.agent.disabledAt) return null
  const idle = (now.getTime() - session.lastSeenAt.getTime()) / 1000
  if (now >= session.expiresAt || idle >= IDLE_SECONDS) return null
  if (idle >= TOUCH_SECONDS) {
    await db.prisma.consoleSession.updateMany({ where: { id: session.id, revokedAt: null }, data: { lastSeenAt: now } })
  }
  return session
}

/** Ends one session by its secret. */
export async function endSession(db: Database, secret: string, now: Date): Promise<void> {
  await db.prisma.consoleSession.updateMany({ where: { tokenHash: hashSecret(secret), revokedAt: null }, data: { revokedAt: now } })
}
