import { otherBrowserHelps, shownByProvider } from '@/lib/signs/answers'
import { inAppBrowser, openedInApp, signatureRefused, webViewRefused } from '@/lib/signs/apps'
import { clientChanged } from '@/lib/signs/changes'
import { textWebView } from '@/lib/signs/messages'
import { defineCause } from './define'
import { failure, isOther, isThis, success } from './example'

export default defineCause({
  slug: 'embedded-webview-blocked',
  title: 'Provider refuses the in-app browser',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'The sign-in page was opened inside another app, and the provider allows real browsers only.',
  why: 'An in-app browser can read what is typed, so providers refuse it.',
  prior: -17,
  signs: [
    { sign: signatureRefused, for: -5, against: 0 },
    { sign: textWebView, for: 7, against: 0 },
    { sign: otherBrowserHelps, for: 4, against: -3 },
    { sign: shownByProvider, for: 2, against: -2 },
    { sign: clientChanged, for: 1, against: 0 },
    { sign: webViewRefused, for: 15, against: 0 },
    { sign: openedInApp, for: 10, against: 0 },
    { sign: inAppBrowser, for: 9, against: 0 },
  ],
  fix: {
    summary: 'Open the sign-in in the system’s browser.',
    steps: [
      'Use the platform’s authentication session or custom tab.',
      'Return through an app link with PKCE (RFC 8252).',
      'Until then people open the link in their browser.',
    ],
  },
  confirm: 'The sign-in from the app passes.',
  recoveries: [],
  prevention: 'Never host a provider’s page in a web view.',
  mistakenFor: [
    { cause: 'third-party-cookie-blocked', because: 'The provider itself refuses the browser.' },
    { cause: 'oauth-app-restricted', because: 'The application is allowed; the browser is not.' },
  ],
  reply:
    'Please open the page in your phone’s own browser, not inside another app. It works there. We ' +
    'never ask for your password or a code.',
  references: [{ title: 'RFC 8252, OAuth 2.0 for Native Apps', url: 'https://www.rfc-editor.org/rfc/rfc8252' }],
  examples: [
    isThis('disallowed user agent', { experience: { message: 'Error 403: disallowed_useragent', symptom: 'Sign-in in our app stopped' } }),
    isOther('a blocked cookie in a frame', { experience: { symptom: 'Works in Firefox, not in Safari' }, logs: [failure('cookie_missing', { details: { cookiePresent: false, embedded: true, browser: 'Safari' } }), success({ details: { browser: 'Firefox' } })] }),
  ],
})
