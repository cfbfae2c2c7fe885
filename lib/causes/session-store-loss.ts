import { stopsLater } from '@/lib/signs/answers'
import { infraChanged } from '@/lib/signs/changes'
import { ageConstant } from '@/lib/signs/details'
import { ownSecretChanged } from '@/lib/signs/keys'
import { serverError } from '@/lib/signs/outages'
import { many } from '@/lib/signs/pattern'
import { lostAtRestart, newLoginCures, startedAnew, storeChanged, storeDropped, thrownOut } from '@/lib/signs/sessions'
import { reasonIs } from '@/lib/signs/reason'
import { storeBounded } from '@/lib/signs/settings'
import { saysLostBeforeTime, saysRandomly } from '@/lib/signs/topics'
import { saysLogsOut, textStore } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OWASP_SESSIONS } from './references'

export default defineCause({
  slug: 'session-store-loss',
  title: 'Session store loses sessions',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'Sessions vanish before their time.',
  why: 'The store was restarted, is full and evicts, or was flushed.',
  prior: -17,
  signs: [
    { sign: startedAnew, for: 7, against: 0 },
    { sign: serverError, for: -6, against: 0 },
    { sign: lostAtRestart, for: 9, against: 0 },
    { sign: storeDropped, for: 10, against: 0 },
    { sign: storeChanged, for: 10, against: 0 },
    { sign: thrownOut, for: 4, against: 0 },
    { sign: newLoginCures, for: 3, against: 0 },
    { sign: ownSecretChanged, for: -8, against: 0 },
    { sign: saysRandomly, for: 4, against: 0 },
    { sign: saysLostBeforeTime, for: 6, against: 0 },
    { sign: storeBounded, for: 8, against: 0 },
    { sign: reasonIs('session_not_found'), for: 8, against: -4 },
    { sign: textStore, for: 5, against: 0 },
    { sign: saysLogsOut, for: 5, against: 0 },
    { sign: many, for: 4, against: -2 },
    { sign: infraChanged, for: 4, against: 0 },
    { sign: stopsLater, for: 4, against: -4 },
    { sign: ageConstant, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Give the store room and persistence.',
    steps: [
      'Look at evictions, memory and restarts of the store.',
      'Raise its memory or move sessions to one that keeps them.',
    ],
  },
  confirm: 'No session ends before its time for a day.',
  recoveries: [],
  prevention: 'Alert on evictions in the session store.',
  mistakenFor: [
    { cause: 'token-refresh-missing', because: 'The session itself is gone.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please sign in again.',
  references: [OWASP_SESSIONS],
  examples: [
    isThis('evicted', { experience: { symptom: 'Everybody gets logged out at once', scope: 'several_users' }, logs: [failure('session_not_found'), 'redis: OOM command not allowed when used memory > maxmemory'] }),
    isOther('at the token’s lifetime', { logs: [900, 900, 901].map((pageAgeSeconds) => failure('token_expired', { details: { pageAgeSeconds, tokenLifetimeSeconds: 900, refreshed: false } })) }),
  ],
})
