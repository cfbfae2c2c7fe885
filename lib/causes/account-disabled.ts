import { comesBackOff, deletionStated, disabledStated, endPassed, expiryStated, leaveOrHold, onAtSource, syncSwitchesOff } from '@/lib/signs/account-states'
import { textSync } from '@/lib/signs/messages'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { deletedNow, disabledNow, expiredNow } from '@/lib/signs/record'
import { saysDisabled, textDisabled } from '@/lib/signs/words'
import { activationOpen, deletionMark, endNamed, lockMark, switchedOff, syncMark } from '@/lib/signs/record-marks'
import { seatsOfRecord, seatsOut } from '@/lib/signs/access-rules'
import { stepCode } from '@/lib/signs/open-steps'
import { disabledAbroad, endedAbroad, lockedAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B } from './references'

export default defineCause({
  slug: 'account-disabled',
  title: 'Account is disabled',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'The record is switched off or suspended.',
  why: 'Somebody decided so: an administrator, a process for leavers, or a hold.',
  prior: -13,
  signs: [
    { sign: disabledAbroad, for: 8, against: 0 },
    { sign: lockedAbroad, for: -4, against: 0 },
    { sign: endedAbroad, for: -5, against: 0 },
    { sign: switchedOff, for: 5, against: 0 },
    { sign: activationOpen, for: -13, against: 0 },
    { sign: deletionMark, for: -14, against: 0 },
    { sign: syncMark, for: -6, against: 0 },
    { sign: seatsOut, for: -7, against: 0 },
    { sign: seatsOfRecord, for: -10, against: 0 },
    { sign: endNamed, for: -3, against: 0 },
    { sign: stepCode, for: -4, against: 0 },
    { sign: lockMark, for: -4, against: 0 },
    { sign: textSync, for: -4, against: 0 },
    { sign: disabledNow, for: 16, against: -12 },
    { sign: reasonIs('account_disabled'), for: 11, against: -5 },
    { sign: textDisabled, for: 5, against: 0 },
    { sign: saysDisabled, for: 3, against: 0 },
    { sign: expiredNow, for: -6, against: 0 },
    { sign: deletedNow, for: -6, against: 0 },
    { sign: alone, for: 1, against: 0 },
    { sign: disabledStated, for: 12, against: 0 },
    { sign: leaveOrHold, for: 4, against: 0 },
    { sign: expiryStated, for: -7, against: 0 },
    { sign: deletionStated, for: -6, against: 0 },
    { sign: syncSwitchesOff, for: -10, against: 0 },
    { sign: comesBackOff, for: -7, against: 0 },
    { sign: onAtSource, for: -6, against: 0 },
    { sign: endPassed, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Ask who decided it, and let them undo it.',
    steps: [
      'See in the audit who disabled it and why.',
      'Re-enable only with the yes of the owner of the account.',
    ],
  },
  confirm: 'The record is active and the person gets in.',
  recoveries: [
    { action: 're_enable_account', consequence: 'They get in again. Their sessions stay ended.' },
  ],
  prevention: 'Tell the person when their account is switched off, and whom to ask.',
  mistakenFor: [
    { cause: 'account-expired', because: 'The account has an end of validity that has not come, or none.' },
    { cause: 'account-locked', because: 'No lock stands; the record is off.' },
  ],
  reply:
    'Your account is not active at the moment. Please ask your manager or administrator; we cannot change' +
    ' this on your word alone.',
  references: [NIST_63B],
  examples: [
    isThis('suspended', { account: account({ suspendedAt: '2026-10-01T10:00:00Z' }), logs: [failure('account_disabled')], pattern: onePerson }),
    isOther('the validity ended', { account: account({ expiresAt: '2026-10-01T00:00:00Z' }), logs: [failure('account_expired')], pattern: onePerson }),
  ],
})
