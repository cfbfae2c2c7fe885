import { comesBackOff, disabledStated, onAtSource, syncSwitchesOff } from '@/lib/signs/account-states'
import { idpChanged, upgraded } from '@/lib/signs/changes'
import { textSync } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { disabledNow } from '@/lib/signs/record'
import { saysAgainAndAgain, textDisabled } from '@/lib/signs/words'
import { switchedOff, syncMark } from '@/lib/signs/record-marks'
import { appRestricted } from '@/lib/signs/access-rules'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'

export default defineCause({
  slug: 'account-deactivated-by-sync',
  title: 'Sync deactivates the account',
  bucket: 'policy',
  also: ['idp_sso'],
  nature: 'fault',
  what: 'A directory sync sets the account inactive, though it is active at its source.',
  why: 'A filter, an attribute or a version of the sync no longer finds the person.',
  prior: -17,
  signs: [
    { sign: syncMark, for: 8, against: 0 },
    { sign: switchedOff, for: 3, against: 0 },
    { sign: appRestricted, for: -10, against: 0 },
    { sign: textSync, for: 5, against: 0 },
    { sign: disabledNow, for: 6, against: -4 },
    { sign: reasonIs('account_disabled'), for: 5, against: -3 },
    { sign: textDisabled, for: 4, against: 0 },
    { sign: saysAgainAndAgain, for: 3, against: 0 },
    { sign: upgraded, for: 3, against: 0 },
    { sign: idpChanged, for: 2, against: 0 },
    { sign: syncSwitchesOff, for: 17, against: 0 },
    { sign: comesBackOff, for: 9, against: 0 },
    { sign: onAtSource, for: 8, against: 0 },
    { sign: disabledStated, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Mend the filter or mapping of the sync, then let it run.',
    steps: [
      'Compare the time of the deactivation with the runs of the sync.',
      'Look what the sync reads for this person at the source.',
      'Correct the filter and run it for this person alone.',
    ],
  },
  confirm: 'The account stays active over the next run.',
  recoveries: [
    { action: 're_enable_account', consequence: 'They get in until the next run; the sync must be mended too.' },
  ],
  prevention: 'Stop a sync that would deactivate unusually many.',
  mistakenFor: [
    { cause: 'account-disabled', because: 'Nobody decided it: it falls in with the sync.' },
    { cause: 'account-expired', because: 'No end of validity is set.' },
  ],
  reply:
    'Your access was switched off by mistake. We are mending the cause and will tell you when you can' +
    ' sign in. We never ask for your password or a code.',
  references: [{ title: 'RFC 7644, SCIM: Protocol', url: 'https://www.rfc-editor.org/rfc/rfc7644' }],
  examples: [
    isThis('after each sync', { experience: { message: 'User is deactivated', symptom: 'After each LDAP sync the account is disabled again' }, account: account({ isActive: false }), logs: [failure('account_disabled')], pattern: onePerson }),
    isOther('suspended by its owner', { account: account({ suspendedAt: '2026-10-01T10:00:00Z' }), logs: [failure('account_disabled')], pattern: onePerson }),
  ],
})
