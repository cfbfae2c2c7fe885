import { botsSignUp, countedAttack, floodRate, inventedNames, leakedPassword, messagesPumped, victimsTell } from '@/lib/signs/attacks'
import { textFlood } from '@/lib/signs/messages'
import { alone, attackShape, everyone, unknownNamesTried } from '@/lib/signs/pattern'
import { riskMarked } from '@/lib/signs/policies'
import { triesOfOneHitAll } from '@/lib/signs/proxies'
import { reasonIs } from '@/lib/signs/reason'
import { massSignUps, serverSwamped } from '@/lib/signs/attack-scale'
import { defineCause } from './define'
import { account, failure, isOther, isThis } from './example'

export default defineCause({
  slug: 'login-flood',
  title: 'Flood on the sign-in',
  bucket: 'undetermined',
  also: [],
  nature: 'attack',
  what: 'Somebody floods sign-in or sign-up with requests, so that it answers slowly or not at all.',
  why: 'The aim is to exhaust the service or to make accounts, not to get into one.',
  prior: -18,
  signs: [
    { sign: triesOfOneHitAll, for: -4, against: 0 },
    { sign: serverSwamped, for: 8, against: 0 },
    { sign: massSignUps, for: 10, against: 0 },
    { sign: countedAttack, for: -2, against: 0 },
    { sign: victimsTell, for: -6, against: 0 },
    { sign: leakedPassword, for: -7, against: 0 },
    { sign: inventedNames, for: 11, against: 0 },
    { sign: botsSignUp, for: 9, against: 0 },
    { sign: messagesPumped, for: 15, against: 0 },
    { sign: floodRate, for: 11, against: 0 },
    { sign: textFlood, for: 9, against: 0 },
    { sign: unknownNamesTried, for: 6, against: -2 },
    { sign: attackShape, for: 3, against: 0 },
    { sign: everyone, for: 2, against: -1 },
    { sign: reasonIs('rate_limited', 'service_error'), for: 3, against: 0 },
    { sign: alone, for: -4, against: 0 },
    { sign: riskMarked, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Limit at the edge before it reaches the service.',
    steps: [
      'Find what the requests share: network, agent, path.',
      'Limit or challenge exactly that at the edge.',
      'Take checks that cost much, such as hashing, behind the limit.',
    ],
  },
  confirm: 'The rate is back to usual, and people get in.',
  recoveries: [],
  prevention: 'Keep limits at the edge on sign-in and sign-up, tested under load.',
  mistakenFor: [
    { cause: 'credential-stuffing', because: 'The names are random, not those of people.' },
    { cause: 'dependency-outage', because: 'The load came first, the errors after it.' },
  ],
  reply:
    'Our sign-in is under heavy load at the moment. Please try again in a while; your account is ' +
    'safe. We never ask for your password or a code.',
  references: [{ title: 'OWASP Denial of Service Cheat Sheet', url: 'https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html' }],
  examples: [
    isThis('random names by the thousand', { experience: { symptom: 'Thousands of requests per minute with fake names on sign-up, a flood of bots', scope: 'everyone' }, logs: [failure('service_error')] }),
    isOther('known names', { pattern: { people: 300, usual: 2, failures: 2300, successes: 12, sources: 6, unknownNames: 100 }, logs: [failure('bad_password')], account: account() }),
  ],
})
