import { openedInApp } from '@/lib/signs/apps'
import { appleBrowsersFail, chromiumOnly, cookieTwice, framedSinceRelease, insideOtherSite, installedApp, opensAlone, sameSiteShown, silentSignInRefused, thirdPartyNamed } from '@/lib/signs/cookies'
import { otherBrowserHelps } from '@/lib/signs/answers'
import { browserSplit, cookieMissing, embedded } from '@/lib/signs/details'
import { shareBrowser } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { saysOtherBrowser, textThirdParty } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson, success } from './example'
import { MDN_THIRD_PARTY, WEBKIT_ITP } from './references'

export default defineCause({
  slug: 'third-party-cookie-blocked',
  title: 'Browser blocks third-party cookies',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The sign-in runs inside another site, and the browser keeps its cookies away.',
  why: 'Safari and strict settings block cookies of embedded pages; other browsers still send them.',
  prior: -14,
  signs: [
    { sign: framedSinceRelease, for: -4, against: 0 },
    { sign: cookieTwice, for: -6, against: 0 },
    { sign: installedApp, for: -7, against: 0 },
    { sign: sameSiteShown, for: -6, against: 0 },
    { sign: chromiumOnly, for: -3, against: 0 },
    { sign: insideOtherSite, for: 9, against: 0 },
    { sign: thirdPartyNamed, for: 14, against: 0 },
    { sign: appleBrowsersFail, for: 8, against: 0 },
    { sign: opensAlone, for: 6, against: 0 },
    { sign: silentSignInRefused, for: 5, against: 0 },
    { sign: embedded, for: 9, against: -8 },
    { sign: cookieMissing, for: 5, against: -6 },
    { sign: browserSplit, for: 10, against: -2 },
    { sign: reasonIs('cookie_missing'), for: 6, against: -5 },
    { sign: saysOtherBrowser, for: 4, against: 0 },
    { sign: textThirdParty, for: 5, against: 0 },
    { sign: otherBrowserHelps, for: 5, against: -5 },
    { sign: shareBrowser, for: 4, against: -2 },
    { sign: openedInApp, for: -5, against: 0 },
  ],
  fix: {
    summary: 'Sign in at the top level.',
    steps: [
      'Open the sign-in in its own window or tab rather than in a frame.',
      'Or use the Storage Access API after a click.',
      'Until then the person uses another browser.',
    ],
  },
  confirm: 'The sign-in works in Safari with its default settings.',
  recoveries: [],
  prevention: 'Test embedded pages in Safari; do not build on third-party cookies.',
  mistakenFor: [
    { cause: 'cookie-samesite-blocked', because: 'It is the frame that matters, not the way back from a provider.' },
    { cause: 'stale-client-bundle', because: 'The cookie is missing in a fresh window as well.' },
  ],
  reply:
    'Your browser keeps a part of our page from signing you in. Please use the direct address of the ' +
    'application, or another browser, until we have changed this.',
  references: [WEBKIT_ITP, MDN_THIRD_PARTY],
  examples: [
    isThis('Safari in a frame', { experience: { symptom: 'Works in Firefox, not in Safari' }, account: account(), logs: [failure('cookie_missing', { hop: 'browser', details: { cookiePresent: false, embedded: true, browser: 'Safari' } }), success({ details: { browser: 'Firefox' } })], pattern: onePerson }),
    isOther('lost on the way back', { logs: [failure('state_mismatch', { details: { cookiePresent: false, embedded: false } }), 'Cookie rejected because SameSite=None without Secure'] }),
  ],
})
