import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FACTOR_KINDS } from '@/lib/evidence/vocabulary'
import { VERIFICATION_KINDS } from '@/lib/services/recoveries/policy'
import type { CallerFacts } from './define'
import { verifications } from './index'

const NOW = new Date('2026-11-24T12:00:00Z')
const OLD = new Date('2021-01-05T00:00:00Z')
/** The address and the number of the examples. */
const EMAIL = 'maya.okafor@example.com'
const PHONE = '+44 20 7946 4471'
const ORDINARY: CallerFacts = {
  now: NOW,
  name: 'Maya Okafor',
  contacts: [
    { id: 'a', kind: 'email', value: EMAIL, since: OLD, confirmed: true },
    { id: 'p', kind: 'phone', value: PHONE, since: OLD, confirmed: true },
  ],
  factors: [{ id: 'f', kind: 'totp', label: 'Phone', enrolledAt: OLD, lastUsedAt: null }],
  colleagues: [
    { id: 'd', name: 'Dana Whitfield', role: 'viewer' },
    { id: 't', name: 'Tomasz Reuter', role: 'approver' },
  ],
}
const PARTS = ['define', 'index', 'age']

describe('the catalogue of verifications', () => {
  it('lists what the folder holds, each kind once, as the policy counts them', () => {
    const files = readdirSync('lib/verifications').filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => name.slice(0, -3))
    expect(verifications.map(({ method }) => method.replaceAll('_', '-')).sort()).toEqual(files.filter((name) => !PARTS.includes(name)).sort())
    expect(verifications.map(({ kind }) => kind).sort()).toEqual([...VERIFICATION_KINDS].sort())
  })

  it('has no way by what a caller knows or sounds like', () => {
    for (const { title, how } of verifications) expect(`${title} ${how}`).not.toMatch(/voice|birth|maiden|employee number|security question|social security/i)
  })

  describe.each(verifications.map((verification) => [verification.method, verification] as const))('%s', (_method, verification) => {
    it('says how it is done, what it does not show, and by whom it is asked for', () => {
      for (const text of [verification.how, verification.limits, verification.source]) expect(text).toMatch(/^[A-Z].*\.$/)
      expect(verification.minutes).toBeLessThanOrEqual(verification.settledBy === 'code' ? 10 : 60)
      expect(verification.examples.some(({ offers }) => offers.length > 0)).toBe(true)
      expect(verification.examples.some(({ offers }) => offers.length === 0)).toBe(true)
    })

    it.each(verification.examples.map((example) => [example.name, example] as const))('%s', (_name, { facts, offers }) => {
      const offer = verification.offer({ ...ORDINARY, ...facts })
      expect(offer.options.map(({ label }) => label)).toEqual(offers)
      expect(offer.options.length === 0 ? offer.because : 'open').toBeTruthy()
    })

    it('never tells an address or a number, whatever stands on file', () => {
      const contact = fc.record({ id: fc.uuid(), kind: fc.constantFrom('email', 'phone'), value: fc.constantFrom(EMAIL, PHONE, 'x@y.example', '004420794612345'), since: fc.date({ min: OLD, max: NOW, noInvalidDate: true }), confirmed: fc.boolean() })
      const factor = fc.record({ id: fc.uuid(), kind: fc.constantFrom(...FACTOR_KINDS), label: fc.constant('Phone'), enrolledAt: fc.constant(OLD), lastUsedAt: fc.constant(null) })
      fc.assert(
        fc.property(fc.array(contact, { maxLength: 4 }), fc.array(factor, { maxLength: 4 }), (contacts, factors) => {
          const { options, because } = verification.offer({ ...ORDINARY, contacts: contacts as CallerFacts['contacts'], factors })
          const seen = JSON.stringify([because, options.map(({ label, detail }) => [label, detail])])
          for (const { value } of contacts) expect(seen).not.toContain(value)
          expect(seen).not.toMatch(/\d{5,}/)
        }),
      )
    })
  })
})
