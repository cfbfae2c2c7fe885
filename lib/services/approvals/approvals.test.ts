import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW } from '@/lib/testing/example-record'
import { agree, bodyOf, codeOf, countsOf, passChecks, prepareRecovery, proveFor, requestFor, throughTo } from '@/lib/testing/guarded'
import type { ServiceContext } from '../context'
import { guardOffBinding } from '../recoveries/bindings'
import { setGuard } from '../recoveries/guards'
import { performRecovery } from '../recoveries/perform-recovery'
import { previewRecovery } from '../recoveries/preview-recovery'
import { refuseCaller } from '../verifications/refuse-caller'
import { cancelAllOf, cancelRequest, readStop, stopByLink } from './cancel-request'
import { executeRequest } from './execute-request'
import { runDue } from './run-due'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const after = (ms: number) => new Date(EXAMPLE_NOW.getTime() + ms)

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

/** A request that waits: for a second person, or (privileged) for that and a day. */
async function ask(action: RecoveryAction = 'reset_mfa', more: { privileged?: boolean; agent?: ServiceContext } = {}) {
  const agent = more.agent ?? (await agentContext(db, 'agent'))
  const prepared = await prepareRecovery(db, action, more.privileged ? { account: { privileged: true } } : {})
  const outcome = await performRecovery(agent, await requestFor(agent, action, prepared, ['identity_document', 'address_code']))
  if (outcome.kind !== 'asked') throw new Error('It was done at once')
  return { agent, prepared, requestId: outcome.requestId }
}

const stateOf = (id: string) => db.prisma.recoveryRequest.findUniqueOrThrow({ where: { id } })
const denials = (action: string, accountId: string) => db.prisma.auditEntry.count({ where: { action, outcome: 'denied', targetId: accountId } })
const factors = (accountId: string) => db.prisma.factor.count({ where: { accountId, removedAt: null } })

describe('a request', () => {
  it('changes nothing until somebody agrees, then runs at once and tells who agreed', async () => {
    const { prepared, requestId } = await ask()
    expect(await factors(prepared.ids.accountId)).toBe(2)
    const approver = await agentContext(db, 'approver')
    const { executed } = await agree(approver, requestId)
    expect(executed?.state).toBe('executed')
    expect(await factors(prepared.ids.accountId)).toBe(0)
    expect(await stateOf(requestId)).toMatchObject({ state: 'executed', endedWhy: null })
    const entry = await db.prisma.auditEntry.findFirstOrThrow({ where: { ticketId: prepared.ticket.id, action: 'recover:reset_mfa', outcome: 'done' } })
    expect(entry.after).toMatchObject({ Tier: 'Tier 3' })
    expect(entry).toMatchObject({ strength: 'totp', approvals: [{ by: approver.actor.name, how: 'totp' }], onBehalfOf: expect.stringMatching(/address_code, in a test|call_back, in a test/) as string })
    expect(entry.actorId).toBe((await stateOf(requestId)).requesterId)
  })

  it('is not made without checks of the caller, and the refusal is audited', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    for (const methods of [[], ['address_code'], ['address_code', 'address_code']]) {
      expect(await codeOf(performRecovery(agent, await requestFor(agent, 'reset_mfa', prepared, methods)))).toBe('forbidden')
    }
    expect(await countsOf(db, prepared)).toEqual({ recovered: 0, done: 0, denied: 3, messages: 0 })
  })

  it("does not count another agent's checks, another ticket's, or those of an hour ago", async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    await passChecks(await agentContext(db, 'agent'), prepared, ['address_code', 'call_back'])
    await passChecks({ ...agent, now: after(-HOUR) }, prepared, ['address_code', 'call_back'])
    await passChecks(agent, await prepareRecovery(db, 'reset_mfa'), ['address_code', 'call_back'])
    expect(await codeOf(performRecovery(agent, await requestFor(agent, 'reset_mfa', prepared, [])))).toBe('forbidden')
  })

  it('asks for a document where the last factor goes', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'remove_factor')
    await db.prisma.factor.updateMany({ where: { accountId: prepared.ids.accountId, id: { not: prepared.subjectId ?? '' } }, data: { removedAt: EXAMPLE_NOW } })
    expect(await codeOf(performRecovery(agent, await requestFor(agent, 'remove_factor', prepared)))).toBe('forbidden')
    const outcome = await performRecovery(agent, await requestFor(agent, 'remove_factor', prepared, ['identity_document']))
    expect(outcome).toMatchObject({ kind: 'asked', delayHours: 24 })
  })

  it('cannot be changed once it is frozen, not even by the database user of the console', async () => {
    const { requestId } = await ask()
    for (const column of ['payload', 'payload_hash', 'action', 'subject_id']) {
      await expect(db.pool.query(`UPDATE recovery_request SET ${column} = 'x' WHERE id = $1`, [requestId])).rejects.toMatchObject({ code: '42501' })
    }
    await expect(db.pool.query(`UPDATE recovery_request SET tier = 1 WHERE id = $1`, [requestId])).rejects.toMatchObject({ code: '42501' })
  })

  it('does not run where somebody changed it past that, and says so in the audit', async () => {
    const { requestId, prepared } = await ask()
    const approver = await agentContext(db, 'approver')
    await db.prisma.$executeRaw`ALTER TABLE recovery_request DISABLE TRIGGER recovery_request_frozen`
    await db.pool.query(`UPDATE recovery_request SET payload = replace(payload, '"reset_mfa"', '"send_reset_link"') WHERE id = $1`, [requestId])
    await db.prisma.$executeRaw`ALTER TABLE recovery_request ENABLE TRIGGER recovery_request_frozen`
    expect(await codeOf(agree(approver, requestId))).toBe('forbidden')
    expect(await denials('approval.approve', prepared.ids.accountId)).toBe(1)
    await runDue(db, after(31 * MINUTE))
    expect(await stateOf(requestId)).toMatchObject({ state: 'failed' })
    expect(await factors(prepared.ids.accountId)).toBe(2)
  })
})

describe('who may agree', () => {
  it.each([
    ['the requester, though an approver', async (agent: ServiceContext) => agent],
    ['a second account of the requester', async (agent: ServiceContext) => agentContext(db, 'admin', { email: `${agent.actor.kind === 'agent' ? agent.actor.email.toUpperCase().replace('@', '+two@') : ''}` })],
  ])('not %s: refused and audited', async (_who, other) => {
    const agent = await agentContext(db, 'approver')
    const { requestId, prepared } = await ask('reset_mfa', { agent })
    expect(await codeOf(agree(await other(agent), requestId))).toBe('forbidden')
    expect(await denials('approval.approve', prepared.ids.accountId)).toBe(1)
    expect((await stateOf(requestId)).state).toBe('pending')
  })

  it('not the person of the account, nor who vouched for the caller, nor an agent', async () => {
    const { requestId, prepared } = await ask()
    expect(await codeOf(agree(await agentContext(db, 'admin', { email: prepared.ids.email.replace('maya', '\uff4daya') }), requestId))).toBe('forbidden')
    expect(await denials('approval.approve', prepared.ids.accountId)).toBe(1)
    expect(await codeOf(agree(await agentContext(db, 'agent'), requestId))).toBe('forbidden')
    expect((await stateOf(requestId)).state).toBe('pending')
  })

  it('not who vouched for the caller, under no account of theirs', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const input = await requestFor(agent, 'reset_mfa', prepared, ['identity_document', 'address_code'])
    const dana = await agentContext(db, 'approver')
    await db.prisma.verification.updateMany({ where: { ticketId: prepared.ticket.id, method: 'identity_document' }, data: { colleagueId: dana.actor.id } })
    const asked = await performRecovery(agent, input)
    const requestId = asked.kind === 'asked' ? asked.requestId : ''
    for (const one of [dana, await agentContext(db, 'admin', { email: dana.actor.email.replace('@', '+2@') })]) expect(await codeOf(agree(one, requestId))).toBe('forbidden')
    expect((await stateOf(requestId)).state).toBe('pending')
  })

  it('not who was disabled while their yes was on its way, nor does a yes count of somebody disabled since', async () => {
    const { requestId, prepared } = await ask('reset_mfa', { privileged: true })
    const gone = await agentContext(db, 'approver')
    await db.prisma.agent.update({ where: { id: gone.actor.id }, data: { disabledAt: EXAMPLE_NOW } })
    expect(await codeOf(agree(gone, requestId))).toBe('forbidden')
    const approver = await agentContext(db, 'approver')
    await agree(approver, requestId)
    await db.prisma.agent.update({ where: { id: approver.actor.id }, data: { disabledAt: EXAMPLE_NOW } })
    await runDue(db, after(24 * HOUR + MINUTE))
    expect(await stateOf(requestId)).toMatchObject({ state: 'failed', endedWhy: 'Who agreed to it may not approve any more.' })
    expect(await factors(prepared.ids.accountId)).toBe(2)
  })

  it('nobody any more, once the caller was refused', async () => {
    const agent = await agentContext(db, 'agent')
    const { requestId, prepared } = await ask('reset_mfa', { agent })
    await refuseCaller(agent, { ticketId: prepared.ticket.id, note: 'Could not name the last ticket' })
    expect(await stateOf(requestId)).toMatchObject({ state: 'cancelled' })
    expect(await codeOf(agree(await agentContext(db, 'approver'), requestId))).toBe('forbidden')
  })

  it('to as much after a correction as before: what was an attack on this ticket stays one for the rules', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const preview = async () => (await previewRecovery(agent, { ticketId: prepared.ticket.id, action: 'reset_mfa', subjectId: null })).need
    const before = await preview()
    const decided = { ticketId: prepared.ticket.id, bucket: 'undetermined', nature: 'attack', confidence: 0.9, caseFile: {} }
    await db.prisma.verdict.create({ data: { ...decided, id: newId(), at: after(-2), cause: 'account-takeover', result: { nature: 'attack' }, decision: 'confirmed' } })
    const raised = await preview()
    expect(raised.tier).toBeGreaterThan(before.tier)
    await db.prisma.verdict.create({ data: { ...decided, id: newId(), at: after(-1), cause: 'mfa-factor-lost', nature: 'fault', result: { nature: 'fault' }, decision: 'corrected' } })
    expect((await preview()).tier).toBe(raised.tier)
  })

  it('not under another hash, not twice, not for a request that is not there', async () => {
    const { requestId, prepared } = await ask()
    const other = await ask()
    const approver = await agentContext(db, 'approver')
    const { payloadHash } = await stateOf(other.requestId)
    expect(await codeOf(agree(approver, requestId, { payloadHash }))).toBe('forbidden')
    await agree(approver, requestId)
    expect(await codeOf(agree(await agentContext(db, 'approver'), requestId))).toBe('forbidden')
    expect(await denials('approval.approve', prepared.ids.accountId)).toBe(2)
    expect(await db.prisma.recovery.count({ where: { requestId } })).toBe(1)
  })

  it('not somebody whom the owner of the account outranks', async () => {
    const admin = await agentContext(db, 'admin')
    const asks = await agentContext(db, 'admin')
    const prepared = await prepareRecovery(db, 'unlock_account', { account: { email: admin.actor.email, emailKey: admin.actor.email } })
    const outcome = await performRecovery(asks, await requestFor(asks, 'unlock_account', prepared))
    if (outcome.kind !== 'asked') throw new Error('An account of the same rank needs a second person')
    expect(await codeOf(agree(await agentContext(db, 'approver'), outcome.requestId))).toBe('forbidden')
    expect((await agree(await agentContext(db, 'admin'), outcome.requestId)).executed?.state).toBe('executed')
  })
})

describe('no', () => {
  it('is final, keeps its reason, and needs one', async () => {
    const { requestId, prepared } = await ask()
    const approver = await agentContext(db, 'approver')
    await expect(agree(approver, requestId, { decision: 'denied', reason: '' })).rejects.toMatchObject({ name: 'ZodError' })
    await agree(approver, requestId, { decision: 'denied', reason: 'The call back went to a number two days old' })
    expect(await stateOf(requestId)).toMatchObject({ state: 'denied', endedWhy: 'The call back went to a number two days old' })
    expect(await codeOf(agree(await agentContext(db, 'approver'), requestId))).toBe('forbidden')
    expect(await factors(prepared.ids.accountId)).toBe(2)
  })

  it('wins over a yes while the delay runs', async () => {
    const { requestId, prepared } = await ask('reset_mfa', { privileged: true })
    await agree(await agentContext(db, 'approver'), requestId)
    await agree(await agentContext(db, 'approver'), requestId, { decision: 'denied', reason: 'She is on holiday, I asked her team' })
    await runDue(db, after(25 * HOUR))
    expect((await stateOf(requestId)).state).toBe('denied')
    expect(await factors(prepared.ids.accountId)).toBe(2)
  })

  it('is what no answer means: audited, and a late yes is refused', async () => {
    const { requestId, prepared } = await ask()
    expect(await codeOf(agree(await agentContext(db, 'approver', { now: after(30 * MINUTE) }), requestId))).toBe('forbidden')
    await runDue(db, after(30 * MINUTE))
    expect(await stateOf(requestId)).toMatchObject({ state: 'expired', endedWhy: 'Nobody answered in time. Nothing changed.' })
    expect(await denials('approval.expire', prepared.ids.accountId)).toBe(1)
    expect((await ask('reset_mfa')).requestId).not.toBe(requestId)
  })
})

describe('a delay', () => {
  it('passes before anything happens, then it happens once', async () => {
    const { requestId, prepared } = await ask('reset_mfa', { privileged: true })
    const { executed, runAt } = await agree(await agentContext(db, 'approver'), requestId)
    expect([executed, runAt]).toEqual([null, after(24 * HOUR).toISOString()])
    expect((await runDue(db, after(24 * HOUR - 1))).executed).toBe(0)
    expect(await factors(prepared.ids.accountId)).toBe(2)
    await Promise.all(Array.from({ length: 8 }, () => runDue(db, after(24 * HOUR))))
    expect(await factors(prepared.ids.accountId)).toBe(0)
    expect(await db.prisma.recovery.count({ where: { requestId } })).toBe(1)
  })

  it('is told with a link that stops it, once, without a sign-in', async () => {
    const { requestId, prepared } = await ask('reset_mfa', { privileged: true })
    await agree(await agentContext(db, 'approver'), requestId)
    const notice = await db.prisma.outboxMessage.findFirstOrThrow({ where: { accountId: prepared.ids.accountId, kind: 'delay_notice' } })
    expect(notice.recipient).toBe(prepared.ids.email)
    const secret = /\/stop\/([\w-]+)/.exec(bodyOf(notice))?.[1] ?? ''
    expect(JSON.stringify(await stateOf(requestId))).not.toContain(secret)
    expect(await readStop(db, secret)).toEqual({ title: 'Reset MFA', runAt: after(24 * HOUR).toISOString() })
    expect((await stateOf(requestId)).state).toBe('approved')
    const from = { ip: null, requestId: null }
    const stops = await Promise.all([1, 2, 3].map(() => codeOf(stopByLink(db, EXAMPLE_NOW, secret, from))))
    expect(stops.sort()).toEqual(['done', 'not_found', 'not_found'])
    expect(await readStop(db, secret)).toBeNull()
    await runDue(db, after(25 * HOUR))
    expect(await stateOf(requestId)).toMatchObject({ state: 'cancelled', endedWhy: 'Stopped by the person, with the link of the notice.' })
    expect(await factors(prepared.ids.accountId)).toBe(2)
    expect(await codeOf(stopByLink(db, EXAMPLE_NOW, 'x'.repeat(43), from))).toBe('not_found')
  })

  it('ends with its window: what was missed for hours is not made up for', async () => {
    const { requestId } = await ask('reset_mfa', { privileged: true })
    await agree(await agentContext(db, 'approver'), requestId)
    await runDue(db, after(28 * HOUR))
    expect((await stateOf(requestId)).state).toBe('expired')
  })
})

describe('taking back', () => {
  it('is for who asked, approvers, and the freezing of the account', async () => {
    const one = await ask()
    expect(await codeOf(cancelRequest(await agentContext(db, 'agent'), { requestId: one.requestId, reason: '' }))).toBe('forbidden')
    await cancelRequest(one.agent, { requestId: one.requestId, reason: '' })
    expect((await stateOf(one.requestId)).state).toBe('cancelled')
    expect(await codeOf(agree(await agentContext(db, 'approver'), one.requestId))).toBe('forbidden')
    const two = await ask('reset_mfa', { privileged: true })
    const system: ServiceContext = { ...two.agent, actor: { kind: 'system', id: null, name: 'console' } }
    expect(await db.prisma.$transaction((tx) => cancelAllOf(tx, system, two.prepared.ids.accountId, 'The account was frozen.'))).toBe(1)
    expect(await stateOf(two.requestId)).toMatchObject({ state: 'cancelled', endedWhy: 'The account was frozen.' })
  })
})

describe('what was agreed runs only as it was', () => {
  it.each([
    ['the record changed', async ({ prepared }: Awaited<ReturnType<typeof ask>>) => void (await db.prisma.account.update({ where: { id: prepared.ids.accountId }, data: { suspendedAt: EXAMPLE_NOW, suspendedReason: 'Fraud' } })), /record changed/],
    ['a session began', async ({ prepared }: Awaited<ReturnType<typeof ask>>) => void (await db.prisma.accountSession.create({ data: { id: newId(), accountId: prepared.ids.accountId, kind: 'browser', label: 'New', startedAt: EXAMPLE_NOW, lastSeenAt: EXAMPLE_NOW } })), /record changed/],
    ['the requester was disabled', async ({ agent }: Awaited<ReturnType<typeof ask>>) => void (await db.prisma.agent.update({ where: { id: agent.actor.id ?? '' }, data: { disabledAt: EXAMPLE_NOW } })), /may not use the console/],
    ['the requester may only look by now', async ({ agent }: Awaited<ReturnType<typeof ask>>) => void (await db.prisma.agent.update({ where: { id: agent.actor.id ?? '' }, data: { role: 'viewer' } })), /may not any more/],
    ['the account became privileged', async ({ prepared }: Awaited<ReturnType<typeof ask>>) => void (await db.prisma.account.update({ where: { id: prepared.ids.accountId }, data: { privileged: true } })), /tier 4 now/],
    ['the address became new', async ({ prepared }: Awaited<ReturnType<typeof ask>>) => void (await db.prisma.account.update({ where: { id: prepared.ids.accountId }, data: { emailVerifiedAt: EXAMPLE_NOW } })), /tier 4 now/],
  ])('%s: ended, audited, nothing done', async (_what, change, why) => {
    const asked = await ask()
    await change(asked)
    const { executed } = await agree(await agentContext(db, 'approver'), asked.requestId)
    expect(executed).toMatchObject({ state: 'failed', why: expect.stringMatching(why) as string })
    expect(await factors(asked.prepared.ids.accountId)).toBe(2)
    expect(await db.prisma.auditEntry.count({ where: { action: 'recover:reset_mfa', outcome: 'failed', targetId: asked.prepared.ids.accountId } })).toBe(1)
  })
})

describe('the switches', () => {
  it('stop everything at once and let what waits wait, and raise every tier', async () => {
    const admin = await agentContext(db, 'approver')
    const { requestId, prepared } = await ask('reset_mfa', { privileged: true })
    await agree(await agentContext(db, 'approver'), requestId)
    const agent = await agentContext(db, 'agent')
    const locked = await prepareRecovery(db, 'unlock_account')
    const input = await requestFor(agent, 'unlock_account', locked)
    expect(await codeOf(setGuard(agent, { name: 'kill_switch', to: 'on', reason: 'Somebody got in tonight' }))).toBe('forbidden')
    await setGuard(admin, { name: 'kill_switch', to: 'on', reason: 'Somebody got in tonight' })
    expect(await codeOf(performRecovery(agent, input))).toBe('forbidden')
    expect((await executeRequest(db, after(24 * HOUR), requestId))?.state).toBe('waits')
    expect(await factors(prepared.ids.accountId)).toBe(2)
    await setGuard(admin, { name: 'kill_switch', to: 'off', reason: 'The hole is closed again', stepUpProof: await proveFor(admin, guardOffBinding('kill_switch')) })
    expect((await executeRequest(db, after(24 * HOUR + 2 * MINUTE), requestId))?.state).toBe('executed')
    await setGuard(admin, { name: 'elevated_threat', to: 'on', reason: 'A campaign against help desks' })
    expect(await codeOf(performRecovery(agent, input))).toBe('conflict')
    expect((await previewRecovery(agent, { ticketId: locked.ticket.id, action: 'unlock_account' })).need.words).toBe('Tier 2, today 3: elevated threat')
    await setGuard(admin, { name: 'elevated_threat', to: 'off', reason: 'The campaign has ended', stepUpProof: await proveFor(admin, guardOffBinding('elevated_threat')) })
    expect(await codeOf(performRecovery(agent, input))).toBe('done')
  })
})

describe('password, factor and contact', () => {
  it('are never all new within the window, whoever asks', async () => {
    const agent = await agentContext(db, 'agent')
    const approver = await agentContext(db, 'approver')
    const prepared = await prepareRecovery(db, 'reset_mfa', { account: { passwordChangedAt: after(-HOUR) } })
    await db.prisma.account.update({ where: { id: prepared.ids.accountId }, data: { emailVerifiedAt: after(-2 * HOUR) } })
    const preview = await previewRecovery(agent, { ticketId: prepared.ticket.id, action: 'reset_mfa' })
    expect(preview.whyNot).toMatch(/takeover/)
    expect(await codeOf(performRecovery(await agentContext(db, 'admin'), await requestFor(await agentContext(db, 'admin'), 'reset_mfa', prepared, ['identity_document', 'address_code'])))).toBe('forbidden')
    const calm = await prepareRecovery(db, 'reset_mfa', { account: { passwordChangedAt: after(-HOUR) } })
    expect((await throughTo(agent, approver, await requestFor(agent, 'reset_mfa', calm))).kind).toBe('done')
  })
})
