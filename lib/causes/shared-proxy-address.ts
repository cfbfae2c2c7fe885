import { infraChanged, limitChanged } from '@/lib/signs/changes'
import { tooManyStatus } from '@/lib/signs/outages'
import { everyone, shareRange } from '@/lib/signs/pattern'
import { callerAddressUnset, directWorks, limitOnProxy, neverTriedYet, newProxy, onePersonBlocksAll, proxyAddressInLogs, triesOfOneHitAll } from '@/lib/signs/proxies'
import { reasonIs } from '@/lib/signs/reason'
import { proxyNotTrusted } from '@/lib/signs/settings'
import { privateSource } from '@/lib/signs/sources'
import { saysTooMany, textProxy, textUnreachable } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, crowd, failure, isOther, isThis } from './example'
import { RFC_FORWARDED } from './references'

export default defineCause({
  slug: 'shared-proxy-address',
  title: 'All people seem to have one address',
  bucket: 'config_drift',
  also: ['policy'],
  nature: 'fault',
  what: 'Every attempt seems to come from our own proxy, so one limit or ban hits everybody.',
  why: 'The proxy does not pass the caller’s address, or the application does not trust it.',
  prior: -17,
  signs: [
    { sign: textUnreachable, for: -8, against: 0 },
    { sign: callerAddressUnset, for: 6, against: 0 },
    { sign: triesOfOneHitAll, for: 9, against: 0 },
    { sign: newProxy, for: 3, against: 0 },
    { sign: directWorks, for: 4, against: 0 },
    { sign: neverTriedYet, for: 4, against: 0 },
    { sign: onePersonBlocksAll, for: 8, against: 0 },
    { sign: proxyAddressInLogs, for: 11, against: 0 },
    { sign: limitOnProxy, for: 14, against: 0 },
    { sign: tooManyStatus, for: 3, against: 0 },
    { sign: saysTooMany, for: 5, against: 0 },
    { sign: proxyNotTrusted, for: 9, against: 0 },
    { sign: privateSource, for: 16, against: -4 },
    { sign: textProxy, for: 6, against: 0 },
    { sign: shareRange, for: 4, against: -2 },
    { sign: reasonIs('rate_limited', 'ip_blocked'), for: 4, against: -4 },
    { sign: everyone, for: 5, against: -5 },
    { sign: infraChanged, for: 4, against: -2 },
    { sign: limitChanged, for: -5, against: 0 },
  ],
  fix: {
    summary: 'Pass the caller’s address and trust the proxy.',
    steps: [
      'See whose address stands in the log: if it is the proxy’s, that is it.',
      'Set X-Forwarded-For at the proxy and the number of trusted hops here.',
    ],
  },
  confirm: 'The log shows the callers’ own addresses.',
  recoveries: [],
  prevention: 'Alert when one address makes most of the sign-ins.',
  mistakenFor: [
    { cause: 'rate-limited', because: 'The address is our own proxy’s.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [RFC_FORWARDED],
  examples: [
    isThis('everybody behind the new ingress', { experience: { message: 'Too many requests', scope: 'everyone', symptom: 'since we are behind a new ingress proxy' }, changes: [{ at: '2026-10-05T07:00:00Z', kind: 'infrastructure', service: 'edge', summary: 'New ingress controller' }], logs: [failure('rate_limited', { hop: 'edge', ip: '10.0.0.7' }), 'X-Forwarded-For is not set by the ingress'] }),
    isOther('one office', { account: account(), blocks: [{ kind: 'cidr', value: '203.0.113.0/24', reason: 'login rate limit' }], logs: [failure('rate_limited', { hop: 'edge', details: { count: 41, limit: 6, windowSeconds: 60 } })], pattern: crowd([{ trait: 'address range', value: '203.0.113.0/24', hit: 1, others: 0.05 }]) }),
  ],
})
