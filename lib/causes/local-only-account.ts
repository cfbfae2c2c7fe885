import { otherNetworkHelps } from '@/lib/signs/answers'
import { boundToPlace, grantedElsewhere, officeOnly, othersFromOutside, placeInRecord, rightPasswordDenied } from '@/lib/signs/local-access'
import { textLocalOnly } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { textIpBan } from '@/lib/signs/words'
import { addressListed, localOnlyRule } from '@/lib/signs/access-rules'
import { defineCause } from './define'
import { account, failure, isOther, isThis } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'local-only-account',
  title: 'Account is for local use only',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'The account may sign in from the local network or one host only.',
  why: 'Administrative and built-in accounts are often kept from the outside.',
  prior: -17,
  signs: [
    { sign: localOnlyRule, for: 11, against: 0 },
    { sign: addressListed, for: -3, against: 0 },
    { sign: grantedElsewhere, for: 12, against: 0 },
    { sign: rightPasswordDenied, for: 7, against: 0 },
    { sign: othersFromOutside, for: 3, against: 0 },
    { sign: officeOnly, for: 8, against: 0 },
    { sign: placeInRecord, for: 9, against: 0 },
    { sign: boundToPlace, for: 14, against: 0 },
    { sign: textLocalOnly, for: 14, against: 0 },
    { sign: otherNetworkHelps, for: 5, against: -4 },
    { sign: reasonIs('access_denied', 'geo_blocked', 'ip_blocked'), for: 2, against: -2 },
    { sign: textIpBan, for: -3, against: 0 },
  ],
  fix: {
    summary: 'Use a personal account from outside, or the local way in.',
    steps: [
      'See which rule holds this account to the local network.',
      'Give the person an account of their own with the rights needed.',
      'Do not open the rule for a shared account.',
    ],
  },
  confirm: 'The person gets in with their own account.',
  recoveries: [],
  prevention: 'Say on the page which accounts work from where, after the password.',
  mistakenFor: [
    { cause: 'ip-blocked', because: 'Other accounts get in from the same address.' },
    { cause: 'wrong-password', because: 'The password is right on the local network.' },
  ],
  reply:
    'This sign-in works from inside the office only. We will set up the right way in for you. We ' +
    'never ask for your password or a code.',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('administrator from outside', { experience: { message: 'This account can only be used from the local network', statusCode: 403 } }),
    isOther('a banned address', { experience: { symptom: 'Works on my phone hotspot' }, blocks: [{ kind: 'ip', value: '203.0.113.7', reason: 'ban: reputation list' }], account: account(), logs: [failure('ip_blocked', { hop: 'edge' })] }),
  ],
})
