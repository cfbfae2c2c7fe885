import { notMine } from '@/lib/signs/answers'
import { countedAttack, everythingOff, foreignTries, infectedHost, manyFailedInRecord, oneDeviceManyNames, privilegedNames, rapidTries } from '@/lib/signs/attacks'
import { fewTries, oldSessionTried, steadyTries, strangeSource } from '@/lib/signs/details'
import { deviceOffHelps, lockAfterPasswordChange, lockReturns, oldPasswordKept } from '@/lib/signs/locks'
import { banStated } from '@/lib/signs/networks'
import { alone, attackShape } from '@/lib/signs/pattern'
import { lockedNow } from '@/lib/signs/record'
import { namesFromOnePlace, placesForOneName, scriptedTries } from '@/lib/signs/sources'
import { saysAgainAndAgain, saysStrange, textLockout } from '@/lib/signs/words'
import { openToWorld, thousandsOfTries } from '@/lib/signs/attack-scale'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson, success } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'targeted-bruteforce',
  title: 'Somebody guesses this password',
  bucket: 'undetermined',
  also: [],
  nature: 'attack',
  what: 'Many tries on this one account come from places that are not the person’s.',
  why: 'Somebody wants this account, or a machine inside the network is infected.',
  prior: -16,
  signs: [
    { sign: openToWorld, for: 5, against: 0 },
    { sign: thousandsOfTries, for: 10, against: 0 },
    { sign: oneDeviceManyNames, for: 15, against: 0 },
    { sign: foreignTries, for: 9, against: 0 },
    { sign: privilegedNames, for: 4, against: 0 },
    { sign: lockAfterPasswordChange, for: -4, against: 0 },
    { sign: deviceOffHelps, for: -6, against: 0 },
    { sign: oldPasswordKept, for: -3, against: 0 },
    { sign: lockReturns, for: 5, against: 0 },
    { sign: countedAttack, for: -2, against: 0 },
    { sign: infectedHost, for: 9, against: 0 },
    { sign: everythingOff, for: 8, against: 0 },
    { sign: manyFailedInRecord, for: 10, against: 0 },
    { sign: rapidTries, for: 10, against: 0 },
    { sign: scriptedTries, for: 5, against: -1 },
    { sign: textLockout, for: 4, against: 0 },
    { sign: placesForOneName, for: 10, against: 0 },
    { sign: namesFromOnePlace, for: 15, against: -1 },
    { sign: strangeSource, for: 8, against: -6 },
    { sign: steadyTries, for: 4, against: 0 },
    { sign: alone, for: 3, against: -5 },
    { sign: notMine, for: 8, against: -8 },
    { sign: saysStrange, for: 4, against: 0 },
    { sign: fewTries, for: -6, against: 3 },
    { sign: lockedNow, for: 2, against: 0 },
    { sign: saysAgainAndAgain, for: 6, against: 0 },
    { sign: attackShape, for: -8, against: 0 },
    { sign: oldSessionTried, for: -10, against: 0 },
    { sign: banStated, for: -5, against: 0 },
  ],
  fix: {
    summary: 'Hold the source back, keep the account safe.',
    steps: [
      'Block the source, not the person.',
      'Check that no try succeeded; end sessions if one did.',
      'Do not unlock on a call alone: the caller may be the one who guesses.',
    ],
  },
  confirm: 'The tries stop; no success from the source.',
  recoveries: [
    { action: 'revoke_sessions', consequence: 'If somebody got in, they are out.' },
  ],
  prevention: 'Throttle by source before locking the account.',
  mistakenFor: [
    { cause: 'account-locked', because: 'The tries are not the person’s own.' },
    { cause: 'credential-stuffing', because: 'One account is tried, not many.' },
  ],
  reply:
    'Somebody tried to sign in to your account and did not get in. You need do nothing; please tell us of' +
    ' messages that ask for a code. We never ask for your password or a code.',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('one account, strange place', { experience: { symptom: 'Someone tried my account, not me' }, account: account(), logs: [...Array.from({ length: 12 }, () => failure('bad_password', { ip: '198.51.100.9' })), success({ ip: '203.0.113.5' })], pattern: onePerson }),
    isOther('the person mistypes', { account: account(), logs: [failure('bad_password', { ip: '203.0.113.5' }), success({ ip: '203.0.113.5' })], pattern: onePerson }),
  ],
})
