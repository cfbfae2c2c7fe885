import { encode } from 'next-auth/jwt'
import { consoleSecret } from '@/lib/auth/secret'
import { openSession } from '@/lib/auth/sessions'
import { seal } from '@/lib/auth/seal'
import { totpUse } from '@/lib/auth/spend-totp'
import { newTotpSecret } from '@/lib/auth/totp'
import { writeProof } from '@/lib/auth/step-up/write-proof'
import { hashSecret, newSecret } from '@/lib/core/crypto'
import { idAt, newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { ROLES, type Role, type Strength } from '@/lib/evidence/vocabulary'
import { previewRecovery } from '@/lib/services/recoveries/preview-recovery'
import { TARGETS, type Cell, type Target } from './rules'

/** What a browser brings: nothing, nonsense, what is over, what is half-way, and what is good. */
export const STATES = ['nobody', 'garbage', 'forged', 'revoked', 'expired', 'idle', 'disabled', 'drifted', 'factor', 'enrol', 'open'] as const
export type State = (typeof STATES)[number]

export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

type Subject = { accountId: string; ticket: { id: string; number: number } }
export type MatrixWorld = {
  db: Database
  agents: Record<Role, { id: string; email: string }>
  subjects: Record<Role, Record<Target, Subject>>
  changeId: string
  patternId: string
  bulkId: string
  eventId: string
}

/** Four agents, and for each an ordinary, a privileged and an own account, locked, with a ticket; one change, one pattern, one event. */
export async function makeMatrixWorld(db: Database, now: Date): Promise<MatrixWorld> {
  await db.prisma.environment.createMany({ data: [{ name: 'production', hosts: [] }], skipDuplicates: true })
  await db.prisma.service.createMany({ data: [{ name: 'auth-service' }], skipDuplicates: true })
  const directory = await db.prisma.directory.create({ data: { id: newId(), name: newId(), environment: 'production', kind: 'local' } })
  const agents = Object.fromEntries(await Promise.all(ROLES.map(async (role) => [role, await makeAgent(db, role)] as const))) as MatrixWorld['agents']
  const subjects = {} as MatrixWorld['subjects']
  for (const role of ROLES) {
    const made = {} as Record<Target, Subject>
    for (const target of TARGETS) made[target] = target === 'unknown' ? { accountId: newId(), ticket: { id: newId(), number: 999_999 } } : await makeSubject(db, directory.id, now, target, agents[role].email)
    subjects[role] = made
  }
  const change = await db.prisma.change.create({ data: { id: newId(), source: 'test', sourceId: newId(), at: now, environment: 'production', service: 'auth-service', kind: 'deploy', summary: 'A deploy' } })
  const pattern = await db.prisma.pattern.create({ data: { id: newId(), environment: 'production', reason: 'bad_password', signature: newId(), firstSeenAt: now, seenAt: now, people: 9, usual: 0 } })
  const bulk = await db.prisma.bulk.create({ data: { id: newId(), patternId: pattern.id, action: 'unlock_account', state: 'pending', cause: 'account-locked', base: 2, tier: 3, people: 2, beyond: 0, planHash: '', agentId: agents.agent.id, preparedAt: now, approveBy: new Date(now.getTime() + 86_400_000), payload: '{}', payloadHash: '0'.repeat(64) } })
  const event = await db.prisma.authEvent.create({ data: { id: idAt(now.getTime()), at: now, environment: 'production', hop: 'auth', outcome: 'failure', reason: 'bad_password', format: 'latchkey', raw: '{}' } })
  return { db, agents, subjects, changeId: change.id, patternId: pattern.id, bulkId: bulk.id, eventId: event.id }
}

async function makeAgent(db: Database, role: Role) {
  const id = newId()
  const email = `${role}-${id}@console.example.com`
  await db.prisma.agent.create({ data: { id, email, name: `The ${role}`, role } })
  await makeFactor(db, id, 'The one that stays')
  return { id, email }
}

async function makeFactor(db: Database, agentId: string, label: string): Promise<string> {
  const id = newId()
  await db.prisma.agentFactor.create({ data: { id, agentId, kind: 'totp', label, sealed: seal(totpUse(agentId, id), newTotpSecret()) } })
  return id
}

async function makeSubject(db: Database, directoryId: string, now: Date, target: Target, agentEmail: string): Promise<Subject> {
  const accountId = newId()
  const email = target === 'own' ? agentEmail : `${accountId}@example.com`
  await db.prisma.account.create({
    data: { id: accountId, directoryId, externalId: accountId, environment: 'production', email, emailKey: email, name: 'Maya Okafor', nameKey: 'maya okafor', privileged: target === 'privileged', emailVerifiedAt: now, lockedUntil: new Date(now.getTime() + 86_400_000), failedAttempts: 5 },
  })
  const ticket = await db.prisma.ticket.create({ data: { id: newId(), subject: 'Cannot sign in', channel: 'phone', environment: 'production', accountId } })
  // The verdict names what is tried, so that no override is asked for.
  await db.prisma.verdict.create({ data: { id: newId(), ticketId: ticket.id, at: now, bucket: 'policy', cause: 'account-locked', nature: 'fault', confidence: 0.9, result: {}, caseFile: {}, decision: 'confirmed' } })
  return { accountId, ticket: { id: ticket.id, number: ticket.number } }
}

export type Browser = { cookie: string | null; userAgent: string; sessionId: string; restore: () => Promise<void> }

/** A browser of an agent in a state. `restore` puts back what the state took from the agent. */
export async function makeBrowser(world: MatrixWorld, role: Role, state: State, now: Date): Promise<Browser> {
  const { db } = world
  const agentId = world.agents[role].id
  const sign = (sessionSecret: string) => encode({ token: { sessionSecret }, secret: consoleSecret(), maxAge: 3600 })
  const keep = { userAgent: BROWSER, sessionId: newId(), restore: async () => {} }
  if (state === 'nobody') return { ...keep, cookie: null }
  if (state === 'garbage') return { ...keep, cookie: 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..garbage' }
  if (state === 'forged') return { ...keep, cookie: await sign(newSecret()) }
  const strength: Strength = state === 'factor' || state === 'enrol' ? 'password' : 'totp'
  const { id, secret } = await db.prisma.$transaction((tx) => openSession(tx, { agentId, strength, recovering: state === 'enrol' }, { ip: null, userAgent: BROWSER }, now))
  const spoil = { revoked: { revokedAt: now }, expired: { expiresAt: now }, idle: { lastSeenAt: new Date(now.getTime() - 31 * 60_000) } }
  if (state in spoil) await db.prisma.consoleSession.update({ where: { id }, data: spoil[state as keyof typeof spoil] })
  if (state === 'disabled') await db.prisma.agent.update({ where: { id: agentId }, data: { disabledAt: now } })
  return {
    cookie: await sign(secret),
    userAgent: state === 'drifted' ? 'curl/8.9' : BROWSER,
    sessionId: id,
    restore: async () => {
      if (state === 'disabled') await db.prisma.agent.update({ where: { id: agentId }, data: { disabledAt: null } })
    },
  }
}

type Spare = Pick<Cell, 'victim' | 'tokenId' | 'factorId'>

/** What a granted call uses up: another agent with a session, a token, a factor of one's own. */
export async function makeSpare(world: MatrixWorld, role: Role, now: Date): Promise<Spare> {
  const { db } = world
  const victim = await makeAgent(db, 'viewer')
  const theirs = await db.prisma.$transaction((tx) => openSession(tx, { agentId: victim.id, strength: 'totp' }, { ip: null, userAgent: BROWSER }, now))
  const token = await db.prisma.apiToken.create({ data: { id: newId(), name: newId(), tokenHash: hashSecret(newSecret()), hint: 'lk_', scopes: [] } })
  return { victim: { id: victim.id, sessionId: theirs.id }, tokenId: token.id, factorId: await makeFactor(db, world.agents[role].id, 'One more') }
}

/** What a call of this cell finds. */
export function makeCell(world: MatrixWorld, role: Role, target: Target, sessionId: string, now: Date, spare: Spare): Cell {
  const { db } = world
  const agentId = world.agents[role].id
  const { accountId, ticket } = world.subjects[role][target]
  const actor = { kind: 'agent' as const, id: agentId, name: 'x', email: world.agents[role].email, role: 'admin' as const, sessionId, strength: 'totp' as const }
  return {
    role, target, agentId, sessionId, accountId, ticket,
    ...spare,
    changeId: world.changeId,
    patternId: world.patternId,
    bulkId: world.bulkId,
    eventId: world.eventId,
    proof: async (action, targetId, params = null) => {
      const known = await db.prisma.consoleSession.count({ where: { id: sessionId } })
      return known ? db.prisma.$transaction((tx) => writeProof(tx, { agentId, sessionId }, { action, targetId, params }, 'totp', now)) : newId()
    },
    fingerprint: async () => {
      // What an action before took off is put back: the cell is about who may, not about what is left to do.
      await db.prisma.account.updateMany({ where: { id: accountId }, data: { lockedUntil: new Date(now.getTime() + 86_400_000), failedAttempts: 5 } })
      await db.prisma.ticket.updateMany({ where: { id: ticket.id }, data: { accountId, status: 'open' } })
      const preview = await previewRecovery({ db, actor, now, requestId: null, ip: null }, { ticketId: ticket.id, action: 'unlock_account', subjectId: null }).catch(() => null)
      return preview?.fingerprint ?? '0'.repeat(64)
    },
    unassign: async () => void (await db.prisma.ticket.updateMany({ where: { id: ticket.id }, data: { assigneeId: null } })),
    version: async () => String((await db.prisma.ticket.findUnique({ where: { id: ticket.id }, select: { version: true } }))?.version ?? 0),
    unique: () => `x-${newId()}`,
  }
}

/** Tables that may change where nothing was allowed: counters, the audit, and when a session was last seen. */
const FREE = ['throttle', 'agent_budget', 'audit_entry', 'audit_head', 'audit_anchor', 'console_session', 'sign_in_challenge', '_prisma_migrations', 'matrix_change']

/** From here on every change of a table is counted. Returns how many there were so far, in tables where a refusal must leave none. */
export async function watchChanges(db: Database): Promise<() => Promise<number>> {
  await db.pool.query(`CREATE TABLE matrix_change (at serial, name text)`)
  await db.pool.query(`CREATE FUNCTION matrix_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO matrix_change (name) VALUES (TG_TABLE_NAME); RETURN NULL; END $$`)
  const { rows } = await db.pool.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`)
  for (const { name } of rows) {
    if (!FREE.includes(name)) await db.pool.query(`CREATE TRIGGER matrix_note AFTER INSERT OR UPDATE OR DELETE ON "${name}" FOR EACH ROW EXECUTE FUNCTION matrix_note()`)
  }
  return async () => (await db.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM matrix_change')).rows[0]?.count ?? 0
}
