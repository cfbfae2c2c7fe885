import { notMine } from '@/lib/signs/answers'
import { countedAttack, foreignTries, inventedNames, leakedPassword, lockedForAbuse, namesFromFewPlaces, namesFromManyPlaces, passwordResetForSafety, sprayNamed, victimsTell } from '@/lib/signs/attacks'
import { strangeSource } from '@/lib/signs/details'
import { attackShape, unknownNamesTried } from '@/lib/signs/pattern'
import { riskHarmless } from '@/lib/signs/policies'
import { reasonIs } from '@/lib/signs/reason'
import { placesForOneName, scriptedTries } from '@/lib/signs/sources'
import { saysBulkReset } from '@/lib/signs/topics'
import { saysStrange, textLockout, textStuffing } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson, success } from './example'
import { NIST_63B, OWASP_STUFFING } from './references'

export default defineCause({
  slug: 'credential-stuffing',
  title: 'Credential stuffing',
  bucket: 'undetermined',
  also: [],
  nature: 'attack',
  what: 'Somebody tries leaked pairs of names and passwords against many accounts.',
  why: 'People reuse passwords; lists of leaked ones are tried by machine.',
  prior: -15,
  signs: [
    { sign: foreignTries, for: 4, against: 0 },
    { sign: inventedNames, for: -8, against: 0 },
    { sign: sprayNamed, for: -3, against: 0 },
    { sign: lockedForAbuse, for: 8, against: 0 },
    { sign: victimsTell, for: 6, against: 0 },
    { sign: passwordResetForSafety, for: 10, against: 0 },
    { sign: leakedPassword, for: 11, against: 0 },
    { sign: countedAttack, for: 8, against: 0 },
    { sign: namesFromFewPlaces, for: -4, against: 0 },
    { sign: namesFromManyPlaces, for: 11, against: 0 },
    { sign: scriptedTries, for: 5, against: -2 },
    { sign: textLockout, for: 2, against: 0 },
    { sign: saysBulkReset, for: 10, against: 0 },
    { sign: placesForOneName, for: 5, against: -2 },
    { sign: attackShape, for: 18, against: -10 },
    { sign: unknownNamesTried, for: 5, against: -6 },
    { sign: strangeSource, for: 5, against: -5 },
    { sign: saysStrange, for: 4, against: 0 },
    { sign: notMine, for: 5, against: -8 },
    { sign: textStuffing, for: 10, against: 0 },
    { sign: reasonIs('bad_password', 'unknown_user'), for: 1, against: -3 },
    { sign: riskHarmless, for: -8, against: 0 },
  ],
  fix: {
    summary: 'Slow the source down, and secure those who were hit.',
    steps: [
      'Throttle or challenge the range at the edge.',
      'End the sessions of accounts with a success from the range, and send them reset links.',
      'Tell those people; check what was done in their names.',
    ],
  },
  confirm: 'The tries from the range stop; no success from it stands open.',
  recoveries: [
    { action: 'revoke_sessions', consequence: 'Whoever is in is out at once.' },
    { action: 'send_reset_link', consequence: 'The leaked password is worth nothing any more.' },
  ],
  prevention: 'Refuse leaked passwords, ask for a second factor, throttle by address and by name.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'Hundreds of names are tried from a few addresses.' },
    { cause: 'password-spray', because: 'Known names with many passwords, not one password for many.' },
  ],
  reply:
    'Somebody tried to sign in to your account. We are ending all open sign-ins; please ' +
    'choose a new password with the link in our next e-mail, one that you use nowhere else. We never ask ' +
    'for your password or a code.',
  references: [OWASP_STUFFING, NIST_63B],
  examples: [
    isThis('a list from one range', { experience: { symptom: 'Strange failed sign-ins on my account' }, account: account(), logs: [failure('bad_password', { ip: '198.51.100.9' }), failure('bad_password', { ip: '198.51.100.9' }), success({ ip: '203.0.113.5' })], pattern: { people: 130, usual: 1, failures: 900, successes: 3, sources: 9, unknownNames: 600 } }),
    isOther('one confused person', { account: account(), logs: [failure('bad_password'), failure('bad_password')], pattern: onePerson }),
  ],
})
