import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { authenticate } from './authenticate'
import { hashPassword } from './password'
import { endSession, findSession, openSession } from './sessions'

const NOW = new Date('2026-11-24T12:00:00Z')
const PASSWORD = 'correct horse battery'
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const MINUTE = 60
const HOUR = 60 * MINUTE

let db: Database
let passwordHash: string
beforeAll(async () => {
  db = await testDatabase()
  passwordHash = await hashPassword(PASSWORD)
})
afterAll(() => db.close())

async function agent(more: object = {}) {
  const id = newId()
  return db.prisma.agent.create({ data: { id, email: `${id}@example.com`, name: 'Ines Duarte', role: 'agent', passwordHash, ...more } })
}

let addresses = 0
const newAddress = () => `2001:db8::${(addresses += 1).toString(16)}`

type Try = { password?: string; ip?: string | null; now?: Date }
const attempt = (email: string, { password = PASSWORD, ip = null, now = NOW }: Try = {}) => authenticate({ db, email, password, ip, now, requestId: null })
const refusal = async (email: string, how: Try = {}) => attempt(email, how).then(() => null, (error: { code: string; message: string; retryAfterSeconds: number | null }) => error)

describe('signing in', () => {
  it('takes the e-mail in any case and Unicode form, and audits who it was and from where', async () => {
    const { id, email } = await agent()
    const ip = newAddress()
    expect(await attempt(` ${email.toUpperCase().replace('@', '＠')} `, { ip })).toMatchObject({ id })
    expect(await db.prisma.auditEntry.findFirst({ where: { actorId: id } })).toMatchObject({ action: 'agent.sign_in', outcome: 'done', ip })
  })

  it('refuses a wrong password, an unknown, a disabled and a passwordless agent with the very same words, audited', async () => {
    const known = await agent()
    const disabled = await agent({ disabledAt: NOW })
    const without = await agent({ passwordHash: null })
    const refusals = [
      await refusal(known.email, { password: 'wrong' }),
      await refusal(`${newId()}@example.com`),
      await refusal(disabled.email),
      await refusal(without.email),
      await refusal(''),
    ]
    for (const one of refusals) expect(one).toMatchObject({ code: 'unauthenticated', message: refusals[0]?.message })
    expect(await db.prisma.auditEntry.count({ where: { actorId: { in: [known.id, disabled.id, without.id] }, outcome: 'denied' } })).toBe(3)
  })

  it.each([true, false])('makes an identifier wait after ten tries, known to anybody or not (%s)', async (known) => {
    const email = known ? (await agent()).email : `${newId()}@example.com`
    for (let count = 0; count < 10; count += 1) expect(await refusal(email, { password: 'wrong', ip: newAddress() })).toMatchObject({ code: 'unauthenticated' })
    expect(await refusal(email.toUpperCase(), { ip: newAddress() })).toMatchObject({ code: 'too_many', retryAfterSeconds: 15 * MINUTE })
    expect((await refusal(email, { now: later(15 * MINUTE) }))?.code).toBe(known ? undefined : 'unauthenticated')
  })

  it('counts from none again after a good sign-in', async () => {
    const { email } = await agent()
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 9; count += 1) await refusal(email, { password: 'wrong' })
      expect(await refusal(email)).toBeNull()
    }
  })

  it('makes an address wait after sixty tries, whoever is tried from it', async () => {
    const ip = newAddress()
    await db.prisma.throttle.create({ data: { key: `sign-in-from:${ip}`, count: 60, resetAt: later(MINUTE) } })
    const { email } = await agent()
    expect(await refusal(email, { ip })).toMatchObject({ code: 'too_many', retryAfterSeconds: MINUTE })
    expect(await refusal(email, { ip: newAddress() })).toBeNull()
  })

  it('lets no two tries through together at the limit', async () => {
    const email = `${newId()}@example.com`
    const codes = await Promise.all(Array.from({ length: 15 }, async () => (await refusal(email))?.code))
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(10)
  })

  it('takes demo agents only while the demo is in place', async () => {
    const { email } = await agent({ isDemo: true })
    expect(await refusal(email)).toMatchObject({ code: 'unauthenticated' })
    await db.prisma.setting.create({ data: { key: 'demo', value: {} } })
    expect(await refusal(email)).toBeNull()
    await db.prisma.setting.delete({ where: { key: 'demo' } })
    expect(await refusal(email)).toMatchObject({ code: 'unauthenticated' })
  })
})

describe('a session', () => {
  const from = { ip: null, userAgent: 'Firefox'.repeat(200) }
  const open = async () => {
    const { id } = await agent()
    return { id, secret: await openSession(db, id, from, NOW) }
  }

  it('is kept as a hash, and found by its secret alone', async () => {
    const { id, secret } = await open()
    expect(await findSession(db, secret, NOW)).toMatchObject({ agentId: id, agent: { name: 'Ines Duarte' } })
    expect(JSON.stringify(await db.prisma.consoleSession.findFirst({ where: { agentId: id } }))).not.toContain(secret)
    expect(await findSession(db, `${secret}x`, NOW)).toBeNull()
  })

  it('ends after 30 minutes without a request', async () => {
    const { secret } = await open()
    expect(await findSession(db, secret, later(29 * MINUTE))).not.toBeNull()
    expect(await findSession(db, secret, later(58 * MINUTE))).not.toBeNull()
    expect(await findSession(db, secret, later(88 * MINUTE))).toBeNull()
  })

  it('ends 12 hours after it began, however busy', async () => {
    const { secret } = await open()
    for (let at = 20 * MINUTE; at < 12 * HOUR; at += 20 * MINUTE) expect(await findSession(db, secret, later(at))).not.toBeNull()
    expect(await findSession(db, secret, later(12 * HOUR))).toBeNull()
  })

  it('ends at once when it is ended, or its agent is disabled', async () => {
    const { secret } = await open()
    await endSession(db, secret, NOW)
    expect(await findSession(db, secret, NOW)).toBeNull()
    const other = await open()
    await db.prisma.agent.update({ where: { id: other.id }, data: { disabledAt: NOW } })
    expect(await findSession(db, other.secret, NOW)).toBeNull()
  })
})

describe('the cookie and where a sign-in leads', () => {
  it.each([
    ['https://console.example.com', '__Host-latchkey', true],
    ['http://127.0.0.1:3000', 'latchkey', false],
  ])('at %s', async (url, name, secure) => {
    vi.resetModules()
    vi.stubEnv('PUBLIC_URL', url)
    const { safeRedirect, sessionCookieName, sessionCookieOptions } = await import('./options')
    expect(sessionCookieName()).toBe(name)
    // A __Host- cookie has no domain, the path "/" and goes over https only (RFC 6265bis, 4.1.3.2).
    expect(sessionCookieOptions()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure })
    expect(safeRedirect('/tickets/1001?x=1')).toBe(`${url}/tickets/1001?x=1`)
    for (const foreign of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example', `${url}.evil.example`, `${url}@evil.example`]) expect(safeRedirect(foreign), foreign).toBe(url)
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => new URL(safeRedirect(text)).origin === url))
    vi.unstubAllEnvs()
  })
})
