import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessState, GATES, type AccessInput, type GateName, type GateState } from './access-state'
import { verifiersOf } from './verifiers'

const NOW = new Date('2026-11-24T12:00:00Z')
const BEFORE = new Date('2026-11-24T11:00:00Z')
const AFTER = new Date('2026-11-24T13:00:00Z')

const HEALTHY: AccessInput = {
  now: NOW,
  account: {
    isActive: true, lockedUntil: null, lockReason: null, deletedAt: null, suspendedAt: null, suspendedReason: null, expiresAt: null, emailVerifiedAt: BEFORE, onboardingCompletedAt: BEFORE,
    passwordChangedAt: BEFORE, passwordHashAlgorithm: 'bcrypt', passwordResetRequired: false, failedAttempts: 0, mfaRequired: true,
  },
  factors: [{ kind: 'totp', label: 'Phone', isDefault: true }],
  openSessions: 1,
  linked: [],
  blocks: [],
  verifiers: ['bcrypt', 'scrypt'],
}
const BLOCK = { address: '203.0.113.0/24', rule: 'login_per_minute', reason: 'too many sign-ins', count: 40, limit: 6, expiresAt: AFTER }

type Change = Partial<Omit<AccessInput, 'account'>> & { account?: Partial<AccessInput['account']> }
const given = ({ account, ...rest }: Change): AccessInput => ({ ...HEALTHY, ...rest, account: { ...HEALTHY.account, ...account } })
const stateOf = (input: AccessInput, gate: GateName) => accessState(input).gates.find((one) => one.gate === gate)

describe('a healthy record', () => {
  it('passes every gate in the order of a sign-in', () => {
    const { gates, blocks, title } = accessState(HEALTHY)
    expect(gates.map(({ gate }) => gate)).toEqual([...GATES])
    expect(gates.every(({ state }) => state === 'passes')).toBe(true)
    expect([blocks, title]).toEqual([0, 'Nothing in the record stops a sign-in'])
  })
})

const TABLE: readonly (readonly [what: string, change: Change, gate: GateName, state: GateState, clears: number | null])[] = [
  ['an address over its limit', { blocks: [BLOCK] }, 'address', 'blocks', 2],
  ['deleted', { account: { deletedAt: BEFORE } }, 'account', 'blocks', null],
  ['suspended', { account: { suspendedAt: BEFORE, suspendedReason: 'left' } }, 'account', 'blocks', 3],
  ['switched off', { account: { isActive: false } }, 'account', 'blocks', 3],
  ['validity ended', { account: { expiresAt: BEFORE } }, 'account', 'blocks', 3],
  ['validity ends to the second', { account: { expiresAt: NOW } }, 'account', 'blocks', 3],
  ['valid for another hour', { account: { expiresAt: AFTER } }, 'account', 'passes', null],
  ['never verified', { account: { emailVerifiedAt: null } }, 'account', 'blocks', 1],
  ['set-up open', { account: { onboardingCompletedAt: null } }, 'account', 'blocks', null],
  ['locked', { account: { lockedUntil: AFTER, failedAttempts: 3 } }, 'lock', 'blocks', 2],
  ['a lock that has ended', { account: { lockedUntil: BEFORE } }, 'lock', 'passes', null],
  ['two tries', { account: { failedAttempts: 2 } }, 'lock', 'near', null],
  ['a hash that nobody reads', { account: { passwordHashAlgorithm: 'argon2id' } }, 'password', 'blocks', null],
  ['a hash in capitals', { account: { passwordHashAlgorithm: 'BCRYPT' } }, 'password', 'passes', null],
  ['readers not known', { account: { passwordHashAlgorithm: 'argon2id' }, verifiers: null }, 'password', 'passes', null],
  ['a forced reset', { account: { passwordResetRequired: true } }, 'password', 'blocks', 1],
  ['no password, signs in elsewhere', { account: { passwordHashAlgorithm: null }, linked: ['Contoso'] }, 'password', 'passes', null],
  ['no password at all', { account: { passwordHashAlgorithm: null } }, 'password', 'unknown', null],
  ['no factor where one is required', { factors: [] }, 'factor', 'blocks', null],
  ['no factor where none is required', { factors: [], account: { mfaRequired: false } }, 'factor', 'passes', null],
]

describe('each gate', () => {
  it.each(TABLE)('%s', (_, change, gate, state, tier) => {
    const found = stateOf(given(change), gate)
    expect(found?.state).toBe(state)
    expect(found?.clears?.tier ?? null).toBe(tier)
  })
})

describe('several at once', () => {
  it('names every block, and what follows the first without blocking is not reached', () => {
    const access = accessState(given({ account: { lockedUntil: AFTER, failedAttempts: 3, passwordHashAlgorithm: 'argon2id' } }))
    expect(access.title).toBe('Cannot sign in: blocked twice')
    expect(access.summary).toBe('Unlocking alone will not help. Stored as argon2id.')
    expect(access.gates.map(({ state }) => state)).toEqual(['passes', 'passes', 'blocks', 'blocks', 'not_reached', 'not_reached'])
  })

  it('says of a lock alone that it ends or can be cleared', () => {
    expect(accessState(given({ account: { lockedUntil: AFTER, failedAttempts: 3 } }))).toMatchObject({ title: 'Cannot sign in: blocked', summary: 'Ends by itself, or unlock.' })
  })

  it('counts the blocks that it shows, whatever the record', () => {
    const date = fc.option(fc.constantFrom(BEFORE, NOW, AFTER), { nil: null })
    const record = fc.record({
      isActive: fc.boolean(), lockedUntil: date, deletedAt: date, suspendedAt: date, expiresAt: date, emailVerifiedAt: date, onboardingCompletedAt: date,
      passwordHashAlgorithm: fc.option(fc.constantFrom('bcrypt', 'argon2id'), { nil: null }), passwordResetRequired: fc.boolean(), failedAttempts: fc.nat(9), mfaRequired: fc.boolean(),
    })
    fc.assert(
      fc.property(record, fc.boolean(), fc.nat(2), (account, blocked, factors) => {
        const access = accessState(given({ account, blocks: blocked ? [BLOCK] : [], factors: HEALTHY.factors.slice(0, factors) }))
        const shown = access.gates.filter(({ state }) => state === 'blocks')
        expect(access.blocks).toBe(shown.length)
        expect(access.title.startsWith('Cannot')).toBe(shown.length > 0)
        const first = access.gates.findIndex(({ state }) => state === 'blocks')
        if (first >= 0) expect(access.gates.slice(first).every(({ state }) => state === 'blocks' || state === 'not_reached')).toBe(true)
      }),
    )
  })
})

describe('what the running version verifies', () => {
  const config = (key: string, value: string | null, environment = 'production') => ({ environment, key, value })
  it.each([
    ['the list of the environment', [config('PASSWORD_HASH_VERIFY', 'argon2id', 'staging'), config('PASSWORD_HASH_VERIFY', 'bcrypt, scrypt')], ['bcrypt', 'scrypt']],
    ['another setting of the same words', [config('PASSWORD_VERIFY_TIMEOUT', '30')], null],
    ['a secret', [config('PASSWORD_HASH_VERIFY', null)], null],
    ['nothing', [], null],
  ])('%s', (_, rows, expected) => expect(verifiersOf(rows, 'production')).toEqual(expected))
})
