import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW } from '@/lib/testing/example-record'
import { bodyOf, codeOf, prepareRecovery, type Prepared } from '@/lib/testing/guarded'
import type { ServiceContext } from '../context'
import { previewRecovery } from '../recoveries/preview-recovery'
import { refuseCaller } from './refuse-caller'
import { answerCheck, attestCheck, enterCode, lookForFactor } from './settle-check'
import { startCheck } from './start-check'
import { listAsked } from './list-asked'

const MINUTE = 60_000
const at = (ctx: ServiceContext, ms: number): ServiceContext => ({ ...ctx, now: new Date(EXAMPLE_NOW.getTime() + ms) })

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const callerOf = (ctx: ServiceContext, { ticket, subjectId }: Prepared) => previewRecovery(ctx, { ticketId: ticket.id, action: 'reset_mfa', subjectId }).then(({ caller }) => caller)
const optionOf = async (ctx: ServiceContext, prepared: Prepared, method: string) => (await callerOf(ctx, prepared)).offers.find((offer) => offer.method === method)?.options[0]?.id ?? ''

/** Starts a check and returns its id. */
async function start(ctx: ServiceContext, prepared: Prepared, method: string, optionId?: string) {
  await startCheck(ctx, { ticketId: prepared.ticket.id, method, optionId: optionId ?? (await optionOf(ctx, prepared, method)) })
  return (await db.prisma.verification.findFirstOrThrow({ where: { ticketId: prepared.ticket.id, method, startedById: ctx.actor.id ?? '', state: 'open' } })).id
}

/** The code as the person reads it in their mailbox. */
async function codeIn({ ids }: Prepared): Promise<string> {
  const message = await db.prisma.outboxMessage.findFirstOrThrow({ where: { accountId: ids.accountId, kind: 'caller_code' }, orderBy: { id: 'desc' } })
  return /^(\d{6})$/m.exec(bodyOf(message))?.[1] ?? ''
}
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('a code to an address on file', () => {
  it('goes to that address alone, stands nowhere else, and passes once it is read out', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const id = await start(agent, prepared, 'address_code')
    const message = await db.prisma.outboxMessage.findFirstOrThrow({ where: { accountId: prepared.ids.accountId } })
    expect(message.recipient).toBe(prepared.ids.email)
    const code = await codeIn(prepared)
    const everywhere = JSON.stringify([await callerOf(agent, prepared), await db.prisma.verification.findMany(), await db.prisma.auditEntry.findMany().then((rows) => rows.map(({ seq: _, ...row }) => row))])
    expect(everywhere.replace(/[0-9a-f-]{32,}/g, '')).not.toContain(code)
    expect(everywhere).not.toContain(prepared.ids.email)
    expect(await enterCode(agent, { id, code: `${code.slice(0, 3)} ${code.slice(3)}` })).toEqual({ right: true, left: 5 })
    expect(await callerOf(agent, prepared)).toMatchObject({ passed: 1, missing: 'One check of the caller is missing.' })
    expect(await codeOf(enterCode(agent, { id, code }))).toBe('conflict')
  })

  it('is dead after five wrong ones, also when they come at once', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const id = await start(agent, prepared, 'address_code')
    const code = await codeIn(prepared)
    const tries = await Promise.all(Array.from({ length: 12 }, () => codeOf(enterCode(agent, { id, code: otherThan(code) }))))
    expect(tries.filter((tried) => tried === 'done').length).toBe(5)
    expect(await codeOf(enterCode(agent, { id, code }))).toBe('conflict')
    expect(await db.prisma.verification.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'failed', wrong: 5 })
  })

  it('counts once when the right one is sent fifty times', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const id = await start(agent, prepared, 'address_code')
    const code = await codeIn(prepared)
    const tries = await Promise.all(Array.from({ length: 50 }, () => codeOf(enterCode(agent, { id, code }))))
    expect(tries.filter((tried) => tried === 'done').length).toBe(1)
  })

  it('ends after ten minutes, and with the next one', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const first = await start(agent, prepared, 'address_code')
    const code = await codeIn(prepared)
    expect(await codeOf(enterCode(at(agent, 10 * MINUTE), { id: first, code }))).toBe('conflict')
    const second = await start(at(agent, MINUTE), prepared, 'address_code')
    expect(await codeOf(enterCode(agent, { id: first, code }))).toBe('conflict')
    expect(second).not.toBe(first)
  })

  it('does not flood a mailbox, and belongs to who sent it', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    let id = ''
    for (let count = 0; count < 5; count += 1) id = await start(agent, prepared, 'address_code')
    const optionId = await optionOf(agent, prepared, 'address_code')
    const other = await agentContext(db, 'agent')
    expect(await codeOf(startCheck(other, { ticketId: prepared.ticket.id, method: 'address_code', optionId }))).toBe('too_many')
    expect(await codeOf(enterCode(other, { id, code: await codeIn(prepared) }))).toBe('forbidden')
  })

  it.each([
    ['a list', ['a@example.com', 'b@example.com']],
    ['an address', 'thief@example.com'],
    ['an object', { not: '' }],
    ["another account's option", null],
  ])('goes nowhere else: %s as the option', async (_what, given) => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const optionId = given ?? (await optionOf(agent, await prepareRecovery(db, 'reset_mfa'), 'address_code'))
    await expect(startCheck(agent, { ticketId: prepared.ticket.id, method: 'address_code', optionId })).rejects.toThrow()
    expect(await db.prisma.outboxMessage.count({ where: { accountId: prepared.ids.accountId } })).toBe(0)
  })
})

describe('a factor that still works', () => {
  it('is seen in the log: the same factor, passed after the check began', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const id = await start(agent, prepared, 'working_factor')
    const event = (more: Record<string, unknown>) =>
      db.prisma.authEvent.create({
        data: { id: newId(), at: new Date(EXAMPLE_NOW.getTime() + MINUTE), receivedAt: new Date(EXAMPLE_NOW.getTime() + MINUTE), environment: prepared.ids.environment, hop: 'auth', outcome: 'success', reason: 'success', accountId: prepared.ids.accountId, details: { factorId: prepared.ids.factorIds[0] }, format: 'latchkey', raw: '{}', ...more },
      })
    await event({ at: new Date(EXAMPLE_NOW.getTime() - MINUTE) })
    await event({ receivedAt: new Date(EXAMPLE_NOW.getTime() - MINUTE) })
    await event({ outcome: 'failure' })
    await event({ accountId: (await prepareRecovery(db, 'reset_mfa')).ids.accountId })
    await event({ details: { factorId: prepared.ids.factorIds[1] } })
    expect(await lookForFactor(at(agent, 2 * MINUTE), id)).toBe(false)
    await event({})
    expect(await lookForFactor(at(agent, 2 * MINUTE), id)).toBe(true)
  })
})

describe('a colleague', () => {
  it('alone answers what they were asked, with how they made sure', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    // Who only looks vouches for nobody.
    const vera = await agentContext(db, 'viewer')
    expect(await codeOf(startCheck(agent, { ticketId: prepared.ticket.id, method: 'manager', optionId: vera.actor.id }))).toBe('conflict')
    const dana = await agentContext(db, 'agent')
    const id = await start(agent, prepared, 'identity_document', dana.actor.id)
    expect((await listAsked(dana)).map((asked) => asked.id)).toEqual([id])
    const yes = { id, outcome: 'passed', note: 'Saw her and her passport by video' }
    expect(await codeOf(answerCheck(agent, yes))).toBe('forbidden')
    expect(await codeOf(answerCheck(await agentContext(db, 'admin'), yes))).toBe('forbidden')
    await expect(answerCheck(dana, { ...yes, note: 'ok' })).rejects.toThrow()
    await answerCheck(dana, yes)
    expect(await listAsked(dana)).toEqual([])
    expect(await callerOf(agent, prepared)).toMatchObject({ passed: 1 })
    // Two kinds from one mouth are one check.
    const again = await start(agent, prepared, 'manager', dana.actor.id)
    await answerCheck(dana, { ...yes, id: again })
    expect(await callerOf(agent, prepared)).toMatchObject({ passed: 1 })
  })

  it('is never the agent, nor the person, however their address is written', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const maya = await agentContext(db, 'viewer', { email: prepared.ids.email.replace('@', '+work@').toUpperCase() })
    const twin = await agentContext(db, 'admin', { email: agent.actor.email.replace('@', '+2@') })
    const offered = (await callerOf(agent, prepared)).offers.find(({ method }) => method === 'manager')?.options.map(({ id }) => id) ?? []
    for (const id of [agent.actor.id, maya.actor.id, twin.actor.id]) {
      expect(offered).not.toContain(id)
      expect(await codeOf(startCheck(agent, { ticketId: prepared.ticket.id, method: 'manager', optionId: id }))).toBe('conflict')
    }
  })
})

describe('probing', () => {
  it('is counted over all agents and shown, raises the tier, and in the end stops every check', async () => {
    const prepared = await prepareRecovery(db, 'unlock_account')
    const needs = async (ctx: ServiceContext) => (await previewRecovery(ctx, { ticketId: prepared.ticket.id, action: 'unlock_account' })).need.words
    const [ines, priya] = [await agentContext(db, 'agent'), await agentContext(db, 'agent')]
    for (const agent of [ines, priya]) {
      const id = await start(agent, prepared, 'call_back')
      await attestCheck(agent, { id, outcome: 'failed', note: 'Somebody else answered' })
    }
    expect(await needs(ines)).toBe('Tier 2')
    const id = await start(priya, prepared, 'address_code')
    await enterCode(priya, { id, code: otherThan(await codeIn(prepared)) })
    expect(await needs(ines)).toBe('Tier 2, today 3: checks have failed')
    expect((await callerOf(ines, prepared)).failed).toEqual({ count: 3, agents: 2, probing: true, stopped: false })
    for (let count = 0; count < 7; count += 1) await attestCheck(ines, { id: await start(ines, prepared, 'call_back'), outcome: 'failed', note: '' })
    expect(await codeOf(start(ines, prepared, 'manager', priya.actor.id))).toBe('too_many')
    expect(await needs(at(priya, 25 * 60 * MINUTE))).toBe('Tier 2')
  })
})

describe('a caller who cannot be verified', () => {
  it('is sent away with words to read out; what had passed ends, the person is told, nothing else changes', async () => {
    const agent = await agentContext(db, 'agent')
    const prepared = await prepareRecovery(db, 'reset_mfa')
    const id = await start(agent, prepared, 'call_back')
    // A call that nobody answered, as far as is written down, shows nothing.
    await expect(attestCheck(agent, { id, outcome: 'passed', note: '' })).rejects.toThrow('who answered')
    await attestCheck(agent, { id, outcome: 'passed', note: 'Maya' })
    expect((await callerOf(agent, prepared)).passed).toBe(1)
    await Promise.all([1, 2].map(() => refuseCaller(agent, { ticketId: prepared.ticket.id, note: 'Could not read the code' })))
    const caller = await callerOf(agent, prepared)
    expect(caller.passed).toBe(0)
    expect(caller.readOut).toMatch(/^I could not make sure/)
    expect(caller.readOut).not.toContain(prepared.ids.email)
    const colleague = await agentContext(db, 'agent')
    for (const ctx of [agent, colleague]) expect(await codeOf(start(ctx, prepared, 'call_back'))).toBe('conflict')
    expect((await callerOf(colleague, prepared)).readOut).toBe(caller.readOut)
    expect(await db.prisma.outboxMessage.findMany({ where: { accountId: prepared.ids.accountId } })).toMatchObject([{ recipient: prepared.ids.email, subject: 'Somebody called our support in your name' }])
    expect(await db.prisma.auditEntry.count({ where: { action: 'verify:refusal', ticketId: prepared.ticket.id } })).toBe(1)
    expect(await codeOf(refuseCaller(await agentContext(db, 'viewer'), { ticketId: prepared.ticket.id }))).toBe('forbidden')
  })
})
