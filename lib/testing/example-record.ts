import { openSession } from '@/lib/auth/sessions'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { Role } from '@/lib/evidence/vocabulary'
import type { ExampleState } from '@/lib/recoveries/define'
import type { ServiceContext } from '@/lib/services/context'

/** The time at which the examples of the recoveries are read. */
export const EXAMPLE_NOW = new Date('2026-11-24T12:00:00Z')
const EARLIER = new Date('2026-10-01T09:00:00Z')

let numbers = 0

/** An environment and a directory of its own, so that examples do not meet. */
async function writeDirectory(db: Database, directory: ExampleState['directory'] = {}) {
  const environment = `env-${newId()}`
  await db.prisma.environment.create({ data: { name: environment, hosts: [] } })
  const id = newId()
  await db.prisma.directory.create({
    data: { id, name: environment, environment, kind: 'local', resetUrl: 'https://login.example.com/reset', verifyUrl: 'https://login.example.com/verify?lang=en', ...directory },
  })
  return { environment, directoryId: id }
}

async function writeBlock(db: Database, environment: string, accountId: string, block: NonNullable<ExampleState['block']>) {
  const id = newId()
  const expiresAt = new Date(EXAMPLE_NOW.getTime() + (block.expired ? -60_000 : 3_600_000))
  await db.prisma.rateLimitBlock.create({
    data: { id, kind: block.kind, environment, accountId: block.kind === 'account' ? accountId : null, address: block.address ?? null, rule: 'login_per_minute', reason: 'More than 6 sign-ins a minute', createdAt: EARLIER, expiresAt },
  })
  if (block.met) {
    await db.prisma.authEvent.create({
      data: { id: newId(), at: new Date(EXAMPLE_NOW.getTime() - 60_000), environment, hop: 'edge', outcome: 'failure', reason: 'rate_limited', accountId, ip: '203.0.113.24', format: 'latchkey', raw: '{}' },
    })
  }
  return id
}

/** Writes an account in a given state, with its factors, sessions, links and block. Returns the ids. */
export async function writeExample(db: Database, state: ExampleState = {}) {
  const { environment, directoryId } = await writeDirectory(db, state.directory)
  const accountId = newId()
  numbers += 1
  const email = `maya.okafor.${numbers}@example.com`
  await db.prisma.account.create({
    data: {
      id: accountId, directoryId, externalId: `u-${numbers}`, environment, email, emailKey: email, name: 'Maya Okafor', nameKey: 'maya okafor', emailVerifiedAt: EARLIER,
      onboardingCompletedAt: EARLIER, passwordChangedAt: EARLIER, passwordHashAlgorithm: 'bcrypt', groups: ['staff'], createdAt: EARLIER, updatedAt: EARLIER, ...state.account,
    },
  })
  const factors = state.factors ?? [
    { kind: 'totp' as const, label: 'Phone', isDefault: true },
    { kind: 'recovery_codes' as const, label: 'Recovery codes', isDefault: false },
  ]
  const factorIds = factors.map(() => newId())
  await db.prisma.factor.createMany({ data: factors.map((factor, index) => ({ id: factorIds[index] ?? newId(), accountId, enrolledAt: new Date(EARLIER.getTime() + index * 1000), ...factor })) })
  await db.prisma.accountSession.createMany({
    data: Array.from({ length: state.sessions ?? 2 }, () => ({ id: newId(), accountId, kind: 'browser', label: 'Firefox', startedAt: EARLIER, lastSeenAt: EARLIER })),
  })
  if (state.links) {
    const { purpose, count } = state.links
    const createdAt = new Date(EXAMPLE_NOW.getTime() - 600_000)
    await db.prisma.linkToken.createMany({ data: Array.from({ length: count }, () => ({ id: newId(), accountId, purpose, tokenHash: newId(), createdAt, expiresAt: new Date(EXAMPLE_NOW.getTime() + 3_600_000) })) })
  }
  if (state.verifiers) {
    await db.prisma.service.createMany({ data: [{ name: 'auth-service' }], skipDuplicates: true })
    await db.prisma.configValue.create({ data: { id: newId(), environment, service: 'auth-service', key: 'PASSWORD_HASH_VERIFY', value: state.verifiers } })
  }
  const blockId = state.block ? await writeBlock(db, environment, accountId, state.block) : null
  return { environment, directoryId, accountId, email, factorIds, blockId }
}

/** An open ticket about an account, with the cause that an engineer confirmed. */
export async function writeTicket(db: Database, about: { environment: string; accountId: string | null }, cause: string | null) {
  const ticket = await db.prisma.ticket.create({
    data: { id: newId(), subject: 'Cannot sign in', channel: 'phone', environment: about.environment, accountId: about.accountId, createdAt: EXAMPLE_NOW },
  })
  if (cause) await db.prisma.verdict.create({ data: { id: newId(), ticketId: ticket.id, at: EXAMPLE_NOW, bucket: 'policy', cause, nature: 'fault', confidence: 0.9, result: {}, caseFile: {}, decision: 'confirmed' } })
  return ticket
}

/** An agent of a role, as the context of a verb. */
export async function agentContext(db: Database, role: Role, more: { email?: string; now?: Date } = {}): Promise<ServiceContext & { actor: Extract<ServiceContext['actor'], { kind: 'agent' }> }> {
  const id = newId()
  const email = more.email ?? `${role}-${id}@console.example.com`
  const name = `${role} ${id.slice(-4)}`
  const now = more.now ?? EXAMPLE_NOW
  await db.prisma.agent.create({ data: { id, email, name, role } })
  const session = await db.prisma.$transaction((tx) => openSession(tx, { agentId: id, strength: 'totp' }, { ip: null, userAgent: null }, now))
  return { db, actor: { kind: 'agent', id, name, email, role, sessionId: session.id, strength: 'totp' }, now, requestId: newId(), ip: '198.51.100.7' }
}
