import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { MAX_FAILURES } from '@/lib/auth/spend-totp'
import * as passwords from '@/lib/auth/password'
import { seal, unseal } from '@/lib/auth/seal'
import { findSession, HALF_SECONDS, hasDrifted, IDLE_SECONDS, MAX_SESSIONS, openSession, SESSION_SECONDS } from '@/lib/auth/sessions'
import { codeAt, stepAt, stepOf } from '@/lib/auth/totp'
import { readRecoveryCode } from '@/lib/auth/recovery-codes'
import { weaknessOf } from '@/lib/auth/weak-password'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { setLogLevel } from '@/lib/core/log'
import type { Database } from '@/lib/db/client'
import { ROLES } from '@/lib/evidence/vocabulary'
import { arrive, atDoor, codeOf, DOOR_NOW, enrolled, keptSecret, newAgent, PASSWORD, signedIn, withPassword } from '@/lib/testing/sign-in'
import { testDatabase } from '@/lib/testing/database'
import { proveFor } from '@/lib/testing/guarded'
import { changeAgent } from '../settings/agents'
import { changeAgentBinding } from '../settings/bindings'
import { resetSignIn, resetSignInBinding } from '../settings/reset-sign-in'
import { endSessions, endSessionsOf } from '../settings/sessions'
import { proveWithCode } from '../step-up/prove-step-up'
import { personActor, type PersonContext } from './context'
import { demoCode } from './demo-code'
import { addFactorBinding, enrolTotp, offerTotp } from './enrol-factor'
import { listOwnFactors, makeRecoveryCodes, removeFactor, removeFactorBinding } from './own-factors'
import { recoverWithCode, signInWithCode } from './prove-factor'
import { signInWithPassword } from './sign-in-with-password'
import { signOut } from './sign-out'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const later = (seconds: number) => new Date(DOOR_NOW.getTime() + seconds * 1000)
const codeOfError = (error: unknown) => (error instanceof AppError ? error.code : String(error))
const settle = async (work: Promise<unknown>) => work.then(() => 'done', codeOfError)
const audits = (agentId: string, action: string) => db.prisma.auditEntry.findMany({ where: { OR: [{ actorId: agentId }, { targetId: agentId }], action }, orderBy: { seq: 'asc' } })
const counter = (person: PersonContext) => db.prisma.consoleSession.count({ where: { agentId: person.session.agentId, revokedAt: null } })

describe('the password', () => {
  it('alone opens the console to a viewer, and to nobody who may act', async () => {
    for (const role of ROLES) {
      const agent = await newAgent(db, role)
      expect((await withPassword(atDoor(db), agent.email)).session.stage).toBe(role === 'viewer' ? 'open' : 'enrol')
      const done = await enrolled(atDoor(db, { now: later(60) }), agent.email).catch(() => null)
      if (role !== 'viewer') expect(done?.session).toMatchObject({ stage: 'open', strength: 'totp' })
    }
  })

  it('is refused in the same words, with the same work, whatever the reason', async () => {
    const [agent, disabled, demo, without] = [await newAgent(db, 'agent'), await newAgent(db, 'agent'), await newAgent(db, 'agent', { isDemo: true }), await newAgent(db, 'agent')]
    await db.prisma.agent.update({ where: { id: without.id }, data: { passwordHash: null } })
    await db.prisma.agent.update({ where: { id: disabled.id }, data: { disabledAt: DOOR_NOW } })
    const work = vi.spyOn(passwords, 'checkPassword')
    const tries = [['nobody@example.com', PASSWORD], [agent.email, 'not the password of it'], [disabled.email, PASSWORD], [demo.email, PASSWORD], [without.email, PASSWORD]] as const
    const said = await Promise.all(tries.map(([email, password]) => signInWithPassword(atDoor(db, { ip: null }), { email, password }).catch((error: AppError) => `${error.code} ${error.message}`)))
    expect(new Set(said)).toEqual(new Set(['unauthenticated E-mail or password is not right. Check both; after ten tries you have to wait.']))
    expect(work).toHaveBeenCalledTimes(5)
    work.mockRestore()
  })

  it('is throttled on one counter, however the address is spelled', async () => {
    const agent = await newAgent(db, 'agent')
    const upper = agent.email.toUpperCase()
    const spellings = [agent.email, upper, ` ${agent.email} `, agent.email.replace('a', 'ａ'), upper.toLowerCase()]
    const results: string[] = []
    for (let i = 0; i < 14; i++) results.push(await settle(signInWithPassword(atDoor(db, { ip: `198.51.100.${i}` }), { email: spellings[i % spellings.length] ?? '', password: 'wrong and wrong again' })))
    expect(results.filter((result) => result === 'unauthenticated')).toHaveLength(10)
    expect(await settle(signInWithPassword(atDoor(db), { email: agent.email, password: PASSWORD }))).toBe('too_many')
  })

  it('is counted from none again after a good one, and lets no two tries through together at the limit', async () => {
    const agent = await newAgent(db, 'viewer')
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) await settle(signInWithPassword(atDoor(db, { ip: null }), { email: agent.email, password: 'wrong and wrong again' }))
      expect(await settle(signInWithPassword(atDoor(db, { ip: null }), { email: agent.email, password: PASSWORD }))).toBe('done')
    }
    const tries = await Promise.all(Array.from({ length: 15 }, () => settle(signInWithPassword(atDoor(db, { ip: null }), { email: `${newId()}@example.com`.replace(/^.*@/, 'nobody-at-all@'), password: 'wrong' }))))
    expect(tries.filter((result) => result === 'unauthenticated')).toHaveLength(10)
  })

  it('has to wait at an address from which sixty were tried, whoever they were for', async () => {
    const ip = '2001:db8::60'
    await db.prisma.throttle.create({ data: { key: `sign-in-from:${ip}`, count: 60, resetAt: later(60) } })
    const agent = await newAgent(db, 'viewer')
    await expect(signInWithPassword(atDoor(db, { ip }), { email: agent.email, password: PASSWORD })).rejects.toMatchObject({ code: 'too_many', retryAfterSeconds: 60 })
    expect(await settle(signInWithPassword(atDoor(db, { ip: '2001:db8::61' }), { email: agent.email, password: PASSWORD }))).toBe('done')
  })

  it('ends after 100 wrong ones in a row, however slowly they come, until an administrator gives a new one', async () => {
    const agent = await newAgent(db, 'viewer')
    await db.prisma.agent.update({ where: { id: agent.id }, data: { passwordFailures: 99 } })
    expect(await settle(signInWithPassword(atDoor(db), { email: agent.email, password: 'wrong, for the 100th time' }))).toBe('unauthenticated')
    expect(await settle(signInWithPassword(atDoor(db, { now: later(3600) }), { email: agent.email, password: PASSWORD }))).toBe('unauthenticated')
    const admin = await enrolled(atDoor(db), (await newAgent(db, 'admin')).email)
    const proof = await proveWithCode(admin, resetSignInBinding(agent.id), codeOf(admin, 1))
    await resetSignIn(personActor(admin), { id: agent.id, password: 'another phrase, quite unlike it' }, proof, passwords.hashPassword)
    expect(await settle(signInWithPassword(atDoor(db, { now: later(7200) }), { email: agent.email, password: 'another phrase, quite unlike it' }))).toBe('done')
  })
})

describe('a code', () => {
  it('signs in once: of 50 parallel tries one', async () => {
    const person = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
    const now = later(3600)
    const halves: PersonContext[] = []
    for (let i = 0; i < 50; i++) {
      const { secret } = await db.prisma.$transaction((tx) => openSession(tx, { agentId: person.session.agentId, strength: 'password' }, { ip: null, userAgent: null }, now))
      const found = await findSession(db, secret, now)
      // The oldest sessions end beyond ten; what is tried here is the code, so the session is taken as it was found.
      if (found) halves.push({ ...person, now, session: found })
    }
    await db.prisma.consoleSession.updateMany({ where: { id: { in: halves.map((half) => half.session.id) } }, data: { revokedAt: null } })
    // The throttle would stop the sixth; the code itself must hold.
    await db.prisma.throttle.create({ data: { key: `factor:${person.session.agentId}`, count: -1000, resetAt: later(9000) } })
    const results = await Promise.all(halves.map((half) => settle(signInWithCode(half, codeAt(person.totp, stepAt(now))))))
    expect(results.filter((result) => result === 'done')).toHaveLength(1)
    expect(results.filter((result) => result === 'forbidden')).toHaveLength(49)
    expect((await audits(person.session.agentId, 'agent.sign_in')).filter((row) => row.outcome === 'done')).toHaveLength(2)
  })

  it('is not looked at any more after five tries, and the sign-in that was under way ends', async () => {
    const person = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
    const ctx = atDoor(db, { now: later(3600) })
    const half = await withPassword(ctx, person.session.agent.email)
    const right = codeAt(person.totp, stepAt(ctx.now))
    for (let i = 0; i < 5; i++) expect(await settle(signInWithCode(half, right === '000000' ? '111111' : '000000'))).toBe('forbidden')
    expect(await settle(signInWithCode(half, right))).toBe('too_many')
    expect((await db.prisma.consoleSession.findUniqueOrThrow({ where: { id: half.session.id } })).revokedAt).not.toBeNull()
    const again = await withPassword(ctx, person.session.agent.email)
    expect(await settle(signInWithCode(again, right))).toBe('too_many')
  })

  it('is taken one step early and late, and no code up to the last one used', async () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
    const step = stepAt(DOOR_NOW)
    for (const [offset, taken] of [[-2, false], [-1, true], [0, true], [1, true], [2, false]] as const) expect(stepOf(secret, codeAt(secret, step + offset), DOOR_NOW), `${offset}`).toBe(taken ? step + offset : null)
    const person = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
    const half = await withPassword(atDoor(db), person.session.agent.email)
    for (const steps of [-1, 0]) expect(await settle(signInWithCode(half, codeOf(person, steps)))).toBe('forbidden')
    expect(await settle(signInWithCode(half, codeOf(person, 1)))).toBe('done')
  })

  it('is no way in any more after 100 wrong ones in a row, however slowly they come', async () => {
    const person = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
    await db.prisma.agentFactor.updateMany({ where: { agentId: person.session.agentId }, data: { failures: MAX_FAILURES - 1 } })
    const ctx = atDoor(db, { now: later(3600) })
    const right = codeAt(person.totp, stepAt(ctx.now))
    const half = await withPassword(ctx, person.session.agent.email)
    expect(await settle(signInWithCode(half, right === '000000' ? '111111' : '000000'))).toBe('forbidden')
    expect(await settle(signInWithCode(half, right))).toBe('forbidden')
    expect((await withPassword(atDoor(db, { now: later(9000) }), person.session.agent.email)).session.stage).toBe('factor')
  })

  it('of the demo can be used ahead of time, each once, and outside the demo is never shown', async () => {
    const agent = await newAgent(db, 'agent', { isDemo: true })
    await db.prisma.setting.create({ data: { key: 'demo', value: {} } })
    const person = await enrolled(atDoor(db), agent.email)
    for (let i = 0; i < 4; i++) {
      const half = await withPassword(atDoor(db), agent.email)
      const code = (await demoCode(db, agent.id, DOOR_NOW)) ?? ''
      expect(await settle(signInWithCode(half, code))).toBe('done')
      expect(await settle(signInWithCode(await withPassword(atDoor(db), agent.email), code))).toBe('forbidden')
    }
    await db.prisma.setting.delete({ where: { key: 'demo' } })
    expect(await demoCode(db, agent.id, DOOR_NOW)).toBeNull()
    const real = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
    await db.prisma.setting.create({ data: { key: 'demo', value: {} } })
    expect(await demoCode(db, real.session.agentId, DOOR_NOW)).toBeNull()
    const half = await withPassword(atDoor(db), real.session.agent.email)
    expect(await settle(signInWithCode(half, codeOf(real, 3)))).toBe('forbidden')
    await db.prisma.setting.delete({ where: { key: 'demo' } })
    expect(person.session.stage).toBe('open')
  })
})

describe('recovery codes', () => {
  const withCodes = async () => {
    const person = await enrolled(atDoor(db), (await newAgent(db, 'approver')).email)
    return { person, codes: await makeRecoveryCodes(personActor(person), { proofId: '' }) }
  }

  it('let in once, as far as adding a factor, and then everything older ends', async () => {
    const { person, codes } = await withCodes()
    const ctx = atDoor(db, { now: later(3600) })
    const half = await withPassword(ctx, person.session.agent.email)
    const recovering = await arrive(ctx, await recoverWithCode(half, ` ${(codes[0] ?? '').toLowerCase().replaceAll('-', ' ')}`))
    expect(recovering.session).toMatchObject({ stage: 'enrol', strength: 'password' })
    expect(await settle(signInWithCode(recovering, codeAt(person.totp, stepAt(ctx.now))))).toBe('unauthenticated')
    const { secret } = await offerTotp(recovering)
    expect(secret).not.toBe(person.totp)
    await enrolTotp(recovering, { code: codeAt(secret, stepAt(ctx.now)), label: 'new phone' })
    const next = atDoor(db, { now: later(7200) })
    const after = await withPassword(next, person.session.agent.email)
    expect(await settle(signInWithCode(after, codeAt(person.totp, stepAt(next.now))))).toBe('forbidden')
    expect(await settle(recoverWithCode(after, codes[1] ?? ''))).toBe('forbidden')
    expect(await settle(signInWithCode(after, codeAt(secret, stepAt(next.now))))).toBe('done')
    const told = await db.prisma.outboxMessage.findMany({ where: { recipient: person.session.agent.email } })
    expect(told.map((message) => message.subject).join()).toContain('recovery code')
  })

  it('work once, also for 50 at a time', async () => {
    const { person, codes } = await withCodes()
    const ctx = atDoor(db, { now: later(3600) })
    await db.prisma.throttle.create({ data: { key: `factor:${person.session.agentId}`, count: -1000, resetAt: later(9000) } })
    const half = await withPassword(ctx, person.session.agent.email)
    const results = await Promise.all(Array.from({ length: 50 }, () => settle(recoverWithCode(half, codes[2] ?? ''))))
    expect(results.filter((result) => result === 'done')).toHaveLength(1)
  })

  it('have 120 bits, are kept as hashes, and a new set ends the old one', async () => {
    const { person, codes } = await withCodes()
    expect(codes).toHaveLength(10)
    expect(new Set(codes.map((code) => readRecoveryCode(code)?.length))).toEqual(new Set([24]))
    expect(await settle(makeRecoveryCodes(personActor(person), { proofId: '' }))).toBe('forbidden')
    const rows = JSON.stringify(await db.prisma.agentRecoveryCode.findMany({ where: { agentId: person.session.agentId } }))
    for (const code of codes) expect(rows).not.toContain(code.replaceAll('-', ''))
  })
})

describe('a session', () => {
  it('gets a new secret with the factor, and the old one is dead', async () => {
    const person = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
    const ctx = atDoor(db, { now: later(3600) })
    const first = await signInWithPassword(ctx, { email: person.session.agent.email, password: PASSWORD })
    const second = await signInWithCode(await arrive(ctx, first), codeAt(person.totp, stepAt(ctx.now)))
    expect(second).not.toBe(first)
    expect(Buffer.from(second, 'base64url')).toHaveLength(32)
    expect(await findSession(db, first, ctx.now)).toBeNull()
    expect(await findSession(db, second, ctx.now)).toMatchObject({ stage: 'open', strength: 'totp' })
    expect(JSON.stringify(await db.prisma.consoleSession.findMany({ where: { agentId: person.session.agentId } }))).not.toContain(second)
  })

  it('ends 12 hours after it began, 30 minutes after it was last used, and half-way after 15', async () => {
    const agent = await newAgent(db, 'viewer')
    const open = (strength: 'totp' | 'password') => db.prisma.$transaction((tx) => openSession(tx, { agentId: agent.id, strength }, { ip: null, userAgent: null }, DOOR_NOW))
    const [idle, used] = [await open('totp'), await open('totp')]
    expect(await findSession(db, idle.secret, later(IDLE_SECONDS - 1))).not.toBeNull()
    await db.prisma.consoleSession.update({ where: { id: idle.id }, data: { lastSeenAt: DOOR_NOW } })
    expect(await findSession(db, idle.secret, later(IDLE_SECONDS))).toBeNull()
    for (const [at, there] of [[SESSION_SECONDS - 1, true], [SESSION_SECONDS, false]] as const) {
      await db.prisma.consoleSession.update({ where: { id: used.id }, data: { lastSeenAt: later(at - 5) } })
      expect((await findSession(db, used.secret, later(at))) !== null, `${at}`).toBe(there)
    }
    const half = await withPassword(atDoor(db), (await newAgent(db, 'agent')).email)
    const secretOf = await db.prisma.$transaction((tx) => openSession(tx, { agentId: half.session.agentId, strength: 'password' }, { ip: null, userAgent: null }, DOOR_NOW))
    expect(await findSession(db, secretOf.secret, later(HALF_SECONDS - 1))).toMatchObject({ stage: 'enrol' })
    expect(await findSession(db, secretOf.secret, later(HALF_SECONDS))).toBeNull()
  })

  it('is one of ten at most: the oldest ends', async () => {
    const agent = await newAgent(db, 'viewer')
    const secrets: string[] = []
    for (let i = 0; i < MAX_SESSIONS + 3; i++) secrets.push((await db.prisma.$transaction((tx) => openSession(tx, { agentId: agent.id, strength: 'totp' }, { ip: null, userAgent: null }, later(i)))).secret)
    const alive = await Promise.all(secrets.map(async (secret) => (await findSession(db, secret, later(60))) !== null))
    expect(alive).toEqual(secrets.map((_, index) => index >= 3))
  })

  it('ends where it turns up in another browser, and not with a new version of the same', () => {
    const chrome = (version: number) => `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
    const session = { userAgent: chrome(140) }
    expect(hasDrifted(session, chrome(141))).toBe(false)
    for (const other of [`${chrome(140)} Edg/140.0`, 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'curl/8.9', null]) expect(hasDrifted(session, other)).toBe(true)
  })

  it('is found ended, with its agent disabled, or with other rights, by the very next request', async () => {
    const admin = await enrolled(atDoor(db), (await newAgent(db, 'admin')).email)
    const act = personActor(admin)
    const change = async (asked: { id: string; role?: string; disabled?: string }) => changeAgent(act, { ...asked, stepUpProof: await proveFor(act, changeAgentBinding(asked)) })
    const fresh = async () => {
      const person = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
      const secret = await db.prisma.$transaction((tx) => openSession(tx, { agentId: person.session.agentId, strength: 'totp' }, { ip: null, userAgent: null }, DOOR_NOW))
      return { person, ...secret }
    }
    const ways: [string, (mine: Awaited<ReturnType<typeof fresh>>) => Promise<void>][] = [
      ['ended by its owner', (mine) => endSessions(personActor(mine.person), { id: mine.id })],
      ['all ended by their owner', (mine) => endSessions(personActor(mine.person), {})],
      ['ended by an administrator', (mine) => endSessionsOf(act, { agentId: mine.person.session.agentId, id: mine.id })],
      ['all ended by an administrator', (mine) => endSessionsOf(act, { agentId: mine.person.session.agentId })],
      ['the agent disabled', (mine) => change({ id: mine.person.session.agentId, disabled: 'yes' })],
      ['the role raised', (mine) => change({ id: mine.person.session.agentId, role: 'admin' })],
      ['the role lowered', (mine) => change({ id: mine.person.session.agentId, role: 'viewer' })],
      ['signed out', async (mine) => signOut(await arrive(atDoor(db), mine.secret))],
    ]
    for (const [what, end] of ways) {
      const mine = await fresh()
      expect(await findSession(db, mine.secret, DOOR_NOW), what).not.toBeNull()
      await end(mine)
      expect(await findSession(db, mine.secret, DOOR_NOW), what).toBeNull()
    }
  })

  it('of a password is not enough any more once its agent may act', async () => {
    const viewer = await withPassword(atDoor(db), (await newAgent(db, 'viewer')).email)
    expect(viewer.session.stage).toBe('open')
    await db.prisma.agent.update({ where: { id: viewer.session.agentId }, data: { role: 'approver' } })
    const { secret } = await db.prisma.$transaction((tx) => openSession(tx, { agentId: viewer.session.agentId, strength: 'password' }, { ip: null, userAgent: null }, DOOR_NOW))
    expect((await findSession(db, secret, DOOR_NOW))?.stage).toBe('enrol')
  })

  it("of others is nobody's to end but an administrator's", async () => {
    const [mine, other] = [await enrolled(atDoor(db), (await newAgent(db, 'approver')).email), await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)]
    expect(await settle(endSessions(personActor(mine), { id: other.session.id }))).toBe('not_found')
    expect(await settle(endSessionsOf(personActor(mine), { agentId: other.session.agentId }))).toBe('forbidden')
    expect(await counter(other)).toBe(1)
  })
})

describe('factors', () => {
  it('are added and removed with a proof of one that is there, and the last one stays', async () => {
    const person = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
    const actor = personActor(person)
    const { secret } = await offerTotp(person)
    const add = (proofId: string) => enrolTotp(person, { code: codeAt(secret, stepAt(DOOR_NOW)), label: 'tablet', proofId })
    expect(await settle(add(''))).toBe('forbidden')
    const proofId = await proveWithCode(person, addFactorBinding(person.session.agentId), codeOf(person, 1))
    expect(await settle(add(proofId))).toBe('done')
    const { factors } = await listOwnFactors(actor)
    expect(factors.map(({ label }) => label)).toEqual(['phone', 'tablet'])
    const [phone, tablet] = factors
    expect(await settle(removeFactor(actor, { id: phone?.id, proofId }))).toBe('forbidden')
    const later1 = { ...person, now: later(90) }
    await removeFactor({ ...actor, now: later1.now }, { id: phone?.id, proofId: await proveWithCode(later1, removeFactorBinding(phone?.id ?? ''), codeAt(secret, stepAt(later1.now))) })
    expect(await settle(removeFactor(actor, { id: tablet?.id, proofId: '' }))).toBe('conflict')
    expect((await audits(person.session.agentId, 'agent.remove_factor')).map((row) => row.outcome)).toEqual(['denied', 'done'])
    const kept = await db.prisma.agentFactor.findUniqueOrThrow({ where: { id: phone?.id ?? '' } })
    expect(kept).toMatchObject({ sealed: null, removedAt: later1.now })
  })

  it('keep their secret encrypted, for this agent and factor alone', async () => {
    const [one, two] = [await enrolled(atDoor(db), (await newAgent(db, 'agent')).email), await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)]
    expect(await keptSecret(db, one.session.agentId)).toBe(one.totp)
    const row = await db.prisma.agentFactor.findFirstOrThrow({ where: { agentId: two.session.agentId } })
    expect(JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(two.totp)
    await db.prisma.agentFactor.updateMany({ where: { agentId: one.session.agentId }, data: { sealed: row.sealed } })
    expect(await keptSecret(db, one.session.agentId)).toBeNull()
    const half = await withPassword(atDoor(db, { now: later(3600) }), one.session.agent.email)
    expect(await settle(signInWithCode(half, codeAt(two.totp, stepAt(later(3600)))))).toBe('forbidden')
  })

  it('can be reset by another administrator with a proof, and by nobody else', async () => {
    const victim = await enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
    const id = victim.session.agentId
    for (const role of ['viewer', 'agent', 'approver'] as const) {
      const agent = await newAgent(db, role)
      const who = role === 'viewer' ? await withPassword(atDoor(db), agent.email) : await enrolled(atDoor(db), agent.email)
      expect(await settle(resetSignIn(personActor(who), { id }, newId(), passwords.hashPassword)), role).toBe('forbidden')
    }
    const admin = await enrolled(atDoor(db), (await newAgent(db, 'admin')).email)
    expect(await settle(resetSignIn(personActor(admin), { id }, '', passwords.hashPassword))).toBe('forbidden')
    const own = await proveWithCode(admin, resetSignInBinding(admin.session.agentId), codeOf(admin, 1))
    expect(await settle(resetSignIn(personActor(admin), { id: admin.session.agentId }, own, passwords.hashPassword))).toBe('forbidden')
    expect(await settle(resetSignIn(personActor(admin), { id }, own, passwords.hashPassword))).toBe('forbidden')
    const then = { ...admin, now: later(120) }
    const proof = await proveWithCode(then, resetSignInBinding(id), codeOf(then))
    await resetSignIn(personActor(then), { id }, proof, passwords.hashPassword)
    expect(await counter(victim)).toBe(0)
    expect((await withPassword(atDoor(db, { now: later(200) }), victim.session.agent.email)).session.stage).toBe('enrol')
    expect((await audits(id, 'agent.reset_sign_in')).map((row) => row.outcome)).toEqual(['denied', 'denied', 'done'])
  })
})

describe('every try', () => {
  it('is one row of the audit, and without the audit nobody gets in', async () => {
    const agent = await newAgent(db, 'agent')
    await settle(signInWithPassword(atDoor(db), { email: agent.email, password: 'wrong, but only once' }))
    const person = await enrolled(atDoor(db), agent.email)
    await signedIn(atDoor(db, { now: later(3600) }), person)
    const rows = await db.prisma.auditEntry.findMany({ where: { OR: [{ actorId: agent.id }, { targetId: agent.id }] }, orderBy: { seq: 'asc' } })
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(['agent.sign_in denied', 'agent.password done', 'agent.add_factor done', 'agent.sign_in done', 'agent.password done', 'agent.sign_in done'])
    await db.pool.query('ALTER TABLE audit_entry RENAME TO audit_away')
    const before = await counter(person)
    expect(await settle(signInWithPassword(atDoor(db, { now: later(7200) }), { email: agent.email, password: PASSWORD }))).not.toBe('done')
    await db.pool.query('ALTER TABLE audit_away RENAME TO audit_entry')
    expect(await counter(person)).toBe(before)
  })
})

describe('a dump of the database, and the log', () => {
  it('hold no password, code, secret of a factor or session, and no recovery code', async () => {
    const said: string[] = []
    const listen = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')].map((spy) => spy.mockImplementation((...args: unknown[]) => void said.push(args.map(String).join(' '))))
    setLogLevel('debug')
    const agent = await newAgent(db, 'agent')
    const canaries = new Set<string>([PASSWORD, 'a canary that was mistyped'])
    await settle(signInWithPassword(atDoor(db), { email: agent.email, password: 'a canary that was mistyped' }))
    const person = await enrolled(atDoor(db), agent.email)
    const codes = await makeRecoveryCodes(personActor(person), { proofId: '' })
    const ctx = atDoor(db, { now: later(3600) })
    const first = await signInWithPassword(ctx, { email: agent.email, password: PASSWORD })
    const half = await arrive(ctx, first)
    await settle(signInWithCode(half, '135790'))
    await settle(recoverWithCode(half, 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01'))
    const second = await signInWithCode(half, codeAt(person.totp, stepAt(ctx.now)))
    const open = await arrive(ctx, second)
    const later1 = { ...open, now: later(3660) }
    await proveWithCode(later1, addFactorBinding(agent.id), codeAt(person.totp, stepAt(later1.now)))
    for (const text of [person.totp, first, second, ...codes, ...codes.map((code) => code.replaceAll('-', '')), 'ABCDEFGHJKMNPQRSTVWXYZ01', 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01']) canaries.add(text)
    const numbers = ['135790', codeAt(person.totp, stepAt(DOOR_NOW)), codeAt(person.totp, stepAt(ctx.now)), codeAt(person.totp, stepAt(later1.now))]
    const { rows: tables } = await db.pool.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`)
    const dump = (await Promise.all(tables.map(async ({ name }) => JSON.stringify((await db.pool.query(`SELECT row_to_json(t)::text AS row FROM "${name}" t`)).rows)))).join('\n')
    listen.forEach((spy) => spy.mockRestore())
    setLogLevel('silent')
    expect(dump).toContain(agent.email)
    for (const text of canaries) expect(dump.includes(text) || said.join('\n').includes(text), text).toBe(false)
    for (const code of numbers) expect(`${dump}\n${said.join('\n')}`).not.toMatch(new RegExp(`(?<![\\w.-])${code}(?![\\w.-])`))
  })
})

describe('what is kept', () => {
  it('opens for its own use only, and not with a bit changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.nat(), (text, use, at) => {
        const sealed = seal(`a:${use}`, text)
        expect(unseal(`a:${use}`, sealed)).toBe(text)
        expect(unseal(`b:${use}`, sealed)).toBeNull()
        const bytes = Buffer.from(sealed, 'base64url')
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1
        expect(unseal(`a:${use}`, bytes.toString('base64url'))).toBeNull()
      }),
    )
  })

  it('is never a password that is tried first', () => {
    for (const bad of ['passwordpassword', 'P@ssw0rdP@ssw0rd', 'qwertyuiopasdfghjkl', '123456789012345678', 'aaaaaaaaaaaaaaaaa', 'letmeinletmein123!', 'Welcome2026Welcome2026', 'iloveyouprincess12', 'administrator1234']) expect(weaknessOf(bad), bad).not.toBeNull()
    for (const good of ['look-before-you-reset', 'four chairs under a bridge', 'gibt es morgen wieder Kuchen?', 'xK3#v0Qm!2rTz9Lw']) expect(weaknessOf(good), good).toBeNull()
    expect(weaknessOf('inesduarte2026!!', ['ines.duarte@example.com', 'Ines Duarte'])).not.toBeNull()
  })
})
