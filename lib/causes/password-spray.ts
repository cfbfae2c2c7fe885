import { countedAttack, foreignTries, inventedNames, leakedPassword, legacyClientTries, namesFromFewPlaces, namesFromManyPlaces, namesInOrder, oneDeviceManyNames, sprayNamed } from '@/lib/signs/attacks'
import { fewTries, strangeSource } from '@/lib/signs/details'
import { attackShape, unknownNamesTried } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { namesFromOnePlace, scriptedTries, stockNames } from '@/lib/signs/sources'
import { saysStrange, textStuffing, textUnknownUser } from '@/lib/signs/words'
import { lowAndSlow, thousandsOfTries } from '@/lib/signs/attack-scale'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_STUFFING } from './references'

export default defineCause({
  slug: 'password-spray',
  title: 'Password spray',
  bucket: 'undetermined',
  also: [],
  nature: 'attack',
  what: 'Somebody tries one or few passwords against very many names.',
  why: 'A common password fits somebody; few tries on each name stay below the lock.',
  prior: -17,
  signs: [
    { sign: lowAndSlow, for: 8, against: 0 },
    { sign: thousandsOfTries, for: -6, against: 0 },
    { sign: oneDeviceManyNames, for: -3, against: 0 },
    { sign: foreignTries, for: 3, against: 0 },
    { sign: inventedNames, for: -5, against: 0 },
    { sign: leakedPassword, for: -4, against: 0 },
    { sign: sprayNamed, for: 9, against: 0 },
    { sign: legacyClientTries, for: 7, against: 0 },
    { sign: countedAttack, for: 5, against: 0 },
    { sign: namesInOrder, for: 7, against: 0 },
    { sign: namesFromManyPlaces, for: 2, against: 0 },
    { sign: namesFromFewPlaces, for: 9, against: 0 },
    { sign: scriptedTries, for: 4, against: -2 },
    { sign: namesFromOnePlace, for: 4, against: 0 },
    { sign: textUnknownUser, for: 4, against: 0 },
    { sign: stockNames, for: 13, against: 0 },
    { sign: unknownNamesTried, for: 8, against: -6 },
    { sign: attackShape, for: 5, against: -6 },
    { sign: fewTries, for: 4, against: -3 },
    { sign: saysStrange, for: 3, against: 0 },
    { sign: strangeSource, for: 4, against: -4 },
    { sign: reasonIs('risk_blocked'), for: 4, against: 0 },
    { sign: textStuffing, for: 5, against: 0 },
  ],
  fix: {
    summary: 'Throttle across names, and secure those who fell.',
    steps: [
      'Count tries by source and by password fingerprint over all names.',
      'Reset those with a success from the sources.',
    ],
  },
  confirm: 'The tries stop and no success stands open.',
  recoveries: [
    { action: 'revoke_sessions', consequence: 'Whoever is in is out at once.' },
  ],
  prevention: 'Refuse common passwords; ask for a second factor.',
  mistakenFor: [
    { cause: 'credential-stuffing', because: 'Few tries on each name, most names unknown.' },
  ],
  reply: 'Somebody tried to sign in to your account. It is safe; please choose a password that you use nowhere else.',
  references: [OWASP_STUFFING, NIST_63B],
  examples: [
    isThis('names that do not exist', { logs: [failure('risk_blocked', { ip: '198.51.100.9' })], pattern: { people: 5, usual: 0, failures: 400, successes: 0, sources: 60, unknownNames: 395 } }),
    isOther('one confused person', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})
