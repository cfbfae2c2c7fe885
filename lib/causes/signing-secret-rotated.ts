import { cookieTwice } from '@/lib/signs/cookies'
import { cookiesUnreadable, oldSessionsOnly, ownSecretChanged, tokenSignature } from '@/lib/signs/keys'
import { otherBrowserHelps } from '@/lib/signs/answers'
import { keyRotated, upgraded } from '@/lib/signs/changes'
import { kidDiffers } from '@/lib/signs/details'
import { many } from '@/lib/signs/pattern'
import { newLoginCures, oneMoment, scales, storeChanged } from '@/lib/signs/sessions'
import { reasonIs } from '@/lib/signs/reason'
import { secretUnset } from '@/lib/signs/settings'
import { saysLoggedOutAll, textSecretText } from '@/lib/signs/topics'
import { saysLogsOut, textSessionSecret } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OWASP_SECRETS, OWASP_SESSIONS } from './references'

export default defineCause({
  slug: 'signing-secret-rotated',
  title: 'Session secret changed',
  bucket: 'token_session',
  also: ['config_drift'],
  nature: 'fault',
  what: 'Cookies or tokens from before a secret was changed can no longer be read.',
  why: 'The secret that signs or encrypts sessions was replaced, or is made anew at every start.',
  prior: -15,
  signs: [
    { sign: tokenSignature, for: 1, against: 0 },
    { sign: scales, for: -5, against: 0 },
    { sign: cookieTwice, for: -8, against: 0 },
    { sign: upgraded, for: -4, against: 0 },
    { sign: ownSecretChanged, for: 10, against: 0 },
    { sign: cookiesUnreadable, for: 10, against: 0 },
    { sign: oldSessionsOnly, for: 6, against: 0 },
    { sign: newLoginCures, for: 3, against: 0 },
    { sign: oneMoment, for: 2, against: 0 },
    { sign: storeChanged, for: -6, against: 0 },
    { sign: textSecretText, for: 4, against: 0 },
    { sign: secretUnset, for: -12, against: 0 },
    { sign: saysLoggedOutAll, for: 8, against: 0 },
    { sign: textSessionSecret, for: 8, against: 0 },
    { sign: keyRotated, for: 5, against: -2 },
    { sign: reasonIs('token_signature_invalid', 'token_malformed'), for: 4, against: -3 },
    { sign: many, for: 3, against: -2 },
    { sign: saysLogsOut, for: 3, against: 0 },
    { sign: otherBrowserHelps, for: 5, against: -3 },
    { sign: kidDiffers, for: -5, against: 0 },
  ],
  fix: {
    summary: 'Let people sign in anew, and keep the secret.',
    steps: [
      'Clear the old cookie and start a fresh sign-in.',
      'Read the secret from one kept place, the same for all instances.',
    ],
  },
  confirm: 'A fresh sign-in works and survives a restart.',
  recoveries: [],
  prevention: 'Accept the previous secret for reading while the new one writes.',
  mistakenFor: [
    { cause: 'jwks-stale', because: 'It is our own secret, not the provider’s keys.' },
  ],
  reply: 'Please sign in again; a change on our side ended your session.',
  references: [OWASP_SECRETS, OWASP_SESSIONS],
  examples: [
    isThis('decryption failed', { experience: { message: 'JWEDecryptionFailed: decryption operation failed' }, changes: [{ at: '2026-10-05T06:00:00Z', kind: 'config', service: 'web-app', summary: 'Replace NEXTAUTH_SECRET' }] }),
    isOther('the key id is unknown', { experience: { message: 'No matching key found for kid' }, logs: [failure('token_signature_invalid', { details: { compared: 'kid', expected: 'k1', actual: 'k2' } })] }),
  ],
})
