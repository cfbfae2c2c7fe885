import { afterNewDevice } from '@/lib/signs/answers'
import { asksOldDevice, backupGone, factorGone, goesToOldDevice, rivalFactors } from '@/lib/signs/mfa'
import { reasonIs } from '@/lib/signs/reason'
import { noFactors, onlyFactor, staleFactor } from '@/lib/signs/record'
import { backupMark, factorUnreachable, newRefusedOldCounts, twoOfOneKind } from '@/lib/signs/factor-fate'
import { ownerActs, takenSaid } from '@/lib/signs/attack-scale'
import { factorLostAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_MFA } from './references'

export default defineCause({
  slug: 'mfa-factor-lost',
  title: 'Only second factor is lost',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The person no longer has the only factor that is enrolled.',
  why: 'A phone was lost, stolen or wiped, and no recovery codes or second factor exist.',
  prior: -15,
  signs: [
    { sign: factorLostAbroad, for: 10, against: 0 },
    { sign: factorUnreachable, for: 11, against: 0 },
    { sign: backupMark, for: 9, against: 0 },
    { sign: newRefusedOldCounts, for: -7, against: 0 },
    { sign: twoOfOneKind, for: -8, against: 0 },
    { sign: ownerActs, for: -6, against: 0 },
    { sign: takenSaid, for: -6, against: 0 },
    { sign: goesToOldDevice, for: -5, against: 0 },
    { sign: factorGone, for: 15, against: 0 },
    { sign: backupGone, for: 9, against: 0 },
    { sign: rivalFactors, for: -8, against: 0 },
    { sign: asksOldDevice, for: 1, against: 0 },
    { sign: onlyFactor, for: 6, against: -6 },
    { sign: noFactors, for: 6, against: 0 },
    { sign: reasonIs('mfa_failed', 'mfa_not_enrolled'), for: 4, against: -3 },
    { sign: staleFactor, for: -8, against: 0 },
    { sign: afterNewDevice, for: 4, against: -2 },
  ],
  fix: {
    summary: 'Prove who it is, then let them enrol anew.',
    steps: [
      'Verify the caller by two methods; a lost phone is the commonest pretext of an attacker.',
      'Reset the factors with a second person’s yes.',
      'Watch the first sign-ins afterwards.',
    ],
  },
  confirm: 'The person enrols a new factor and a recovery code.',
  recoveries: [
    { action: 'reset_mfa', consequence: 'All factors go and sessions end; the person enrols anew.' },
  ],
  prevention: 'Ask for two factors at enrolment, and for recovery codes.',
  mistakenFor: [
    { cause: 'mfa-stale-factor', because: 'No newer factor is enrolled.' },
  ],
  reply:
    'We can help you to a new second factor once we have checked that it is you, by call-back to the ' +
    'number on file. We never ask for your password or a code.',
  references: [NIST_63B, OWASP_MFA],
  examples: [
    isThis('the phone was stolen', { experience: { symptom: 'My phone was stolen, I cannot approve the sign-in' }, account: account({ mfaRequired: true, factors: [{ id: 'f1', kind: 'push', label: 'Pixel 8', isDefault: true }] }), logs: [failure('mfa_failed')], pattern: onePerson }),
    isOther('a newer phone is enrolled', { experience: { symptom: 'It wants a code from my old phone' }, account: account({ factors: [{ id: 'f1', kind: 'totp', isDefault: true, enrolledAt: '2023-01-01T00:00:00Z' }, { id: 'f2', kind: 'totp', isDefault: false, enrolledAt: '2026-09-20T00:00:00Z', lastUsedAt: null }] }), logs: [failure('mfa_code_invalid', { details: { factorId: 'f1' } })], pattern: onePerson }),
  ],
})
