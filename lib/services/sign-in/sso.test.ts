import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { isStrong, type SsoClaims } from '@/lib/auth/oidc'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { startIdentityProvider, type IdentityProvider, type Subject } from '@/lib/testing/identity-provider'
import { arrive, atDoor, newAgent, PASSWORD } from '@/lib/testing/sign-in'

const HOME = 'http://127.0.0.1:3999'
let db: Database
let idp: IdentityProvider
let other: IdentityProvider
// The modules are loaded anew for each environment, so the class of an error is not the one imported here.
const settle = async (work: Promise<unknown>) => work.then(() => 'done', (error: { name: string; code?: string }) => (error.name === 'AppError' ? error.code : String(error)))

beforeAll(async () => {
  db = await testDatabase()
  idp = await startIdentityProvider(`${HOME}/sign-in/sso`)
  other = await startIdentityProvider(`${HOME}/sign-in/sso`)
})
afterAll(async () => {
  await Promise.all([idp.close(), other.close()])
  await db.close()
})
beforeEach(() => configure(idp))

/** Sets the environment and loads the modules anew, as a fresh process would. */
function configure(at: IdentityProvider, more: Record<string, string> = {}) {
  vi.resetModules()
  vi.unstubAllEnvs()
  const all = { PUBLIC_URL: HOME, OIDC_ISSUER: at.issuer, OIDC_CLIENT_ID: at.clientId, OIDC_CLIENT_SECRET: at.clientSecret, OIDC_ROLES: 'desk=agent, cn=leads=viewer, leads=approver, owners=admin', ...more }
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value)
}

const oidc = () => import('@/lib/auth/oidc')
const verbs = async () => ({ ...(await import('./sign-in-with-sso')), ...(await import('./sign-in-with-password')) })
let people = 0
const somebody = (more: Partial<Subject> = {}): Subject => ({ sub: `person-${++people}`, email: `person-${people}@example.com`, name: `Person ${people}`, groups: ['desk'], amr: ['pwd', 'mfa'], ...more })

/** Follows a browser's way through the provider, cookies and all, to the address that it sends back to. */
async function travel(url: string, at: IdentityProvider, subject: Subject): Promise<URLSearchParams> {
  at.subjects.set(subject.sub, subject)
  const cookies = new Map<string, string>()
  let next = `${url}&login_hint=${subject.sub}`
  for (let hops = 0; hops < 12; hops++) {
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`The provider answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    next = new URL(location, at.issuer).href
    if (next.startsWith(HOME)) return new URL(next).searchParams
  }
  throw new Error('The provider led in circles.')
}

/** The whole way: to the provider and back. */
async function claimsOf(subject: Subject, at = idp): Promise<SsoClaims> {
  const { beginSso, finishSso } = await oidc()
  const { url, journey } = await beginSso('/queue', new Date())
  return finishSso(await travel(url, at, subject), journey, new Date())
}
const signIn = async (subject: Subject) => {
  const { signInWithSso } = await verbs()
  return arrive({ ...atDoor(db), now: new Date() }, await signInWithSso({ ...atDoor(db), now: new Date() }, await claimsOf(subject)))
}

describe('single sign-on', () => {
  it('makes an agent of a person with a group that has a role, and knows them again by issuer and subject', async () => {
    const subject = somebody({ groups: ['everyone', 'desk', 'leads'] })
    const first = await signIn(subject)
    expect(first.session).toMatchObject({ strength: 'sso', stage: 'enrol', agent: { role: 'approver', email: subject.email } })
    const second = await signIn({ ...subject, email: 'changed@example.com', name: 'Changed' })
    expect(second.session.agentId).toBe(first.session.agentId)
    expect(await db.prisma.agentIdentity.findMany({ where: { agentId: first.session.agentId } })).toMatchObject([{ issuer: idp.issuer, subject: subject.sub }])
  })

  it('never takes an e-mail for a person: a second subject, a second issuer or a local agent of the same address is not let in', async () => {
    const subject = somebody()
    await signIn(subject)
    const before = await db.prisma.agent.count()
    expect(await settle(signIn(somebody({ email: subject.email ?? '' })))).toBe('unauthenticated')
    configure(other)
    const twin = await claimsOf({ ...somebody(), sub: subject.sub, email: subject.email ?? '' }, other)
    expect(twin).toMatchObject({ issuer: other.issuer, subject: subject.sub })
    const { signInWithSso } = await verbs()
    expect(await settle(signInWithSso(atDoor(db), twin))).toBe('unauthenticated')
    configure(idp)
    const local = await newAgent(db, 'admin')
    expect(await settle(signIn(somebody({ email: local.email.toUpperCase() })))).toBe('unauthenticated')
    expect(await db.prisma.agent.count()).toBe(before + 1)
  })

  it('lets nobody in without a group that has a role, and takes the role from the groups each time', async () => {
    expect(await settle(signIn(somebody({ groups: ['everyone'] })))).toBe('unauthenticated')
    expect(await settle(signIn(somebody({ groups: [] })))).toBe('unauthenticated')
    const subject = somebody({ groups: ['owners'] })
    expect((await signIn(subject)).session.agent.role).toBe('admin')
    expect((await signIn({ ...subject, groups: ['cn=leads'] })).session).toMatchObject({ stage: 'open', agent: { role: 'viewer' } })
    expect(await settle(signIn({ ...subject, groups: undefined as unknown as string[] }))).toBe('unauthenticated')
  })

  it('counts as a password where the provider says nothing of a second factor', async () => {
    for (const amr of [undefined, [], ['pwd'], ['otp']]) {
      const person = await signIn(somebody(amr ? { amr } : { amr: [] }))
      expect(person.session).toMatchObject({ strength: 'password', stage: 'enrol' })
    }
    configure(idp, { OIDC_ACR: 'urn:example:mfa' })
    expect((await signIn(somebody({ amr: ['mfa'] }))).session.strength).toBe('password')
    expect((await signIn(somebody({ acr: 'urn:example:mfa' }))).session.strength).toBe('sso')
  })

  it('refuses an agent who was disabled here, whatever the provider says', async () => {
    const subject = somebody()
    const { session } = await signIn(subject)
    await db.prisma.agent.update({ where: { id: session.agentId }, data: { disabledAt: new Date() } })
    expect(await settle(signIn(subject))).toBe('unauthenticated')
  })

  it('leaves the password to administrators, and says so in the audit', async () => {
    const { signInWithPassword } = await verbs()
    const [agent, admin] = [await newAgent(db, 'agent'), await newAgent(db, 'admin')]
    await expect(signInWithPassword(atDoor(db), { email: agent.email, password: PASSWORD })).rejects.toThrow('not right')
    await signInWithPassword(atDoor(db), { email: admin.email, password: PASSWORD })
    expect(await db.prisma.auditEntry.count({ where: { actorId: admin.id, action: 'agent.break_glass', outcome: 'done' } })).toBe(1)
  })
})

describe('the way back from the provider', () => {
  it('is refused with another state, nonce, verifier or provider, without a code, and twice', async () => {
    const { beginSso, finishSso } = await oidc()
    const now = new Date()
    const fresh = async () => {
      const { url, journey } = await beginSso('/queue', now)
      return { journey, query: await travel(url, idp, somebody()) }
    }
    const [one, two] = [await fresh(), await fresh()]
    const tries: [string, () => Promise<unknown>][] = [
      ['the state of another journey', () => finishSso(one.query, { ...one.journey, state: two.journey.state }, now)],
      ['the answer to another journey', () => finishSso(two.query, one.journey, now)],
      ['another provider', () => finishSso(one.query, { ...one.journey, issuer: other.issuer }, now)],
      ['no code', () => finishSso(new URLSearchParams({ state: one.journey.state }), one.journey, now)],
      ['an error', () => finishSso(new URLSearchParams({ state: one.journey.state, error: 'access_denied', iss: idp.issuer }), one.journey, now)],
      ['another issuer in the answer', () => finishSso(new URLSearchParams({ ...Object.fromEntries(one.query), iss: other.issuer }), one.journey, now)],
    ]
    for (const [what, work] of tries) expect(await settle(work()), what).toBe('unauthenticated')
    expect(await settle(finishSso(one.query, one.journey, now))).toBe('done')
    expect(await settle(finishSso(one.query, one.journey, now)), 'the same code again').toBe('unauthenticated')
    const [three, four] = [await fresh(), await fresh()]
    expect(await settle(finishSso(three.query, { ...three.journey, nonce: four.journey.nonce }, now)), 'another nonce').toBe('unauthenticated')
    expect(await settle(finishSso(four.query, { ...four.journey, verifier: three.journey.verifier }, now)), 'another verifier').toBe('unauthenticated')
  })

  it('is refused where the person signed in at the provider too long ago', async () => {
    const now = new Date()
    for (const [maxAge, result] of [['60', 'unauthenticated'], ['200', 'done']] as const) {
      configure(idp)
      const { url, journey } = await (await oidc()).beginSso('/queue', now)
      const query = await travel(url, idp, somebody())
      // The code is redeemed at once; what is too old is the person's sign-in.
      vi.useFakeTimers({ now: new Date(now.getTime() + 100_000), toFake: ['Date'] })
      configure(idp, { OIDC_MAX_AGE: maxAge })
      const back = await settle((await oidc()).finishSso(query, journey, new Date()))
      vi.useRealTimers()
      expect(back, `at most ${maxAge} s`).toBe(result)
    }
  })

  it('asks with PKCE, state, nonce and an age', async () => {
    const { beginSso } = await oidc()
    const { searchParams } = new URL((await beginSso('/queue', new Date())).url)
    expect(Object.fromEntries(searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', max_age: '43200', redirect_uri: `${HOME}/sign-in/sso`, client_id: 'latchkey' })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)?.length).toBeGreaterThanOrEqual(43)
  })

  it('is not begun where the provider does not answer', async () => {
    configure({ ...idp, issuer: 'http://127.0.0.1:9' })
    expect(await settle((await oidc()).beginSso('/queue', new Date()))).toBe('unavailable')
  })
})

describe('acr and amr', () => {
  it('that are not said, or say something else, are a password', () => {
    const table: [Parameters<typeof isStrong>[0], Parameters<typeof isStrong>[1], boolean][] = [
      [{}, { acr: [], amr: ['mfa'] }, false],
      [{ amr: ['mfa'] }, { acr: [], amr: ['mfa'] }, true],
      [{ amr: ['MFA'] }, { acr: [], amr: ['mfa'] }, false],
      [{ acr: '1', amr: ['mfa'] }, { acr: ['2'], amr: ['mfa'] }, false],
      [{ acr: '2' }, { acr: ['2'], amr: [] }, true],
      [{ amr: [] }, { acr: [], amr: [] }, false],
    ]
    for (const [claims, settings, strong] of table) expect(isStrong(claims, settings), JSON.stringify([claims, settings])).toBe(strong)
  })
})
