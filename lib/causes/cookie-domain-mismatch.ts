import { domainMoved } from '@/lib/signs/callbacks'
import { cookieDomainRefused, cookieForOtherHost, cookieTwice, headersOverLimit, hostRenamed } from '@/lib/signs/cookies'
import { redirectChanged } from '@/lib/signs/changes'
import { textCookieDomain } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { cookieDomainSet } from '@/lib/signs/settings'
import { textCookie, textSameSite } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { MDN_SAMESITE, OWASP_SESSIONS } from './references'

export default defineCause({
  slug: 'cookie-domain-mismatch',
  title: 'Cookie is set for another domain',
  bucket: 'token_session',
  also: ['config_drift'],
  nature: 'fault',
  what: 'The domain of the cookie does not fit the host, so the browser refuses it or sends another.',
  why: 'The setting names a parent, a former or a public domain, or two hosts set cookies of one name.',
  prior: -16,
  signs: [
    { sign: domainMoved, for: 3, against: 0 },
    { sign: cookieForOtherHost, for: 16, against: -6 },
    { sign: cookieDomainRefused, for: 16, against: 0 },
    { sign: cookieTwice, for: 13, against: 0 },
    { sign: hostRenamed, for: 5, against: 0 },
    { sign: headersOverLimit, for: -8, against: 0 },
    { sign: cookieDomainSet, for: 2, against: 0 },
    { sign: textCookieDomain, for: 12, against: 0 },
    { sign: textSameSite, for: -6, against: 0 },
    { sign: reasonIs('cookie_missing', 'session_not_found', 'state_mismatch'), for: 2, against: -2 },
    { sign: redirectChanged, for: 2, against: 0 },
    { sign: textCookie, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Set the cookie for the very host, without a domain.',
    steps: [
      'Read Set-Cookie in the browser’s tools: is a warning beside it?',
      'Take the domain attribute out, or name the host’s own domain.',
      'Remove old cookies of the same name.',
    ],
  },
  confirm: 'The cookie is stored and comes back on the next request.',
  recoveries: [],
  prevention: 'Use the __Host- prefix: it forbids a domain.',
  mistakenFor: [
    { cause: 'cookie-samesite-blocked', because: 'The browser’s warning names the domain.' },
    { cause: 'proxy-headers-missing', because: 'Set-Cookie is sent; the browser refuses it.' },
    { cause: 'session-not-shared', because: 'It fails for everybody, not by chance.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [MDN_SAMESITE, OWASP_SESSIONS],
  examples: [
    isThis('a public suffix', { experience: { message: '(login page again)', scope: 'everyone' }, logs: ['Cookie "session" has been rejected for invalid domain.'] }),
    isOther('SameSite', { logs: ['Cookie session rejected because it is in a cross-site context and its SameSite is Lax', failure('cookie_missing', { details: { cookiePresent: false } })] }),
  ],
})
