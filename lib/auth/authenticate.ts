import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { demoStands } from '@/lib/db/demo-stands'
import { checkPassword } from './password'
import { countUse, forgetUses } from './throttle'

/** Tries for one identifier, and from one address: NIST SP 800-63B-4, 3.2.2 allows 100; a console needs far fewer. */
const BY_IDENTIFIER = { limit: 10, windowSeconds: 15 * 60 }
const BY_ADDRESS = { limit: 60, windowSeconds: 15 * 60 }

export type Attempt = { db: Database; email: string; password: string; ip: string | null; now: Date; requestId: string | null }

/** One text for every refusal: it must not tell whether the address is known, disabled or only mistyped. */
const REFUSED = 'E-mail or password is not right. Check both; after ten tries you have to wait.'

/** The identifier as it is counted and looked up: case, spaces and Unicode forms make no new identifier. */
const canonical = (email: string) => email.normalize('NFKC').trim().toLowerCase().slice(0, 320)

/**
 * The agent whose e-mail and password these are. Throws AppError('too_many') when throttled and
 * AppError('unauthenticated') otherwise, alike for every reason. Both outcomes are audited.
 */
export async function authenticate({ db, email, password, ip, now, requestId }: Attempt) {
  const key = canonical(email)
  const wait = Math.max(
    await countUse(db, `sign-in:${key}`, BY_IDENTIFIER, now),
    ip ? await countUse(db, `sign-in-from:${ip}`, BY_ADDRESS, now) : 0,
  )
  if (wait > 0) {
    const minutes = Math.ceil(wait / 60)
    throw new AppError('too_many', `Too many tries. Wait ${minutes} min, then try again.`, { retryAfterSeconds: wait })
  }
  const agent = await db.prisma.agent.findUnique({ where: { email: key } })
  const right = await checkPassword(agent?.passwordHash ?? null, password)
  const allowed = right && agent !== null && agent.disabledAt === null && (!agent.isDemo || (await demoStands(db)))
  await db.prisma.auditEntry.create({
    data: {
      id: newId(),
      at: now,
      actorKind: 'agent',
      actorId: agent?.id ?? null,
      actorName: agent?.name ?? 'unknown',
      action: 'agent.sign_in',
      outcome: allowed ? 'done' : 'denied',
      targetKind: 'agent',
      targetId: agent?.id ?? null,
      ip,
      requestId,
    },
  })
  if (!allowed) throw new AppError('unauthenticated', REFUSED)
  await forgetUses(db, `sign-in:${key}`)
  return agent
}
