import { redirectOverHttp } from '@/lib/signs/callbacks'
import { browserUpdated, chromiumOnly, cookieForOtherHost, framedSinceRelease, insideOtherSite, noneWithoutSecure, postedBack, sameSiteNamed, sameSiteShown, wayBackWithoutCookie } from '@/lib/signs/cookies'
import { cookieChanged } from '@/lib/signs/changes'
import { browserSplit, cookieMissing, embedded } from '@/lib/signs/details'
import { keptLocally, scales } from '@/lib/signs/sessions'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { sameSiteUnset } from '@/lib/signs/settings'
import { saysRandomly } from '@/lib/signs/topics'
import { textCookie, textSameSite, textState } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis, success } from './example'
import { MDN_SAMESITE, OWASP_SAML } from './references'

export default defineCause({
  slug: 'cookie-samesite-blocked',
  title: 'SameSite keeps the cookie back',
  bucket: 'token_session',
  also: ['config_drift'],
  nature: 'fault',
  what: 'The browser keeps the cookie of the sign-in back on the way from the provider.',
  why: 'The provider answers with a cross-site POST, and the cookie is SameSite=Lax, or None without Secure.',
  prior: -15,
  signs: [
    { sign: postedBack, for: 8, against: 0 },
    { sign: framedSinceRelease, for: 8, against: 0 },
    { sign: scales, for: -5, against: 0 },
    { sign: redirectOverHttp, for: -6, against: 0 },
    { sign: sameSiteShown, for: 9, against: 0 },
    { sign: chromiumOnly, for: 6, against: 0 },
    { sign: sameSiteNamed, for: 8, against: 0 },
    { sign: wayBackWithoutCookie, for: 11, against: 0 },
    { sign: noneWithoutSecure, for: 12, against: 0 },
    { sign: browserUpdated, for: 4, against: 0 },
    { sign: cookieForOtherHost, for: -10, against: 0 },
    { sign: keptLocally, for: -8, against: 0 },
    { sign: saysRandomly, for: -5, against: 0 },
    { sign: insideOtherSite, for: -3, against: 0 },
    { sign: sameSiteUnset, for: 8, against: 0 },
    { sign: textSameSite, for: 12, against: 0 },
    { sign: textState, for: 5, against: 0 },
    { sign: textCookie, for: 4, against: 0 },
    { sign: reasonIs('cookie_missing', 'state_mismatch'), for: 4, against: -4 },
    { sign: cookieMissing, for: 5, against: -8 },
    { sign: embedded, for: -5, against: 2 },
    { sign: cookieChanged, for: 4, against: -1 },
    { sign: browserSplit, for: 1, against: 0 },
    { sign: many, for: 1, against: 0 },
  ],
  fix: {
    summary: 'Send the cookie with SameSite=None and Secure over https.',
    steps: [
      'Set both attributes on the cookie of the sign-in.',
      'Make sure that the application knows that it runs behind https.',
    ],
  },
  confirm: 'The cookie comes back with the provider’s POST.',
  recoveries: [],
  prevention: 'Test the way back from each provider in two browsers.',
  mistakenFor: [
    { cause: 'third-party-cookie-blocked', because: 'The page stands alone, in no frame.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [MDN_SAMESITE, OWASP_SAML],
  examples: [
    isThis('lost on the cross-site POST', { experience: { message: 'Correlation failed' }, logs: [failure('cookie_missing', { details: { cookiePresent: false } }), 'Cookie .AspNetCore.Correlation has been rejected because it has the SameSite=None attribute but is missing the secure attribute'] }),
    isOther('in a frame, in Safari', { experience: { symptom: 'Works in Firefox, not in Safari' }, logs: [failure('cookie_missing', { details: { cookiePresent: false, embedded: true, browser: 'Safari' } }), success({ details: { browser: 'Firefox' } })] }),
  ],
})
