import { clientSecretNamed } from '@/lib/signs/keys'
import { keyRotated, upgraded } from '@/lib/signs/changes'
import { textNotReloaded, textRegression } from '@/lib/signs/messages'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { wrongConfigShipped } from '@/lib/signs/releases'
import { newSecretWorks, processOlder, restartedOneWorks, rotatedNotRestarted, secretLengthsDiffer, sharedSecretWrong, uptimeShown } from '@/lib/signs/secrets'
import { secretEnds } from '@/lib/signs/settings'
import { saysApple, saysHalfYear, saysRestartHelps } from '@/lib/signs/topics'
import { textSecret, textSecretExpired } from '@/lib/signs/words'
import { defineCause } from './define'
import { crowd, failure, isOther, isThis } from './example'
import { ENTRA_CODES, OWASP_SECRETS } from './references'

export default defineCause({
  slug: 'client-secret-invalid',
  title: 'Client secret is refused',
  bucket: 'idp_sso',
  also: ['config_drift'],
  nature: 'fault',
  what: 'The provider refuses the client secret of the application.',
  why: 'The secret has expired, was mistyped, or its id was stored in place of its value.',
  prior: -14,
  signs: [
    { sign: uptimeShown, for: -8, against: 0 },
    { sign: sharedSecretWrong, for: -7, against: 0 },
    { sign: secretLengthsDiffer, for: -9, against: 0 },
    { sign: wrongConfigShipped, for: -8, against: 0 },
    { sign: processOlder, for: -4, against: 0 },
    { sign: newSecretWorks, for: -6, against: 0 },
    { sign: restartedOneWorks, for: -9, against: 0 },
    { sign: rotatedNotRestarted, for: -9, against: 0 },
    { sign: textRegression, for: -5, against: 0 },
    { sign: clientSecretNamed, for: 13, against: 0 },
    { sign: saysRestartHelps, for: -8, against: 0 },
    { sign: textNotReloaded, for: -8, against: 0 },
    { sign: secretEnds, for: 8, against: 0 },
    { sign: saysHalfYear, for: 4, against: 0 },
    { sign: saysApple, for: 4, against: 0 },
    { sign: reasonIs('client_secret_invalid'), for: 9, against: -6 },
    { sign: textSecret, for: 10, against: 0 },
    { sign: textSecretExpired, for: 9, against: 0 },
    { sign: keyRotated, for: 1, against: 0 },
    { sign: upgraded, for: -2, against: 0 },
    { sign: many, for: 2, against: -2 },
  ],
  fix: {
    summary: 'Make a new secret and store its value.',
    steps: [
      'Look at the expiry of the secret with the provider.',
      'Store the new value, without a newline, and restart the service.',
    ],
  },
  confirm: 'The exchange of the code succeeds.',
  recoveries: [],
  prevention: 'Note the end of each secret and warn 30 days ahead; prefer certificates.',
  mistakenFor: [
    { cause: 'secret-mismatch', because: 'The provider refuses; no two services of ours disagree.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [ENTRA_CODES, OWASP_SECRETS],
  examples: [
    isThis('expired at the provider', { experience: { message: 'AADSTS7000222: The provided client secret keys are expired' }, logs: [failure('client_secret_invalid')], pattern: crowd() }),
    isOther('the library was bumped', { logs: [failure('redirect_uri_mismatch', { details: { compared: 'redirect_uri', expected: 'https://a.example.com/x', actual: 'https://a.example.com/y' } })] }),
  ],
})
