import { skewed } from '@/lib/signs/details'
import { everyone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { expiredAtOnce, futureToken, machineClock, timesOfTwoUnits, tokenExpiredNamed, unitMistaken } from '@/lib/signs/tokens'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { RFC_JWT } from './references'

export default defineCause({
  slug: 'token-time-unit',
  title: 'Token counts time in the wrong unit',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'A time in the token is in milliseconds where seconds are meant, or the reverse.',
  why: 'JWT times are seconds since 1970; many languages count milliseconds.',
  prior: -19,
  signs: [
    { sign: timesOfTwoUnits, for: 14, against: 0 },
    { sign: unitMistaken, for: 18, against: 0 },
    { sign: expiredAtOnce, for: 7, against: 0 },
    { sign: tokenExpiredNamed, for: 2, against: 0 },
    { sign: futureToken, for: 2, against: 0 },
    { sign: machineClock, for: -2, against: 0 },
    { sign: reasonIs('token_expired', 'token_not_yet_valid'), for: 4, against: -4 },
    { sign: everyone, for: 2, against: -2 },
    { sign: skewed, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Write and compare the times of tokens in seconds.',
    steps: [
      'Decode one token: exp has ten digits when it is right.',
      'Mend the side that multiplies or divides.',
      'Tokens of the wrong kind end or are revoked.',
    ],
  },
  confirm: 'A fresh token is accepted now and refused after its lifetime.',
  recoveries: [],
  prevention: 'Test a token just before and just after its end.',
  mistakenFor: [
    { cause: 'clock-skew', because: 'The difference is a factor of 1,000, not minutes.' },
    { cause: 'token-expired', because: 'Fresh tokens fail as well.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [RFC_JWT],
  examples: [
    isThis('exp has thirteen digits', { experience: { message: 'Token expired', scope: 'everyone' }, logs: [failure('token_expired', { hop: 'api' }), 'decoded token: "exp": 1759654872000'] }),
    isOther('an old token', { logs: [failure('token_expired', { hop: 'api' })], pattern: onePerson }),
  ],
})
