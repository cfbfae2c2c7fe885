import { keyRotated } from '@/lib/signs/changes'
import { providerKeysRotated } from '@/lib/signs/keys'
import { textNotReloaded } from '@/lib/signs/messages'
import { textKeyGone } from '@/lib/signs/outages'
import { reasonIs } from '@/lib/signs/reason'
import { backendLoginRefused, newSecretChangesNothing, newSecretWorks, processOlder, restartedOneWorks, rotatedNotRestarted, secretsAgree, uptimeShown } from '@/lib/signs/secrets'
import { saysRestartHelps } from '@/lib/signs/topics'
import { textKeys, textSecret, textSecretExpired } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { ENTRA_CODES, OWASP_SECRETS } from './references'

export default defineCause({
  slug: 'secret-not-reloaded',
  title: 'Process still holds the old secret',
  bucket: 'config_drift',
  also: ['idp_sso'],
  nature: 'fault',
  what: 'The secret was renewed, and a running process reads it only when it starts.',
  why: 'It was put in the vault or the environment, and nothing restarted the process.',
  prior: -16,
  signs: [
    { sign: newSecretChangesNothing, for: 10, against: 0 },
    { sign: uptimeShown, for: 9, against: 0 },
    { sign: rotatedNotRestarted, for: 13, against: 0 },
    { sign: providerKeysRotated, for: -8, against: 0 },
    { sign: secretsAgree, for: -8, against: 0 },
    { sign: backendLoginRefused, for: 7, against: 0 },
    { sign: restartedOneWorks, for: 10, against: 0 },
    { sign: newSecretWorks, for: 7, against: 0 },
    { sign: processOlder, for: 6, against: 0 },
    { sign: saysRestartHelps, for: 4, against: 0 },
    { sign: textKeyGone, for: -6, against: 0 },
    { sign: textNotReloaded, for: 11, against: 0 },
    { sign: keyRotated, for: 8, against: -1 },
    { sign: reasonIs('client_secret_invalid', 'token_signature_invalid'), for: 5, against: -3 },
    { sign: textSecret, for: 5, against: 0 },
    { sign: textSecretExpired, for: -5, against: 0 },
    { sign: textKeys, for: -3, against: 0 },
  ],
  fix: {
    summary: 'Restart the processes that started before the secret was renewed.',
    steps: [
      'Compare the start of each process with the time of the new secret.',
      'Restart the older ones, one after the other.',
      'Let the service read the secret again by itself.',
    ],
  },
  confirm: 'Every instance uses the new secret; the failures stop.',
  recoveries: [],
  prevention: 'Tie a restart to the renewal, or read secrets at use.',
  mistakenFor: [
    { cause: 'client-secret-invalid', because: 'The secret on file is right; the process holds the former one.' },
    { cause: 'jwks-stale', because: 'A secret of ours, not the provider’s keys.' },
    { cause: 'library-regression', because: 'A restart alone cures it.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [OWASP_SECRETS, ENTRA_CODES],
  examples: [
    isThis('renewed in the vault only', { experience: { message: 'AADSTS7000215: Invalid client secret provided', symptom: 'Restarting the pod fixes it, the vault has a newer version', scope: 'everyone' }, changes: [{ at: '2026-10-05T06:00:00Z', kind: 'key_rotation', service: 'auth-service', summary: 'Rotate the client secret' }], logs: [failure('client_secret_invalid', { hop: 'idp' })] }),
    isOther('run out', { experience: { message: 'AADSTS7000222: The provided client secret keys are expired' }, logs: [failure('client_secret_invalid', { code: 'AADSTS7000222' })] }),
  ],
})
