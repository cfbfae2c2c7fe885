import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANGE_KINDS } from '@/lib/evidence/vocabulary'
import { AUTH_RELEVANT } from './list-changes'
import { cpuTime } from '@/lib/testing/cpu-time'
import { authRelevance, RELEVANCE_RULES, type RelevanceInput } from './relevance'

const change = (more: Partial<RelevanceInput>): RelevanceInput => ({ kind: 'deploy', service: 'shop', summary: '', paths: [], labels: [], diff: [], onSignInPath: false, ...more })

const MATTERS: [string, Partial<RelevanceInput>, string][] = [
  ['password hashing', { paths: ['src/password/argon2.ts'], onSignInPath: true }, 'Password verification'],
  ['a setting of the hash', { kind: 'config', diff: [{ key: 'PASSWORD_HASH_VERIFY' }], onSignInPath: true }, 'Password verification'],
  ['the rollback of the sign-in service', { kind: 'rollback', summary: 'Roll back auth-service to 4.11.3', onSignInPath: true }, 'Rolls back'],
  ['the limit on sign-ins', { kind: 'config', summary: 'Tighten RATE_LIMIT_LOGIN_PER_MINUTE', diff: [{ key: 'RATE_LIMIT_LOGIN_PER_MINUTE' }], onSignInPath: true }, 'Limits or blocks'],
  ['a callback address', { kind: 'config', diff: [{ key: 'AUTH_CALLBACK_URL' }], summary: 'Callback of the web app' }, 'Callback or public address'],
  ['a provider’s certificate', { kind: 'certificate', summary: 'Contoso rotates the signing certificate of its SAML app' }, 'Certificate or provider'],
  ['the move to another provider', { kind: 'idp', summary: 'Team Atlas moves from ADFS to Entra ID' }, 'Single sign-on'],
  ['a key rotation', { kind: 'key_rotation', summary: 'New JWT signing key' }, 'Tokens or keys'],
  ['the second factor', { paths: ['lib/mfa/totp-window.ts'] }, 'Second factor'],
  ['an auth library of npm', { summary: 'Bump next-auth from 4.24.5 to 4.24.7' }, 'Auth library: next-auth'],
  ['one in a manifest', { summary: 'Move to passport 0.7', paths: ['package.json'] }, 'Auth library: passport'],
  ['one of a family', { summary: 'Update @auth/core to v0.34', labels: [] }, 'Auth library: @auth/core'],
  ['one of Maven', { summary: 'Upgrade org.springframework.security:spring-security-core to 6.3.1' }, 'Auth library: spring-security-core'],
  ['one of Go', { summary: 'chore(deps): bump github.com/golang-jwt/jwt/v5 from 5.2.0 to 5.2.1', paths: ['go.mod', 'go.sum'] }, 'Auth library: github.com/golang-jwt/jwt/v5'],
  ['one by the key of what changed', { diff: [{ key: 'dependency:jsonwebtoken' }] }, 'Auth library: jsonwebtoken'],
  ['one by its package URL', { diff: [{ key: 'pkg:maven/org.springframework.security/spring-security-core@6.3.1' }] }, 'Auth library: spring-security-core'],
  ['one of Go by its package URL', { diff: [{ key: 'pkg:golang/github.com/golang-jwt/jwt@v5.2.1' }] }, 'Auth library: github.com/golang-jwt/jwt'],
  ['one by a label', { summary: 'jsonwebtoken@9.0.2', labels: ['dependencies'] }, 'Auth library: jsonwebtoken'],
  ['a setting of sign-in', { kind: 'config', diff: [{ key: 'flag:login-v2' }], summary: 'Flag login-v2: switched on' }, 'Sign-in setting'],
  ['a label', { labels: ['area: auth'] }, 'Labelled as sign-in'],
  ['cookies', { summary: 'Set SameSite=Strict on the session cookie', paths: ['src/session/cookie.ts'] }, 'Sessions or cookies'],
]

const DOES_NOT: [string, Partial<RelevanceInput>][] = [
  ['a menu', { summary: 'New menu in the footer', paths: ['src/ui/menu.tsx'] }],
  ['the author of a text', { summary: 'Show the author of a post', paths: ['src/blog/author.tsx'] }],
  ['a report', { summary: 'Monthly report as PDF', paths: ['src/reports/pdf.ts'] }],
  ['geometry', { summary: 'Fix geometry of the map tiles', paths: ['src/geometry/tiles.ts'] }],
  ['the readme', { summary: 'Mend the readme', paths: ['README.md'] }],
  ['a library of other things', { summary: 'Bump lodash from 4.17.20 to 4.17.21', paths: ['package.json', 'package-lock.json'] }],
  ['the passport of travellers', { summary: 'Update the passport photo page' }],
  ['a flag that is called like a library', { kind: 'config', diff: [{ key: 'flag:passport' }], summary: 'Flag passport: switched on' }],
  ['a label of other things', { labels: ['area: author pages'] }],
  ['hosts', { kind: 'infrastructure', summary: 'Larger disks' }],
]

describe('auth relevance', () => {
  it.each(MATTERS)('%s matters', (_, given, reason) => {
    const { score, reasons } = authRelevance(change(given))
    expect(score).toBeGreaterThanOrEqual(AUTH_RELEVANT)
    expect(reasons).toContain(reason)
  })

  it.each(DOES_NOT)('%s does not matter', (_, given) => {
    expect(authRelevance(change(given)).score).toBeLessThan(AUTH_RELEVANT)
  })

  it('puts what matters more above what matters less', () => {
    const hash = authRelevance(change({ service: 'auth-service', onSignInPath: true, kind: 'rollback', summary: 'Roll back password hashing' }))
    const wording = authRelevance(change({ service: 'auth-service', onSignInPath: true, summary: 'Wording of a page', paths: ['src/pages/help.md'] }))
    expect(hash.score).toBeGreaterThan(wording.score)
    expect(wording.score).toBeGreaterThan(0)
  })

  it('gives a score of 0 to 100 with a reason for every point, whatever comes in', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    const any = fc.record({ kind: fc.constantFrom(...CHANGE_KINDS), service: text, summary: text, paths: fc.array(text, { maxLength: 4 }), labels: fc.array(text, { maxLength: 4 }), diff: fc.array(fc.record({ key: text }), { maxLength: 4 }), onSignInPath: fc.boolean() })
    fc.assert(
      fc.property(any, (given) => {
        const { score, reasons } = authRelevance(given)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
        expect(reasons.length > 0).toBe(score > 0)
        expect(new Set(reasons).size).toBe(reasons.length)
      }),
    )
  })

  it('is linear in the length of what it reads', () => {
    for (const seed of ['ip ', 'password_', 'rate_', 'sign-', 'x', ' log', 'bump 1.2 a:', '@', '((']) {
      expect(cpuTime(() => authRelevance(change({ summary: seed.repeat(200_000), paths: [seed.repeat(50_000)] }))), seed).toBeLessThan(2000)
    }
  })

  it('has a reason for every rule, each in its own words', () => {
    expect(new Set(RELEVANCE_RULES.map(({ reason }) => reason)).size).toBe(RELEVANCE_RULES.length)
  })
})
