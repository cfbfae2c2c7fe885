import { issuerHasNewKeys, keyIdUnknown, keysKept, providerKeysRotated, saysKeysRotated, tokenSignature } from '@/lib/signs/keys'
import { keyRotated } from '@/lib/signs/changes'
import { kidDiffers } from '@/lib/signs/details'
import { textKeyGone } from '@/lib/signs/outages'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { secretLengthsDiffer } from '@/lib/signs/secrets'
import { saysRestartHelps, saysSignInAgainNoHelp } from '@/lib/signs/topics'
import { textKeys, textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { crowd, failure, isOther, isThis } from './example'
import { OIDC_CORE, RFC_JWK } from './references'

export default defineCause({
  slug: 'jwks-stale',
  title: 'Cached signing keys are old',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The service checks tokens against keys from before the provider’s rotation.',
  why: 'The key set was cached at start and is not asked for again when an unknown key id comes.',
  prior: -15,
  signs: [
    { sign: issuerHasNewKeys, for: 7, against: 0 },
    { sign: tokenSignature, for: 4, against: 0 },
    { sign: secretLengthsDiffer, for: -8, against: 0 },
    { sign: providerKeysRotated, for: 6, against: 0 },
    { sign: saysKeysRotated, for: 5, against: 0 },
    { sign: keyIdUnknown, for: 8, against: 0 },
    { sign: keysKept, for: 6, against: 0 },
    { sign: textKeyGone, for: -10, against: 0 },
    { sign: saysSignInAgainNoHelp, for: 3, against: 0 },
    { sign: saysRestartHelps, for: 6, against: 0 },
    { sign: textKeys, for: 11, against: 0 },
    { sign: reasonIs('token_signature_invalid'), for: 6, against: -4 },
    { sign: kidDiffers, for: 8, against: -2 },
    { sign: keyRotated, for: 6, against: -2 },
    { sign: many, for: 3, against: -3 },
    { sign: textSaml, for: -5, against: 0 },
  ],
  fix: {
    summary: 'Fetch the key set again.',
    steps: [
      'Restart the service, or clear its key cache.',
      'Let an unknown key id cause one fetch, throttled.',
    ],
  },
  confirm: 'Tokens with the new key id are accepted.',
  recoveries: [],
  prevention: 'Refresh on an unknown key id; alert on refusals for one.',
  mistakenFor: [
    { cause: 'signing-secret-rotated', because: 'The new key is in the provider’s key set.' },
    { cause: 'idp-certificate-mismatch', because: 'A token is checked, not an assertion.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [RFC_JWK, OIDC_CORE],
  examples: [
    isThis('after the rotation', { experience: { message: 'No matching key found for kid' }, changes: [{ at: '2026-10-05T06:00:00Z', kind: 'key_rotation', service: 'auth-service', summary: 'Rotate the signing key' }], logs: [failure('token_signature_invalid', { hop: 'api', details: { compared: 'kid', expected: 'k1', actual: 'k2' } })], pattern: crowd() }),
    isOther('a certificate of an assertion', { logs: [failure('saml_signature_invalid', { details: { compared: 'certificate', expected: 'aa', actual: 'bb' } })], pattern: crowd() }),
  ],
})
