import { codeFromApp, codeRefused } from '@/lib/signs/answers'
import { codesOff, deliveredLate, oldFactorAsked } from '@/lib/signs/details'
import { asksOldDevice, backupGone, clockAndCodes, codeByMessage, codesRefused, codeTooLate, factorGone, freshEnrolmentFails, resyncHelps, rivalFactors } from '@/lib/signs/mfa'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { staleFactor } from '@/lib/signs/record'
import { futureToken, secondsApart } from '@/lib/signs/tokens'
import { saysVpn, textClockSkew } from '@/lib/signs/words'
import { approvalRejected, codeArrivesAfter, factorOnProgram, factorUnreachable, newRefusedOldCounts, nextCodeWorks, programAtFactor, twoOfOneKind } from '@/lib/signs/factor-fate'
import { thousandsOfTries } from '@/lib/signs/attack-scale'
import { codeLateAbroad, codeWrongAbroad, factorLostAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_MFA, RFC_TOTP } from './references'

export default defineCause({
  slug: 'totp-clock-drift',
  title: 'Authenticator clock is off',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The codes are of another time: the clock of the phone, or of the server, is wrong.',
  why:
    'A code is made from the time. A clock that is off by more than the allowed steps makes every code ' +
    'wrong, and near the border some of them.',
  prior: -14,
  signs: [
    { sign: secondsApart, for: -5, against: 0 },
    { sign: codeWrongAbroad, for: 6, against: 0 },
    { sign: codeLateAbroad, for: -6, against: 0 },
    { sign: factorLostAbroad, for: -8, against: 0 },
    { sign: nextCodeWorks, for: 9, against: 0 },
    { sign: factorOnProgram, for: -7, against: 0 },
    { sign: programAtFactor, for: -4, against: 0 },
    { sign: codeArrivesAfter, for: -7, against: 0 },
    { sign: newRefusedOldCounts, for: -6, against: 0 },
    { sign: twoOfOneKind, for: -7, against: 0 },
    { sign: factorUnreachable, for: -6, against: 0 },
    { sign: approvalRejected, for: -5, against: 0 },
    { sign: thousandsOfTries, for: -8, against: 0 },
    { sign: codesRefused, for: 8, against: 0 },
    { sign: clockAndCodes, for: 13, against: 0 },
    { sign: freshEnrolmentFails, for: 5, against: 0 },
    { sign: resyncHelps, for: 8, against: 0 },
    { sign: codeByMessage, for: -6, against: 0 },
    { sign: codeTooLate, for: -8, against: 0 },
    { sign: asksOldDevice, for: -5, against: 0 },
    { sign: factorGone, for: -10, against: 0 },
    { sign: backupGone, for: -6, against: 0 },
    { sign: rivalFactors, for: -9, against: 0 },
    { sign: futureToken, for: -4, against: 0 },
    { sign: codesOff, for: 16, against: -10 },
    { sign: reasonIs('mfa_code_invalid'), for: 5, against: -6 },
    { sign: codeFromApp, for: 4, against: -8 },
    { sign: codeRefused, for: 3, against: -8 },
    { sign: alone, for: 1, against: -1 },
    { sign: deliveredLate, for: -8, against: 0 },
    { sign: oldFactorAsked, for: -6, against: 0 },
    { sign: staleFactor, for: -5, against: 0 },
    { sign: saysVpn, for: 1, against: 0 },
    { sign: textClockSkew, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Set the clock right and enrol the app again.',
    steps: [
      'Ask the person to switch automatic date and time on.',
      'Have them try once more; a code within one step is accepted.',
      'If it still fails, remove this factor so that it can be enrolled anew.',
      'If everybody’s codes fail, set the server’s clock right.',
    ],
  },
  confirm: 'The next code is within one step.',
  recoveries: [
    {
      action: 'remove_factor',
      consequence: 'They enrol the app again with a right clock. Until then the other factors count.',
    },
  ],
  prevention: 'Allow one step either way and remember each device’s offset (RFC 6238, 6).',
  mistakenFor: [
    { cause: 'mfa-code-delayed', because: 'The code comes from an app; nothing is delivered.' },
    { cause: 'mfa-stale-factor', because: 'The factor asked for is the newest of its kind.' },
  ],
  reply:
    'Please switch on automatic date and time on your phone, then try the next code. We never ask for ' +
    'your password or a code.',
  references: [RFC_TOTP, OWASP_MFA],
  examples: [
    isThis('three steps behind, growing', { account: account({ mfaRequired: true, factors: [{ id: 'f1', kind: 'totp', label: 'Pixel 8', isDefault: true }] }), logs: [-3, -3, -4].map((totpOffsetSteps) => failure('mfa_code_invalid', { details: { totpOffsetSteps, factorKind: 'totp' } })), pattern: onePerson }),
    isOther('the message came late', { account: account(), logs: [failure('mfa_code_expired', { details: { factorKind: 'sms', deliverySeconds: 400, validitySeconds: 120 } })], pattern: onePerson }),
  ],
})
