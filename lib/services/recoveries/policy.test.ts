import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RECOVERY_TIERS } from '@/lib/engine/judge'
import { RECOVERY_ACTIONS, ROLES, type RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveries } from '@/lib/recoveries'
import { ACTIONS, CALLER_NEEDS, CHECKS_NEEDED, CROWD_FROM, decide, decideBulk, meets, missingChecks, RAISE_RULES, RAISES, TIERS, tierWords, VERIFICATION_KINDS, whyAlone, type PolicyFacts, type Tier } from './policy'

const CALM: PolicyFacts = { privileged: false, owner: null, actorRole: 'agent', lastFactor: false, attackLikely: false, failedChecks: 0, contactChanged: false, reached: [], frozen: false, elevatedThreat: false, stopped: false }
const on = (action: RecoveryAction, facts: Partial<PolicyFacts>) => decide(action, { ...CALM, ...facts })

const anyFacts: fc.Arbitrary<PolicyFacts> = fc.record({
  privileged: fc.boolean(),
  owner: fc.option(fc.record({ role: fc.constantFrom(...ROLES), self: fc.boolean() }), { nil: null }),
  actorRole: fc.constantFrom(...ROLES),
  lastFactor: fc.boolean(),
  attackLikely: fc.boolean(),
  failedChecks: fc.nat(8),
  contactChanged: fc.boolean(),
  reached: fc.subarray(['password', 'factor', 'contact'] as const),
  frozen: fc.boolean(),
  elevatedThreat: fc.boolean(),
  stopped: fc.boolean(),
})

describe('on an ordinary day', () => {
  it.each([
    ['resend_verification', 1], ['send_reset_link', 1], ['revoke_sessions', 1], ['unlock_account', 2], ['clear_block', 2],
    ['issue_bypass', 3], ['re_enable_account', 3], ['remove_factor', 3], ['reset_mfa', 3],
  ] as const)('%s is of tier %i, and nothing raises it', (action, tier) => expect(on(action, {})).toMatchObject({ base: tier, tier, raises: [], refused: null }))

  it('asks for what each tier says', () => {
    expect(Object.values(TIERS).map(({ verification, secondPerson, stepUp, delayHours, notify, watchHours }) => [verification, secondPerson, stepUp, delayHours, notify, watchHours])).toEqual([
      ['none', false, false, 0, 'none', 0],
      ['none', false, false, 0, 'all', 0],
      ['none', false, true, 0, 'all', 0],
      ['two', true, true, 0, 'all', 72],
      ['proofing', true, true, 24, 'all', 72],
    ])
  })

  it('gives the engine the same tiers', () => {
    expect(RECOVERY_TIERS).toEqual(Object.fromEntries(RECOVERY_ACTIONS.map((action) => [action, ACTIONS[action].tier])))
  })
})

describe('the documents', () => {
  const CHECKS = { none: 'none', one: 'one', two: 'two, of different kinds', proofing: 'a document and another' }
  it.each(recoveries.map(({ action, title }) => [title, ACTIONS[action].tier] as const))('say of %s what the policy says', (title, tier) => {
    const { verification, stepUp, secondPerson, delayHours, watchHours } = TIERS[tier]
    const cells = [title, tier, CHECKS[verification], stepUp ? 'yes' : '–', secondPerson ? 'yes' : '–', delayHours ? `${delayHours} h` : '–', watchHours ? `${watchHours} h` : '–']
    expect(readFileSync('docs/recoveries.md', 'utf8')).toContain(`| ${cells.join(' | ')} |`)
  })
})

const RAISED: readonly (readonly [what: string, action: RecoveryAction, facts: Partial<PolicyFacts>, tier: Tier, raises: string[]])[] = [
  ['an unlock under attack', 'unlock_account', { attackLikely: true }, 3, ['attack']],
  ['an unlock after three failed checks', 'unlock_account', { failedChecks: 3 }, 3, ['probing']],
  ['an unlock after two', 'unlock_account', { failedChecks: 2 }, 2, []],
  ['an unlock under elevated threat', 'unlock_account', { elevatedThreat: true }, 3, ['elevated_threat']],
  ['a reset link under elevated threat', 'send_reset_link', { elevatedThreat: true }, 2, ['elevated_threat']],
  ['a reset link under attack', 'send_reset_link', { attackLikely: true }, 1, []],
  ['a reset link to an address of yesterday', 'send_reset_link', { contactChanged: true }, 3, ['contact_changed']],
  ['a reset link on a privileged account', 'send_reset_link', { privileged: true }, 3, ['privileged']],
  ['an unlock with an address of yesterday', 'unlock_account', { contactChanged: true }, 2, []],
  ['a factor with an address of yesterday', 'remove_factor', { contactChanged: true }, 4, ['contact_changed']],
  ['a factor of a privileged account', 'remove_factor', { privileged: true }, 4, ['privileged']],
  ['the last factor', 'remove_factor', { lastFactor: true }, 4, ['last_factor']],
  ['everything at once', 'reset_mfa', { privileged: true, attackLikely: true, elevatedThreat: true, contactChanged: true }, 4, ['privileged']],
  ['signing out everywhere, whatever burns', 'revoke_sessions', { privileged: true, attackLikely: true, elevatedThreat: true, failedChecks: 9 }, 2, ['privileged']],
  ['two raises that add up', 'unlock_account', { attackLikely: true, elevatedThreat: true }, 4, ['attack', 'elevated_threat']],
  ['the account of a colleague of the same rank', 'unlock_account', { owner: { role: 'agent', self: false } }, 3, ['equal']],
  ['the account of a colleague below', 'unlock_account', { owner: { role: 'viewer', self: false } }, 2, []],
]

describe('raises', () => {
  it.each(RAISED)('%s: %s', (_what, action, facts, tier, raises) => expect(on(action, facts)).toMatchObject({ tier, raises }))

  it('are said in words', () => {
    expect(tierWords(on('unlock_account', { elevatedThreat: true }))).toBe('Tier 2, today 3: elevated threat')
    expect(tierWords(on('unlock_account', {}))).toBe('Tier 2')
  })

  it('never lower anything, and a higher tier never asks for less', () => {
    for (const raise of RAISES) RAISE_RULES[raise].to.forEach((to, from) => expect(to).toBeGreaterThanOrEqual(from))
    for (const [lower, higher] of [[0, 1], [1, 2], [2, 3], [3, 4]] as const) {
      const [less, more] = [TIERS[lower], TIERS[higher]]
      expect(CALLER_NEEDS.indexOf(more.verification)).toBeGreaterThanOrEqual(CALLER_NEEDS.indexOf(less.verification))
      expect([more.secondPerson, more.stepUp]).toEqual([more.secondPerson || less.secondPerson, more.stepUp || less.stepUp])
      expect(more.delayHours).toBeGreaterThanOrEqual(less.delayHours)
      expect(more.watchHours).toBeGreaterThanOrEqual(less.watchHours)
    }
  })

  it('never make an act easier the more is wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RECOVERY_ACTIONS), anyFacts, fc.constantFrom('privileged', 'lastFactor', 'attackLikely', 'contactChanged', 'frozen', 'elevatedThreat', 'stopped'), (action, facts, worse) => {
        const [calm, bad] = [decide(action, { ...facts, [worse]: false }), decide(action, { ...facts, [worse]: true })]
        expect(bad.tier).toBeGreaterThanOrEqual(calm.tier)
        if (calm.refused) expect(bad.refused).not.toBeNull()
      }),
      { numRuns: 5000 },
    )
  })
})

describe('what nobody may do', () => {
  it('is acting on oneself, at any tier and in any role', () => {
    fc.assert(fc.property(fc.constantFrom(...RECOVERY_ACTIONS), anyFacts, fc.constantFrom(...ROLES), (action, facts, role) => void expect(decide(action, { ...facts, owner: { role, self: true } }).refused).not.toBeNull()))
  })

  it('is acting on somebody above', () => {
    expect(on('unlock_account', { owner: { role: 'admin', self: false }, actorRole: 'approver' }).refused).toMatch(/rank/)
    expect(on('unlock_account', { owner: { role: 'admin', self: false }, actorRole: 'admin' })).toMatchObject({ refused: null, tier: 3, raises: ['equal'] })
  })

  it('is anything while the person says that it was not them', () => {
    for (const action of RECOVERY_ACTIONS) expect(on(action, { frozen: true, stopped: true }).refused).toMatch(/^Frozen/)
  })

  it('is anything while recoveries are stopped', () => {
    for (const action of RECOVERY_ACTIONS) expect(on(action, { stopped: true }).refused).toMatch(/stopped for everybody/)
  })

  it.each([
    ['a reset link after contact and factor', 'send_reset_link', ['contact', 'factor'], true],
    ['a factor after password and contact', 'remove_factor', ['contact', 'password'], true],
    ['a bypass after password and contact', 'issue_bypass', ['contact', 'password'], true],
    ['a second factor after factor and contact', 'reset_mfa', ['contact', 'factor'], false],
    ['a factor after a password', 'remove_factor', ['password'], false],
    ['an unlock after all three', 'unlock_account', ['contact', 'factor', 'password'], false],
  ] as const)('%s: stopped %s', (_what, action, reached, stopped) => expect(on(action, { reached: [...reached] }).refused !== null).toBe(stopped))
})

describe('checks of the caller', () => {
  it.each([
    ['none', [], true], ['one', [], false], ['one', ['address'], true], ['two', ['address'], false], ['two', ['address', 'address'], false], ['two', ['address', 'telephone'], true],
    ['proofing', ['address', 'telephone'], false], ['proofing', ['document'], false], ['proofing', ['document', 'address'], true],
  ] as const)('%s with %o: %s', (need, passed, met) => {
    expect(meets(need, passed)).toBe(met)
    expect(missingChecks(need, passed) === null).toBe(met)
  })

  it('never count two of one kind twice', () => {
    fc.assert(fc.property(fc.constantFrom(...CALLER_NEEDS), fc.array(fc.constantFrom(...VERIFICATION_KINDS), { maxLength: 6 }), (need, passed) => void expect(meets(need, [...passed, ...passed])).toBe(meets(need, [...new Set(passed)]))))
    expect(CHECKS_NEEDED.two).toBe(2)
  })
})

describe('many at once', () => {
  const calm = { elevatedThreat: false, stopped: false, attack: false }
  it.each([
    ['unlock_account', 1, {}, 2], ['unlock_account', 2, {}, 3], ['unlock_account', 200, { elevatedThreat: true }, 3],
    ['send_reset_link', 2, {}, 2], ['send_reset_link', CROWD_FROM - 1, {}, 2], ['send_reset_link', CROWD_FROM, {}, 3], ['send_reset_link', 2, { elevatedThreat: true }, 3],
    ['revoke_sessions', 200, {}, 2],
  ] as const)('%s for %i is raised by how many they are', (action, people, facts, tier) => expect(decideBulk(action, people, { ...calm, ...facts })).toMatchObject({ tier, refused: null }))

  it('always takes a proof and a second person, and never less than one alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RECOVERY_ACTIONS), fc.integer({ min: 2, max: 200 }), fc.boolean(), (action, people, elevatedThreat) => {
        const { tier, requirement } = decideBulk(action, people, { ...calm, elevatedThreat })
        expect(requirement).toMatchObject({ secondPerson: true, stepUp: true, notify: 'all', verification: 'none', delayHours: 0 })
        expect(tier).toBeGreaterThanOrEqual(Math.min(3, on(action, { elevatedThreat }).tier))
        expect(decideBulk(action, people + 1, { ...calm, elevatedThreat }).tier).toBeGreaterThanOrEqual(tier)
      }),
    )
  })

  it('under attack only takes access away, and while recoveries are stopped does nothing', () => {
    for (const { action, bulk } of recoveries) {
      if (bulk === null) continue
      expect(decideBulk(action, 5, { ...calm, attack: true }).refused === null).toBe(action === 'revoke_sessions')
      expect(decideBulk(action, 5, { ...calm, stopped: true }).refused).not.toBeNull()
    }
  })

  it('is made of nothing that weakens an account', () => {
    for (const { action, bulk } of recoveries) if (ACTIONS[action].tier >= 3) expect(bulk).toBeNull()
  })

  it('leaves out everybody whose own recovery would be refused or asks for more than that of the day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RECOVERY_ACTIONS), anyFacts, (action, facts) => {
        // What is the same for all of them is asked of the bulk, not of each.
        const own = { ...facts, elevatedThreat: false, stopped: false, attackLikely: false }
        if (whyAlone(action, own) === null) expect(on(action, own)).toMatchObject({ refused: null, tier: ACTIONS[action].tier })
      }),
    )
  })
})
