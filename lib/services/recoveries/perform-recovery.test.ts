import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { RECOVERY_ACTIONS, ROLES, type RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample, writeTicket } from '@/lib/testing/example-record'
import { agree, codeOf, countsOf, prepareRecovery, requestFor, throughTo } from '@/lib/testing/guarded'
import { runDue } from '../approvals/run-due'
import { ROLE_PERMISSIONS } from '../authorize'
import type { ServiceContext } from '../context'
import { fittingRecoveries } from './fitting-recoveries'
import { performRecovery } from './perform-recovery'
import { previewRecovery } from './preview-recovery'
import { ACTIONS, TIERS } from './policy'

/** Clicks of one dialog that arrive together. */
const CLICKS = 50
const CLICK_TIMEOUT = 120_000

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const prepare = (...given: Parameters<typeof prepareRecovery> extends [Database, ...infer Rest] ? Rest : never) => prepareRecovery(db, ...given)
const request = requestFor
const counts = (prepared: Awaited<ReturnType<typeof prepare>>) => countsOf(db, prepared)
const needsTwo = (action: RecoveryAction) => TIERS[ACTIONS[action].tier].secondPerson
/** One effect with everything that belongs to it: a request and its approval are audited too. */
const once = (action: RecoveryAction) => ({ recovered: 1, done: needsTwo(action) ? 3 : 1, denied: 0, messages: 1 })
/** Asked for, and not yet answered. */
const asked = { recovered: 0, done: 1, denied: 0, messages: 0 }

describe.each(RECOVERY_ACTIONS)('%s', (action) => {
  it(`happens once under ${CLICKS} clicks of one dialog`, { timeout: CLICK_TIMEOUT }, async () => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare(action)
    const input = await request(ctx, action, prepared)
    const results = await Promise.all(Array.from({ length: CLICKS }, () => performRecovery(ctx, input)))
    expect(results.filter(({ replayed }) => !replayed).length).toBe(1)
    expect(new Set(results.map((result) => (result.kind === 'done' ? JSON.stringify([result.recoveryId, result.effects]) : result.requestId))).size).toBe(1)
    const [first] = results
    if (first?.kind === 'asked') {
      expect(await counts(prepared)).toEqual(asked)
      // Fifty clicks on Approve, while ten executors look for work.
      const approver = await agentContext(db, 'approver')
      const answers = Array.from({ length: CLICKS }, () => agree(approver, first.requestId).then(() => 'done', (error: Error) => error.message))
      const [codes] = await Promise.all([Promise.all(answers), ...Array.from({ length: 10 }, () => runDue(db, EXAMPLE_NOW))])
      expect(codes.filter((code) => code === 'done').length).toBe(1)
      await runDue(db, EXAMPLE_NOW)
      expect(await counts(prepared)).toMatchObject({ recovered: 1, done: 3, messages: 1 })
    } else expect(await counts(prepared)).toEqual(once(action))
    if (action === 'send_reset_link' || action === 'resend_verification' || action === 'issue_bypass') expect(await db.prisma.linkToken.count({ where: { accountId: prepared.ids.accountId } })).toBe(1)
  })

  it('lets one of two agents win and tells the other', async () => {
    const [ines, priya] = [await agentContext(db, 'agent'), await agentContext(db, 'agent')]
    const prepared = await prepare(action)
    const inputs = await Promise.all([ines, priya].map((ctx) => request(ctx, action, prepared)))
    const codes = await Promise.all([ines, priya].map((ctx, index) => codeOf(performRecovery(ctx, inputs[index]))))
    expect(codes.sort()).toEqual(['conflict', 'done'])
    expect(await counts(prepared)).toEqual(needsTwo(action) ? asked : once(action))
  })

  it.each(ROLES)('as %s: done or asked for where the role table says so, refused and audited elsewhere', async (role) => {
    const ctx = await agentContext(db, role)
    const prepared = await prepare(action)
    const code = await codeOf(request(ctx, action, prepared).then((input) => performRecovery(ctx, input)))
    const allowed = ROLE_PERMISSIONS[role].includes(`recover:${action}`)
    expect(code).toBe(allowed ? 'done' : 'forbidden')
    expect(await counts(prepared)).toEqual(!allowed ? { recovered: 0, done: 0, denied: 1, messages: 0 } : needsTwo(action) ? asked : once(action))
  })

  it('asks for a second person on a privileged account, unless it only signs out', async () => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare(action, { account: { privileged: true } })
    const result = await performRecovery(ctx, await request(ctx, action, prepared, ['identity_document', 'address_code']))
    expect(result.kind).toBe(action === 'revoke_sessions' ? 'done' : 'asked')
    if (result.kind === 'asked') expect(result.delayHours).toBe(ACTIONS[action].tier === 3 ? 24 : 0)
  })

  it.each(ROLES)('against the verdict as %s: with an override by approvers only', async (role) => {
    const ctx = await agentContext(db, role)
    const prepared = await prepare(action, { fits: false })
    const input = await request(ctx, action, prepared)
    const mayOverride = role === 'approver' || role === 'admin'
    expect(await codeOf(performRecovery(ctx, input))).toBe(mayOverride ? 'invalid' : 'forbidden')
    expect(await codeOf(performRecovery(ctx, { ...input, override: 'The verdict is about another fault' }))).toBe(mayOverride ? 'done' : 'forbidden')
    expect(await counts(prepared)).toMatchObject(mayOverride ? { done: 1, denied: 0 } : { recovered: 0, done: 0, denied: 2 })
  })

  it.each([
    ['in capitals and wide letters', (email: string) => email.replace('maya', 'MAYA').replace('example', '\uff45xample')],
    ['with a part after a plus', (email: string) => email.replace('@', '+desk@')],
  ])('never happens to the account of the agent itself, its address written %s', async (_how, write) => {
    const prepared = await prepare(action)
    const ctx = await agentContext(db, 'admin', { email: write(prepared.ids.email) })
    const preview = await previewRecovery(ctx, { ticketId: prepared.ticket.id, action, subjectId: prepared.subjectId })
    expect(preview).toMatchObject({ allowed: false, whyNot: 'This is your own account. Ask a colleague.' })
    expect(await codeOf(performRecovery(ctx, await request(ctx, action, prepared)))).toBe('forbidden')
    expect(await counts(prepared)).toEqual({ recovered: 0, done: 0, denied: 1, messages: 0 })
  })

  it('has no effect where the audit cannot be written', async () => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare(action)
    const input = await request(ctx, action, prepared)
    const read = () => db.prisma.account.findUnique({ where: { id: prepared.ids.accountId }, include: { factors: true, sessions: true, links: true, blocks: true, requests: true } })
    const before = await read()
    await db.pool.query(`CREATE FUNCTION audit_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$`)
    await db.pool.query('CREATE TRIGGER audit_is_full BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_full()')
    const code = await codeOf(performRecovery(ctx, input))
    await db.pool.query('DROP FUNCTION audit_is_full CASCADE')
    expect(code).not.toBe('done')
    expect(await read()).toEqual(before)
    expect(await counts(prepared)).toEqual({ recovered: 0, done: 0, denied: 0, messages: 0 })
    expect(await codeOf(performRecovery(ctx, input))).toBe('done')
  })

  it('writes to the address on file and puts neither address nor link nor code into the audit', async () => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare(action)
    const result = await throughTo(ctx, await agentContext(db, 'approver'), await request(ctx, action, prepared))
    const messages = await db.prisma.outboxMessage.findMany({ where: { recoveryId: result.recoveryId } })
    expect(messages.map(({ recipient }) => recipient)).toEqual([prepared.ids.email])
    const entries = await db.prisma.auditEntry.findMany({ where: { ticketId: prepared.ticket.id } })
    const where = { ticketId: prepared.ticket.id }
    const kept = JSON.stringify([result, entries.map(({ before, after, reason }) => [before, after, reason]), await db.prisma.recovery.findMany({ where }), await db.prisma.recoveryRequest.findMany({ where })])
    expect(kept).not.toContain(prepared.ids.email)
    expect(kept).not.toMatch(/token=|https?:|\b([A-Z2-9]{4}-){3}[A-Z2-9]{4}\b/)
  })
})

describe('performing a recovery', () => {
  it('gives the stored result to the same request and refuses another one under its key', async () => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare('unlock_account')
    const input = await request(ctx, 'unlock_account', prepared)
    const first = await performRecovery(ctx, input)
    expect(await performRecovery(ctx, input)).toEqual({ ...first, replayed: true })
    expect(await codeOf(performRecovery(ctx, { ...input, reason: 'Something else altogether' }))).toBe('invalid')
    const other = await prepare('unlock_account')
    expect(await codeOf(performRecovery(ctx, { ...(await request(ctx, 'unlock_account', other)), idempotencyKey: input.idempotencyKey }))).toBe('invalid')
    expect((await counts(other)).recovered).toBe(0)
  })

  it('refuses one key for two accounts at the same time', async () => {
    const ctx = await agentContext(db, 'agent')
    const [one, two] = [await prepare('unlock_account'), await prepare('unlock_account')]
    const inputs = [await request(ctx, 'unlock_account', one), await request(ctx, 'unlock_account', two)]
    const key = newId()
    const codes = await Promise.all(inputs.map((input) => codeOf(performRecovery(ctx, { ...input, idempotencyKey: key }))))
    expect(codes.sort()).toEqual(['done', 'invalid'])
    expect((await counts(one)).recovered + (await counts(two)).recovered).toBe(1)
  })

  it('keeps the facts that it was carried out on, which decides nothing about the verdict', async () => {
    const ctx = await agentContext(db, 'approver')
    const ids = await writeExample(db, { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 5 } })
    const ticket = await writeTicket(db, ids, null)
    const input = await request(ctx, 'unlock_account', { action: 'unlock_account', ids, ticket, subjectId: null })
    await performRecovery(ctx, { ...input, override: 'Nothing is named yet' })
    expect(await db.prisma.verdict.findMany({ where: { ticketId: ticket.id } })).toMatchObject([{ decision: 'acted', caseFile: { account: { lockedUntil: '2026-11-24T12:30:00.000Z' } }, agentId: ctx.actor.id }])
    expect((await fittingRecoveries(ctx, ticket.id, null)).cause).toBeNull()
  })

  it('does nothing when the record changed after the preview', async () => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare('unlock_account')
    const input = await request(ctx, 'unlock_account', prepared)
    await db.prisma.account.update({ where: { id: prepared.ids.accountId }, data: { suspendedAt: EXAMPLE_NOW, suspendedReason: 'Fraud' } })
    expect(await codeOf(performRecovery(ctx, input))).toBe('conflict')
    expect(await db.prisma.account.findUnique({ where: { id: prepared.ids.accountId } })).toMatchObject({ failedAttempts: 5, suspendedReason: 'Fraud' })
    expect(await codeOf(performRecovery(ctx, await request(ctx, 'unlock_account', prepared)))).toBe('done')
    expect(await db.prisma.account.findUnique({ where: { id: prepared.ids.accountId } })).toMatchObject({ lockedUntil: null, suspendedReason: 'Fraud', suspendedAt: EXAMPLE_NOW })
  })

  it.each([
    ['a short reason', { reason: 'because' }, 'invalid'],
    ['a reason of spaces', { reason: '             ' }, 'invalid'],
    ['a reason of direction marks', { reason: '\u202e'.repeat(40) }, 'invalid'],
    ['no key', { idempotencyKey: '' }, 'invalid'],
    ['no fingerprint', { fingerprint: '' }, 'invalid'],
    ['an unknown ticket', { ticketId: newId() }, 'not_found'],
    ['a ticket that is no id', { ticketId: "1' OR '1'='1" }, 'invalid'],
    ['an action of another name', { action: 'delete_account' }, 'invalid'],
    ['several recipients', { email: ['a@example.com', 'b@example.com'] }, 'done'],
  ])('%s: %o → %s', async (_name, change, expected) => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare('send_reset_link')
    const input = { ...(await request(ctx, 'send_reset_link', prepared)), ...change }
    const code = await performRecovery(ctx, input).then(() => 'done', (error: Error & { code?: string }) => (error.name === 'ZodError' ? 'invalid' : error.code))
    expect(code).toBe(expected)
    const messages = await db.prisma.outboxMessage.findMany({ where: { accountId: prepared.ids.accountId } })
    expect(messages.map(({ recipient }) => recipient)).toEqual(expected === 'done' ? [prepared.ids.email] : [])
  })

  it("does not touch another account's factor or block", async () => {
    const ctx = await agentContext(db, 'agent')
    const [mine, theirs] = [await prepare('remove_factor'), await prepare('remove_factor')]
    const input = { ...(await request(ctx, 'remove_factor', mine)), subjectId: theirs.subjectId }
    expect(await codeOf(performRecovery(ctx, input))).toBe('conflict')
    const preview = await previewRecovery(ctx, { ticketId: mine.ticket.id, action: 'remove_factor', subjectId: theirs.subjectId })
    expect(preview.possible).toBe(false)
    expect(await codeOf(performRecovery(ctx, { ...input, fingerprint: preview.fingerprint }))).toBe('conflict')
    expect(await db.prisma.factor.count({ where: { accountId: theirs.ids.accountId, removedAt: null } })).toBe(2)
  })

  it('needs an open ticket with an account', async () => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare('unlock_account')
    const input = await request(ctx, 'unlock_account', prepared)
    await db.prisma.ticket.update({ where: { id: prepared.ticket.id }, data: { status: 'solved' } })
    expect(await codeOf(performRecovery(ctx, input))).toBe('conflict')
    await db.prisma.ticket.update({ where: { id: prepared.ticket.id }, data: { status: 'open', accountId: null } })
    expect(await codeOf(performRecovery(ctx, input))).toBe('invalid')
  })

  it('is not for machines', async () => {
    const agent = await agentContext(db, 'admin')
    const prepared = await prepare('unlock_account')
    const input = await request(agent, 'unlock_account', prepared)
    const token: ServiceContext = { ...agent, actor: { kind: 'token', id: newId(), name: 'shipper', scopes: ['recover:unlock_account'] } }
    const system: ServiceContext = { ...agent, actor: { kind: 'system', id: null, name: 'console' } }
    expect(await codeOf(performRecovery(token, input))).toBe('forbidden')
    expect(await codeOf(performRecovery(system, input))).toBe('forbidden')
    expect(await counts(prepared)).toMatchObject({ recovered: 0, denied: 2 })
  })
})

describe('the recoveries of a ticket', () => {
  it('names those of the verdict first, with what the record makes of them', async () => {
    const ctx = await agentContext(db, 'agent')
    const prepared = await prepare('unlock_account')
    const ticket = await writeTicket(db, prepared.ids, 'account-locked')
    const { fit, unfit } = await fittingRecoveries(ctx, ticket.id)
    expect(fit.map(({ action, possible, allowed }) => [action, possible, allowed])).toEqual([['unlock_account', true, true], ['send_reset_link', true, true]])
    expect(fit[0]?.because).toMatch(/^Locked until 24 Nov 2026/)
    expect(unfit.length).toBe(7)
    expect(unfit.every(({ allowed }) => !allowed)).toBe(true)
    await db.prisma.account.update({ where: { id: prepared.ids.accountId }, data: { lockedUntil: null } })
    expect((await fittingRecoveries(ctx, ticket.id)).fit[0]).toMatchObject({ possible: false, because: 'Not locked' })
  })

  it('promises no way in while another gate stays closed, nor what the cause says of another factor', async () => {
    const ctx = await agentContext(db, 'approver')
    const locked = { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 3 }
    const open = await writeTicket(db, await writeExample(db, { account: locked }), 'account-locked')
    const held = await writeTicket(db, await writeExample(db, { account: { ...locked, suspendedAt: EXAMPLE_NOW, suspendedReason: 'Unpaid' } }), 'account-locked')
    expect((await fittingRecoveries(ctx, open.id)).fit[0]?.consequence).toBe('They get in at once with the password that they have.')
    expect((await fittingRecoveries(ctx, held.id)).fit[0]?.consequence).toMatch(/^Alone it does not let them in\./)
    expect((await previewRecovery(ctx, { ticketId: held.id, action: 'unlock_account' })).consequence).toMatch(/^Alone it does not let them in\./)
    const prepared = await prepare('remove_factor')
    const ticket = await writeTicket(db, prepared.ids, 'mfa-stale-factor')
    const words = (subjectId: string | undefined) => previewRecovery(ctx, { ticketId: ticket.id, action: 'remove_factor', subjectId: subjectId ?? null }).then(({ consequence }) => consequence)
    expect(await words(prepared.ids.factorIds[0])).toBe('The sign-in asks for the new device from then on.')
    expect(await words(prepared.ids.factorIds[1])).toBe(recoveryOf('remove_factor').consequence)
  })

  it('goes by the evidence while nobody has decided, and by the last decision afterwards, whatever the queue still says', async () => {
    const ctx = await agentContext(db, 'agent')
    const ids = await writeExample(db, { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), lockReason: '5 failed tries', failedAttempts: 5 } })
    const ticket = await writeTicket(db, ids, null)
    await db.prisma.experience.create({ data: { ticketId: ticket.id, message: 'Your account is locked', symptom: 'It says my account is locked after too many tries' } })
    await db.prisma.authEvent.createMany({ data: ['bad_password', 'bad_password', 'bad_password', 'account_locked'].map((reason, index) => ({ id: newId(), at: new Date(EXAMPLE_NOW.getTime() - (10 - index) * 60_000), environment: ids.environment, hop: 'auth' as const, outcome: 'failure' as const, reason, accountId: ids.accountId, attempted: ids.email, attemptedKey: ids.email, format: 'latchkey', raw: '{}' })) })
    await db.prisma.ticket.update({ where: { id: ticket.id }, data: { cause: 'wrong-environment' } })
    expect(await fittingRecoveries(ctx, ticket.id)).toMatchObject({ cause: 'account-locked', fit: [{ action: 'unlock_account', allowed: true }, {}] })
    await db.prisma.verdict.create({ data: { id: newId(), ticketId: ticket.id, at: EXAMPLE_NOW, bucket: 'config_drift', cause: 'redirect-uri-mismatch', nature: 'fault', confidence: 0.9, result: {}, caseFile: {}, decision: 'corrected' } })
    expect(await fittingRecoveries(ctx, ticket.id)).toMatchObject({ cause: 'redirect-uri-mismatch', fit: [] })
    expect(await fittingRecoveries(ctx, ticket.id, 'account-locked')).toMatchObject({ cause: 'redirect-uri-mismatch', fit: [] })
    const { fingerprint, fits } = await previewRecovery(ctx, { ticketId: ticket.id, action: 'unlock_account' })
    expect(fits).toBe(false)
    expect(await codeOf(performRecovery(ctx, { ticketId: ticket.id, action: 'unlock_account', subjectId: null, reason: 'Caller is on the line', override: null, fingerprint, idempotencyKey: newId() }))).toBe('forbidden')
  })

  it('lets nothing fit without a verdict, and says what is missing without an account', async () => {
    const ctx = await agentContext(db, 'agent')
    const ids = await writeExample(db)
    expect((await fittingRecoveries(ctx, (await writeTicket(db, ids, null)).id)).fit).toEqual([])
    const bare = await fittingRecoveries(ctx, (await writeTicket(db, { environment: ids.environment, accountId: null }, 'account-locked')).id)
    expect(bare.fit.map(({ whyNot }) => whyNot)).toEqual(['Choose the account in the step Record first.', 'Choose the account in the step Record first.'])
  })
})
