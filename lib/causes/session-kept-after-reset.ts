import { afterPasswordChange } from '@/lib/signs/answers'
import { oldSessionTried } from '@/lib/signs/details'
import { hashUnreadable } from '@/lib/signs/hash'
import { lockAfterPasswordChange, lockReturns } from '@/lib/signs/locks'
import { textTakeover } from '@/lib/signs/messages'
import { alone } from '@/lib/signs/pattern'
import { credentialVersion, deviceStillIn, lockBesideOldSession, sessionBeforeChange, sessionsNotEnded, sinceReset } from '@/lib/signs/sessions'
import { reasonIs } from '@/lib/signs/reason'
import { lockedNow, passwordRecent, sessionsOlderThanPassword } from '@/lib/signs/record'
import { saysAfterReset, saysAgainAndAgain } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_SESSIONS } from './references'

export default defineCause({
  slug: 'session-kept-after-reset',
  title: 'Old sessions outlived the password change',
  bucket: 'token_session',
  also: ['policy'],
  nature: 'fault',
  what: 'Sessions from before the password change go on trying and lock the account.',
  why: 'The change did not end sessions and refresh tokens; an old device uses them and is counted as an attack.',
  prior: -14,
  signs: [
    { sign: credentialVersion, for: 13, against: 0 },
    { sign: sinceReset, for: 4, against: 0 },
    { sign: lockReturns, for: 5, against: 0 },
    { sign: lockAfterPasswordChange, for: 6, against: 0 },
    { sign: textTakeover, for: -5, against: 0 },
    { sign: sessionBeforeChange, for: 14, against: 0 },
    { sign: deviceStillIn, for: 7, against: 0 },
    { sign: sessionsNotEnded, for: 10, against: 0 },
    { sign: lockBesideOldSession, for: 8, against: 0 },
    { sign: sessionsOlderThanPassword, for: 9, against: -10 },
    { sign: oldSessionTried, for: 12, against: -6 },
    { sign: reasonIs('refresh_token_invalid', 'session_revoked'), for: 6, against: -2 },
    { sign: lockedNow, for: 2, against: 0 },
    { sign: saysAgainAndAgain, for: 5, against: 0 },
    { sign: saysAfterReset, for: 5, against: 0 },
    { sign: afterPasswordChange, for: 4, against: -4 },
    { sign: passwordRecent, for: 3, against: -6 },
    { sign: alone, for: 1, against: -3 },
    { sign: hashUnreadable, for: -6, against: 0 },
  ],
  fix: {
    summary: 'End every old session, then unlock.',
    steps: [
      'Revoke all sessions and refresh tokens.',
      'Unlock the account.',
      'Ask the person to sign in anew on every device.',
    ],
  },
  confirm: 'No session is older than the password, and no new lock follows.',
  recoveries: [
    { action: 'revoke_sessions', consequence: 'The old devices stop trying. Do this before you unlock.' },
    {
      action: 'unlock_account',
      consequence: 'The person gets in at once; without ending the sessions the lock comes back.',
    },
  ],
  prevention: 'End all sessions and refresh tokens whenever a password changes.',
  mistakenFor: [
    { cause: 'account-locked', because: 'The lock is an effect; old sessions set it again.' },
    { cause: 'stale-client-lockout', because: 'A session tries, not a stored password.' },
    { cause: 'targeted-bruteforce', because: 'The tries come from the person’s own device.' },
  ],
  reply:
    'A device of yours still uses your old sign-in and locks your account. We end all sessions; please ' +
    'sign in anew on each device. We never ask for your password or a code.',
  references: [OWASP_SESSIONS, NIST_63B],
  examples: [
    isThis('the phone keeps trying', { account: account({ lockedUntil: '2026-10-05T12:00:00Z', passwordChangedAt: '2026-10-04T10:00:00Z', sessions: [{ id: 's1', startedAt: '2026-09-01T08:00:00Z', lastSeenAt: '2026-10-05T09:00:00Z', endedAt: null, label: 'Phone app' }] }), logs: [failure('refresh_token_invalid', { details: { sessionId: 's1', sessionStartedAt: '2026-09-01T08:00:00Z' } }), failure('account_locked')], pattern: onePerson }),
    isOther('wrong tries lock', { account: account({ lockedUntil: '2026-10-05T12:00:00Z', failedAttempts: 3 }), logs: [failure('bad_password'), failure('bad_password'), failure('bad_password'), failure('account_locked')], pattern: onePerson }),
  ],
})
