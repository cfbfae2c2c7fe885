import { newcomers, oneOutOneIn, seatsFull, seatsUsedUp } from '@/lib/signs/memberships'
import { textSeats } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { notHere } from '@/lib/signs/record'
import { saysNever } from '@/lib/signs/words'
import { seatsOfRecord, seatsOut } from '@/lib/signs/access-rules'
import { noSeatAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'seat-limit',
  title: 'No seat is left',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'The plan’s number of people is reached, so the newest get no access.',
  why: 'Seats are counted at sign-in or at provisioning, and old accounts still hold theirs.',
  prior: -17,
  signs: [
    { sign: noSeatAbroad, for: 8, against: 0 },
    { sign: seatsOut, for: 9, against: 0 },
    { sign: seatsOfRecord, for: 14, against: -4 },
    { sign: textSeats, for: 6, against: 0 },
    { sign: saysNever, for: 3, against: 0 },
    { sign: notHere, for: 1, against: 0 },
    { sign: reasonIs('access_denied', 'user_not_provisioned'), for: 2, against: -2 },
    { sign: seatsUsedUp, for: 13, against: 0 },
    { sign: oneOutOneIn, for: 9, against: 0 },
    { sign: seatsFull, for: 15, against: -6 },
    { sign: newcomers, for: 3, against: 0 },
  ],
  fix: {
    summary: 'Free a seat or add one.',
    steps: [
      'Compare seats used with seats bought.',
      'Let the owner remove accounts that nobody uses.',
      'Or add seats and let the person try again.',
    ],
  },
  confirm: 'The newest person gets in.',
  recoveries: [],
  prevention: 'Warn the owner at nine tenths of the seats.',
  mistakenFor: [
    { cause: 'signup-disabled', because: 'Making accounts is allowed until the seats are used.' },
    { cause: 'user-not-assigned', because: 'The person is assigned; no seat is free.' },
  ],
  reply:
    'Your workspace has no free place at the moment. Its owner can make room; we tell them. We ' +
    'never ask for your password or a code.',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('licences used up', { experience: { message: 'License limit reached: maximum number of users exceeded', symptom: 'Only the newest colleagues cannot get in' } }),
    isOther('sign-up is closed', { experience: { message: 'Signups not allowed for this instance' }, accountSought: true, logs: [failure('user_not_provisioned')] }),
  ],
})
