import { notMine } from '@/lib/signs/answers'
import { actsOfAnother, changeNotice, factorSwapped, foreignTries, leakedPassword, namesFromManyPlaces, notMineWords, ownerFieldsChanged, passwordResetForSafety, sessionsOfTwoCountries, victimsTell } from '@/lib/signs/attacks'
import { strangeSource } from '@/lib/signs/details'
import { textTakeover } from '@/lib/signs/messages'
import { migratedAccounts } from '@/lib/signs/passwords'
import { attackShape, many } from '@/lib/signs/pattern'
import { deviceStillIn } from '@/lib/signs/sessions'
import { passwordRecent } from '@/lib/signs/record'
import { placesForOneName } from '@/lib/signs/sources'
import { saysStrange } from '@/lib/signs/words'
import { ownerActs, takenSaid } from '@/lib/signs/attack-scale'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'account-takeover',
  title: 'Somebody else is in the account',
  bucket: 'undetermined',
  also: [],
  nature: 'attack',
  what: 'Somebody signed in from elsewhere and changed address, password or factor.',
  why: 'The password was known to them from another site, a phishing page or a shared device.',
  prior: -17,
  signs: [
    { sign: ownerActs, for: 9, against: 0 },
    { sign: takenSaid, for: 8, against: 0 },
    { sign: migratedAccounts, for: -8, against: 0 },
    { sign: foreignTries, for: 3, against: 0 },
    { sign: changeNotice, for: 5, against: 0 },
    { sign: actsOfAnother, for: 8, against: 0 },
    { sign: leakedPassword, for: -4, against: 0 },
    { sign: namesFromManyPlaces, for: -5, against: 0 },
    { sign: passwordResetForSafety, for: -6, against: 0 },
    { sign: victimsTell, for: 3, against: 0 },
    { sign: sessionsOfTwoCountries, for: 7, against: 0 },
    { sign: ownerFieldsChanged, for: 10, against: 0 },
    { sign: factorSwapped, for: 9, against: 0 },
    { sign: notMineWords, for: 9, against: 0 },
    { sign: deviceStillIn, for: -5, against: 0 },
    { sign: placesForOneName, for: 3, against: 0 },
    { sign: textTakeover, for: 9, against: 0 },
    { sign: notMine, for: 8, against: -6 },
    { sign: saysStrange, for: 4, against: 0 },
    { sign: strangeSource, for: 3, against: -1 },
    { sign: passwordRecent, for: 2, against: 0 },
    { sign: attackShape, for: -2, against: 0 },
    { sign: many, for: -7, against: 0 },
  ],
  fix: {
    summary: 'End every session first, then give the account back to its owner.',
    steps: [
      'Revoke all sessions and tokens.',
      'Prove who the person is by the stricter way; address and phone may be the intruder’s.',
      'Undo changes of address, password and factors, and look what else was touched.',
    ],
  },
  confirm: 'Only the owner’s sessions are open.',
  recoveries: [
    { action: 'revoke_sessions', consequence: 'Everybody is out, the intruder too. The owner signs in again.' },
  ],
  prevention: 'Tell the old address of each change, and offer passkeys.',
  mistakenFor: [
    { cause: 'credential-stuffing', because: 'Somebody got in and stayed.' },
    { cause: 'wrong-password', because: 'The password was changed by somebody else.' },
  ],
  reply:
    'To keep your account safe we are ending all open sign-ins. We will call you back on the ' +
    'number on file. We never ask for your password or a code.',
  references: [NIST_63B, OWASP_AUTHENTICATION],
  examples: [
    isThis('changed by somebody else', { experience: { symptom: 'I was hacked: somebody changed my e-mail and password, it was not me', scope: 'one_user', answers: { 'whose-attempts': 'not_mine' } }, account: account({ passwordChangedAt: '2026-10-04T10:00:00Z' }), pattern: onePerson }),
    isOther('forgotten', { experience: { symptom: 'I forgot which password' }, account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})
