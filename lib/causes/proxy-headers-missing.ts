import { redirectOverHttp } from '@/lib/signs/callbacks'
import { infraChanged } from '@/lib/signs/changes'
import { cookieForOtherHost } from '@/lib/signs/cookies'
import { cookieMissing, redirectHostIsInternal } from '@/lib/signs/details'
import { many } from '@/lib/signs/pattern'
import { credentialsAbsent, directWorks, headerDropped, headerSeenAtClient, limitOnProxy, newProxy, proxyAddressInLogs, redirectLoop, sameHostOverHttp, schemeLost, schemeSettings } from '@/lib/signs/proxies'
import { reasonIs } from '@/lib/signs/reason'
import { internalAddress, proxyNotTrusted } from '@/lib/signs/settings'
import { privateSource } from '@/lib/signs/sources'
import { saysHiddenInDocker } from '@/lib/signs/topics'
import { saysRedirect, saysTooMany, textProxy } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { RFC_FORWARDED } from './references'

export default defineCause({
  slug: 'proxy-headers-missing',
  title: 'Application does not know that it is behind https',
  bucket: 'config_drift',
  also: ['idp_sso', 'token_session'],
  nature: 'fault',
  what: 'The application takes its address for http or for an internal host, because the proxy does not say otherwise.',
  why: 'The proxy does not pass, or the application does not trust, the forwarded scheme and host.',
  prior: -15,
  signs: [
    { sign: redirectOverHttp, for: 7, against: 0 },
    { sign: cookieForOtherHost, for: -7, against: 0 },
    { sign: headerSeenAtClient, for: -6, against: 0 },
    { sign: credentialsAbsent, for: -8, against: 0 },
    { sign: proxyAddressInLogs, for: -5, against: 0 },
    { sign: limitOnProxy, for: -9, against: 0 },
    { sign: headerDropped, for: -6, against: 0 },
    { sign: redirectLoop, for: 4, against: 0 },
    { sign: newProxy, for: 5, against: 0 },
    { sign: directWorks, for: 6, against: 0 },
    { sign: sameHostOverHttp, for: 11, against: 0 },
    { sign: schemeSettings, for: 7, against: 0 },
    { sign: schemeLost, for: 13, against: 0 },
    { sign: privateSource, for: -6, against: 0 },
    { sign: saysTooMany, for: -6, against: 0 },
    { sign: saysRedirect, for: 2, against: 0 },
    { sign: internalAddress, for: 6, against: 0 },
    { sign: saysHiddenInDocker, for: 3, against: 0 },
    { sign: proxyNotTrusted, for: 14, against: 0 },
    { sign: textProxy, for: 9, against: 0 },
    { sign: redirectHostIsInternal, for: 9, against: -6 },
    { sign: reasonIs('redirect_uri_mismatch', 'csrf_failed'), for: 3, against: -2 },
    { sign: infraChanged, for: 4, against: -1 },
    { sign: cookieMissing, for: 2, against: 0 },
    { sign: many, for: 2, against: -1 },
  ],
  fix: {
    summary: 'Pass the forwarded headers and trust the proxy.',
    steps: [
      'Let the proxy set X-Forwarded-Proto and Host.',
      'Tell the application to trust that proxy, and no other.',
    ],
  },
  confirm: 'The address that is sent begins with https and the public host.',
  recoveries: [],
  prevention: 'Test the sign-in through the proxy in the pipeline.',
  mistakenFor: [
    { cause: 'redirect-uri-mismatch', because: 'The path agrees; scheme or host differ.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [RFC_FORWARDED],
  examples: [
    isThis('http is sent', { experience: { symptom: 'Works without the proxy' }, logs: [failure('redirect_uri_mismatch', { details: { compared: 'redirect_uri', expected: 'https://app.example.com/callback', actual: 'http://app.example.com/callback' } }), 'X-Forwarded-Proto missing behind a reverse proxy'] }),
    isOther('a path segment is missing', { logs: [failure('redirect_uri_mismatch', { details: { compared: 'redirect_uri', expected: 'https://app.example.com/auth/callback', actual: 'https://app.example.com/callback' } })] }),
  ],
})
