import { addressSetting, endsAtInternal, landsOnInternal, pathNotFound, portsDiffer } from '@/lib/signs/addresses'
import { domainMoved, redirectToInternal } from '@/lib/signs/callbacks'
import { redirectChanged, upgraded } from '@/lib/signs/changes'
import { cookieForOtherHost } from '@/lib/signs/cookies'
import { redirectHostIsInternal } from '@/lib/signs/details'
import { textPublicUrl } from '@/lib/signs/messages'
import { sameHostOverHttp } from '@/lib/signs/proxies'
import { internalAddress } from '@/lib/signs/settings'
import { saysDeploy, textAdminPage } from '@/lib/signs/topics'
import { saysRedirect, textProxy, textRedirect } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OIDC_CORE } from './references'

export default defineCause({
  slug: 'public-url-misconfigured',
  title: 'Our own public address is wrong',
  bucket: 'config_drift',
  also: ['idp_sso'],
  nature: 'fault',
  what: 'We send people, or the provider, to an address of ours that is wrong or internal.',
  why: 'The base address is unset, holds a port or a container’s name, or an upgrade reads it otherwise.',
  prior: -16,
  signs: [
    { sign: domainMoved, for: 7, against: 0 },
    { sign: redirectToInternal, for: 10, against: 0 },
    { sign: cookieForOtherHost, for: -5, against: 0 },
    { sign: portsDiffer, for: 10, against: 0 },
    { sign: sameHostOverHttp, for: -4, against: 0 },
    { sign: pathNotFound, for: 8, against: 0 },
    { sign: addressSetting, for: 6, against: 0 },
    { sign: landsOnInternal, for: 11, against: 0 },
    { sign: endsAtInternal, for: 11, against: 0 },
    { sign: saysDeploy, for: 3, against: 0 },
    { sign: textAdminPage, for: 4, against: 0 },
    { sign: internalAddress, for: 8, against: 0 },
    { sign: textPublicUrl, for: 9, against: 0 },
    { sign: redirectHostIsInternal, for: 4, against: 0 },
    { sign: redirectChanged, for: 4, against: 0 },
    { sign: upgraded, for: 2, against: 0 },
    { sign: textProxy, for: -3, against: 0 },
    { sign: textRedirect, for: 2, against: 0 },
    { sign: saysRedirect, for: 1, against: 0 },
  ],
  fix: {
    summary: 'Set the public address to what people see.',
    steps: [
      'Follow one sign-in and write down each address.',
      'Find the first one that is not ours as seen from outside.',
      'Set the base address, with scheme and without a port, and restart.',
    ],
  },
  confirm: 'Every address of one sign-in is a public one.',
  recoveries: [],
  prevention: 'Check the addresses that a new release gives out, before it takes traffic.',
  mistakenFor: [
    { cause: 'redirect-uri-mismatch', because: 'The registered address is right; ours is not reachable.' },
    { cause: 'proxy-headers-missing', because: 'Scheme and host are set, but to a wrong value.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [OIDC_CORE, { title: 'Keycloak, Configuring the hostname', url: 'https://www.keycloak.org/server/hostname' }],
  examples: [
    isThis('sent to localhost', { experience: { symptom: 'After signing in I am redirected to localhost:3000', scope: 'everyone' }, config: [{ service: 'web', environment: 'production', key: 'BASE_URL', value: 'http://localhost:3000' }] }),
    isOther('not registered', { logs: [failure('redirect_uri_mismatch', { hop: 'idp', details: { compared: 'redirect_uri', expected: 'https://app.example.com/auth/callback', actual: 'https://app.example.com/callback' } })] }),
  ],
})
