import { askedForDeletion, deletionStated, nameTaken, syncSwitchesOff } from '@/lib/signs/account-states'
import { reasonIs } from '@/lib/signs/reason'
import { deletedNow, disabledNow } from '@/lib/signs/record'
import { saysNotFound } from '@/lib/signs/words'
import { deletionMark } from '@/lib/signs/record-marks'
import { goneAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B } from './references'

export default defineCause({
  slug: 'account-deleted',
  title: 'Account is deleted',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'The record is marked as deleted.',
  why: 'The person or an administrator deleted it; the data may still be there for a while.',
  prior: -15,
  signs: [
    { sign: goneAbroad, for: 9, against: 0 },
    { sign: deletionMark, for: 11, against: 0 },
    { sign: deletedNow, for: 21, against: -14 },
    { sign: reasonIs('account_deleted'), for: 12, against: -3 },
    { sign: saysNotFound, for: 1, against: 0 },
    { sign: disabledNow, for: -2, against: 0 },
    { sign: deletionStated, for: 14, against: 0 },
    { sign: askedForDeletion, for: 11, against: 0 },
    { sign: nameTaken, for: 3, against: 0 },
    { sign: syncSwitchesOff, for: -8, against: 0 },
  ],
  fix: {
    summary: 'Restore it if its owner wants that, or sign up again.',
    steps: [
      'See who deleted it and when.',
      'Restore within the retention, with the owner’s yes.',
    ],
  },
  confirm: 'The record is back and the person gets in.',
  recoveries: [],
  prevention: 'Tell the person at deletion until when it can be undone.',
  mistakenFor: [
    { cause: 'account-disabled', because: 'The record is deleted, not switched off.' },
    { cause: 'unknown-user', because: 'A record is there, marked as deleted.' },
  ],
  reply:
    'We could not sign you in with this account. Please tell us in writing from your address on file if ' +
    'you did not ask for its removal.',
  references: [NIST_63B],
  examples: [
    isThis('deleted last week', { account: account({ deletedAt: '2026-09-28T10:00:00Z', isActive: false }), logs: [failure('account_deleted')], pattern: onePerson }),
    isOther('an active record', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})
