import { openSession } from '@/lib/auth/sessions'
import { checkPassword } from '@/lib/auth/password'
import { countUse, forgetUses } from '@/lib/auth/throttle'
import { AppError } from '@/lib/core/errors'
import { log } from '@/lib/core/log'
import { demoStands } from '@/lib/db/demo-stands'
import { env } from '@/lib/env'
import { mayAct } from '@/lib/evidence/vocabulary'
import { writeAudit, writeAuditAlone } from '../audit/write-audit'
import { auditAs, type SignInContext } from './context'

/** Tries for one identifier, and from one address: NIST SP 800-63B-4, 3.2.2 allows 100; a console needs far fewer. */
const BY_IDENTIFIER = { limit: 10, windowSeconds: 15 * 60 }
const BY_ADDRESS = { limit: 60, windowSeconds: 15 * 60 }
/** As many wrong passwords in a row end the password, however slowly they come. */
export const MAX_PASSWORD_FAILURES = 100

/** One text for every refusal: it must not tell whether the address is known, disabled or only mistyped. */
const REFUSED = 'E-mail or password is not right. Check both; after ten tries you have to wait.'

/** The identifier as it is counted and looked up: case, spaces and Unicode forms make no new identifier. */
const canonical = (email: string) => email.normalize('NFKC').trim().toLowerCase().slice(0, 320)

export const tooMany = (seconds: number) =>
  new AppError('too_many', `Too many tries. Wait ${Math.ceil(seconds / 60)} min, then try again.`, { retryAfterSeconds: seconds })

/**
 * The first step: e-mail and password. Opens a session of strength `password`, which shows the console only to who needs no
 * factor. Throws AppError: too_many when throttled, unauthenticated otherwise, alike for every reason. Both are audited.
 */
export async function signInWithPassword(ctx: SignInContext, given: { email: string; password: string }): Promise<string> {
  const { db, now } = ctx
  const key = canonical(given.email)
  const wait = Math.max(
    await countUse(db, `sign-in:${key}`, BY_IDENTIFIER, now),
    ctx.ip ? await countUse(db, `sign-in-from:${ctx.ip}`, BY_ADDRESS, now) : 0,
  )
  if (wait > 0) throw tooMany(wait)
  const agent = await db.prisma.agent.findUnique({ where: { email: key } })
  const usable = agent !== null && agent.disabledAt === null && agent.passwordFailures < MAX_PASSWORD_FAILURES && (!agent.isDemo || (await demoStands(db)))
  // Without a usable password the same work is done against a decoy.
  if (!(await checkPassword(usable ? agent.passwordHash : null, given.password)) || !usable) {
    await db.prisma.$transaction(async (tx) => {
      await tx.agent.updateMany({ where: { email: key }, data: { passwordFailures: { increment: 1 } } })
      await writeAudit(tx, auditAs(ctx, agent), { action: 'agent.sign_in', outcome: 'denied', target: agent && { kind: 'agent', id: agent.id, name: agent.name }, reason: 'password' })
    })
    throw new AppError('unauthenticated', REFUSED)
  }
  await refuseBesideSso(ctx, agent)
  await forgetUses(db, `sign-in:${key}`)
  // Beside single sign-on a password is for the day on which that fails: whoever uses it is seen.
  const broken = passwordIsException(agent)
  if (broken) log.warn('sign_in.break_glass', { requestId: ctx.requestId })
  const enough = !mayAct(agent.role) && (await db.prisma.agentFactor.count({ where: { agentId: agent.id, removedAt: null } })) === 0
  return db.prisma.$transaction(async (tx) => {
    await tx.agent.updateMany({ where: { id: agent.id, passwordFailures: { gt: 0 } }, data: { passwordFailures: 0 } })
    const session = await openSession(tx, { agentId: agent.id, strength: 'password' }, ctx, now)
    await writeAudit(tx, auditAs(ctx, agent, { id: session.id, strength: 'password' }), {
      action: broken ? 'agent.break_glass' : enough ? 'agent.sign_in' : 'agent.password', outcome: 'done', target: { kind: 'agent', id: agent.id, name: agent.name },
    })
    return session.secret
  })
}

/** Whether this agent is meant to come by single sign-on. The demo's are known nowhere else. */
const passwordIsException = ({ isDemo }: { isDemo: boolean }) => env().oidc?.passwords === 'admins' && !isDemo

/** With single sign-on a password is the way in for the day on which it fails, and for administrators alone. */
async function refuseBesideSso(ctx: SignInContext, agent: NonNullable<Parameters<typeof auditAs>[1]> & { isDemo: boolean }) {
  if (!passwordIsException(agent) || agent.role === 'admin') return
  await writeAuditAlone(auditAs(ctx, agent), { action: 'agent.sign_in', outcome: 'denied', target: { kind: 'agent', id: agent.id, name: agent.name }, reason: 'single sign-on is required' })
  throw new AppError('unauthenticated', REFUSED)
}
