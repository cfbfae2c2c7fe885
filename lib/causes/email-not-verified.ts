import { justRegistered, noConfirmationMail, senderUnverified, unverifiedStated } from '@/lib/signs/account-states'
import { neverWorked } from '@/lib/signs/answers'
import { attributeNotReleased } from '@/lib/signs/assertions'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { neverSignedIn, unverified } from '@/lib/signs/record'
import { saysNever, saysVerify, textNotVerified } from '@/lib/signs/words'
import { activationOpen } from '@/lib/signs/record-marks'
import { seatsOfRecord, seatsOut } from '@/lib/signs/access-rules'
import { stepCode } from '@/lib/signs/open-steps'
import { massSignUps } from '@/lib/signs/attack-scale'
import { unverifiedAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'email-not-verified',
  title: 'E-mail is not verified',
  bucket: 'policy',
  also: ['credential'],
  nature: 'fault',
  what: 'The account has never confirmed its e-mail address.',
  why: 'The verification mail did not arrive or was not opened; the page says only that the sign-in failed.',
  prior: -13,
  signs: [
    { sign: attributeNotReleased, for: -5, against: 0 },
    { sign: unverifiedAbroad, for: 9, against: 0 },
    { sign: activationOpen, for: 11, against: 0 },
    { sign: seatsOut, for: -8, against: 0 },
    { sign: seatsOfRecord, for: -10, against: 0 },
    { sign: stepCode, for: -7, against: 0 },
    { sign: massSignUps, for: -10, against: 0 },
    { sign: unverified, for: 11, against: -14 },
    { sign: reasonIs('email_not_verified'), for: 10, against: -4 },
    { sign: textNotVerified, for: 6, against: 0 },
    { sign: neverSignedIn, for: 4, against: -5 },
    { sign: saysNever, for: 3, against: 0 },
    { sign: saysVerify, for: 1, against: 0 },
    { sign: neverWorked, for: 4, against: -5 },
    { sign: alone, for: 1, against: 0 },
    { sign: unverifiedStated, for: 11, against: 0 },
    { sign: noConfirmationMail, for: 5, against: 0 },
    { sign: justRegistered, for: 5, against: 0 },
    { sign: senderUnverified, for: -12, against: 0 },
  ],
  fix: {
    summary: 'Send the verification mail again.',
    steps: [
      'Check the address for typing errors and that our mails reach it.',
      'Send the link again.',
    ],
  },
  confirm: 'The address is verified and the person gets in.',
  recoveries: [
    {
      action: 'resend_verification',
      consequence: 'They get a new link to confirm the address; then they can sign in.',
    },
  ],
  prevention: 'Say after a right password that the address waits for verification, and offer the mail.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'The password is right; the address is not confirmed.' },
    { cause: 'required-action-pending', because: 'The address is what is open.' },
  ],
  reply: 'Please open our next e-mail and confirm your address with the link in it; look in the spam folder too.',
  references: [NIST_63B, OWASP_AUTHENTICATION],
  examples: [
    isThis('registered and never in', { experience: { symptom: 'Never got in since I registered' }, account: account({ emailVerifiedAt: null, lastLoginAt: null }), logs: [failure('email_not_verified')], pattern: onePerson }),
    isOther('verified long ago', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})
