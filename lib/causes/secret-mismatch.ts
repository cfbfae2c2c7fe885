import { providerCertificateNew, samlSignature } from '@/lib/signs/assertions'
import { settingsChanged, upgraded } from '@/lib/signs/changes'
import { oldSessionsOnly } from '@/lib/signs/keys'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { decryptFails, factorUsersFail, installerChanged, movedServer, newSecretWorks, otherServiceAccepts, restartedOneWorks, secretLengthsDiffer, secretMadeNew, secretsAgree, secretsDiffer, secretsDifferInLog, sharedSecretWrong } from '@/lib/signs/secrets'
import { secretUnset } from '@/lib/signs/settings'
import { saysLoggedOutAll, textSecretText } from '@/lib/signs/topics'
import { saysNever, textCertificate, textKeys, textSecret, textSessionSecret } from '@/lib/signs/words'
import { defineCause } from './define'
import { crowd, failure, isOther, isThis } from './example'
import { OWASP_SECRETS } from './references'

export default defineCause({
  slug: 'secret-mismatch',
  title: 'Two services hold different secrets',
  bucket: 'config_drift',
  also: ['token_session', 'credential'],
  nature: 'fault',
  what: 'One secret has two values in two services or environments.',
  why: 'A newline, a chart that makes a new one, or a recreated file.',
  prior: -16,
  signs: [
    { sign: sharedSecretWrong, for: 8, against: 0 },
    { sign: secretLengthsDiffer, for: 16, against: 0 },
    { sign: oldSessionsOnly, for: -8, against: 0 },
    { sign: installerChanged, for: 7, against: 0 },
    { sign: secretsDifferInLog, for: 8, against: 0 },
    { sign: restartedOneWorks, for: -6, against: 0 },
    { sign: newSecretWorks, for: -4, against: 0 },
    { sign: factorUsersFail, for: 5, against: 0 },
    { sign: otherServiceAccepts, for: 5, against: 0 },
    { sign: movedServer, for: 3, against: 0 },
    { sign: secretMadeNew, for: 9, against: 0 },
    { sign: decryptFails, for: 9, against: 0 },
    { sign: secretsAgree, for: -10, against: 0 },
    { sign: secretsDiffer, for: 15, against: 0 },
    { sign: samlSignature, for: -6, against: 0 },
    { sign: providerCertificateNew, for: -6, against: 0 },
    { sign: upgraded, for: 3, against: 0 },
    { sign: saysLoggedOutAll, for: 2, against: 0 },
    { sign: secretUnset, for: 10, against: 0 },
    { sign: textSecretText, for: 11, against: 0 },
    { sign: textCertificate, for: 2, against: 0 },
    { sign: reasonIs('token_signature_invalid', 'token_malformed'), for: 4, against: -3 },
    { sign: settingsChanged, for: 4, against: 0 },
    { sign: textSessionSecret, for: 6, against: 0 },
    { sign: textSecret, for: 3, against: 0 },
    { sign: many, for: 2, against: -2 },
    { sign: saysNever, for: 2, against: 0 },
    { sign: textKeys, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Give both the same value.',
    steps: [
      'Compare the fingerprints of the secret in the services.',
      'Set one kept value for all, and restart those that hold another.',
    ],
  },
  confirm: 'The fingerprints agree and a fresh sign-in works.',
  recoveries: [],
  prevention: 'Keep secrets in one store and compare fingerprints at each deploy.',
  mistakenFor: [
    { cause: 'signing-secret-rotated', because: 'Fresh sign-ins fail as well.' },
    { cause: 'jwks-stale', because: 'One shared secret signs, not a key set.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [OWASP_SECRETS],
  examples: [
    isThis('a chart made a new one', { experience: { message: 'invalid signature', symptom: 'since we changed the .env' }, changes: [{ at: '2026-10-05T06:00:00Z', kind: 'config', service: 'api-gateway', summary: 'Recreate JWT secret in .env' }], logs: [failure('token_signature_invalid', { hop: 'api', message: 'invalid signature' })], pattern: crowd() }),
    isOther('an unknown key id', { experience: { message: 'No matching key found for kid' }, logs: [failure('token_signature_invalid', { details: { compared: 'kid', expected: 'k1', actual: 'k2' } })] }),
  ],
})
