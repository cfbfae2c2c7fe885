import { shownByApi } from '@/lib/signs/answers'
import { mfaPolicyChanged } from '@/lib/signs/changes'
import { codesOff } from '@/lib/signs/details'
import { textNonInteractive } from '@/lib/signs/messages'
import { factorDemanded, passwordOffStated, programMeetsFactor, programNamed } from '@/lib/signs/policies'
import { reasonIs } from '@/lib/signs/reason'
import { tokenExpiredNamed } from '@/lib/signs/tokens'
import { textConditional, textMfaRequired } from '@/lib/signs/words'
import { factorOnProgram, programAtFactor } from '@/lib/signs/factor-fate'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { ENTRA_CODES, RFC_OAUTH_SECURITY } from './references'

export default defineCause({
  slug: 'mfa-required-noninteractive',
  title: 'Second factor where nobody can give one',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'A script or mail program signs in with a password and meets a rule that asks for a second factor.',
  why: 'The rule was widened, or the account moved under it, and no person sits there to answer.',
  prior: -16,
  signs: [
    { sign: programAtFactor, for: 8, against: 0 },
    { sign: factorOnProgram, for: 9, against: 0 },
    { sign: tokenExpiredNamed, for: -12, against: 0 },
    { sign: reasonIs('mfa_required'), for: 5, against: -3 },
    { sign: textNonInteractive, for: 5, against: 0 },
    { sign: textMfaRequired, for: 4, against: 0 },
    { sign: shownByApi, for: 4, against: -4 },
    { sign: mfaPolicyChanged, for: 4, against: 0 },
    { sign: codesOff, for: -8, against: 0 },
    { sign: textConditional, for: -3, against: 0 },
    { sign: programMeetsFactor, for: 9, against: 0 },
    { sign: programNamed, for: 3, against: 0 },
    { sign: factorDemanded, for: 6, against: 0 },
    { sign: passwordOffStated, for: -8, against: 0 },
  ],
  fix: {
    summary: 'Give the program an identity of its own.',
    steps: [
      'Find out which program signs in, from where.',
      'Use a service identity, a certificate or the device flow.',
      'Do not take people out of the rule for it.',
    ],
  },
  confirm: 'The program gets a token without a person’s password.',
  recoveries: [],
  prevention: 'List programs that use people’s passwords before a rule is widened.',
  mistakenFor: [
    { cause: 'conditional-access-block', because: 'The rule asks for a factor; it does not forbid.' },
    { cause: 'wrong-password', because: 'The password was accepted.' },
  ],
  reply:
    'Your program needs another way to sign in, since a second step is now asked for. We will send ' +
    'you the steps. We never ask for your password or a code.',
  references: [ENTRA_CODES, RFC_OAUTH_SECURITY],
  examples: [
    isThis('a script with a password', { experience: { message: 'AADSTS50076: you must use multi-factor authentication', symptom: 'Our nightly script with the password grant fails' }, logs: [failure('mfa_required', { hop: 'idp', code: 'AADSTS50076' })] }),
    isOther('a wrong code', { account: account(), logs: [failure('mfa_code_invalid', { details: { totpOffsetSteps: -4 } }), failure('mfa_code_invalid', { details: { totpOffsetSteps: -4 } })], pattern: onePerson }),
  ],
})
