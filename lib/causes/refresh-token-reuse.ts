import { stopsLater } from '@/lib/signs/answers'
import { ageConstant, oldSessionTried } from '@/lib/signs/details'
import { copiedToken, massRevoked, parallelUse, refreshRotates, refreshUsedTwice, renewedTwice, thrownOut } from '@/lib/signs/sessions'
import { reasonIs } from '@/lib/signs/reason'
import { stateRefused } from '@/lib/signs/sign-in-flow'
import { freshStartHelps } from '@/lib/signs/tokens'
import { saysManyTabs } from '@/lib/signs/topics'
import { saysLogsOut, textRefreshReuse } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis } from './example'
import { RFC_OAUTH_SECURITY } from './references'

export default defineCause({
  slug: 'refresh-token-reuse',
  title: 'Refresh token was used twice',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The same refresh token was used twice, so the whole family was revoked.',
  why: 'Several tabs, a retry or a restored backup use one rotating token at the same time.',
  prior: -15,
  signs: [
    { sign: freshStartHelps, for: -4, against: 0 },
    { sign: copiedToken, for: 9, against: 0 },
    { sign: thrownOut, for: 4, against: 0 },
    { sign: refreshUsedTwice, for: 14, against: 0 },
    { sign: renewedTwice, for: 16, against: 0 },
    { sign: refreshRotates, for: 6, against: 0 },
    { sign: parallelUse, for: 7, against: 0 },
    { sign: massRevoked, for: -5, against: 0 },
    { sign: stateRefused, for: -6, against: 0 },
    { sign: saysManyTabs, for: 4, against: 0 },
    { sign: reasonIs('refresh_token_reused'), for: 14, against: -5 },
    { sign: textRefreshReuse, for: 12, against: 0 },
    { sign: saysLogsOut, for: 4, against: 0 },
    { sign: stopsLater, for: 3, against: -4 },
    { sign: oldSessionTried, for: -6, against: 0 },
    { sign: ageConstant, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Let one place refresh, and allow a short overlap.',
    steps: [
      'Serialise the refresh over tabs.',
      'Allow the last token for some seconds after rotation.',
    ],
  },
  confirm: 'Two tabs stay signed in over several rotations.',
  recoveries: [],
  prevention: 'Test with parallel tabs and a slow network.',
  mistakenFor: [
    { cause: 'token-refresh-missing', because: 'A refresh was tried, and tried twice.' },
  ],
  reply: 'A fault of ours signed you out; please sign in again.',
  references: [RFC_OAUTH_SECURITY],
  examples: [
    isThis('two tabs', { experience: { symptom: 'I get signed out at random' }, logs: [failure('refresh_token_reused', { message: 'Invalid Refresh Token: Already Used' })] }),
    isOther('an old session after a reset', { account: account({ passwordChangedAt: '2026-10-04T10:00:00Z', sessions: [{ startedAt: '2026-09-01T08:00:00Z', lastSeenAt: '2026-10-05T09:00:00Z' }] }), logs: [failure('refresh_token_invalid', { details: { sessionStartedAt: '2026-09-01T08:00:00Z' } })] }),
  ],
})
