import { hash } from '@node-rs/argon2'
import { findSession, type FoundSession } from '@/lib/auth/sessions'
import { codeAt, stepAt } from '@/lib/auth/totp'
import { unseal } from '@/lib/auth/seal'
import { totpUse } from '@/lib/auth/spend-totp'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { Role } from '@/lib/evidence/vocabulary'
import type { PersonContext, SignInContext } from '@/lib/services/sign-in/context'
import { enrolTotp, offerTotp } from '@/lib/services/sign-in/enrol-factor'
import { signInWithCode } from '@/lib/services/sign-in/prove-factor'
import { signInWithPassword } from '@/lib/services/sign-in/sign-in-with-password'

export const PASSWORD = 'a password of these tests'
/** The weakest argon2id that verifies: tests make many agents. */
const CHEAP = hash(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 })

export const DOOR_NOW = new Date('2026-11-28T09:00:00Z')

/** Somebody at the door of a test's console. */
export const atDoor = (db: Database, more: Partial<SignInContext> = {}): SignInContext => ({ db, now: DOOR_NOW, requestId: newId(), ip: '198.51.100.7', userAgent: 'Mozilla/5.0 Chrome/140.0 Safari/537.36', ...more })

/** An agent with a password and no factor. */
export async function newAgent(db: Database, role: Role, more: { isDemo?: boolean } = {}) {
  const id = newId()
  return db.prisma.agent.create({ data: { id, email: `${role}-${id}@console.example.com`, name: `${role} ${id.slice(-4)}`, role, passwordHash: await CHEAP, ...more } })
}

/** The session that a secret opens, as the next request finds it. Fails the test when there is none. */
export async function arrive(ctx: SignInContext, secret: string): Promise<PersonContext> {
  return { ...ctx, session: (await findSession(ctx.db, secret, ctx.now)) as FoundSession }
}

export const withPassword = async (ctx: SignInContext, email: string) => arrive(ctx, await signInWithPassword(ctx, { email, password: PASSWORD }))

/** Signs in and binds an authenticator app: the session is open afterwards. */
export async function enrolled(ctx: SignInContext, email: string): Promise<PersonContext & { totp: string }> {
  const person = await withPassword(ctx, email)
  const { secret } = await offerTotp(person)
  const done = await enrolTotp(person, { code: codeAt(secret, stepAt(ctx.now)), label: 'phone' })
  return { ...(await arrive(ctx, done.secret ?? '')), totp: secret }
}

/** The code of an agent's app that is `steps` of 30 seconds after now. */
export const codeOf = (person: { totp: string; now: Date }, steps = 0) => codeAt(person.totp, stepAt(person.now) + steps)

/** A whole sign-in with password and code, an hour after the last. */
export async function signedIn(ctx: SignInContext, person: { totp: string; session: { agent: { email: string } } }): Promise<PersonContext> {
  const half = await withPassword(ctx, person.session.agent.email)
  return arrive(ctx, await signInWithCode(half, codeAt(person.totp, stepAt(ctx.now))))
}

/** The secret that is kept of an agent's first app. */
export async function keptSecret(db: Database, agentId: string): Promise<string | null> {
  const factor = await db.prisma.agentFactor.findFirst({ where: { agentId, kind: 'totp' } })
  return factor?.sealed ? unseal(totpUse(agentId, factor.id), factor.sealed) : null
}
