import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { ROLES } from '@/lib/evidence/vocabulary'
import { agreedBulk, agreeToBulk, askFor, writeCrowd, type Crowd } from '@/lib/testing/bulks'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW } from '@/lib/testing/example-record'
import { codeOf } from '@/lib/testing/guarded'
import { may } from '../authorize'
import type { ServiceContext } from '../context'
import { bulkOptions } from './bulk-options'
import { getBulk } from './get-bulk'
import { prepareBulk } from './prepare-bulk'
import { runBulks, stepBulk } from './run-bulks'
import { stopBulk } from './stop-bulk'

const MINUTE = 60_000
const PEOPLE = 6

let db: Database
let agent: ServiceContext
let approver: ServiceContext
beforeAll(async () => {
  db = await testDatabase()
  agent = await agentContext(db, 'agent')
  approver = await agentContext(db, 'approver')
})
afterAll(() => db.close())
afterEach(async () => {
  await db.prisma.guard.updateMany({ data: { isOn: false } })
  await db.prisma.agentBudget.deleteMany()
})

const locked = (count = PEOPLE) => Array.from({ length: count }, () => ({}))
const later = (ctx: ServiceContext, ms: number): ServiceContext => ({ ...ctx, now: new Date(EXAMPLE_NOW.getTime() + ms) })
const stateOf = async (id: string) => (await db.prisma.bulk.findUniqueOrThrow({ where: { id } })).state
const persons = async (bulkId: string, state: string) => db.prisma.bulkPerson.count({ where: { bulkId, state } })
const stillLocked = (crowd: Crowd) => db.prisma.account.count({ where: { id: { in: crowd.accountIds }, lockedUntil: { not: null } } })

/** What there is of a bulk in the books: each of these must be as many as people were changed. */
async function books(bulkId: string, { accountIds }: Crowd) {
  const recoveries = await db.prisma.recovery.count({ where: { bulkId } })
  const audited = await db.prisma.auditEntry.count({ where: { action: 'recover:unlock_account', outcome: 'done', targetId: { in: accountIds } } })
  const told = await db.prisma.outboxMessage.count({ where: { accountId: { in: accountIds }, subject: 'Your account was unlocked' } })
  return { recoveries, audited, told, done: await persons(bulkId, 'done') }
}
const all = (count: number) => ({ recoveries: count, audited: count, told: count, done: count })

describe('a preview of many', () => {
  it('names whom it changes, and whom not and why; nothing is changed by it', async () => {
    const crowd = await writeCrowd(db, [...locked(3), { locked: false }, { again: true }, { privileged: true }, {}, {}, {}])
    const [, , , , , , frozen, asked, guessed] = crowd.accountIds
    await db.prisma.freeze.create({ data: { id: newId(), accountId: frozen ?? '', at: EXAMPLE_NOW, reason: 'Not me' } })
    await db.prisma.alert.create({ data: { id: newId(), signature: newId(), kind: 'brute_force', nature: 'attack', environment: crowd.environment, accountId: guessed ?? '', figures: {}, because: [], raisedAt: EXAMPLE_NOW, seenAt: EXAMPLE_NOW } })
    await db.prisma.account.update({ where: { id: asked ?? '' }, data: { lockReason: 'Fraud team' } })
    const id = await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' })
    const view = await getBulk(agent, id, {})
    expect(view).toMatchObject({ state: 'prepared', people: 3, base: 2, tier: 3, counts: { waiting: 3, fine: 3, left_out: 3 } })
    expect(Object.fromEntries(view.outs.map(({ why, count }) => [why, count]))).toEqual({
      'In again since': 1, 'Not locked': 1, 'Privileged account': 1, 'Held, not soft-locked: Fraud team': 1, 'Frozen: they said that a recovery was not them': 1, 'Under attack: their password is being guessed': 1,
    })
    expect(JSON.stringify(view)).not.toMatch(/[0-9a-f-]{36}@example/)
    expect(await stillLocked(crowd)).toBe(8)
  })

  it('leaves out who is tried from a range from which names are guessed', async () => {
    const crowd = await writeCrowd(db, [...locked(2), { ip: '198.51.100.7' }])
    await db.prisma.authEvent.createMany({ data: Array.from({ length: 25 }, (_, index) => ({ id: newId(), at: new Date(EXAMPLE_NOW.getTime() - 30 * MINUTE), environment: crowd.environment, hop: 'auth' as const, outcome: 'failure' as const, reason: 'bad_password', attemptedKey: `guess${index}`, ip: '198.51.100.9', format: 'latchkey', raw: '{}' })) })
    const { outs } = await getBulk(agent, await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' }), {})
    expect(outs).toEqual([{ state: 'left_out', why: 'Under attack: tried from a range from which names are guessed', count: 1 }])
  })

  it('is for its preparer alone until it is asked for', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' })
    expect(await codeOf(getBulk(approver, id, {}))).toBe('not_found')
    expect(await codeOf(askFor(approver, id, crowd.ticketId))).toBe('forbidden')
  })

  it('shows its people by page, each once', async () => {
    const crowd = await writeCrowd(db, locked(30))
    const id = await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' })
    const first = await getBulk(agent, id, {})
    const second = await getBulk(agent, id, { after: first.page.next })
    expect(second.page.next).toBeNull()
    expect(new Set([...first.page.rows, ...second.page.rows].map(({ accountId }) => accountId)).size).toBe(30)
  })

  it.each(ROLES)('as %s: by whoever may do the single one', async (role) => {
    const ctx = await agentContext(db, role)
    const crowd = await writeCrowd(db, locked(2))
    expect(await codeOf(prepareBulk(ctx, { patternId: crowd.patternId, action: 'unlock_account' }))).toBe(may(ctx.actor, 'recover:unlock_account') ? 'done' : 'forbidden')
  })

  it.each([
    ['what weakens an account', 'reset_mfa', 'hash-algorithm-mismatch', 'invalid'],
    ['what the cause does not name', 'send_reset_link', 'hash-algorithm-mismatch', 'invalid'],
    ['an unlock under attack', 'unlock_account', 'credential-stuffing', 'invalid'],
    ['a link under attack, though the cause names it', 'send_reset_link', 'credential-stuffing', 'forbidden'],
  ])('is not made of %s', async (_, action, cause, code) => {
    const crowd = await writeCrowd(db, locked(), { cause })
    expect(await codeOf(prepareBulk(agent, { patternId: crowd.patternId, action }))).toBe(code)
  })

  it('is not offered for an attack, nor where a verdict on one of the tickets ever spoke of one', async () => {
    const crowd = await writeCrowd(db, locked())
    const figures = { people: PEOPLE, in: 0, locked: PEOPLE }
    const about = { signature: crowd.signature, environment: crowd.environment }
    expect((await bulkOptions(agent, about, figures)).options).toMatchObject([{ action: 'unlock_account', base: 2, tier: 3, whyNot: null }])
    await db.prisma.verdict.create({ data: { id: newId(), ticketId: crowd.ticketId, at: EXAMPLE_NOW, bucket: 'credential', cause: 'credential-stuffing', nature: 'attack', confidence: 0.9, result: {}, caseFile: {}, decision: 'confirmed' } })
    expect((await bulkOptions(agent, about, figures)).options).toEqual([])
  })

  it('is refused while recoveries are stopped, and where fewer than two are left', async () => {
    const crowd = await writeCrowd(db, [{}, { locked: false }])
    expect(await codeOf(prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' }))).toBe('conflict')
    await db.prisma.guard.update({ where: { name: 'kill_switch' }, data: { isOn: true } })
    expect(await codeOf(prepareBulk(agent, { patternId: (await writeCrowd(db, locked())).patternId, action: 'unlock_account' }))).toBe('forbidden')
  })
})

describe('asking for many', () => {
  it('takes a reason, the tick, a ticket of the pattern and a proof, and happens once', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' })
    const other = await writeCrowd(db, locked(2))
    expect(await codeOf(askFor(agent, id, crowd.ticketId, { reason: '   short   ' }))).toContain('Say why')
    expect(await codeOf(askFor(agent, id, crowd.ticketId, { confirmed: '' }))).toContain('Tick')
    expect(await codeOf(askFor(agent, id, other.ticketId))).toBe('invalid')
    expect(await codeOf(askFor(agent, id, crowd.ticketId, { stepUpProof: newId() }))).toBe('forbidden')
    expect(await codeOf(askFor(agent, id, crowd.ticketId, { planHash: '0'.repeat(64) }))).toBe('conflict')
    expect(await stateOf(id)).toBe('prepared')
    expect(await Promise.all([askFor(agent, id, crowd.ticketId), askFor(agent, id, crowd.ticketId)].map(codeOf))).toEqual(['done', 'done'])
    expect(await db.prisma.auditEntry.count({ where: { action: 'bulk.ask', outcome: 'done', targetId: crowd.patternId } })).toBe(1)
    expect(await stillLocked(crowd)).toBe(PEOPLE)
  })

  it('is refused once the preview is old, and while the same is under way', async () => {
    const crowd = await writeCrowd(db, locked())
    const ids = [await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' }), await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' })]
    expect(await codeOf(askFor(later(agent, 16 * MINUTE), ids[0] ?? '', crowd.ticketId))).toBe('conflict')
    await askFor(agent, ids[0] ?? '', crowd.ticketId)
    expect(await codeOf(askFor(agent, ids[1] ?? '', crowd.ticketId))).toBe('conflict')
  })

  it('has a budget an hour', async () => {
    const ctx = await agentContext(db, 'agent')
    const codes: string[] = []
    for (let count = 0; count < 5; count += 1) {
      const crowd = await writeCrowd(db, locked(2))
      codes.push(await codeOf(askFor(ctx, await prepareBulk(ctx, { patternId: crowd.patternId, action: 'unlock_account' }), crowd.ticketId)))
    }
    expect(codes).toEqual(['done', 'done', 'done', 'done', 'too_many'])
  })
})

describe('the second person', () => {
  it('is somebody else, may approve, has seen what was asked for, and proves to be there', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await prepareBulk(approver, { patternId: crowd.patternId, action: 'unlock_account' })
    await askFor(approver, id, crowd.ticketId)
    const alias = await agentContext(db, 'admin', { email: approver.actor.kind === 'agent' ? approver.actor.email.replace('@', '+two@') : '' })
    expect(await codeOf(agreeToBulk(approver, id))).toBe('forbidden')
    expect(await codeOf(agreeToBulk(alias, id))).toBe('forbidden')
    expect(await codeOf(agreeToBulk(agent, id))).toBe('forbidden')
    const admin = await agentContext(db, 'admin')
    expect(await codeOf(agreeToBulk(admin, id, { payloadHash: '0'.repeat(64) }))).toBe('forbidden')
    expect(await codeOf(agreeToBulk(admin, id, { stepUpProof: newId() }))).toBe('forbidden')
    expect(await codeOf(agreeToBulk(later(admin, 31 * MINUTE), id))).toBe('forbidden')
    expect(await stateOf(id)).toBe('pending')
    expect(await codeOf(agreeToBulk(admin, id))).toBe('done')
    expect(await stateOf(id)).toBe('running')
  })

  it('says no with a reason, which is final; and no answer means no', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' })
    await askFor(agent, id, crowd.ticketId)
    await agreeToBulk(approver, id, { decision: 'denied', reason: 'Roll forward first' })
    expect(await codeOf(agreeToBulk(approver, id))).toBe('forbidden')
    expect(await persons(id, 'not_done')).toBe(PEOPLE)
    const second = await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' })
    await askFor(agent, second, crowd.ticketId)
    await runBulks(db, later(agent, 31 * MINUTE).now)
    expect(await stateOf(second)).toBe('expired')
    expect(await stillLocked(crowd)).toBe(PEOPLE)
  })
})

describe('a bulk that was agreed to', () => {
  it('changes each once, with a recovery, an audit row, a message and a watch, and whoever came in since not at all', async () => {
    const crowd = await writeCrowd(db, locked())
    const own = await db.prisma.ticket.create({ data: { id: newId(), subject: 'Me too', channel: 'phone', environment: crowd.environment, signature: crowd.signature, accountId: crowd.accountIds[2] ?? '', cause: 'hash-algorithm-mismatch', confidence: 0.9, createdAt: EXAMPLE_NOW } })
    const id = await prepareBulk(agent, { patternId: crowd.patternId, action: 'unlock_account' })
    const { passwordHashParams: _, ...late } = await db.prisma.account.findUniqueOrThrow({ where: { id: crowd.accountIds[0] ?? '' } })
    const lateId = newId()
    await db.prisma.account.create({ data: { ...late, id: lateId, externalId: newId() } })
    await db.prisma.authEvent.create({ data: { id: newId(), at: EXAMPLE_NOW, environment: crowd.environment, hop: 'auth', outcome: 'failure', reason: 'bad_password', rule: 'no_verifier', accountId: lateId, format: 'latchkey', raw: '{}' } })
    await askFor(agent, id, crowd.ticketId)
    await agreeToBulk(approver, id)
    await Promise.all([runBulks(db, EXAMPLE_NOW), runBulks(db, EXAMPLE_NOW), runBulks(db, EXAMPLE_NOW)])
    await runBulks(db, EXAMPLE_NOW)
    expect(await stateOf(id)).toBe('done')
    expect(await books(id, crowd)).toEqual(all(PEOPLE))
    expect(await stillLocked(crowd)).toBe(0)
    expect((await db.prisma.account.findUniqueOrThrow({ where: { id: lateId } })).lockedUntil).not.toBeNull()
    expect(await db.prisma.recovery.findMany({ where: { bulkId: id, ticketId: { not: null } }, select: { ticketId: true, accountId: true, tier: true } })).toEqual([{ ticketId: own.id, accountId: crowd.accountIds[2], tier: 3 }])
    expect(await db.prisma.watch.count({ where: { accountId: { in: crowd.accountIds } } })).toBe(PEOPLE)
    expect(await db.prisma.verdict.count({ where: { ticketId: own.id, decision: 'acted' } })).toBe(1)
    const entry = await db.prisma.auditEntry.findFirstOrThrow({ where: { action: 'recover:unlock_account', outcome: 'done', targetId: crowd.accountIds[0] ?? '' } })
    expect(entry).toMatchObject({ actorId: agent.actor.id, reason: 'Locked out by the rollback of 4.12.0', strength: 'totp' })
    expect(JSON.stringify(entry.approvals)).toContain(approver.actor.name)
  })

  it('passes by who was unlocked by a colleague meanwhile, or got in by themselves', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await agreedBulk(agent, approver, crowd)
    await db.prisma.account.update({ where: { id: crowd.accountIds[1] ?? '' }, data: { lockedUntil: null, failedAttempts: 0 } })
    await db.prisma.authEvent.create({ data: { id: newId(), at: new Date(EXAMPLE_NOW.getTime() + MINUTE), environment: crowd.environment, hop: 'auth', outcome: 'success', reason: 'success', accountId: crowd.accountIds[3] ?? '', format: 'latchkey', raw: '{}' } })
    await runBulks(db, later(agent, 2 * MINUTE).now)
    expect(await stateOf(id)).toBe('done')
    expect(await books(id, crowd)).toEqual(all(PEOPLE - 2))
    expect(await persons(id, 'fine')).toBe(2)
  })

  it('goes on where tries went on: a lock that moved is the same lock', async () => {
    const crowd = await writeCrowd(db, locked(2))
    const id = await agreedBulk(agent, approver, crowd)
    await db.prisma.account.updateMany({ where: { id: { in: crowd.accountIds } }, data: { failedAttempts: 9, lockedUntil: new Date(EXAMPLE_NOW.getTime() + 200 * MINUTE) } })
    await runBulks(db, EXAMPLE_NOW)
    expect(await books(id, crowd)).toEqual(all(2))
  })

  it.each([
    ['freezes their account', (accountId: string) => db.prisma.freeze.create({ data: { id: newId(), accountId, at: EXAMPLE_NOW, reason: 'Not me' } }), /Frozen/],
    ['is given privileges', (accountId: string) => db.prisma.account.update({ where: { id: accountId }, data: { privileged: true } }), /Privileged/],
    ['has another address', (accountId: string) => db.prisma.account.update({ where: { id: accountId }, data: { email: 'other@example.org' } }), /Something else/],
  ])('stops by itself at the first who %s meanwhile; they and those after them stay as they are', async (_, change, why) => {
    const crowd = await writeCrowd(db, locked())
    const id = await agreedBulk(agent, approver, crowd)
    const order = [...crowd.accountIds].sort()
    await change(order[2] ?? '')
    await runBulks(db, EXAMPLE_NOW)
    const { endedWhy, state } = await db.prisma.bulk.findUniqueOrThrow({ where: { id } })
    expect(state).toBe('stopped')
    expect(endedWhy).toMatch(why)
    expect(await books(id, crowd)).toEqual(all(2))
    expect(await persons(id, 'not_done')).toBe(PEOPLE - 3)
    expect(await stillLocked(crowd)).toBe(PEOPLE - 2)
    expect(await db.prisma.auditEntry.count({ where: { action: 'recover:unlock_account', outcome: 'denied', targetId: order[2] ?? '' } })).toBe(1)
  })

  it('waits while recoveries are stopped for everybody, goes on afterwards, and ends when its time is over', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await agreedBulk(agent, approver, crowd)
    await stepBulk(db, EXAMPLE_NOW, id)
    await db.prisma.guard.update({ where: { name: 'kill_switch' }, data: { isOn: true } })
    await runBulks(db, EXAMPLE_NOW)
    expect(await stillLocked(crowd)).toBe(PEOPLE - 1)
    await db.prisma.guard.update({ where: { name: 'kill_switch' }, data: { isOn: false } })
    await stepBulk(db, later(agent, 2 * MINUTE).now, id)
    expect(await stillLocked(crowd)).toBe(PEOPLE - 2)
    await runBulks(db, later(agent, 31 * MINUTE).now)
    expect(await stateOf(id)).toBe('expired')
    expect(await books(id, crowd)).toEqual(all(2))
  })

  it('is stopped by one click of any agent, for good', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await agreedBulk(agent, approver, crowd)
    await stepBulk(db, EXAMPLE_NOW, id)
    expect(await codeOf(stopBulk(await agentContext(db, 'viewer'), { bulkId: id }))).toBe('forbidden')
    await stopBulk(await agentContext(db, 'agent'), { bulkId: id })
    await stopBulk(agent, { bulkId: id })
    await runBulks(db, EXAMPLE_NOW)
    expect(await stateOf(id)).toBe('stopped')
    expect(await books(id, crowd)).toEqual(all(1))
    expect(await db.prisma.auditEntry.count({ where: { action: 'bulk.stop', targetId: crowd.patternId } })).toBe(1)
  })

  it.each(['requester', 'approver'] as const)('stops when its %s may not any more', async (who) => {
    const [asks, agrees] = [await agentContext(db, 'agent'), await agentContext(db, 'approver')]
    const crowd = await writeCrowd(db, locked())
    const id = await agreedBulk(asks, agrees, crowd)
    await db.prisma.agent.update({ where: { id: (who === 'requester' ? asks : agrees).actor.id ?? '' }, data: { role: 'viewer' } })
    await runBulks(db, EXAMPLE_NOW)
    expect(await stateOf(id)).toBe('stopped')
    expect(await books(id, crowd)).toEqual(all(0))
  })

  it('is done once to people whom two bulks are about, whichever comes first', async () => {
    const crowd = await writeCrowd(db, locked())
    const twin = await db.prisma.pattern.create({ data: { id: newId(), environment: crowd.environment, reason: 'bad_password', rule: 'no_verifier', signature: crowd.signature, firstSeenAt: new Date(EXAMPLE_NOW.getTime() - 120 * MINUTE), seenAt: EXAMPLE_NOW, people: PEOPLE, usual: 0 } })
    const ids = [await agreedBulk(agent, approver, crowd), await agreedBulk(agent, approver, { ...crowd, patternId: twin.id })]
    await Promise.all([...ids, ...ids].map((id) => (async () => { for (let step = 0; step < 20; step += 1) await stepBulk(db, EXAMPLE_NOW, id) })()))
    await runBulks(db, EXAMPLE_NOW)
    expect(await Promise.all(ids.map(stateOf))).toEqual(['done', 'done'])
    expect(await db.prisma.recovery.count({ where: { accountId: { in: crowd.accountIds } } })).toBe(PEOPLE)
    expect((await persons(ids[0] ?? '', 'done')) + (await persons(ids[1] ?? '', 'done'))).toBe(PEOPLE)
    expect(await stillLocked(crowd)).toBe(0)
  })

  it('goes on where an error came up once, with nobody changed twice or by halves, and stops after three on one person', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await agreedBulk(agent, approver, crowd)
    const third = [...crowd.accountIds].sort()[2] ?? ''
    const fault = { on: `CREATE TRIGGER fault BEFORE INSERT ON outbox_message FOR EACH ROW WHEN (NEW.account_id = '${third}'::uuid) EXECUTE FUNCTION fault()`, off: 'DROP TRIGGER fault ON outbox_message' }
    await db.pool.query(`CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the disk is full' USING ERRCODE = '53100'; END $$`)
    await db.pool.query(fault.on)
    await runBulks(db, EXAMPLE_NOW)
    expect(await books(id, crowd)).toEqual(all(2))
    await db.pool.query(fault.off)
    await runBulks(db, later(agent, MINUTE).now)
    expect(await books(id, crowd)).toEqual(all(PEOPLE))
    expect(await stateOf(id)).toBe('done')

    const other = await writeCrowd(db, locked())
    const second = await agreedBulk(agent, approver, other)
    await db.pool.query(fault.on.replace(third, [...other.accountIds].sort()[2] ?? ''))
    for (let minutes = 0; minutes < 4; minutes += 1) await runBulks(db, later(agent, minutes * MINUTE).now)
    await db.pool.query(fault.off)
    expect(await stateOf(second)).toBe('stopped')
    expect(await books(second, other)).toEqual(all(2))
    expect(await persons(second, 'not_done')).toBe(PEOPLE - 2)
  })

  it('cannot be altered, nor its people', async () => {
    const crowd = await writeCrowd(db, locked())
    const id = await agreedBulk(agent, approver, crowd)
    await expect(db.prisma.bulk.update({ where: { id }, data: { reason: 'Another one' } })).rejects.toThrow()
    await expect(db.prisma.bulkPerson.updateMany({ where: { bulkId: id }, data: { fingerprint: '0' } })).rejects.toThrow()
    const stranger = (await writeCrowd(db, locked(1))).accountIds[0] ?? ''
    await db.prisma.bulkPerson.create({ data: { bulkId: id, accountId: stranger, state: 'waiting', fingerprint: '0' } })
    await runBulks(db, EXAMPLE_NOW)
    expect((await db.prisma.account.findUniqueOrThrow({ where: { id: stranger } })).lockedUntil).not.toBeNull()
  })
})
