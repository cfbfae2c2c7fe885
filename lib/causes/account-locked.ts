import { everythingOff, foreignTries, infectedHost, lockedForAbuse, manyFailedInRecord, oneDeviceManyNames, rapidTries } from '@/lib/signs/attacks'
import { lockFollowsTries, oldSessionTried, steadyTries, strangeSource } from '@/lib/signs/details'
import { hashUnreadable, noVerifierFired } from '@/lib/signs/hash'
import { backgroundClient, clockwork, deviceOffHelps, lockAfterPasswordChange, lockCode, lockInForce, lockReturns, lockStated, oldPasswordKept, ownMistakes, sameCaller } from '@/lib/signs/locks'
import { banStated, waitSeconds } from '@/lib/signs/networks'
import { tooManyStatus } from '@/lib/signs/outages'
import { alone, attackShape, many } from '@/lib/signs/pattern'
import { triesOfOneHitAll } from '@/lib/signs/proxies'
import { lockBesideOldSession } from '@/lib/signs/sessions'
import { reasonIs } from '@/lib/signs/reason'
import { lockedNow, sessionsOlderThanPassword } from '@/lib/signs/record'
import { namesFromOnePlace, placesForOneName, scriptedTries, stockNames } from '@/lib/signs/sources'
import { saysAgainAndAgain, saysLocked, saysUpdate, textLockout, textStuffing } from '@/lib/signs/words'
import { lockMark, rightOneRefused } from '@/lib/signs/record-marks'
import { thousandsOfTries } from '@/lib/signs/attack-scale'
import { factorLostAbroad, goneAbroad, lockedAbroad, unverifiedAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'account-locked',
  title: 'Account is locked after failed tries',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'A lock after failed tries is still in force.',
  why: 'The person, or somebody else, failed too often; the page says only that the password is wrong.',
  prior: -13,
  signs: [
    { sign: triesOfOneHitAll, for: -6, against: 0 },
    { sign: lockedAbroad, for: 8, against: 0 },
    { sign: unverifiedAbroad, for: -8, against: 0 },
    { sign: goneAbroad, for: -7, against: 0 },
    { sign: factorLostAbroad, for: -8, against: 0 },
    { sign: lockMark, for: 7, against: 0 },
    { sign: rightOneRefused, for: 8, against: 0 },
    { sign: thousandsOfTries, for: -8, against: 0 },
    { sign: oneDeviceManyNames, for: -6, against: 0 },
    { sign: foreignTries, for: -7, against: 0 },
    { sign: infectedHost, for: -5, against: 0 },
    { sign: lockedForAbuse, for: -9, against: 0 },
    { sign: everythingOff, for: -4, against: 0 },
    { sign: manyFailedInRecord, for: -14, against: 0 },
    { sign: rapidTries, for: -8, against: 0 },
    { sign: lockBesideOldSession, for: -10, against: 0 },
    { sign: tooManyStatus, for: -8, against: 0 },
    { sign: scriptedTries, for: -5, against: 0 },
    { sign: reasonIs('refresh_token_invalid'), for: -7, against: 0 },
    { sign: textStuffing, for: -9, against: 0 },
    { sign: saysAgainAndAgain, for: -2, against: 0 },
    { sign: saysUpdate, for: -2, against: 0 },
    { sign: many, for: -3, against: 0 },
    { sign: stockNames, for: -6, against: 0 },
    { sign: placesForOneName, for: -14, against: 0 },
    { sign: namesFromOnePlace, for: -16, against: 0 },
    { sign: lockedNow, for: 8, against: -10 },
    { sign: reasonIs('account_locked'), for: 7, against: -4 },
    { sign: lockFollowsTries, for: 5, against: -5 },
    { sign: saysLocked, for: 1, against: 0 },
    { sign: textLockout, for: 2, against: 0 },
    { sign: alone, for: 1, against: -1 },
    { sign: oldSessionTried, for: -12, against: 1 },
    { sign: sessionsOlderThanPassword, for: -6, against: 0 },
    { sign: noVerifierFired, for: -10, against: 0 },
    { sign: hashUnreadable, for: -8, against: 0 },
    { sign: attackShape, for: -8, against: 0 },
    { sign: steadyTries, for: -8, against: 0 },
    { sign: strangeSource, for: -6, against: 0 },
    { sign: lockCode, for: 2, against: 0 },
    { sign: lockStated, for: 4, against: 0 },
    { sign: ownMistakes, for: 4, against: 0 },
    { sign: lockReturns, for: -7, against: 0 },
    { sign: oldPasswordKept, for: -9, against: 0 },
    { sign: backgroundClient, for: -5, against: 0 },
    { sign: deviceOffHelps, for: -8, against: 0 },
    { sign: lockAfterPasswordChange, for: -4, against: 0 },
    { sign: sameCaller, for: -7, against: 0 },
    { sign: clockwork, for: -8, against: 0 },
    { sign: lockInForce, for: 4, against: 0 },
    { sign: waitSeconds, for: -5, against: 0 },
    { sign: banStated, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Unlock the account, or wait until the lock ends.',
    steps: [
      'Ask whether the tries were their own.',
      'Unlock; send a reset link if they no longer know the password.',
    ],
  },
  confirm: 'The next attempt is a success.',
  recoveries: [
    { action: 'unlock_account', consequence: 'They get in at once with the password that they have.' },
    {
      action: 'send_reset_link',
      consequence: 'For those who no longer know the password; the lock stays until it ends.',
    },
  ],
  prevention:
    'Say outside that the person should wait, lengthen locks step by step, and count tries by account and' +
    ' address.',
  mistakenFor: [
    { cause: 'session-kept-after-reset', because: 'No old session tries.' },
    { cause: 'stale-client-lockout', because: 'The tries come at no constant interval.' },
    { cause: 'targeted-bruteforce', because: 'The tries come from where the person also gets in.' },
    { cause: 'wrong-password', because: 'The lock refuses before the password counts.' },
  ],
  reply:
    'Your account paused sign-ins for a while after several tries. We are looking after it and tell you ' +
    'when to try again; if you are not sure of the password, use the reset link on the sign-in page.',
  references: [NIST_63B, OWASP_AUTHENTICATION],
  examples: [
    isThis('three wrong tries', { account: account({ lockedUntil: '2026-10-05T12:00:00Z', failedAttempts: 3 }), logs: [failure('bad_password'), failure('bad_password'), failure('bad_password'), failure('account_locked')], pattern: onePerson }),
    isOther('an old session sets the lock', { account: account({ lockedUntil: '2026-10-05T12:00:00Z', passwordChangedAt: '2026-10-04T10:00:00Z', sessions: [{ id: 's1', startedAt: '2026-09-01T08:00:00Z', lastSeenAt: '2026-10-05T09:00:00Z', endedAt: null }] }), logs: [failure('refresh_token_invalid', { details: { sessionStartedAt: '2026-09-01T08:00:00Z' } }), failure('account_locked')], pattern: onePerson }),
  ],
})
