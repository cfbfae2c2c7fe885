import { afterPasswordChange } from '@/lib/signs/answers'
import { everythingOff, foreignTries, infectedHost, oneDeviceManyNames, privilegedNames, rapidTries } from '@/lib/signs/attacks'
import { oldSessionTried, steadyTries, strangeSource } from '@/lib/signs/details'
import { backgroundClient, clockwork, deviceOffHelps, lockAfterPasswordChange, lockCode, lockInForce, lockReturns, lockStated, oldPasswordKept, ownMistakes, sameCaller } from '@/lib/signs/locks'
import { banStated } from '@/lib/signs/networks'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { lockedNow, passwordRecent } from '@/lib/signs/record'
import { credentialVersion, lockBesideOldSession, sessionBeforeChange, sinceReset } from '@/lib/signs/sessions'
import { namesFromOnePlace, placesForOneName, scriptedTries, stockNames } from '@/lib/signs/sources'
import { saysAfterReset, saysAgainAndAgain, saysEvery, saysLocked, saysUpdate, textLockout, textStuffing } from '@/lib/signs/words'
import { rightOneRefused, switchedOff } from '@/lib/signs/record-marks'
import { thousandsOfTries } from '@/lib/signs/attack-scale'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'stale-client-lockout',
  title: 'A device keeps an old password',
  bucket: 'policy',
  also: ['credential'],
  nature: 'fault',
  what: 'A device or service tries the old password again and again and locks the account.',
  why: 'A mail program, a phone, a script or a mapped drive kept the password from before the change.',
  prior: -15,
  signs: [
    { sign: sinceReset, for: 3, against: 0 },
    { sign: credentialVersion, for: -8, against: 0 },
    { sign: rightOneRefused, for: -6, against: 0 },
    { sign: thousandsOfTries, for: -8, against: 0 },
    { sign: switchedOff, for: -6, against: 0 },
    { sign: oneDeviceManyNames, for: -6, against: 0 },
    { sign: foreignTries, for: -9, against: 0 },
    { sign: privilegedNames, for: -2, against: 0 },
    { sign: rapidTries, for: -6, against: 0 },
    { sign: infectedHost, for: -9, against: 0 },
    { sign: everythingOff, for: -10, against: 0 },
    { sign: lockBesideOldSession, for: -12, against: 0 },
    { sign: sessionBeforeChange, for: -10, against: 0 },
    { sign: scriptedTries, for: 3, against: 0 },
    { sign: saysLocked, for: 1, against: 0 },
    { sign: textLockout, for: 2, against: 0 },
    { sign: saysAfterReset, for: 5, against: 0 },
    { sign: saysEvery, for: 5, against: 0 },
    { sign: steadyTries, for: 12, against: -6 },
    { sign: reasonIs('account_locked'), for: 5, against: -2 },
    { sign: reasonIs('bad_password'), for: 3, against: -2 },
    { sign: passwordRecent, for: 5, against: -5 },
    { sign: saysAgainAndAgain, for: 2, against: 0 },
    { sign: saysUpdate, for: 3, against: 0 },
    { sign: afterPasswordChange, for: 4, against: -3 },
    { sign: oldSessionTried, for: -10, against: 0 },
    { sign: lockedNow, for: 5, against: 0 },
    { sign: alone, for: 1, against: -3 },
    { sign: lockCode, for: 2, against: 0 },
    { sign: lockStated, for: 2, against: 0 },
    { sign: lockReturns, for: 5, against: 0 },
    { sign: oldPasswordKept, for: 11, against: 0 },
    { sign: backgroundClient, for: 7, against: 0 },
    { sign: deviceOffHelps, for: 9, against: 0 },
    { sign: lockAfterPasswordChange, for: 4, against: 0 },
    { sign: sameCaller, for: 8, against: 0 },
    { sign: clockwork, for: 9, against: 0 },
    { sign: lockInForce, for: 1, against: 0 },
    { sign: ownMistakes, for: -5, against: 0 },
    { sign: banStated, for: -8, against: 0 },
    { sign: placesForOneName, for: -12, against: 0 },
    { sign: namesFromOnePlace, for: -10, against: 0 },
    { sign: stockNames, for: -5, against: 0 },
    { sign: strangeSource, for: -6, against: 0 },
    { sign: textStuffing, for: -5, against: 0 },
  ],
  fix: {
    summary: 'Find the device and give it the new password.',
    steps: [
      'See which client, address and interval the tries have.',
      'Update or remove the password there, then unlock.',
    ],
  },
  confirm: 'The tries stop and no new lock follows.',
  recoveries: [
    { action: 'unlock_account', consequence: 'They get in; until the device is found the lock comes back.' },
  ],
  prevention: 'Count equal wrong passwords once, so that a stuck device cannot lock.',
  mistakenFor: [
    { cause: 'account-locked', because: 'The tries come at a constant interval, from one device.' },
    { cause: 'session-kept-after-reset', because: 'A password is tried, not a session.' },
  ],
  reply:
    'A device of yours still has your earlier password. Please update it there: mail programs and phones ' +
    'are the usual places. We never ask for your password or a code.',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('every five minutes', { experience: { symptom: 'Locked again and again since I changed my password, also my mail app' }, account: account({ passwordChangedAt: '2026-10-04T10:00:00Z', lockedUntil: '2026-10-05T12:00:00Z' }), logs: [0, 5, 10, 15, 20, 25].map((minute) => failure('bad_password', { at: `2026-10-05T08:${String(minute).padStart(2, '0')}:00Z`, userAgent: 'Mail/1.0' })), pattern: onePerson }),
    isOther('three tries of a person', { account: account({ lockedUntil: '2026-10-05T12:00:00Z', failedAttempts: 3 }), logs: [failure('bad_password'), failure('bad_password'), failure('account_locked')], pattern: onePerson }),
  ],
})
