import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemResponse, toProblem } from '@/lib/http/problem'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { RECOVERY_ACTIONS } from '@/lib/evidence/vocabulary'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample, writeTicket } from '@/lib/testing/example-record'
import { findAccounts } from './accounts/find-accounts'
import { getAccount } from './accounts/get-account'
import { BUDGETS, leftOf, listExceeded, OverBudget, seeExceeded, spending, type BudgetKind } from './budgets'
import type { ServiceContext } from './context'
import { performRecovery } from './recoveries/perform-recovery'
import { previewRecovery } from './recoveries/preview-recovery'
import { reveal } from './reveals/reveal'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const at = (ctx: ServiceContext, now: Date): ServiceContext => ({ ...ctx, now })
const codeOf = (run: Promise<unknown>) => run.then(() => 'done', (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)))
const use = (ctx: ServiceContext, kind: BudgetKind, count: number) =>
  db.prisma.agentBudget.create({ data: { agentId: ctx.actor.id ?? '', kind, hour: new Date(Math.floor(ctx.now.getTime() / 3_600_000) * 3_600_000), count } })

describe('a budget', () => {
  it('exists for look-ups, reveals, bulks and each action, with its reason', () => {
    expect(Object.keys(BUDGETS).sort()).toEqual(['bulk', 'look-up', 'reveal', ...RECOVERY_ACTIONS.map((action) => `recover:${action}`)].sort())
    for (const { limit, why } of Object.values(BUDGETS)) expect(limit > 0 && why.length > 20).toBe(true)
  })

  it('allows as many as it says within an hour, then says 429 and when, and begins anew', async () => {
    const ctx = await agentContext(db, 'agent', { now: new Date('2026-11-24T12:40:00Z') })
    for (let count = 0; count < BUDGETS.reveal.limit; count += 1) await spending(ctx, 'reveal', async () => {})
    expect(await leftOf(ctx, 'reveal')).toEqual({ left: 0, limit: BUDGETS.reveal.limit })
    const error: unknown = await spending(ctx, 'reveal', async () => {}).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(OverBudget)
    const answer = problemResponse(toProblem(error, null))
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1200'])
    expect(await codeOf(spending(ctx, 'look-up', async () => {}))).toBe('done')
    expect(await codeOf(spending(at(ctx, new Date('2026-11-24T12:59:59.999Z')), 'reveal', async () => {}))).toBe('too_many')
    expect(await codeOf(spending(at(ctx, new Date('2026-11-24T13:00:00Z')), 'reveal', async () => {}))).toBe('done')
  })

  it.runIf(onPostgres)('holds against 60 at once', async () => {
    const ctx = await agentContext(db, 'agent')
    const codes = await Promise.all(Array.from({ length: 60 }, () => codeOf(spending(ctx, 'reveal', async () => {}))))
    expect(codes.filter((code) => code === 'done').length).toBe(BUDGETS.reveal.limit)
  })

  it('is not spent by what did not happen', async () => {
    const ctx = await agentContext(db, 'agent')
    await expect(spending(ctx, 'reveal', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect((await leftOf(ctx, 'reveal')).left).toBe(BUDGETS.reveal.limit)
  })

  it('audits every refusal, alerts approvers once an hour, and lets nobody settle their own', async () => {
    const ctx = await agentContext(db, 'approver')
    const approver = await agentContext(db, 'approver')
    await use(ctx, 'reveal', BUDGETS.reveal.limit)
    for (let count = 0; count < 3; count += 1) await codeOf(spending(ctx, 'reveal', async () => {}))
    expect(await db.prisma.auditEntry.count({ where: { actorId: ctx.actor.id, action: 'budget:reveal', outcome: 'denied' } })).toBe(3)
    const alerts = async () => (await listExceeded(approver)).filter(({ agentId }) => agentId === ctx.actor.id)
    const [alert] = await alerts()
    expect(alert).toMatchObject({ kind: 'reveal', exceededAt: EXAMPLE_NOW })
    if (!alert) throw new Error('no alert')
    expect(await codeOf(listExceeded(await agentContext(db, 'agent')))).toBe('forbidden')
    expect(await codeOf(seeExceeded(ctx, alert))).toBe('forbidden')
    await seeExceeded(approver, alert)
    expect(await alerts()).toEqual([])
  })

  it('is spent by each search and each record opened, and stops both', async () => {
    const ctx = await agentContext(db, 'viewer')
    const { accountId } = await writeExample(db)
    await use(ctx, 'look-up', BUDGETS['look-up'].limit - 2)
    expect(await codeOf(findAccounts(ctx, { q: 'maya' }))).toBe('done')
    expect(await codeOf(getAccount(ctx, accountId))).toBe('done')
    expect(await codeOf(findAccounts(ctx, { q: 'maya' }))).toBe('too_many')
    expect(await codeOf(getAccount(ctx, accountId))).toBe('too_many')
  })

  it('is spent by each recovery that happens, stops the next without effect, and not one that was done before', async () => {
    const ctx = await agentContext(db, 'agent')
    const limit = BUDGETS['recover:revoke_sessions'].limit
    await use(ctx, 'recover:revoke_sessions', limit - 1)
    const request = async () => {
      const ids = await writeExample(db)
      const ticket = await writeTicket(db, ids, 'session-kept-after-reset')
      const { fingerprint } = await previewRecovery(ctx, { ticketId: ticket.id, action: 'revoke_sessions' })
      return { ids, input: { ticketId: ticket.id, action: 'revoke_sessions', subjectId: null, reason: 'Caller is on the line and named the ticket', override: null, fingerprint, idempotencyKey: newId() } }
    }
    const [one, two] = [await request(), await request()]
    expect(await codeOf(performRecovery(ctx, one.input))).toBe('done')
    expect(await codeOf(performRecovery(ctx, one.input))).toBe('done')
    expect(await codeOf(performRecovery(ctx, two.input))).toBe('too_many')
    expect(await db.prisma.accountSession.count({ where: { accountId: two.ids.accountId, endedAt: null } })).toBe(2)
    expect(await db.prisma.outboxMessage.count({ where: { accountId: two.ids.accountId } })).toBe(0)
    expect(await db.prisma.auditEntry.count({ where: { actorId: ctx.actor.id, action: 'budget:recover:revoke_sessions', outcome: 'denied' } })).toBe(1)
  })
})

describe('a reveal', () => {
  async function open(role: 'viewer' | 'agent' = 'agent') {
    const ids = await writeExample(db, { account: { phone: '+44 20 7946 4471', phoneKey: '442079464471' } })
    const ticket = await writeTicket(db, ids, null)
    return { ids, ticket, ctx: await agentContext(db, role), ask: { what: 'account.email', id: ids.accountId, ticket: ticket.number, reason: 'Mail to it comes back' } }
  }

  it('gives the one value, and the audit says that, why and for which ticket, without it', async () => {
    const { ids, ticket, ctx, ask } = await open()
    expect(await reveal(ctx, { ...ask, reason: `Mail to ${ids.email} comes back` })).toBe(ids.email)
    expect(await reveal(ctx, { ...ask, what: 'account.phone' })).toBe('+44 20 7946 4471')
    const contact = await db.prisma.accountContact.findFirstOrThrow({ where: { accountId: ids.accountId, kind: 'phone' } })
    expect(await reveal(ctx, { ...ask, what: 'contact', id: contact.id })).toBe('+44 20 7946 4471')
    const audit = await db.prisma.auditEntry.findMany({ where: { actorId: ctx.actor.id }, orderBy: { seq: 'asc' } })
    expect(audit.map(({ action, outcome, targetId, ticketId }) => ({ action, outcome, targetId, ticketId }))).toEqual(['account.email', 'account.phone', 'contact'].map((what) => ({ action: `reveal:${what}`, outcome: 'done', targetId: ids.accountId, ticketId: ticket.id })))
    expect(audit[0]?.reason).toBe('Mail to m•••@example.com comes back')
    expect((await leftOf(ctx, 'reveal')).left).toBe(BUDGETS.reveal.limit - 3)
  })

  it('needs a role that works on tickets, a reason, and an open ticket about this person', async () => {
    const { ids, ticket, ctx, ask } = await open()
    const viewer = await agentContext(db, 'viewer')
    expect(await codeOf(reveal(viewer, ask))).toBe('forbidden')
    expect(await db.prisma.auditEntry.count({ where: { actorId: viewer.actor.id, outcome: 'denied' } })).toBe(1)
    for (const bad of [{ reason: 'because' }, { reason: '          ' }, { ticket: '' }, { ticket: 0 }, { what: 'account.passwordHash' }, { id: 'x' }]) await expect(reveal(ctx, { ...ask, ...bad })).rejects.toThrow()
    const other = await open()
    expect(await codeOf(reveal(ctx, { ...ask, ticket: other.ticket.number }))).toBe('invalid')
    expect(await codeOf(reveal(ctx, { ...ask, what: 'ticket.identifier', id: other.ticket.id }))).toBe('not_found')
    expect(await codeOf(reveal(ctx, { ...ask, ticket: 999_999 }))).toBe('invalid')
    await db.prisma.ticket.update({ where: { id: ticket.id }, data: { status: 'solved' } })
    expect(await codeOf(reveal(ctx, ask))).toBe('conflict')
    expect(await db.prisma.auditEntry.count({ where: { targetId: ids.accountId, action: { startsWith: 'reveal:' } } })).toBe(0)
  })

  it('shows nothing where the audit cannot be written', async () => {
    const { ctx, ask } = await open()
    await db.pool.query(`CREATE FUNCTION audit_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$`)
    await db.pool.query('CREATE TRIGGER audit_is_full BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_full()')
    const code = await codeOf(reveal(ctx, ask))
    await db.pool.query('DROP FUNCTION audit_is_full CASCADE')
    expect(code).not.toBe('done')
    expect((await leftOf(ctx, 'reveal')).left).toBe(BUDGETS.reveal.limit)
  })
})
