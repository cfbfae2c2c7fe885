import { newHost, originRefused, otherHostWorks } from '@/lib/signs/addresses'
import { otherAddressHelps } from '@/lib/signs/answers'
import { redirectChanged } from '@/lib/signs/changes'
import { textOrigin } from '@/lib/signs/messages'
import { directWorks, sameHostOverHttp, schemeLost, schemeSettings } from '@/lib/signs/proxies'
import { reasonIs } from '@/lib/signs/reason'
import { ownOrigins, proxyNotTrusted } from '@/lib/signs/settings'
import { textProxy, textUnreachable } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'

export default defineCause({
  slug: 'origin-not-allowed',
  title: 'Origin is not on the list',
  bucket: 'config_drift',
  also: ['idp_sso'],
  nature: 'fault',
  what: 'The page’s host is missing in the list of origins that may sign people in.',
  why: 'A new domain, a preview host or a mobile shell was never added.',
  prior: -15,
  signs: [
    { sign: directWorks, for: -7, against: 0 },
    { sign: proxyNotTrusted, for: -10, against: 0 },
    { sign: sameHostOverHttp, for: -5, against: 0 },
    { sign: schemeSettings, for: -4, against: 0 },
    { sign: schemeLost, for: -8, against: 0 },
    { sign: newHost, for: 3, against: 0 },
    { sign: otherHostWorks, for: 6, against: 0 },
    { sign: originRefused, for: 12, against: 0 },
    { sign: ownOrigins, for: 6, against: 0 },
    { sign: textOrigin, for: 12, against: 0 },
    { sign: reasonIs('csrf_failed'), for: 7, against: -3 },
    { sign: redirectChanged, for: 3, against: 0 },
    { sign: otherAddressHelps, for: 6, against: -3 },
    { sign: textProxy, for: -9, against: 0 },
    { sign: textUnreachable, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Add the exact origin to the list.',
    steps: [
      'Read the origin in the browser’s tools: scheme, host and port.',
      'Add it to the list of origins, or of authorised domains at the provider.',
      'Never answer with a wildcard where cookies are sent.',
    ],
  },
  confirm: 'The preflight names the origin, and the sign-in passes.',
  recoveries: [],
  prevention: 'Add hosts to the list in the same change that creates them.',
  mistakenFor: [
    { cause: 'dependency-outage', because: 'The server answers; it names no origin.' },
    { cause: 'redirect-uri-mismatch', because: 'The call is refused before any redirect.' },
    { cause: 'proxy-headers-missing', because: 'The origin is right, but not listed.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [{ title: 'MDN, Cross-Origin Resource Sharing', url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS' }],
  examples: [
    isThis('a domain that is not authorised', { experience: { message: 'auth/unauthorized-domain: This domain is not authorized for OAuth operations', symptom: 'Only on the new host' } }),
    isOther('the server is down', { experience: { scope: 'everyone' }, logs: [failure('service_error'), 'redis connection refused: ECONNREFUSED'] }),
  ],
})
