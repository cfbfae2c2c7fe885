import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { RecoveryAction, Role } from '@/lib/evidence/vocabulary'
import { splitRecords } from '@/lib/formats/split-records'
import { exportAudit } from '@/lib/services/audit/export-audit'
import { getAudit } from '@/lib/services/audit/get-audit'
import { listAudit, listAuditChoices } from '@/lib/services/audit/list-audit'
import { writeAudit } from '@/lib/services/audit/write-audit'
import { BUDGETS } from '@/lib/services/budgets'
import { ingestConfig } from '@/lib/services/ingest/ingest-config'
import { ingestEvents } from '@/lib/services/ingest/ingest-events'
import { recoveryBinding } from '@/lib/services/recoveries/bindings'
import { performRecovery } from '@/lib/services/recoveries/perform-recovery'
import { previewRecovery } from '@/lib/services/recoveries/preview-recovery'
import { reveal } from '@/lib/services/reveals/reveal'
import { changeAgent } from '@/lib/services/settings/agents'
import { changeAgentBinding, createTokenBinding } from '@/lib/services/settings/bindings'
import { changeService } from '@/lib/services/settings/services'
import { createToken, revokeToken } from '@/lib/services/settings/tokens'
import { signInWithPassword } from '@/lib/services/sign-in/sign-in-with-password'
import { signOut } from '@/lib/services/sign-in/sign-out'
import { assignTicket } from '@/lib/services/tickets/assign-ticket'
import { setStatus } from '@/lib/services/tickets/set-status'
import { agentContext, writeExample, writeTicket } from './example-record'
import { agree, passChecks, proveFor } from './guarded'
import { placeInstruments, removeInstruments, turnWorld, type Expected } from './reconcile'
import { arrive, newAgent, PASSWORD } from './sign-in'

type Ctx = Awaited<ReturnType<typeof agentContext>>
type Subject = { accountId: string; ticketId: string; number: number }

/** One stream of operations with records of its own, so that what must come of each is known beforehand. */
export type Worker = {
  db: Database
  number: number
  agents: Record<Role, Ctx>
  /** A colleague and a service that this worker alone changes, and somebody at the door. */
  colleague: string
  service: string
  visitor: { email: string }
  /** Accounts with their tickets, taken in turn: those that one person may help, and those that take two. */
  plain: readonly Subject[]
  guarded: readonly Subject[]
  turn: number
  expected: Expected[]
}

/** A few calls that belong together, and how often they come, in a hundred. */
type Scene = { share: number; play: (worker: Worker) => Promise<void> }

/** Accounts of each kind a worker has: enough that none grows a history that no account has. */
const SUBJECTS = 12
const REASON = 'Caller is on the line and named the ticket'

const take = <T>(list: readonly T[], turn: number): T => {
  const one = list[turn % list.length]
  if (!one) throw new Error('a worker without records')
  return one
}
const plainOf = (worker: Worker) => take(worker.plain, worker.turn)
const guardedOf = (worker: Worker) => take(worker.guarded, worker.turn)

const as = ({ agents }: Worker, role: Role): Ctx & { requestId: string } => ({ ...agents[role], requestId: newId(), now: new Date() })
const machine = (worker: Worker, scopes: string[]) => ({ ...as(worker, 'admin'), actor: { kind: 'token' as const, id: worker.colleague, name: `shipper ${worker.number}`, scopes } })
const setting = (worker: Worker, value: string) => ({ records: splitRecords(JSON.stringify([{ environment: 'production', service: worker.service, key: 'SESSION_SECONDS', value }]), {}), key: 'k'.repeat(40) })

/** One operation: a verb called by somebody, which must leave these lines. */
async function call<C extends { requestId: string | null }, T>(worker: Worker, ctx: C, rows: readonly string[], verb: (ctx: C) => Promise<T>): Promise<T> {
  const answer = await verb(ctx)
  worker.expected.push({ key: ctx.requestId ?? 'none', rows })
  return answer
}

/** The same for one that must be refused with this code; any other end is a surprise. */
async function refused<C extends { requestId: string | null }>(worker: Worker, ctx: C, code: string, rows: readonly string[], verb: (ctx: C) => Promise<unknown>): Promise<void> {
  await call(worker, ctx, rows, async (asked) => {
    const end = await verb(asked).then(() => 'done', (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error))
    if (end !== code) throw new Error(`expected ${code}, came to ${String(end)}`, { cause: end })
  })
}

/** What happens between two calls to an account and to the agents' budgets, of which so many reveals are spent then. */
const turnTheWorld = ({ db, agents }: Worker, accountId: string | null, spent = 0) => turnWorld(db, accountId, Object.values(agents).map(({ actor }) => actor.id), spent)

/** What the dialog of a recovery sends, after its preview, which is an operation of its own. */
async function dialog(worker: Worker, about: Subject, action: RecoveryAction, { role = 'agent', override = null }: Partial<{ role: Role; override: string | null }> = {}) {
  const ctx = as(worker, role)
  const { fingerprint } = await call(worker, ctx, [], (asked) => previewRecovery(asked, { ticketId: about.ticketId, action, subjectId: null }))
  const input = { ticketId: about.ticketId, action, subjectId: null, reason: REASON, override, fingerprint, idempotencyKey: newId() }
  return { ...input, stepUpProof: await proveFor(ctx, recoveryBinding(input, about.accountId)) }
}

/** A recovery in one go: by an agent where it fits the verdict, else by an approver who says why. */
async function recover(worker: Worker, action: RecoveryAction, override: string | null = null): Promise<void> {
  const about = plainOf(worker)
  const role = override ? 'approver' : 'agent'
  await turnTheWorld(worker, about.accountId)
  const input = await dialog(worker, about, action, { role, override })
  await call(worker, as(worker, role), [`recover:${action} done`], (ctx) => performRecovery(ctx, input))
}

/** A reset of the factors that waits for a second person. */
async function ask(worker: Worker, about: Subject): Promise<string> {
  await turnTheWorld(worker, about.accountId)
  await passChecks(as(worker, 'agent'), { ids: { accountId: about.accountId }, ticket: { id: about.ticketId } }, ['address_code', 'call_back'])
  const input = await dialog(worker, about, 'reset_mfa')
  const asked = await call(worker, as(worker, 'agent'), ['approval.request done'], (ctx) => performRecovery(ctx, input))
  if (asked.kind !== 'asked') throw new Error(`expected to be asked for a second person, came to ${asked.kind}`)
  return asked.requestId
}

const SCENES: readonly Scene[] = [
  { share: 4, play: (worker) => recover(worker, 'unlock_account') },
  { share: 2, play: (worker) => recover(worker, 'send_reset_link') },
  { share: 2, play: (worker) => recover(worker, 'revoke_sessions', 'A device was left in a train') },
  {
    // Twice at once, as a double click does.
    share: 1,
    play: async (worker) => {
      const about = plainOf(worker)
      await turnTheWorld(worker, about.accountId)
      const input = await dialog(worker, about, 'unlock_account')
      const ctx = as(worker, 'agent')
      await Promise.all([call(worker, ctx, ['recover:unlock_account done'], () => performRecovery(ctx, input)), call(worker, ctx, [], () => performRecovery(ctx, input))])
    },
  },
  {
    share: 3,
    play: async (worker) => {
      const { ticketId } = plainOf(worker)
      const input = { ticketId, action: 'unlock_account', subjectId: null, reason: REASON, override: null, fingerprint: '0'.repeat(64), idempotencyKey: newId(), stepUpProof: '' }
      await refused(worker, as(worker, 'viewer'), 'forbidden', ['recover:unlock_account denied'], (ctx) => performRecovery(ctx, input))
    },
  },
  {
    // Another record than the preview showed.
    share: 1,
    play: async (worker) => {
      const about = plainOf(worker)
      await turnTheWorld(worker, about.accountId)
      const input = { ...(await dialog(worker, about, 'unlock_account')), fingerprint: '0'.repeat(64) }
      await refused(worker, as(worker, 'agent'), 'conflict', [], (ctx) => performRecovery(ctx, input))
    },
  },
  {
    share: 2,
    play: async (worker) => {
      const about = guardedOf(worker)
      const requestId = await ask(worker, about)
      await refused(worker, as(worker, 'agent'), 'forbidden', ['recover:approve denied'], (ctx) => agree(ctx, requestId))
      await call(worker, as(worker, 'approver'), ['approval.approve done'], (ctx) => agree(ctx, requestId))
      // What runs after the yes runs by itself, under no request.
      worker.expected.push({ key: about.ticketId, rows: ['recover:reset_mfa done'] })
    },
  },
  {
    share: 1,
    play: async (worker) => {
      const requestId = await ask(worker, guardedOf(worker))
      await call(worker, as(worker, 'approver'), ['approval.deny done'], (ctx) => agree(ctx, requestId, { decision: 'denied', reason: 'The caller could not say when' }))
    },
  },
  {
    share: 14,
    play: async (worker) => {
      const { number } = plainOf(worker)
      await call(worker, as(worker, 'agent'), ['ticket.status done'], (ctx) => setStatus(ctx, { number, status: 'waiting' }))
      await call(worker, as(worker, 'agent'), [], (ctx) => setStatus(ctx, { number, status: 'waiting' }))
      await call(worker, as(worker, 'agent'), ['ticket.status done'], (ctx) => setStatus(ctx, { number, status: 'open' }))
    },
  },
  {
    share: 12,
    play: async (worker) => {
      const { number } = plainOf(worker)
      await call(worker, as(worker, 'agent'), ['ticket.assign done'], (ctx) => assignTicket(ctx, { number, to: 'me' }))
      await call(worker, as(worker, 'agent'), ['ticket.assign done'], (ctx) => assignTicket(ctx, { number, to: 'nobody' }))
    },
  },
  { share: 5, play: (worker) => refused(worker, as(worker, 'viewer'), 'forbidden', ['ticket:write denied'], (ctx) => assignTicket(ctx, { number: plainOf(worker).number, to: 'me' })) },
  {
    share: 8,
    play: async (worker) => {
      const { accountId, number } = plainOf(worker)
      await turnTheWorld(worker, null)
      await call(worker, as(worker, 'agent'), ['reveal:account.email done'], (ctx) => reveal(ctx, { what: 'account.email', id: accountId, ticket: number, reason: REASON }))
      await refused(worker, as(worker, 'viewer'), 'forbidden', ['ticket:write denied'], (ctx) => reveal(ctx, { what: 'account.email', id: accountId, ticket: number, reason: REASON }))
      // For somebody else's ticket.
      await refused(worker, as(worker, 'agent'), 'invalid', [], (ctx) => reveal(ctx, { what: 'account.email', id: accountId, ticket: guardedOf(worker).number, reason: REASON }))
    },
  },
  {
    share: 1,
    play: async (worker) => {
      const { accountId, number } = plainOf(worker)
      await turnTheWorld(worker, null, BUDGETS.reveal.limit)
      await refused(worker, as(worker, 'agent'), 'too_many', ['budget:reveal denied'], (ctx) => reveal(ctx, { what: 'account.email', id: accountId, ticket: number, reason: REASON }))
    },
  },
  {
    share: 5,
    play: async (worker) => {
      const { email } = worker.visitor
      const door = () => ({ db: worker.db, now: new Date(), requestId: newId(), ip: null, userAgent: 'Firefox' })
      await refused(worker, door(), 'unauthenticated', ['agent.sign_in denied'], (ctx) => signInWithPassword(ctx, { email, password: 'not the one' }))
      const secret = await call(worker, door(), ['agent.sign_in done'], (ctx) => signInWithPassword(ctx, { email, password: PASSWORD }))
      const person = await arrive(door(), secret)
      await call(worker, person, ['agent.sign_out done'], (ctx) => signOut(ctx))
      await call(worker, { ...person, requestId: newId() }, [], (ctx) => signOut(ctx))
    },
  },
  {
    share: 5,
    play: async (worker) => {
      const asked = { name: `soak ${newId()}`, scopes: ['events:write'] }
      const given = { ...asked, stepUpProof: await proveFor(as(worker, 'admin'), createTokenBinding(asked)) }
      await call(worker, as(worker, 'admin'), ['token.create done'], (ctx) => createToken(ctx, given))
      await refused(worker, as(worker, 'admin'), 'conflict', [], (ctx) => createToken(ctx, given))
      const { id } = await worker.db.prisma.apiToken.findUniqueOrThrow({ where: { name: asked.name }, select: { id: true } })
      await call(worker, as(worker, 'admin'), ['token.revoke done'], (ctx) => revokeToken(ctx, { id }))
      await refused(worker, as(worker, 'admin'), 'not_found', [], (ctx) => revokeToken(ctx, { id }))
    },
  },
  { share: 3, play: (worker) => refused(worker, as(worker, 'approver'), 'forbidden', ['settings:write denied'], (ctx) => createToken(ctx, { name: 'mine', scopes: ['events:write'] })) },
  { share: 6, play: (worker) => call(worker, as(worker, 'admin'), ['service.change done'], (ctx) => changeService(ctx, { name: worker.service, owner: `team ${worker.turn}` })) },
  {
    share: 3,
    play: async (worker) => {
      const asked = { id: worker.colleague, role: Math.floor(worker.turn / ROUND.length) % 2 ? 'agent' : 'viewer' }
      const stepUpProof = await proveFor(as(worker, 'admin'), changeAgentBinding(asked))
      await call(worker, as(worker, 'admin'), ['agent.change done'], (ctx) => changeAgent(ctx, { ...asked, stepUpProof }))
    },
  },
  { share: 2, play: (worker) => refused(worker, as(worker, 'admin'), 'forbidden', ['agent.change denied'], (ctx) => changeAgent(ctx, { id: ctx.actor.id, role: 'viewer' })) },
  { share: 5, play: async (worker) => void (await call(worker, as(worker, 'approver'), ['audit.read done'], (ctx) => listAudit(ctx, { ticket: plainOf(worker).number, limit: 5 }))) },
  { share: 3, play: async (worker) => void (await call(worker, as(worker, 'approver'), ['audit.open done'], (ctx) => getAudit(ctx, '1'))) },
  { share: 2, play: (worker) => refused(worker, as(worker, 'agent'), 'forbidden', ['audit:read denied'], (ctx) => listAuditChoices(ctx)) },
  { share: 1, play: async (worker) => void (await call(worker, as(worker, 'approver'), ['audit.export done'], (ctx) => exportAudit(ctx, { format: 'csv', ticket: plainOf(worker).number }))) },
  {
    share: 5,
    play: async (worker) => {
      const given = setting(worker, newId())
      await call(worker, machine(worker, ['config:write']), ['ingest.settings_written done'], (ctx) => ingestConfig(ctx, given))
      await call(worker, machine(worker, ['config:write']), [], (ctx) => ingestConfig(ctx, given))
    },
  },
  { share: 1, play: (worker) => refused(worker, machine(worker, ['events:write']), 'forbidden', ['config:write denied'], (ctx) => ingestConfig(ctx, setting(worker, 'x'))) },
  {
    share: 1,
    play: async (worker) => {
      const event = { latchkey: 1, sourceId: newId(), at: new Date().toISOString(), environment: 'production', hop: 'auth', outcome: 'failure', reason: 'bad_password' }
      await call(worker, machine(worker, ['events:write']), [], (ctx) => ingestEvents(ctx, { records: splitRecords(JSON.stringify([event]), {}) }))
    },
  },
  {
    share: 2,
    play: (worker) => call(worker, as(worker, 'admin'), [], async (ctx) => {
      const giveUp = worker.db.prisma.$transaction(async (tx) => {
        await tx.service.update({ where: { name: worker.service }, data: { owner: 'nobody' } })
        await writeAudit(tx, ctx, { action: 'service.change', outcome: 'done', target: null })
        throw new Error('the process died here')
      })
      await giveUp.catch(() => {})
    }),
  },
]

/** The scenes in the order in which a stream goes through them: shares kept, neighbours mixed. */
const ROUND: readonly Scene[] = SCENES.flatMap((scene, index) => Array.from({ length: scene.share }, (_, turn) => ({ scene, at: ((turn + 0.5) / scene.share + index * 0.618) % 1 })))
  .sort((a, b) => a.at - b.at)
  .map(({ scene }) => scene)

async function newSubject(db: Database, cause: string): Promise<Subject> {
  const { accountId, environment } = await writeExample(db)
  const { id, number } = await writeTicket(db, { environment, accountId }, cause)
  return { accountId, ticketId: id, number }
}

async function newSubjects(db: Database, cause: string): Promise<Subject[]> {
  const made = []
  for (let count = 0; count < SUBJECTS; count += 1) made.push(await newSubject(db, cause))
  return made
}

async function newWorker(db: Database, number: number): Promise<Worker> {
  const service = `soak-${newId()}`
  await db.prisma.service.create({ data: { name: service } })
  const agents = { viewer: await agentContext(db, 'viewer'), agent: await agentContext(db, 'agent'), approver: await agentContext(db, 'approver'), admin: await agentContext(db, 'admin') }
  const colleague = (await agentContext(db, 'viewer')).actor.id
  const visitor = await newAgent(db, 'viewer')
  return { db, number, agents, colleague, service, visitor, plain: await newSubjects(db, 'account-locked'), guarded: await newSubjects(db, 'mfa-factor-lost'), turn: number * 37, expected: [] }
}

/** Makes the streams, and what their effects are noted by. */
export async function prepareOperations(db: Database, workers: number): Promise<Worker[]> {
  await removeInstruments(db)
  const made = []
  for (let number = 0; number < workers; number += 1) made.push(await newWorker(db, number))
  await db.prisma.auditEntry.create({ data: { id: newId(), actorKind: 'system', actorName: 'soak', action: 'soak.begin', outcome: 'done' } })
  await placeInstruments(db)
  return made
}

/** Plays one scene after another on a stream until at least so many verbs were called; answers what each must have left. Throws at a surprise. */
export async function runOperations(worker: Worker, count: number): Promise<Expected[]> {
  while (worker.expected.length < count) {
    await take(ROUND, worker.turn).play(worker)
    worker.turn += 1
  }
  const { expected } = worker
  worker.expected = []
  return expected
}
