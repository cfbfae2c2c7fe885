import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { readLine } from '@/lib/formats/recognise'
import { cpuTime } from '@/lib/testing/cpu-time'
import { readCase } from './read-case'

const accountOf = (account: object) => {
  const read = readCase({ version: 1, account }, readLine).account
  if (read === null) throw new Error('no account was read')
  return read
}

describe('reading a case', () => {
  it('takes version 1 alone, and says what is wrong with anything else', () => {
    expect(readCase({ version: 1 }, readLine)).toMatchObject({ account: null, accountSought: false, events: [], changes: [], pattern: null, words: '', logText: '', recordText: '', settingsText: '' })
    for (const input of [null, 7, 'x', [], {}, { version: 2 }, { version: 1, logs: 5 }, { version: 1, changes: 'none' }]) {
      expect(() => readCase(input, readLine)).toThrow(AppError)
    }
  })

  it('answers any JSON with evidence or one clear error', () => {
    const keys = ['reportedAt', 'environment', 'experience', 'account', 'elsewhere', 'providers', 'blocks', 'changes', 'logs', 'config', 'pattern']
    const input = fc.tuple(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), fc.boolean()).map(([parts, versioned]) => (versioned ? { ...parts, version: 1 } : parts))
    fc.assert(
      fc.property(fc.oneof(input, fc.jsonValue(), fc.anything()), (value) => {
        try {
          expect(typeof readCase(value, readLine).words).toBe('string')
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect(error).toMatchObject({ code: 'invalid' })
        }
      }),
      { numRuns: 500 },
    )
  })

  it('forgives a status written as text, unknown words and lines without "raw"', () => {
    const evidence = readCase(
      { version: 1, experience: { statusCode: '401', scope: 'half the office' }, changes: [{ kind: 'sorcery', summary: 'x' }], logs: [{ latchkey: 1, hop: 'auth', outcome: 'failure', reason: 'bad_password' }] },
      readLine,
    )
    expect(evidence.experience).toMatchObject({ statusCode: 401, scope: null })
    expect(evidence.changes[0]?.kind).toBeNull()
    expect(evidence.events[0]).toMatchObject({ line: 0, format: 'latchkey', reason: 'bad_password' })
  })

  it('orders events by their time and keeps where they stood', () => {
    const line = (at: string) => ({ raw: { latchkey: 1, at, hop: 'auth', outcome: 'failure', reason: 'bad_password' } })
    const evidence = readCase({ version: 1, logs: [line('2026-10-05T09:02:00Z'), 'no format knows this', line('2026-10-05T09:01:00Z')] }, readLine)
    expect(evidence.events.map((event) => event.line)).toEqual([2, 0])
    expect(evidence.unrecognised).toEqual([{ line: 1, raw: 'no format knows this' }])
  })

  it('stays within bounds, whatever it is given', () => {
    const given = { version: 1, experience: { symptom: 'x'.repeat(3_000_000) }, logs: Array.from({ length: 30_000 }, (_, index) => `line ${index} ${'y'.repeat(40)}`) }
    expect(cpuTime(() => readCase(given, readLine))).toBeLessThan(4_000)
    const evidence = readCase(given, readLine)
    expect(evidence.logText.length).toBeLessThanOrEqual(256 * 1024)
    expect(evidence.words.length).toBeLessThanOrEqual(256 * 1024)
  })

  it('keeps what a change says apart from what a log says, and leaves out what changed in another environment', () => {
    const changes = [{ summary: 'Pepper rotated' }, { summary: 'Proxy added', environment: 'staging' }, { summary: 'Host renamed', environment: 'production' }]
    expect(readCase({ version: 1, environment: 'production', changes, logs: ['a line'] }, () => null)).toMatchObject({ logText: 'a line', changeText: 'pepper rotated\nhost renamed' })
    expect(readCase({ version: 1, environment: 'production', account: { environment: 'staging' }, changes }, () => null).changeText).toBe('pepper rotated\nproxy added')
    expect(readCase({ version: 1, changes }, () => null).changeText).toContain('proxy added')
    // The same place under the names that people give it.
    expect(readCase({ version: 1, account: { environment: 'Prod' }, changes }, () => null).changeText).toBe('pepper rotated\nhost renamed')
  })

  it('keeps the newest lines where there are too many', () => {
    const logs = Array.from({ length: 20_500 }, (_, index) => ({ latchkey: 1, at: new Date(Date.UTC(2026, 9, 5) + index * 1000).toISOString(), hop: 'auth', outcome: 'failure', reason: 'bad_password' }))
    const { events } = readCase({ version: 1, logs }, readLine)
    expect(events.at(-1)?.line).toBe(20_499)
  })
})

describe('reading a record', () => {
  it('knows the console’s own names', () => {
    expect(accountOf({ isActive: true, lockedUntil: '2026-10-05T09:34:00Z', emailVerifiedAt: null, passwordHashAlgorithm: 'argon2id', failedAttempts: 5, groups: ['staff'] })).toMatchObject({
      isActive: true, lockedUntil: Date.UTC(2026, 9, 5, 9, 34), emailVerified: false, passwordHashAlgorithm: 'argon2id', failedAttempts: 5, groups: ['staff'],
    })
  })

  it.each([
    ['Keycloak', { enabled: false, emailVerified: true, username: 'maya' }, { isActive: false, emailVerified: true }],
    ['snake case', { is_active: 'true', email_verified_at: '2026-01-01', password_changed_at: 1_760_000_000 }, { isActive: true, emailVerified: true, passwordChangedAt: 1_760_000_000_000 }],
    ['Entra', { accountEnabled: false, userPrincipalName: 'maya@example.com' }, { isActive: false, identifiers: ['maya@example.com'] }],
    ['Okta', { status: 'DEPROVISIONED' }, { isActive: false }],
    ['Okta, locked', { status: 'LOCKED_OUT' }, { lockedUntil: Number.MAX_SAFE_INTEGER }],
    ['Okta, expired', { status: 'PASSWORD_EXPIRED' }, { isActive: true }],
    ['Okta, suspended', { status: 'SUSPENDED' }, { suspendedAt: 0 }],
    ['Auth0', { blocked: true, email_verified: false }, { isActive: false, emailVerified: false }],
    ['Cognito', { UserStatus: 'UNCONFIRMED', Enabled: true }, { emailVerified: false, isActive: true }],
    ['Cognito, confirmed', { UserStatus: 'CONFIRMED' }, { emailVerified: true }],
    ['Active Directory, locked and disabled', { userAccountControl: 0x12, sAMAccountName: 'maya' }, { isActive: false, lockedUntil: Number.MAX_SAFE_INTEGER, identifiers: ['maya'] }],
    ['Active Directory, active', { userAccountControl: 512 }, { isActive: true }],
    ['Django', { is_active: false, password: 'pbkdf2_sha256$600000$x' }, { isActive: false, passwordHashAlgorithm: 'pbkdf2' }],
    ['Rails Devise', { locked_at: '2026-10-05T08:00:00Z', confirmed_at: null, encrypted_password: '$2a$12$x' }, { lockedUntil: Number.MAX_SAFE_INTEGER, emailVerified: false, passwordHashAlgorithm: 'bcrypt' }],
    ['a plain word', { deactivated: true, deleted: false }, { isActive: false, deletedAt: null }],
    ['no password', { passwordHash: null, providers: ['google'] }, { hasPassword: false, linked: ['google'] }],
    ['factors as words', { mfaFactors: ['totp'] }, { factors: [{ id: null, kind: 'totp', label: null, isDefault: null, enrolledAt: null, lastUsedAt: null, offsets: [] }] }],
  ])('reads %s', (_name, record, expected) => {
    expect(accountOf(record)).toMatchObject(expected)
  })

  it('keeps what it cannot read unknown', () => {
    expect(accountOf({ isActive: 'perhaps', lockedUntil: 'soon', groups: 7, sessions: 'three', factors: null })).toMatchObject({ isActive: null, lockedUntil: null, sessions: null, factors: null })
  })
})
