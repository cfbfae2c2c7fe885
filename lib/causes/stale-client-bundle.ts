import { freshBrowserFine } from '@/lib/signs/releases'
import { cacheCures, oldPageRuns, oldRouteCalled, oldVersionFails, someNotAll, stateRefused } from '@/lib/signs/sign-in-flow'
import { otherBrowserHelps } from '@/lib/signs/answers'
import { clientChanged } from '@/lib/signs/changes'
import { headersOverLimit, installedApp, tooLargeStatus } from '@/lib/signs/cookies'
import { cookieMissing, embedded } from '@/lib/signs/details'
import { cookiesUnreadable, ownSecretChanged } from '@/lib/signs/keys'
import { everyone, shareClient } from '@/lib/signs/pattern'
import { textStaleBundle } from '@/lib/signs/topics'
import { saysOtherBrowser } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis, success } from './example'
import { OWASP_SESSIONS } from './references'

export default defineCause({
  slug: 'stale-client-bundle',
  title: 'Browser runs an old page',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The browser runs an old copy of the page that no longer fits the server.',
  why: 'A service worker or cache keeps the old bundle after a release.',
  prior: -16,
  signs: [
    { sign: freshBrowserFine, for: 9, against: 0 },
    { sign: installedApp, for: 4, against: 0 },
    { sign: everyone, for: -12, against: 2 },
    { sign: oldPageRuns, for: 13, against: 0 },
    { sign: cacheCures, for: 10, against: 0 },
    { sign: oldRouteCalled, for: 7, against: 0 },
    { sign: oldVersionFails, for: 12, against: 0 },
    { sign: someNotAll, for: 3, against: 0 },
    { sign: ownSecretChanged, for: -8, against: 0 },
    { sign: cookiesUnreadable, for: -8, against: 0 },
    { sign: headersOverLimit, for: -8, against: 0 },
    { sign: tooLargeStatus, for: -10, against: 0 },
    { sign: stateRefused, for: -6, against: 0 },
    { sign: textStaleBundle, for: 7, against: 0 },
    { sign: otherBrowserHelps, for: 11, against: -8 },
    { sign: saysOtherBrowser, for: 4, against: 0 },
    { sign: clientChanged, for: 6, against: -2 },
    { sign: shareClient, for: 6, against: -2 },
    { sign: cookieMissing, for: -5, against: 0 },
    { sign: embedded, for: -6, against: 1 },
  ],
  fix: {
    summary: 'Load the page anew.',
    steps: [
      'Ask for a hard reload or a private window.',
      'Let the service worker step aside at a new release.',
    ],
  },
  confirm: 'A private window works, and after a reload the usual one.',
  recoveries: [],
  prevention: 'Version the page, and ask for a reload when the server is newer.',
  mistakenFor: [
    { cause: 'third-party-cookie-blocked', because: 'The cookie comes back.' },
  ],
  reply: 'Please reload the page while holding Shift, or use a private window once.',
  references: [OWASP_SESSIONS],
  examples: [
    isThis('a private window works', { experience: { symptom: 'Blank page after login, works in incognito' }, answers: { 'what-makes-it-work': 'other_browser' }, changes: [{ at: '2026-10-05T06:00:00Z', kind: 'deploy', service: 'web-app', summary: 'New front end bundle' }] }),
    isOther('a frame in Safari', { logs: [failure('cookie_missing', { details: { cookiePresent: false, embedded: true, browser: 'Safari' } }), success({ details: { browser: 'Firefox' } })] }),
  ],
})
