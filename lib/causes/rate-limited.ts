import { otherNetworkHelps } from '@/lib/signs/answers'
import { messagesPumped } from '@/lib/signs/attacks'
import { rangeBanned, rangeBlocked } from '@/lib/signs/blocks'
import { limitChanged } from '@/lib/signs/changes'
import { overLimit } from '@/lib/signs/details'
import { lockStated } from '@/lib/signs/locks'
import { comesInWaves, limitSet, limitStated, manyAtOnce, networkMatters, waitSeconds } from '@/lib/signs/networks'
import { tooManyStatus } from '@/lib/signs/outages'
import { attackShape, shareRange } from '@/lib/signs/pattern'
import { callerAddressUnset, limitOnProxy, triesOfOneHitAll } from '@/lib/signs/proxies'
import { reasonIs } from '@/lib/signs/reason'
import { privateSource } from '@/lib/signs/sources'
import { saysOtherNetwork } from '@/lib/signs/topics'
import { saysOffice, saysTooMany } from '@/lib/signs/words'
import { massSignUps } from '@/lib/signs/attack-scale'
import { tooManyAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, crowd, failure, isOther, isThis } from './example'
import { OWASP_AUTHENTICATION, RFC_429 } from './references'

export default defineCause({
  slug: 'rate-limited',
  title: 'Rate limit holds the address back',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'A limit for tries from one address holds everybody behind it back.',
  why: 'Many people share one address, or a rule was made too tight.',
  prior: -13,
  signs: [
    { sign: callerAddressUnset, for: -4, against: 0 },
    { sign: triesOfOneHitAll, for: -6, against: 0 },
    { sign: tooManyAbroad, for: 7, against: 0 },
    { sign: massSignUps, for: -6, against: 0 },
    { sign: messagesPumped, for: -10, against: 0 },
    { sign: limitOnProxy, for: -8, against: 0 },
    { sign: tooManyStatus, for: 5, against: 0 },
    { sign: saysOtherNetwork, for: 2, against: 0 },
    { sign: privateSource, for: -6, against: 0 },
    { sign: reasonIs('rate_limited'), for: 10, against: -6 },
    { sign: overLimit, for: 7, against: -4 },
    { sign: rangeBlocked, for: 4, against: -3 },
    { sign: limitChanged, for: 4, against: -1 },
    { sign: shareRange, for: 4, against: -2 },
    { sign: saysTooMany, for: 1, against: 0 },
    { sign: saysOffice, for: 3, against: 0 },
    { sign: otherNetworkHelps, for: 4, against: -6 },
    { sign: attackShape, for: -8, against: 0 },
    { sign: rangeBanned, for: -5, against: 0 },
    { sign: networkMatters, for: 2, against: 0 },
    { sign: limitStated, for: 6, against: 0 },
    { sign: waitSeconds, for: 6, against: 0 },
    { sign: manyAtOnce, for: 4, against: 0 },
    { sign: limitSet, for: 5, against: 0 },
    { sign: comesInWaves, for: 3, against: 0 },
    { sign: lockStated, for: -8, against: 0 },
  ],
  fix: {
    summary: 'Put the limit right, then clear the block.',
    steps: [
      'Compare the limit with what the address needs in its busiest minute.',
      'Take back the change of the rule, or count by account and address together.',
      'Clear the block.',
    ],
  },
  confirm: 'The address stays below the limit in its busiest hour.',
  recoveries: [
    { action: 'clear_block', consequence: 'Everybody behind the address gets in, until the limit is reached again.' },
  ],
  prevention: 'Try a new limit in watch mode for a day; count by account as well as by address.',
  mistakenFor: [
    { cause: 'ip-blocked', because: 'A counter, not a ban.' },
    { cause: 'shared-proxy-address', because: 'The address is the office’s, not our own proxy’s.' },
    { cause: 'login-flood', because: 'The tries are those of known people.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again in a few minutes.',
  references: [RFC_429, OWASP_AUTHENTICATION],
  examples: [
    isThis('the whole office', { experience: { message: '429 Too many requests', symptom: 'Too many requests, whole office' }, account: account(), blocks: [{ kind: 'cidr', value: '203.0.113.0/24', reason: 'login rate limit' }], changes: [{ at: '2026-10-05T07:30:00Z', kind: 'config', service: 'api-gateway', summary: 'Lower RATE_LIMIT_LOGIN_PER_MINUTE from 60 to 6' }], logs: [failure('rate_limited', { hop: 'edge', details: { statusCode: 429, count: 41, limit: 6, windowSeconds: 60 } })], pattern: crowd([{ trait: 'address range', value: '203.0.113.0/24', hit: 1, others: 0.05 }]) }),
    isOther('a ban', { account: account(), blocks: [{ kind: 'ip', value: '203.0.113.7', reason: 'ban: reputation list' }], logs: [failure('ip_blocked', { hop: 'edge' })] }),
  ],
})
