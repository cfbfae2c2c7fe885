import { linkFromElsewhere, recordOfAnother, testSystemNamed } from '@/lib/signs/addresses'
import { otherAddressHelps } from '@/lib/signs/answers'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { elsewhere, notHere, wrongHost } from '@/lib/signs/record'
import { saysNotFound, saysSignedUp } from '@/lib/signs/words'
import { hostsOfTwoWorlds, markedHost, otherWorldNamed } from '@/lib/signs/worlds'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'wrong-environment',
  title: 'Record is in another environment',
  bucket: 'config_drift',
  also: [],
  nature: 'fault',
  what: 'The person has an account, in another environment than the one that they open.',
  why: 'A link, a bookmark or a test invitation led them to staging, or away from it.',
  prior: -14,
  signs: [
    { sign: hostsOfTwoWorlds, for: 9, against: 0 },
    { sign: otherWorldNamed, for: 8, against: 0 },
    { sign: markedHost, for: 6, against: 0 },
    { sign: linkFromElsewhere, for: 5, against: 0 },
    { sign: testSystemNamed, for: 6, against: 0 },
    { sign: recordOfAnother, for: 16, against: 0 },
    { sign: elsewhere, for: 20, against: -3 },
    { sign: notHere, for: 5, against: -4 },
    { sign: wrongHost, for: 7, against: 0 },
    { sign: saysSignedUp, for: 3, against: 0 },
    { sign: saysNotFound, for: 2, against: 0 },
    { sign: reasonIs('unknown_user'), for: 4, against: -4 },
    { sign: otherAddressHelps, for: 6, against: -5 },
    { sign: alone, for: 1, against: -1 },
  ],
  fix: {
    summary: 'Send the person to the right address.',
    steps: [
      'See in which environment the record stands.',
      'Give them that address, or invite them in this environment.',
      'Find the link that led them astray.',
    ],
  },
  confirm: 'The person gets in at the right address.',
  recoveries: [],
  prevention: 'Colour test environments, and let invitations name their environment.',
  mistakenFor: [
    { cause: 'unknown-user', because: 'A record stands in another environment.' },
  ],
  reply: 'Please check that you are at the address of our invitation: the same name can stand at another one. We send the invitation again to the address on file.',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('signed up on staging', { experience: { message: 'Account not found', symptom: 'Account not found, but I signed up', url: 'https://app.example.com/login' }, accountSought: true, elsewhere: [account({ environment: 'staging' })], logs: [failure('unknown_user')], pattern: onePerson }),
    isOther('nobody anywhere', { accountSought: true, experience: { message: 'Account not found' }, logs: [failure('unknown_user')], pattern: onePerson }),
  ],
})
