import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { Role } from '@/lib/evidence/vocabulary'
import { splitRecords } from '@/lib/formats/split-records'
import { exportAudit } from '@/lib/services/audit/export-audit'
import { getAudit } from '@/lib/services/audit/get-audit'
import { listAudit, listAuditChoices } from '@/lib/services/audit/list-audit'
import { writeAudit } from '@/lib/services/audit/write-audit'
import type { ServiceContext } from '@/lib/services/context'
import { ingestConfig } from '@/lib/services/ingest/ingest-config'
import { ingestEvents } from '@/lib/services/ingest/ingest-events'
import { recoveryBinding } from '@/lib/services/recoveries/bindings'
import { performRecovery } from '@/lib/services/recoveries/perform-recovery'
import { previewRecovery } from '@/lib/services/recoveries/preview-recovery'
import { changeAgent } from '@/lib/services/settings/agents'
import { changeAgentBinding, createTokenBinding } from '@/lib/services/settings/bindings'
import { changeService } from '@/lib/services/settings/services'
import { createToken, revokeToken } from '@/lib/services/settings/tokens'
import { assignTicket } from '@/lib/services/tickets/assign-ticket'
import { setStatus } from '@/lib/services/tickets/set-status'
import { agentContext, writeExample, writeTicket } from './example-record'
import { proveFor } from './guarded'

/** What one operation must have left in the audit, as "action outcome"; most leave one line, some none. */
export type Expected = { requestId: string; rows: readonly string[] }
type Ctx = Awaited<ReturnType<typeof agentContext>>

/** One stream of operations with records of its own, so that what must come of each is known beforehand. */
type Worker = {
  db: Database
  number: number
  agents: Record<Role, Ctx>
  /** A colleague, a service and an account that this worker alone changes. */
  colleague: string
  service: string
  about: { accountId: string; ticketId: string; number: number }
  turn: number
}

/** How often each operation comes, in a hundred. */
type Operation = { share: number; run: (worker: Worker, requestId: string) => Promise<readonly string[]> }

const as = ({ agents }: Worker, role: Role, requestId: string): Ctx => ({ ...agents[role], requestId, now: new Date() })
const machine = (worker: Worker, requestId: string, scopes: string[]): ServiceContext => ({ ...as(worker, 'admin', requestId), actor: { kind: 'token', id: worker.colleague, name: `shipper ${worker.number}`, scopes } })
const setting = (worker: Worker, value: string) => ({ records: splitRecords(JSON.stringify([{ environment: 'production', service: worker.service, key: 'SESSION_SECONDS', value }]), {}), key: 'k'.repeat(40) })

/** The operation must be refused with this code; any other end is a surprise. */
async function refused(run: Promise<unknown>, code: string) {
  const end = await run.then(() => 'done', (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error))
  if (end !== code) throw new Error(`expected ${code}, came to ${String(end)}`, { cause: end })
}

/** Locks the account again and lets the hour of the budgets pass, past the triggers that note effects: it is the world that does so, not the console. */
async function lockAgain({ db, about, agents }: Worker) {
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`
    await tx.$executeRaw`UPDATE account SET failed_attempts = 5, locked_until = now() + interval '1 hour', lock_reason = '5 failed tries' WHERE id = ${about.accountId}::uuid`
    await tx.agentBudget.deleteMany({ where: { agentId: { in: Object.values(agents).map(({ actor }) => actor.id) } } })
  })
}

async function unlockRequest(worker: Worker, ctx: Ctx) {
  await lockAgain(worker)
  const { fingerprint } = await previewRecovery(ctx, { ticketId: worker.about.ticketId, action: 'unlock_account', subjectId: null })
  const input = { ticketId: worker.about.ticketId, action: 'unlock_account', subjectId: null, reason: 'Caller is on the line and named the ticket', override: null, fingerprint, idempotencyKey: newId() }
  return { ...input, stepUpProof: await proveFor(ctx, recoveryBinding(input, worker.about.accountId)) }
}

const OPERATIONS: readonly Operation[] = [
  {
    share: 8,
    run: async (worker, requestId) => {
      const ctx = as(worker, 'agent', requestId)
      await performRecovery(ctx, await unlockRequest(worker, ctx))
      return ['recover:unlock_account done']
    },
  },
  {
    share: 2,
    run: async (worker, requestId) => {
      const ctx = as(worker, 'agent', requestId)
      const input = await unlockRequest(worker, ctx)
      await Promise.all([performRecovery(ctx, input), performRecovery(ctx, input)])
      return ['recover:unlock_account done']
    },
  },
  {
    share: 4,
    run: async (worker, requestId) => {
      await refused(performRecovery(as(worker, 'viewer', requestId), await unlockRequest(worker, as(worker, 'agent', requestId))), 'forbidden')
      return ['recover:unlock_account denied']
    },
  },
  {
    share: 2,
    run: async (worker, requestId) => {
      const ctx = as(worker, 'agent', requestId)
      await refused(performRecovery(ctx, { ...(await unlockRequest(worker, ctx)), fingerprint: '0'.repeat(64) }), 'conflict')
      return []
    },
  },
  {
    share: 14,
    run: async (worker, requestId) => {
      await setStatus(as(worker, 'agent', requestId), { number: worker.about.number, status: 'waiting' })
      await setStatus({ ...as(worker, 'agent', requestId), requestId: null }, { number: worker.about.number, status: 'waiting' })
      await worker.db.prisma.ticket.update({ where: { number: worker.about.number }, data: { status: 'open' } })
      return ['ticket.status done']
    },
  },
  {
    share: 10,
    run: async (worker, requestId) => {
      const ctx = as(worker, 'agent', requestId)
      await assignTicket(ctx, { number: worker.about.number, to: 'me' })
      await assignTicket(ctx, { number: worker.about.number, to: 'nobody' })
      return ['ticket.assign done', 'ticket.assign done']
    },
  },
  {
    share: 6,
    run: async (worker, requestId) => {
      await refused(assignTicket(as(worker, 'viewer', requestId), { number: worker.about.number, to: 'me' }), 'forbidden')
      return ['ticket:write denied']
    },
  },
  {
    share: 8,
    run: async (worker, requestId) => {
      const ctx = as(worker, 'admin', requestId)
      const asked = { name: `soak ${requestId}`, scopes: ['events:write'] }
      const given = { ...asked, stepUpProof: await proveFor(ctx, createTokenBinding(asked)) }
      await createToken(ctx, given)
      await refused(createToken(ctx, given), 'conflict')
      const { id } = await worker.db.prisma.apiToken.findUniqueOrThrow({ where: { name: asked.name }, select: { id: true } })
      await revokeToken(ctx, { id })
      await refused(revokeToken(ctx, { id }), 'not_found')
      return ['token.create done', 'token.revoke done']
    },
  },
  {
    share: 4,
    run: async (worker, requestId) => {
      await refused(createToken(as(worker, 'approver', requestId), { name: 'mine', scopes: ['events:write'] }), 'forbidden')
      return ['settings:write denied']
    },
  },
  {
    share: 8,
    run: async (worker, requestId) => {
      await changeService(as(worker, 'admin', requestId), { name: worker.service, owner: `team ${worker.turn}` })
      return ['service.change done']
    },
  },
  {
    share: 4,
    run: async (worker, requestId) => {
      const ctx = as(worker, 'admin', requestId)
      const asked = { id: worker.colleague, role: worker.turn % 2 ? 'agent' : 'viewer' }
      await changeAgent(ctx, { ...asked, stepUpProof: await proveFor(ctx, changeAgentBinding(asked)) })
      return ['agent.change done']
    },
  },
  {
    share: 2,
    run: async (worker, requestId) => {
      const ctx = as(worker, 'admin', requestId)
      await refused(changeAgent(ctx, { id: ctx.actor.id, role: 'viewer' }), 'forbidden')
      return ['agent.change denied']
    },
  },
  {
    share: 6,
    run: async (worker, requestId) => {
      await listAudit(as(worker, 'approver', requestId), { ticket: worker.about.number, limit: 5 })
      return ['audit.read done']
    },
  },
  {
    share: 3,
    run: async (worker, requestId) => {
      await getAudit(as(worker, 'approver', requestId), '1')
      return ['audit.open done']
    },
  },
  {
    share: 3,
    run: async (worker, requestId) => {
      await refused(listAuditChoices(as(worker, 'agent', requestId)), 'forbidden')
      return ['audit:read denied']
    },
  },
  {
    share: 2,
    run: async (worker, requestId) => {
      await exportAudit(as(worker, 'approver', requestId), { format: 'csv', ticket: worker.about.number })
      return ['audit.export done']
    },
  },
  {
    share: 8,
    run: async (worker, requestId) => {
      const ctx = machine(worker, requestId, ['config:write'])
      await ingestConfig(ctx, setting(worker, requestId))
      await ingestConfig(ctx, setting(worker, requestId))
      return ['ingest.settings_written done']
    },
  },
  {
    share: 2,
    run: async (worker, requestId) => {
      await refused(ingestConfig(machine(worker, requestId, ['events:write']), setting(worker, 'x')), 'forbidden')
      return ['config:write denied']
    },
  },
  {
    share: 2,
    run: async (worker, requestId) => {
      await ingestEvents(machine(worker, requestId, ['events:write']), { records: splitRecords(JSON.stringify([{ latchkey: 1, sourceId: requestId, at: new Date().toISOString(), environment: 'production', hop: 'auth', outcome: 'failure', reason: 'bad_password' }]), {}) })
      return []
    },
  },
  {
    share: 2,
    run: async (worker, requestId) => {
      const ctx = as(worker, 'admin', requestId)
      const giveUp = worker.db.prisma.$transaction(async (tx) => {
        await tx.service.update({ where: { name: worker.service }, data: { owner: 'nobody' } })
        await writeAudit(tx, ctx, { action: 'service.change', outcome: 'done', target: null })
        throw new Error('the process died here')
      })
      await giveUp.catch(() => {})
      return []
    },
  },
]

/** The operations in the order in which a stream goes through them: shares kept, neighbours mixed. */
const ROUND: readonly Operation[] = OPERATIONS.flatMap((operation, index) => Array.from({ length: operation.share }, (_, turn) => ({ operation, at: ((turn + 0.5) / operation.share + index * 0.618) % 1 })))
  .sort((a, b) => a.at - b.at)
  .map(({ operation }) => operation)

/** Tables whose rows change only with an audited operation, and what of them; everything else is in docs/audit.md as not audited. */
const EFFECTS: Readonly<Record<string, string>> = {
  recovery: 'INSERT OR UPDATE OR DELETE',
  outbox_message: 'INSERT',
  account: 'INSERT OR UPDATE OR DELETE',
  api_token: 'INSERT OR UPDATE OF revoked_at, scopes OR DELETE',
  agent: 'INSERT OR UPDATE OR DELETE',
  service: 'UPDATE OF owner, on_sign_in_path OR DELETE',
  ticket: 'INSERT OR UPDATE OF version OR DELETE',
  config_value: 'INSERT OR UPDATE OR DELETE',
}

async function newWorker(db: Database, number: number): Promise<Worker> {
  const ids = await writeExample(db)
  const ticket = await writeTicket(db, ids, 'account-locked')
  const service = `soak-${newId()}`
  await db.prisma.service.create({ data: { name: service } })
  const agents = { viewer: await agentContext(db, 'viewer'), agent: await agentContext(db, 'agent'), approver: await agentContext(db, 'approver'), admin: await agentContext(db, 'admin') }
  const colleague = (await agentContext(db, 'viewer')).actor.id
  return { db, number, agents, colleague, service, about: { accountId: ids.accountId, ticketId: ticket.id, number: ticket.number }, turn: number * 37 }
}

/** Makes the streams and the triggers that note in which transactions the tables of effects changed. */
export async function prepareOperations(db: Database, workers: number): Promise<Worker[]> {
  // A run before in the same database may have left its own.
  await db.pool.query('DROP TABLE IF EXISTS noted_effect; DROP FUNCTION IF EXISTS note_effect CASCADE')
  const made = []
  for (let number = 0; number < workers; number += 1) made.push(await newWorker(db, number))
  await db.prisma.auditEntry.create({ data: { id: newId(), actorKind: 'system', actorName: 'soak', action: 'soak.begin', outcome: 'done' } })
  await db.pool.query(`CREATE TABLE noted_effect (xid bigint, name text, PRIMARY KEY (xid, name));
    CREATE FUNCTION note_effect() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO noted_effect VALUES (pg_current_xact_id()::text::bigint % 4294967296, TG_TABLE_NAME) ON CONFLICT DO NOTHING; RETURN NULL;
    END $$`)
  for (const [table, events] of Object.entries(EFFECTS)) await db.pool.query(`CREATE TRIGGER note_effect AFTER ${events} ON ${table} FOR EACH ROW EXECUTE FUNCTION note_effect()`)
  return made
}

/** Runs one operation after another on a stream; answers what each must have left. Throws at a surprise. */
export async function runOperations(worker: Worker, count: number): Promise<Expected[]> {
  const expected: Expected[] = []
  for (let done = 0; done < count; done += 1) {
    const requestId = newId()
    const operation = ROUND[worker.turn % ROUND.length]
    worker.turn += 1
    expected.push({ requestId, rows: (await operation?.run(worker, requestId)) ?? [] })
  }
  return expected
}

export type Reconciled = { operations: number; rows: number; transactions: number; differences: string[]; seq: bigint }

/**
 * Compares what stands in the audit after `since` with what had to come of the operations, row by row, and both ways
 * with the transactions in which effects were noted: no effect without its row in the same transaction, none claimed.
 */
export async function reconcile(db: Database, since: bigint, expected: readonly Expected[]): Promise<Reconciled> {
  const { rows } = await db.pool.query<{ seq: string; request_id: string | null; line: string; xid: string }>(
    `SELECT seq, request_id, action || ' ' || outcome AS line, xmin::text AS xid FROM audit_entry WHERE seq > $1 ORDER BY seq`, [since])
  const effects = new Set((await db.pool.query<{ xid: string }>('DELETE FROM noted_effect RETURNING xid')).rows.map(({ xid }) => xid))
  const differences: string[] = []
  const found = new Map<string, string[]>()
  for (const { request_id, line } of rows) found.set(request_id ?? 'none', [...(found.get(request_id ?? 'none') ?? []), line])
  for (const { requestId, rows: lines } of expected) {
    const there = found.get(requestId) ?? []
    if (there.join() !== lines.join()) differences.push(`${requestId}: expected ${lines.join(', ') || 'nothing'}, found ${there.join(', ') || 'nothing'}`)
    found.delete(requestId)
  }
  for (const [requestId, extra] of found) differences.push(`${requestId}: nobody expected ${extra.join(', ')}`)
  const audited = new Set(rows.map(({ xid }) => xid))
  for (const xid of effects) if (!audited.has(xid)) differences.push(`transaction ${xid} changed records without a row`)
  for (const { seq, line, xid } of rows) if (line.endsWith(' done') && !line.startsWith('audit.') && !effects.has(xid)) differences.push(`entry ${seq} claims ${line} without an effect`)
  return { operations: expected.length, rows: rows.length, transactions: effects.size, differences, seq: rows.length ? BigInt(rows.at(-1)?.seq ?? 0) : since }
}
