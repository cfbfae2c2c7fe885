import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashParams, type StepUpBinding } from '@/lib/auth/step-up/binding'
import { PROOF_SECONDS, spendStepUp } from '@/lib/auth/step-up/spend-step-up'
import { codeAt, stepAt } from '@/lib/auth/totp'
import { canonicalJson } from '@/lib/core/canonical-json'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { SoftPasskey } from '@/lib/testing/authenticator'
import { testDatabase } from '@/lib/testing/database'
import { atDoor, codeOf, DOOR_NOW, enrolled, newAgent, signedIn, withPassword } from '@/lib/testing/sign-in'
import { personActor, type PersonContext } from '../sign-in/context'
import { addFactorBinding, enrolPasskey, offerPasskey } from '../sign-in/enrol-factor'
import { askForPasskey, signInWithPasskey } from '../sign-in/prove-factor'
import { askToProve, proveWithCode, proveWithPasskey } from './prove-step-up'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const RP = { id: 'localhost', origin: 'http://localhost:3000' }
const later = (seconds: number) => new Date(DOOR_NOW.getTime() + seconds * 1000)
const settle = async (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof AppError ? error.code : String(error)))
const person = async () => enrolled(atDoor(db), (await newAgent(db, 'agent')).email)
const spend = (who: PersonContext, binding: StepUpBinding, proofId: string) => db.prisma.$transaction((tx) => spendStepUp(tx, personActor(who), binding, proofId))

const binding = (more: Partial<StepUpBinding> = {}): StepUpBinding => ({ action: 'recover:unlock_account', targetId: 'account-1', params: { reason: 'on the phone', subjectId: null }, ...more })

describe('a proof', () => {
  it('is worth one effect, told how and when it was made', async () => {
    const who = await person()
    const proof = await proveWithCode(who, binding(), codeOf(who, 1))
    expect(await spend({ ...who, now: later(30) }, binding(), proof)).toEqual({ method: 'totp', at: DOOR_NOW })
    expect(await settle(spend(who, binding(), proof))).toBe('forbidden')
  })

  it('is for its own action, target, parameters, session and agent only', async () => {
    const [who, other] = [await person(), await person()]
    const proof = await proveWithCode(who, binding(), codeOf(who, 1))
    const elsewhere = await signedIn(atDoor(db, { now: later(60) }), who)
    const swapped: [string, () => Promise<unknown>][] = [
      ['another action', () => spend(who, binding({ action: 'recover:reset_mfa' }), proof)],
      ['another target', () => spend(who, binding({ targetId: 'account-2' }), proof)],
      ['a parameter changed', () => spend(who, binding({ params: { reason: 'on the phonE', subjectId: null } }), proof)],
      ['a parameter more', () => spend(who, binding({ params: { reason: 'on the phone', subjectId: null, bulk: true } }), proof)],
      ['no parameters', () => spend(who, binding({ params: null }), proof)],
      ['another agent', () => spend(other, binding(), proof)],
      ['another session of the agent', () => spend(elsewhere, binding(), proof)],
      ['no proof', () => spend(who, binding(), '')],
      ['an unknown proof', () => spend(who, binding(), newId())],
      ['no id at all', () => spend(who, binding(), "' OR true --")],
    ]
    for (const [what, work] of swapped) expect(await settle(work()), what).toBe('forbidden')
    expect(await settle(spend(who, binding(), proof))).toBe('done')
  })

  it('is worth nothing a second after five minutes', async () => {
    const who = await person()
    const proof = await proveWithCode(who, binding(), codeOf(who, 1))
    expect(await settle(spend({ ...who, now: later(PROOF_SECONDS + 1) }, binding(), proof))).toBe('forbidden')
    expect(await settle(spend({ ...who, now: later(PROOF_SECONDS) }, binding(), proof))).toBe('done')
  })

  it('is spent once, also by 50 at a time', async () => {
    const who = await person()
    const proof = await proveWithCode(who, binding(), codeOf(who, 1))
    const results = await Promise.all(Array.from({ length: 50 }, () => settle(spend(who, binding(), proof))))
    expect(results.filter((result) => result === 'done')).toHaveLength(1)
  })

  it('is not spent where the effect does not happen', async () => {
    const who = await person()
    const proof = await proveWithCode(who, binding(), codeOf(who, 1))
    const failing = db.prisma.$transaction(async (tx) => {
      await spendStepUp(tx, personActor(who), binding(), proof)
      throw new Error('the effect failed')
    })
    await expect(failing).rejects.toThrow('the effect failed')
    expect(await settle(spend(who, binding(), proof))).toBe('done')
  })

  it('is not made by a code that was used, by a wrong one, in a session on its way, or in one that ended', async () => {
    const who = await person()
    expect(await settle(proveWithCode(who, binding(), codeOf(who)))).toBe('forbidden')
    for (const typed of ['', '12345', 'abcdef', '000000'.replace('0', codeOf(who, 1).startsWith('0') ? '1' : '0')]) expect(await settle(proveWithCode(who, binding(), typed)), typed).toBe('forbidden')
    const half = await withPassword(atDoor(db, { now: later(60) }), who.session.agent.email)
    expect(await settle(proveWithCode(half, binding(), codeAt(who.totp, stepAt(later(60)))))).toBe('unauthenticated')
    const rows = await db.prisma.auditEntry.findMany({ where: { actorId: who.session.agentId, action: 'step_up' } })
    expect(rows.map((row) => row.outcome)).toEqual(['denied', 'denied', 'denied', 'denied', 'denied'])
    expect(await settle(proveWithCode(who, binding(), codeOf(who, 1)))).toBe('too_many')
  })
})

describe('parameters', () => {
  it('have one hash, however they are spelled', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled: unknown = JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
          inner && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).reverse()) : inner,
        )
        expect(hashParams(shuffled)).toBe(hashParams(JSON.parse(JSON.stringify(value))))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    expect(hashParams({ a: 1, b: undefined })).toBe(hashParams({ a: 1 }))
    expect(hashParams({ a: '1' })).not.toBe(hashParams({ a: 1 }))
    expect(() => hashParams({ a: () => 1 })).toThrow(TypeError)
  })
})

describe('a passkey', () => {
  const withKey = async () => {
    const half = await withPassword(atDoor(db), (await newAgent(db, 'approver')).email)
    const key = new SoftPasskey(RP)
    const { challengeId, options } = await offerPasskey(half, RP)
    const { secret } = await enrolPasskey(half, RP, { challengeId, answer: key.register(options.challenge), label: 'laptop' })
    return { half, key, secret, email: half.session.agent.email }
  }
  const ask = async (who: PersonContext) => {
    const asked = await askForPasskey(who, RP)
    if (!asked) throw new Error('no passkey is bound')
    return { challengeId: asked.challengeId, challenge: asked.options.challenge }
  }

  it('finishes the sign-in, once a challenge', async () => {
    const { key, secret, email } = await withKey()
    expect(secret).not.toBeNull()
    const half = await withPassword(atDoor(db, { now: later(60) }), email)
    const { challengeId, challenge } = await ask(half)
    const answer = key.answer(challenge)
    const results = await Promise.all(Array.from({ length: 5 }, () => settle(signInWithPasskey(half, RP, { challengeId, answer }))))
    expect(results.filter((result) => result === 'done')).toHaveLength(1)
  })

  it('proves nothing with another origin, host, challenge, key, session, without a check of the person, or with a counter that went back', async () => {
    const { key, email } = await withKey()
    const stranger = new SoftPasskey(RP)
    const lies: [string, (challenge: string) => unknown][] = [
      ['another origin', (challenge) => key.answer(challenge, { origin: 'https://latchkey.example.evil' })],
      ['another host', (challenge) => key.answer(challenge, { rpId: 'evil.example' })],
      ['no check of the person', (challenge) => key.answer(challenge, { verified: false })],
      ['a counter that went back', (challenge) => key.answer(challenge, { counter: 1 })],
      ['another key', (challenge) => stranger.answer(challenge)],
      ['another key under this name', (challenge) => ({ ...stranger.answer(challenge), id: Buffer.from(key.id).toString('base64url') })],
      ['another challenge', () => key.answer(Buffer.from('made up').toString('base64url'))],
      ['a registration', (challenge) => key.answer(challenge, { type: 'webauthn.create' })],
      ['nothing', () => null],
      ['a list', () => [key.id]],
    ]
    for (const [index, [what, lie]] of lies.entries()) {
      const half = await withPassword(atDoor(db, { now: later(3600 * (index + 1)) }), email)
      const { challengeId, challenge } = await ask(half)
      expect(await settle(signInWithPasskey(half, RP, { challengeId, answer: lie(challenge) })), what).toBe('forbidden')
    }
    const now = later(3600 * 20)
    const [one, two] = [await withPassword(atDoor(db, { now }), email), await withPassword(atDoor(db, { now }), email)]
    const { challengeId, challenge } = await ask(one)
    expect(await settle(signInWithPasskey(two, RP, { challengeId, answer: key.answer(challenge) })), 'another session').toBe('forbidden')
    const late = await ask(one)
    expect(await settle(signInWithPasskey({ ...one, now: new Date(now.getTime() + 601_000) }, RP, { challengeId: late.challengeId, answer: key.answer(late.challenge) })), 'eleven minutes later').toBe('forbidden')
  })

  it('of one agent is nothing to another, and no challenge for one purpose serves another', async () => {
    const [mine, theirs] = [await withKey(), await withKey()]
    const half = await withPassword(atDoor(db, { now: later(60) }), mine.email)
    const first = await ask(half)
    expect(await settle(signInWithPasskey(half, RP, { challengeId: first.challengeId, answer: theirs.key.answer(first.challenge) }))).toBe('forbidden')
    const { challengeId, challenge } = await ask(half)
    expect(await settle(proveWithPasskey({ ...half, session: { ...half.session, stage: 'open' } }, RP, binding(), { challengeId, answer: mine.key.answer(challenge) }))).toBe('forbidden')
  })

  it('proves a step-up, beside an app, and a forged registration is not bound', async () => {
    const who = await person()
    const key = new SoftPasskey(RP)
    const forged = await offerPasskey(who, RP)
    const proofId = await proveWithCode(who, addFactorBinding(who.session.agentId), codeOf(who, 1))
    expect(await settle(enrolPasskey(who, RP, { challengeId: forged.challengeId, answer: key.register('bWFkZSB1cA'), label: '', proofId }))).toBe('forbidden')
    const { challengeId, options } = await offerPasskey(who, RP)
    await enrolPasskey(who, RP, { challengeId, answer: key.register(options.challenge), label: '', proofId })
    const asked = await askToProve(who, RP)
    const proof = await proveWithPasskey(who, RP, binding(), { challengeId: asked?.challengeId ?? '', answer: key.answer(asked?.options.challenge ?? '') })
    expect(await spend(who, binding(), proof)).toEqual({ method: 'passkey', at: DOOR_NOW })
    expect(await settle(spend(who, binding({ targetId: 'account-2' }), proof))).toBe('forbidden')
  })
})
