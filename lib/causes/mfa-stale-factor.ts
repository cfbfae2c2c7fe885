import { afterNewDevice, codeRefused } from '@/lib/signs/answers'
import { codesOff, oldFactorAsked } from '@/lib/signs/details'
import { asksOldDevice, clockAndCodes, codesRefused, factorGone, goesToOldDevice, rivalFactors } from '@/lib/signs/mfa'
import { reasonIs } from '@/lib/signs/reason'
import { staleFactor } from '@/lib/signs/record'
import { backupMark, factorUnreachable, newRefusedOldCounts, twoOfOneKind } from '@/lib/signs/factor-fate'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_MFA } from './references'

export default defineCause({
  slug: 'mfa-stale-factor',
  title: 'Old device is still the default factor',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The sign-in asks for a device that the person no longer uses.',
  why: 'The old device was never removed and stayed the default when the new one was enrolled.',
  prior: -14,
  signs: [
    { sign: newRefusedOldCounts, for: 10, against: 0 },
    { sign: twoOfOneKind, for: 9, against: 0 },
    { sign: backupMark, for: -6, against: 0 },
    { sign: factorUnreachable, for: -4, against: 0 },
    { sign: goesToOldDevice, for: 9, against: 0 },
    { sign: asksOldDevice, for: 7, against: 0 },
    { sign: rivalFactors, for: 9, against: -2 },
    { sign: codesRefused, for: 2, against: 0 },
    { sign: factorGone, for: -4, against: 0 },
    { sign: clockAndCodes, for: -5, against: 0 },
    { sign: staleFactor, for: 13, against: -10 },
    { sign: oldFactorAsked, for: 8, against: -6 },
    { sign: reasonIs('mfa_code_invalid', 'mfa_failed'), for: 4, against: -4 },
    { sign: afterNewDevice, for: 4, against: -3 },
    { sign: codesOff, for: -8, against: 0 },
    { sign: codeRefused, for: 2, against: -6 },
  ],
  fix: {
    summary: 'Remove the old device.',
    steps: [
      'Check with the person which devices they have.',
      'Remove the old one; the newest becomes the default.',
    ],
  },
  confirm: 'The next sign-in asks for the new device.',
  recoveries: [
    { action: 'remove_factor', consequence: 'The sign-in asks for the new device from then on.' },
  ],
  prevention: 'Ask at enrolment whether the new device replaces the old one.',
  mistakenFor: [
    { cause: 'totp-clock-drift', because: 'The codes are of another device, not of another time.' },
    { cause: 'mfa-factor-lost', because: 'A newer device is enrolled and works.' },
  ],
  reply:
    'Your sign-in still asks for an earlier device. We can take it off once we have checked that it is ' +
    'you. We never ask for your password or a code.',
  references: [OWASP_MFA, NIST_63B],
  examples: [
    isThis('two phones, the old one first', { account: account({ mfaRequired: true, factors: [{ id: 'f1', kind: 'totp', label: 'iPhone 11', isDefault: true, enrolledAt: '2023-01-01T00:00:00Z', lastUsedAt: '2026-09-01T00:00:00Z' }, { id: 'f2', kind: 'totp', label: 'iPhone 17', isDefault: false, enrolledAt: '2026-09-20T00:00:00Z', lastUsedAt: null }] }), logs: [failure('mfa_code_invalid', { details: { factorId: 'f1', factorKind: 'totp' } })], pattern: onePerson }),
    isOther('one phone with a wrong clock', { account: account({ factors: [{ id: 'f1', kind: 'totp', isDefault: true }] }), logs: [failure('mfa_code_invalid', { details: { totpOffsetSteps: 5 } }), failure('mfa_code_invalid', { details: { totpOffsetSteps: 5 } })], pattern: onePerson }),
  ],
})
