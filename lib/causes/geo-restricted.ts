import { otherNetworkHelps } from '@/lib/signs/answers'
import { awayNow, geoRule, networkMatters } from '@/lib/signs/networks'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { saysOtherNetwork } from '@/lib/signs/topics'
import { saysVpn, textGeo } from '@/lib/signs/words'
import { geoNamed } from '@/lib/signs/access-rules'
import { countryAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B } from './references'

export default defineCause({
  slug: 'geo-restricted',
  title: 'Country or location rule',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'A rule about countries or locations refuses the attempt.',
  why: 'The person travels or uses a VPN, or an address was placed in a wrong country.',
  prior: -15,
  signs: [
    { sign: countryAbroad, for: 8, against: 0 },
    { sign: geoNamed, for: 12, against: 0 },
    { sign: saysOtherNetwork, for: 3, against: 0 },
    { sign: reasonIs('geo_blocked'), for: 14, against: -4 },
    { sign: textGeo, for: 5, against: 0 },
    { sign: saysVpn, for: 1, against: 0 },
    { sign: otherNetworkHelps, for: 3, against: -5 },
    { sign: alone, for: 1, against: 0 },
    { sign: geoRule, for: 16, against: 0 },
    { sign: awayNow, for: 6, against: 0 },
    { sign: networkMatters, for: 1, against: 0 },
  ],
  fix: {
    summary: 'Allow the journey for its time.',
    steps: [
      'Ask where the person is, and check by call-back.',
      'Allow the country for them until they are back.',
    ],
  },
  confirm: 'An attempt from the place succeeds.',
  recoveries: [],
  prevention: 'Let people announce journeys; ask for a stronger factor rather than refuse.',
  mistakenFor: [
    { cause: 'ip-blocked', because: 'The country counts, not the address.' },
    { cause: 'conditional-access-block', because: 'It is our own rule.' },
  ],
  reply: 'Sign-ins from where you are need to be allowed first. We call you back on the number on file.',
  references: [NIST_63B],
  examples: [
    isThis('from a hotel abroad', { experience: { symptom: 'I am travelling and cannot log in' }, account: account(), logs: [failure('geo_blocked', { details: { country: 'BR' } })], pattern: onePerson }),
    isOther('the codes are off', { experience: { symptom: 'Codes fail in every hotel' }, account: account(), logs: [failure('mfa_code_invalid', { details: { totpOffsetSteps: -4 } }), failure('mfa_code_invalid', { details: { totpOffsetSteps: -5 } })], pattern: onePerson }),
  ],
})
