import { issuerNotTheSame } from '@/lib/signs/assertions'
import { infraChanged } from '@/lib/signs/changes'
import { noAnswerFromProviderPage, saysOtherTenants, textOverload } from '@/lib/signs/outages'
import { many } from '@/lib/signs/pattern'
import { browserReaches, directoryTls, movedHost, noWayToProvider, providerSilent, providerTls, wayOutChanged } from '@/lib/signs/provider-calls'
import { reasonIs } from '@/lib/signs/reason'
import { saysSso, textIdpDown, textUnreachable } from '@/lib/signs/words'
import { defineCause } from './define'
import { crowd, failure, isOther, isThis } from './example'
import { OIDC_CORE } from './references'

export default defineCause({
  slug: 'idp-unreachable',
  title: 'Server cannot reach the provider',
  bucket: 'idp_sso',
  also: ['config_drift'],
  nature: 'fault',
  what: 'The person’s browser reaches the provider; our server’s own call to it fails.',
  why: 'A firewall, a proxy, a name or a certificate keeps the server from the provider’s endpoints.',
  prior: -16,
  signs: [
    { sign: issuerNotTheSame, for: -9, against: 0 },
    { sign: noAnswerFromProviderPage, for: -4, against: 0 },
    { sign: textOverload, for: -5, against: 0 },
    { sign: reasonIs('idp_unreachable'), for: 12, against: -2 },
    { sign: textUnreachable, for: 3, against: 0 },
    { sign: reasonIs('code_exchange_failed'), for: 4, against: 0 },
    { sign: saysSso, for: 3, against: 0 },
    { sign: infraChanged, for: 4, against: 0 },
    { sign: many, for: 3, against: -3 },
    { sign: textIdpDown, for: -4, against: 0 },
    { sign: providerSilent, for: 14, against: 0 },
    { sign: providerTls, for: 14, against: 0 },
    { sign: browserReaches, for: 8, against: 0 },
    { sign: wayOutChanged, for: 8, against: 0 },
    { sign: movedHost, for: 4, against: 0 },
    { sign: directoryTls, for: -12, against: 0 },
    { sign: saysOtherTenants, for: -5, against: 0 },
    { sign: noWayToProvider, for: 5, against: 0 },
  ],
  fix: {
    summary: 'Open the way from the server to the provider.',
    steps: [
      'Call the provider’s discovery address from the server.',
      'Allow it in the firewall or proxy, and check name resolution and trust.',
    ],
  },
  confirm: 'The server’s call succeeds and a sign-in comes through.',
  recoveries: [],
  prevention: 'Watch the provider’s endpoints from the servers, not from a desk.',
  mistakenFor: [
    { cause: 'provider-outage', because: 'The provider works for everybody else.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [OIDC_CORE],
  examples: [
    isThis('the exchange times out', { experience: { symptom: 'SSO login hangs' }, logs: [failure('idp_unreachable', { message: 'connect ETIMEDOUT' })], pattern: crowd() }),
    isOther('a wrong secret', { logs: [failure('client_secret_invalid')], experience: { message: 'invalid_client' }, pattern: crowd() }),
  ],
})
