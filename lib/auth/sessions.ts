import { hashSecret, newSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import type { Database, Transaction } from '@/lib/db/client'
import { mayAct, type Strength } from '@/lib/evidence/vocabulary'
import { browserFamily } from './browser-family'

/** NIST SP 800-63B-4, 2.2.3: at most 24 hours, at most 1 hour idle. A help desk's console is stricter. */
export const SESSION_SECONDS = 12 * 60 * 60
export const IDLE_SECONDS = 30 * 60
/** How long somebody may take between the password and the factor. */
export const HALF_SECONDS = 15 * 60
/** Browsers in which one person is signed in at a time; the oldest ends. OWASP ASVS 5.0, 7.1.2. */
export const MAX_SESSIONS = 10
/** How stale lastSeenAt may get: a write a minute, not a write a request. */
const TOUCH_SECONDS = 60

/**
 * How far a session has come. `factor`: the password was right, a factor is still to be shown. `enrol`: the person may add a
 * factor and nothing else. `open`: the console.
 */
export type Stage = 'factor' | 'enrol' | 'open'

export type From = { ip: string | null; userAgent: string | null }
type Opening = { agentId: string; strength: Strength; recovering?: boolean }

/** Opens a session and returns its secret: the only time it is seen. The oldest beyond ten end. */
export async function openSession(tx: Transaction, { agentId, strength, recovering = false }: Opening, from: From, now: Date): Promise<{ id: string; secret: string }> {
  const [id, secret] = [newId(), newSecret()]
  await tx.consoleSession.create({
    data: {
      id, agentId, strength, recovering,
      tokenHash: hashSecret(secret),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
      ip: from.ip,
      userAgent: from.userAgent?.slice(0, 512) ?? null,
    },
    select: { id: true },
  })
  const beyond = await tx.consoleSession.findMany({
    where: { agentId, revokedAt: null, expiresAt: { gt: now }, id: { not: id } },
    orderBy: { createdAt: 'desc' },
    skip: MAX_SESSIONS - 1,
    take: 100,
    select: { id: true },
  })
  if (beyond.length) await tx.consoleSession.updateMany({ where: { id: { in: beyond.map((each) => each.id) } }, data: { revokedAt: now } })
  return { id, secret }
}

/**
 * The session and its agent as they are now, or null when it has ended, idled out, or its agent is disabled. `touch` = somebody
 * is at work; what a page asks by itself does not keep a session from idling out.
 */
export async function findSession(db: Database, secret: string, now: Date, touch = true) {
  const session = await db.prisma.consoleSession.findUnique({ where: { tokenHash: hashSecret(secret) }, include: { agent: true } })
  if (!session || session.revokedAt || session.agent.disabledAt) return null
  const idle = (now.getTime() - session.lastSeenAt.getTime()) / 1000
  if (now >= session.expiresAt || idle >= IDLE_SECONDS) return null
  const stage = await stageOf(db, session)
  if (stage !== 'open' && now.getTime() - session.createdAt.getTime() >= HALF_SECONDS * 1000) return null
  if (touch && idle >= TOUCH_SECONDS) {
    await db.prisma.consoleSession.updateMany({ where: { id: session.id, revokedAt: null }, data: { lastSeenAt: now } })
  }
  return { ...session, strength: strengthOf(session.strength), stage }
}
export type FoundSession = NonNullable<Awaited<ReturnType<typeof findSession>>>

const strengthOf = (text: string): Strength => (text === 'totp' || text === 'passkey' || text === 'sso' ? text : 'password')

type Shown = { strength: string; recovering: boolean; agentId: string; agent: { role: Parameters<typeof mayAct>[0] } }

/**
 * Derived at every request from what the person is now, so that somebody who is promoted has to show a factor at once. Who may
 * act needs a factor of their own even after single sign-on: each step-up asks for it.
 */
async function stageOf(db: Database, { strength, recovering, agentId, agent }: Shown): Promise<Stage> {
  if (strength === 'totp' || strength === 'passkey') return 'open'
  if (recovering) return 'enrol'
  const bound = await db.prisma.agentFactor.count({ where: { agentId, removedAt: null } })
  if (bound > 0) return strength === 'sso' ? 'open' : 'factor'
  return mayAct(agent.role) ? 'enrol' : 'open'
}

/** Whether the session is now used from another browser than the one it was opened in: a stolen cookie looks so. */
export const hasDrifted = (session: { userAgent: string | null }, userAgent: string | null) =>
  session.userAgent !== null && browserFamily(session.userAgent) !== browserFamily(userAgent ?? '')

/** Ends one session. True when it had not ended before. */
export async function endSession(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.consoleSession.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } })
  return count === 1
}

/** Ends every session of an agent but one. Returns how many. */
export async function endOtherSessions(tx: Transaction, agentId: string, keep: string | null, now: Date): Promise<number> {
  const { count } = await tx.consoleSession.updateMany({ where: { agentId, revokedAt: null, ...(keep ? { id: { not: keep } } : {}) }, data: { revokedAt: now } })
  return count
}
