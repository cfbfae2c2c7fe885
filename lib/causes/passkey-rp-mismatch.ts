import { otherAddressHelps } from '@/lib/signs/answers'
import { signatureRefused } from '@/lib/signs/apps'
import { redirectChanged } from '@/lib/signs/changes'
import { rpDiffers } from '@/lib/signs/details'
import { factorGone, passkeyAndDomain, passkeyNamed, passkeyScope } from '@/lib/signs/mfa'
import { reasonIs } from '@/lib/signs/reason'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'

export default defineCause({
  slug: 'passkey-rp-mismatch',
  title: 'Passkey belongs to another host',
  bucket: 'credential',
  also: ['config_drift'],
  nature: 'fault',
  what: 'The passkey was made for another host name than the one that asks for it.',
  why: 'The site moved, or “www” and the bare name ask under different relying party ids.',
  prior: -17,
  signs: [
    { sign: signatureRefused, for: -4, against: 0 },
    { sign: passkeyNamed, for: 8, against: 0 },
    { sign: passkeyScope, for: 10, against: 0 },
    { sign: passkeyAndDomain, for: 8, against: 0 },
    { sign: factorGone, for: -14, against: 0 },
    { sign: rpDiffers, for: 16, against: -4 },
    { sign: reasonIs('webauthn_failed'), for: 12, against: -5 },
    { sign: redirectChanged, for: 4, against: 0 },
    { sign: otherAddressHelps, for: 5, against: -2 },
  ],
  fix: {
    summary: 'Ask under the name for which the passkeys were made.',
    steps: [
      'Compare the relying party id asked for with the one at enrolment.',
      'Set it back, or publish related origins for the new name.',
      'Where neither works: let people sign in otherwise and enrol anew.',
    ],
  },
  confirm: 'A passkey from before the move signs in.',
  recoveries: [
    { action: 'remove_factor', consequence: 'They enrol a passkey for the new name after signing in another way.' },
  ],
  prevention: 'Choose the registrable domain as relying party id from the start.',
  mistakenFor: [
    { cause: 'mfa-factor-lost', because: 'The person has the key; it is not offered for this name.' },
    { cause: 'wrong-environment', because: 'The record is of this environment.' },
  ],
  reply:
    'Your passkey was made for our former address. Please sign in another way for now; we will tell ' +
    'you when it works again. We never ask for your password or a code.',
  references: [{ title: 'W3C Web Authentication, Level 3', url: 'https://www.w3.org/TR/webauthn-3/' }],
  examples: [
    isThis('a new domain', { experience: { message: 'SecurityError: The RP ID is not a registrable domain suffix of the current domain', symptom: 'Passkey fails on the new address' }, logs: [failure('webauthn_failed', { details: { compared: 'rp_id', expected: 'old.example', actual: 'new.example' } })] }),
    isOther('an authenticator app', { account: account(), logs: [failure('mfa_code_invalid', { details: { totpOffsetSteps: -3 } }), failure('mfa_code_invalid', { details: { totpOffsetSteps: -3 } })], pattern: onePerson }),
  ],
})
