import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { Role } from '@/lib/evidence/vocabulary'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample, writeTicket } from '@/lib/testing/example-record'
import { proveFor } from '@/lib/testing/guarded'
import type { ServiceContext } from '../context'
import { diagnoseCase } from '../diagnosis/diagnose-case'
import { recoveryBinding } from '../recoveries/bindings'
import { performRecovery } from '../recoveries/perform-recovery'
import { previewRecovery } from '../recoveries/preview-recovery'
import { answerQuestion } from './answer-question'
import { assessTicket } from './assess-ticket'
import { assignTicket } from './assign-ticket'
import { chooseAccount } from './choose-account'
import { decideVerdict } from './decide-verdict'
import { exportCase, exportMarkdown } from './export-ticket'
import { lastDecision } from './last-decision'
import { countQueue, listTickets } from './list-tickets'
import { markChange } from './mark-change'
import { openTicket } from './open-ticket'
import { pickAttempt } from './pick-attempt'
import { previewIntake } from './preview-intake'
import { reachStep } from './reach-step'
import { saveExperience } from './save-experience'
import { setStatus } from './set-status'
import { viewTicket } from './view-ticket'
import { saveTexts } from './write-texts'

let db: Database
let ctx: Awaited<ReturnType<typeof agentContext>>
let record: Awaited<ReturnType<typeof writeExample>>
let number: number

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  ctx = await agentContext(db, 'agent')
  record = await writeExample(db)
  number = (await writeTicket(db, { environment: record.environment, accountId: record.accountId }, null)).number
})

const ticket = () => db.prisma.ticket.findUniqueOrThrow({ where: { number }, include: { experience: true, marks: true, verdicts: true } })
const audits = async () => (await db.prisma.auditEntry.findMany({ where: { actorId: ctx.actor.id }, orderBy: { seq: 'asc' } })).map(({ action, outcome }) => `${action} ${outcome}`)

async function writeChange(environment = record.environment) {
  await db.prisma.service.createMany({ data: [{ name: 'auth-service', onSignInPath: true }], skipDuplicates: true })
  const id = newId()
  await db.prisma.change.create({
    data: { id, source: 'test', sourceId: id, at: new Date(EXAMPLE_NOW.getTime() - 3_600_000), environment, service: 'auth-service', kind: 'rollback', summary: 'Roll back', relevance: 90, relevanceReasons: [] },
  })
  return id
}

const failureLine = (reason: string) => JSON.stringify({ latchkey: 1, at: '2026-11-24T11:00:00.000Z', hop: 'auth', outcome: 'failure', reason, attempted: record.email })

describe('opening a ticket', () => {
  const open = (more: object = {}) => openTicket(ctx, { subject: 'Cannot sign in', channel: 'phone', environment: record.environment, ...more })

  it('keeps what was said, finds the record by its exact identifier, gives it to who opened it, and judges it', async () => {
    number = await open({ identifier: record.email.toUpperCase(), message: 'Invalid password', statusCode: '401', reporterName: 'Maya' })
    expect(await ticket()).toMatchObject({ accountId: record.accountId, assigneeId: ctx.actor.id, openedById: ctx.actor.id, environment: record.environment, experience: { message: 'Invalid password', statusCode: 401 } })
    expect((await ticket()).bucket).not.toBeNull()
    expect(await audits()).toEqual(['ticket.open done'])
  })

  it('ties nobody to a name that is not there, and says so to the engine', async () => {
    number = await open({ identifier: 'nobody@example.com' })
    expect((await ticket()).accountId).toBeNull()
    expect(await exportCase(ctx, number)).toMatchObject({ account: null, accountSought: true })
  })

  it('drops a pasted password before anything is stored', async () => {
    number = await open({ intake: `Maya cannot get in\npassword: Hunter2!x\n${failureLine('account_locked')}`, message: 'password=Hunter2!x is wrong' })
    const all = JSON.stringify(await ticket()) + JSON.stringify(await db.prisma.auditEntry.findMany({ omit: { seq: true } }))
    expect(all).not.toContain('Hunter2')
    expect((await ticket()).experience?.symptom).toContain('Maya cannot get in')
    expect((await ticket()).experience?.symptom).not.toContain('latchkey')
  })

  it('counts a pasted log record as evidence, and once where the database holds it too', async () => {
    number = await open({ intake: failureLine('account_locked'), identifier: record.email })
    const reasons = async () => diagnoseCase(await exportCase(ctx, number)).events.map(({ reason }) => reason)
    expect(await reasons()).toEqual(['account_locked'])
    await db.prisma.authEvent.create({
      data: { id: newId(), at: new Date('2026-11-24T11:00:00.000Z'), environment: record.environment, hop: 'auth', outcome: 'failure', reason: 'account_locked', accountId: record.accountId, format: 'latchkey', raw: '{}' },
    })
    expect(await reasons()).toEqual(['account_locked'])
  })

  it('refuses an environment that there is not, and writes nothing', async () => {
    const before = await db.prisma.ticket.count()
    await expect(openTicket(ctx, { subject: 'Cannot sign in', channel: 'phone', environment: 'nowhere' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(open({ subject: '' })).rejects.toThrow()
    await expect(open({ statusCode: '99' })).rejects.toThrow()
    expect(await db.prisma.ticket.count()).toBe(before)
  })
})

describe('what is changed in a ticket', () => {
  it('an answer is a fact of the case, and answers may be changed', async () => {
    await answerQuestion(ctx, { number, question: 'sure-of-the-password', answer: 'sure' })
    await answerQuestion(ctx, { number, question: 'sure-of-the-password', answer: 'not_sure' })
    expect((await exportCase(ctx, number)).experience?.answers).toEqual({ 'sure-of-the-password': 'not_sure' })
    await expect(answerQuestion(ctx, { number, question: 'sure-of-the-password', answer: 'perhaps' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('a form that was drawn before somebody else’s change is refused and changes nothing', async () => {
    const { version } = await ticket()
    await answerQuestion(ctx, { number, question: 'sure-of-the-password', answer: 'sure' })
    await expect(saveExperience(ctx, { number, version, message: 'Mine' })).rejects.toMatchObject({ code: 'conflict' })
    expect((await ticket()).experience?.message ?? null).toBeNull()
    await saveExperience(ctx, { number, version: version + 1, message: 'Mine' })
    expect(await ticket()).toMatchObject({ version: version + 2, experience: { message: 'Mine', answers: { 'sure-of-the-password': 'sure' } } })
  })

  it('of two forms sent at the same time one wins', async () => {
    const { version } = await ticket()
    const results = await Promise.allSettled(['a', 'b'].map((message) => saveExperience(ctx, { number, version, message })))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await ticket()).version).toBe(version + 1)
  })

  it('a suspect change is marked, then cleared and left out of the case, then unmarked', async () => {
    const changeId = await writeChange()
    await markChange(ctx, { number, changeId, state: 'suspect' })
    expect((await exportCase(ctx, number)).changes).toMatchObject([{ id: changeId, suspect: true }])
    await markChange(ctx, { number, changeId, state: 'cleared' })
    expect((await exportCase(ctx, number)).changes).toEqual([])
    await markChange(ctx, { number, changeId, state: 'none' })
    expect((await exportCase(ctx, number)).changes).toMatchObject([{ id: changeId, suspect: false }])
  })

  it('another account can be chosen, or none', async () => {
    await chooseAccount(ctx, { number, accountId: '' })
    expect((await ticket()).accountId).toBeNull()
    await chooseAccount(ctx, { number, accountId: record.accountId })
    expect(await ticket()).toMatchObject({ accountId: record.accountId, identifier: record.email })
  })

  it('is taken, given back, parked and solved, each once in the audit', async () => {
    for (const to of ['me', 'me', 'nobody'] as const) await assignTicket(ctx, { number, to })
    for (const status of ['waiting', 'solved', 'solved'] as const) await setStatus(ctx, { number, status })
    expect(await ticket()).toMatchObject({ assigneeId: null, status: 'solved', closedAt: EXAMPLE_NOW })
    await setStatus(ctx, { number, status: 'open' })
    expect((await ticket()).closedAt).toBeNull()
    expect(await audits()).toEqual(['ticket.assign done', 'ticket.assign done', 'ticket.status done', 'ticket.status done', 'ticket.status done'])
  })

  it('the attempt that it is about is kept, one of nobody or of another environment is not', async () => {
    const event = (environment: string, traceId: string) => ({ id: newId(), at: EXAMPLE_NOW, environment, hop: 'auth' as const, outcome: 'failure' as const, reason: 'bad_password', traceId, format: 'latchkey', raw: '{}' })
    const other = await writeExample(db)
    const [mine, theirs] = [newId(), newId()]
    await db.prisma.authEvent.createMany({ data: [event(record.environment, mine), event(other.environment, theirs)] })
    await pickAttempt(ctx, { number, attempt: mine })
    expect((await ticket()).attempt).toBe(mine)
    for (const attempt of [theirs, newId(), 'no\u0000where']) await expect(pickAttempt(ctx, { number, attempt })).rejects.toMatchObject({ code: 'not_found' })
    expect((await ticket()).attempt).toBe(mine)
    await pickAttempt(ctx, { number, attempt: '' })
    expect((await ticket()).attempt).toBeNull()
  })

  it('remembers the furthest step, never a nearer one', async () => {
    await reachStep(ctx, { number, step: 'changes' })
    await reachStep(ctx, { number, step: 'record' })
    expect((await ticket()).step).toBe('changes')
  })

  it('ticks the steps that were opened and none that were passed over', async () => {
    await reachStep(ctx, { number, step: 'logs' })
    await reachStep(ctx, { number, step: 'logs' })
    expect((await ticket()).stepsOpened).toEqual(['logs'])
    const { steps } = await viewTicket(ctx, number, 'verdict')
    expect(steps.filter(({ done }) => done).map(({ step }) => step)).toEqual(['logs'])
  })

  it('keeps an edited reply and note without their secrets', async () => {
    await saveTexts(ctx, { number, reply: 'Hello Maya', note: 'token=abcDEF123456789abcDEF123' })
    expect(await ticket()).toMatchObject({ reply: 'Hello Maya' })
    expect((await ticket()).note).not.toContain('abcDEF123456789')
    await saveTexts(ctx, { number, note: '' })
    expect(await ticket()).toMatchObject({ reply: 'Hello Maya', note: null })
  })
})

describe('the verdict', () => {
  it('is confirmed with the facts that it was reached from, and they stay as they were', async () => {
    await db.prisma.account.update({ where: { id: record.accountId }, data: { lockedUntil: new Date(EXAMPLE_NOW.getTime() + 3_600_000), failedAttempts: 3 } })
    const { verdict } = await viewTicket(ctx, number, 'verdict')
    await decideVerdict(ctx, { number, decision: 'confirmed' })
    await db.prisma.account.update({ where: { id: record.accountId }, data: { lockedUntil: null } })
    const [frozen] = (await ticket()).verdicts
    expect(frozen).toMatchObject({ decision: 'confirmed', cause: verdict.cause, agentId: ctx.actor.id })
    expect(frozen?.caseFile).toMatchObject({ account: { lockedUntil: '2026-11-24T13:00:00.000Z' } })
    expect(diagnoseCase(frozen?.caseFile).confidence).toBe(frozen?.confidence)
    expect(await lastDecision(ctx, (await ticket()).id)).toMatchObject({ decision: 'confirmed', agent: { name: ctx.actor.name } })
  })

  it('stays what it was when a recovery takes away what it was read from, until the person fails again', async () => {
    await db.prisma.account.update({ where: { id: record.accountId }, data: { lockedUntil: new Date(EXAMPLE_NOW.getTime() + 3_600_000), failedAttempts: 5, lockReason: '5 failed tries' } })
    await db.prisma.experience.create({ data: { ticketId: (await ticket()).id, message: 'Your account is locked', symptom: 'It says my account is locked after too many tries' } })
    const failAt = (minutes: number, reason: string) => db.prisma.authEvent.create({ data: { id: newId(), at: new Date(EXAMPLE_NOW.getTime() + minutes * 60_000), environment: record.environment, hop: 'auth', outcome: 'failure', reason, accountId: record.accountId, attempted: record.email, attemptedKey: record.email, format: 'latchkey', raw: '{}' } })
    for (const minutes of [-12, -11, -10]) await failAt(minutes, 'bad_password')
    await failAt(-9, 'account_locked')
    const before = await viewTicket(ctx, number, 'verdict')
    expect(before.verdict.cause).toBe('account-locked')

    const id = (await ticket()).id
    const { fingerprint } = await previewRecovery(ctx, { ticketId: id, action: 'unlock_account' })
    const asked = { ticketId: id, action: 'unlock_account', subjectId: null, fingerprint }
    const stepUpProof = await proveFor(ctx, recoveryBinding(asked, record.accountId))
    await performRecovery(ctx, { ...asked, reason: 'Caller is on the line', override: null, idempotencyKey: newId(), stepUpProof })
    const after = await viewTicket(ctx, number, 'verdict')
    expect(after.access?.blocks).toBe(0)
    expect(after.verdict).toEqual(before.verdict)
    expect(after.gathered.frozenAt).toEqual(EXAMPLE_NOW)
    await answerQuestion(ctx, { number, question: 'sure-of-the-password', answer: 'sure' })
    expect(await ticket()).toMatchObject({ cause: 'account-locked', verdicts: [{ decision: 'acted' }] })
    expect(await lastDecision(ctx, id)).toBeNull()

    ctx.now = new Date(EXAMPLE_NOW.getTime() + 600_000)
    await failAt(5, 'bad_password')
    expect((await viewTicket(ctx, number, 'verdict')).gathered).toMatchObject({ frozenAt: null, caseFile: { account: { lockedUntil: null } } })
  })

  it('is corrected with a reason only, to a cause of the playbook only', async () => {
    const correct = (more: object) => decideVerdict(ctx, { number, decision: 'corrected', ...more })
    await expect(correct({ correctedCause: 'clock-skew' })).rejects.toThrow()
    await expect(correct({ reason: 'I saw it on the host itself.' })).rejects.toThrow()
    await expect(correct({ correctedCause: 'no-such-cause', reason: 'I saw it on the host itself.' })).rejects.toMatchObject({ code: 'invalid' })
    await correct({ correctedCause: 'clock-skew', reason: 'I saw it on the host itself.' })
    expect((await ticket()).verdicts).toMatchObject([{ decision: 'corrected', cause: 'clock-skew', bucket: 'token_session', reason: 'I saw it on the host itself.' }])
    expect(await audits()).toEqual(['verdict.correct done'])
    await assessTicket(ctx, number)
    expect(await ticket()).toMatchObject({ cause: 'clock-skew', bucket: 'token_session', confidence: 1 })
  })

  it('leaves as Markdown that nothing said in the ticket can break, and every export is audited', async () => {
    await saveExperience(ctx, { number, version: 0, message: '# x | <b>y</b>\n| z' })
    const text = await exportMarkdown(ctx, number)
    expect(text.split('\n')[0]).toBe(`# Ticket #${number}: Cannot sign in`)
    expect(text).toContain('\\# x \\| \\<b\\>y\\</b\\> \\| z')
    await exportCase(ctx, number)
    expect((await audits()).filter((entry) => entry === 'ticket.export done')).toHaveLength(2)
  })
})

describe('who may', () => {
  it('a viewer reads and exports, changes nothing, and every refusal is in the audit', async () => {
    ctx = await agentContext(db, 'viewer' satisfies Role)
    const before = await ticket()
    const work: ((ctx: ServiceContext) => Promise<unknown>)[] = [
      (c) => openTicket(c, { subject: 'Cannot sign in', channel: 'phone', environment: record.environment }),
      (c) => saveExperience(c, { number, version: 0, message: 'x' }),
      (c) => answerQuestion(c, { number, question: 'sure-of-the-password', answer: 'sure' }),
      (c) => chooseAccount(c, { number, accountId: '' }),
      (c) => markChange(c, { number, changeId: newId(), state: 'suspect' }),
      (c) => pickAttempt(c, { number, attempt: '' }),
      (c) => assignTicket(c, { number, to: 'me' }),
      (c) => setStatus(c, { number, status: 'solved' }),
      (c) => saveTexts(c, { number, reply: 'x' }),
      (c) => decideVerdict(c, { number, decision: 'confirmed' }),
      (c) => previewIntake(c, 'x'),
    ]
    for (const one of work) await expect(one(ctx)).rejects.toMatchObject({ code: 'forbidden' })
    await reachStep(ctx, { number, step: 'verdict' })
    expect(await ticket()).toEqual(before)
    expect((await audits()).filter((entry) => entry.endsWith('denied'))).toHaveLength(work.length)
    expect((await viewTicket(ctx, number, 'logs')).gathered.ticket.number).toBe(number)
  })
})

describe('the queue', () => {
  it('shows mine, unassigned and all, by search and by status', async () => {
    await assignTicket(ctx, { number, to: 'me' })
    const numbers = async (input: object) => (await listTickets(ctx, { environment: record.environment, ...input })).rows.map((row) => row.number)
    expect(await numbers({ view: 'mine' })).toEqual([number])
    expect(await numbers({ view: 'unassigned' })).toEqual([])
    expect(await numbers({ view: 'all', q: `#${number}` })).toEqual([number])
    expect(await numbers({ view: 'all', q: 'nnot sig' })).toEqual([number])
    expect(await numbers({ view: 'all', q: record.email.toUpperCase() })).toEqual([number])
    expect(await numbers({ view: 'all', q: 'n_ot' })).toEqual([])
    expect(await numbers({ view: 'all', status: 'solved' })).toEqual([])
    expect((await countQueue(ctx)).mine).toBe(1)
  })
})

describe('a paste, looked at before the ticket is opened', () => {
  it('says whose record is behind an identifier, which environment and which open tickets are the same person’s', async () => {
    await db.prisma.environment.update({ where: { name: record.environment }, data: { hosts: ['app.test.example'] } })
    const preview = await previewIntake(ctx, `${record.email} and nobody@example.com at https://app.test.example/login`)
    expect(preview.environment).toBe(record.environment)
    expect(preview.items.filter(({ kind }) => kind === 'email').map(({ value, state }) => [value, state])).toEqual([[record.email, 'found'], ['nobody@example.com', 'not_found']])
    expect(preview.similar).toEqual([{ number, subject: 'Cannot sign in' }])
  })
})
