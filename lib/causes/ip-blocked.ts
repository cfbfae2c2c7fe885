import { otherNetworkHelps } from '@/lib/signs/answers'
import { rangeBanned, rangeBlocked } from '@/lib/signs/blocks'
import { overLimit } from '@/lib/signs/details'
import { addressDenied, banStated, geoRule, limitStated, networkMatters } from '@/lib/signs/networks'
import { shareRange } from '@/lib/signs/pattern'
import { limitOnProxy, triesOfOneHitAll } from '@/lib/signs/proxies'
import { reasonIs } from '@/lib/signs/reason'
import { saysOtherNetwork } from '@/lib/signs/topics'
import { textIpBan } from '@/lib/signs/words'
import { addressListed, localOnlyRule } from '@/lib/signs/access-rules'
import { thousandsOfTries } from '@/lib/signs/attack-scale'
import { defineCause } from './define'
import { account, failure, isOther, isThis } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'ip-blocked',
  title: 'Address is banned',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'The person’s address or its range is banned.',
  why: 'A rule, a reputation list or a person put it there.',
  prior: -15,
  signs: [
    { sign: triesOfOneHitAll, for: -5, against: 0 },
    { sign: addressListed, for: 7, against: 0 },
    { sign: localOnlyRule, for: -5, against: 0 },
    { sign: thousandsOfTries, for: -8, against: 0 },
    { sign: limitOnProxy, for: -10, against: 0 },
    { sign: saysOtherNetwork, for: 4, against: 0 },
    { sign: reasonIs('ip_blocked'), for: 13, against: -5 },
    { sign: rangeBanned, for: 6, against: -4 },
    { sign: rangeBlocked, for: 3, against: -4 },
    { sign: textIpBan, for: 6, against: 0 },
    { sign: otherNetworkHelps, for: 6, against: -8 },
    { sign: shareRange, for: 4, against: -2 },
    { sign: overLimit, for: -6, against: 0 },
    { sign: reasonIs('rate_limited'), for: -6, against: 0 },
    { sign: networkMatters, for: 4, against: 0 },
    { sign: banStated, for: 10, against: 0 },
    { sign: addressDenied, for: 9, against: -5 },
    { sign: geoRule, for: -9, against: 0 },
    { sign: limitStated, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Take the ban off if the address is a good one.',
    steps: [
      'See who set it and why.',
      'Clear exactly this ban; look whether the rule is too wide.',
    ],
  },
  confirm: 'An attempt from the address reaches the sign-in.',
  recoveries: [
    { action: 'clear_block', consequence: 'Attempts from this address reach the sign-in again.' },
  ],
  prevention: 'Let bans run out by themselves, and name the rule in the log.',
  mistakenFor: [
    { cause: 'rate-limited', because: 'A ban, not a counter.' },
    { cause: 'geo-restricted', because: 'The address is banned, not its country.' },
  ],
  reply:
    'Sign-ins from your network were held back. We are looking at it and tell you when to try again; ' +
    'until then another network may let you in.',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('banned by a rule', { experience: { symptom: 'Works on my phone hotspot, not in the office' }, blocks: [{ kind: 'ip', value: '203.0.113.7', reason: 'ban: reputation list' }], account: account(), logs: [failure('ip_blocked', { hop: 'edge', ip: '203.0.113.7' })] }),
    isOther('a counter over its limit', { blocks: [{ kind: 'cidr', value: '203.0.113.0/24', reason: 'login rate limit' }], account: account(), logs: [failure('rate_limited', { hop: 'edge', details: { count: 40, limit: 6, windowSeconds: 60, statusCode: 429 } })] }),
  ],
})
