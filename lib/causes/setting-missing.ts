import { settingsChanged, upgraded } from '@/lib/signs/changes'
import { serverError } from '@/lib/signs/outages'
import { many } from '@/lib/signs/pattern'
import { headerDropped } from '@/lib/signs/proxies'
import { reasonIs } from '@/lib/signs/reason'
import { clientSettingEmpty, parameterMissing, placeholderLeft, serverConfigPage } from '@/lib/signs/secrets'
import { secretUnset, settingUnset } from '@/lib/signs/settings'
import { bearerIssuer } from '@/lib/signs/tokens'
import { saysNever, textClaim, textUnset } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OWASP_SECRETS } from './references'

export default defineCause({
  slug: 'setting-missing',
  title: 'A setting is missing',
  bucket: 'config_drift',
  also: [],
  nature: 'fault',
  what: 'A variable that the sign-in needs is unset, empty or has a new name.',
  why: 'An upgrade renamed it, or it was never set in this environment.',
  prior: -15,
  signs: [
    { sign: secretUnset, for: 9, against: 0 },
    { sign: placeholderLeft, for: 11, against: 0 },
    { sign: bearerIssuer, for: -8, against: 0 },
    { sign: headerDropped, for: -7, against: 0 },
    { sign: serverConfigPage, for: 5, against: 0 },
    { sign: parameterMissing, for: 14, against: 0 },
    { sign: clientSettingEmpty, for: 9, against: 0 },
    { sign: textClaim, for: -10, against: 0 },
    { sign: serverError, for: 3, against: -1 },
    { sign: settingUnset, for: 6, against: 0 },
    { sign: textUnset, for: 13, against: 0 },
    { sign: reasonIs('provider_misconfigured'), for: 8, against: -3 },
    { sign: upgraded, for: 3, against: 0 },
    { sign: settingsChanged, for: 2, against: 0 },
    { sign: many, for: 2, against: -2 },
    { sign: saysNever, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Set it.',
    steps: [
      'Read the name in the message and compare with the environment that works.',
      'Set it and restart.',
    ],
  },
  confirm: 'The service starts without complaint and a sign-in works.',
  recoveries: [],
  prevention: 'Parse the settings at start and refuse to run without the needed ones.',
  mistakenFor: [
    { cause: 'client-secret-invalid', because: 'The setting is missing, not refused.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [OWASP_SECRETS],
  examples: [
    isThis('no secret', { experience: { message: 'There is a problem with the server configuration' }, logs: ['[next-auth][error][NO_SECRET] Please define a `secret` in production.'] }),
    isOther('a wrong secret', { experience: { message: 'AADSTS7000215: Invalid client secret provided' }, logs: [failure('client_secret_invalid')] }),
  ],
})
