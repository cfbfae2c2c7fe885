import { stopsAfter } from '@/lib/signs/answers'
import { groupsChanged } from '@/lib/signs/changes'
import { cookieVeryLarge, headersOverLimit, inManyGroups, manyMemberships, sessionInCookie, tooLargeStatus } from '@/lib/signs/cookies'
import { textCookieDomain, textHeaderTooLarge } from '@/lib/signs/messages'
import { serverError } from '@/lib/signs/outages'
import { shareTeam } from '@/lib/signs/pattern'
import { saysManyGroups } from '@/lib/signs/topics'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'

export default defineCause({
  slug: 'cookie-too-large',
  title: 'Cookie or header is too large',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The cookie of the session is larger than the browser or the proxy accepts.',
  why: 'Groups, claims or tokens are kept in the cookie; browsers take about 4 KB each, proxies 8 KB of headers.',
  prior: -17,
  signs: [
    { sign: cookieVeryLarge, for: 9, against: 0 },
    { sign: headersOverLimit, for: 13, against: 0 },
    { sign: tooLargeStatus, for: 14, against: 0 },
    { sign: inManyGroups, for: 10, against: -2 },
    { sign: manyMemberships, for: 7, against: 0 },
    { sign: sessionInCookie, for: 5, against: 0 },
    { sign: saysManyGroups, for: 4, against: 0 },
    { sign: serverError, for: -2, against: 0 },
    { sign: textHeaderTooLarge, for: 16, against: 0 },
    { sign: textCookieDomain, for: -4, against: 0 },
    { sign: stopsAfter, for: 3, against: -3 },
    { sign: shareTeam, for: 4, against: 0 },
    { sign: groupsChanged, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Keep the session on the server and an id in the cookie.',
    steps: [
      'Measure Set-Cookie of a person with many groups.',
      'Leave groups and tokens out of the cookie, or store sessions on the server.',
      'Raise the proxy’s header limit until that is done.',
    ],
  },
  confirm: 'The person with the most groups gets in.',
  recoveries: [],
  prevention: 'Watch the size of the cookie in a test with many groups.',
  mistakenFor: [
    { cause: 'proxy-headers-missing', because: 'The cookie is sent, but too large.' },
    { cause: 'cookie-domain-mismatch', because: 'Colleagues with fewer groups get in on the same host.' },
  ],
  reply:
    'We found the fault on our side: your profile holds more than our page can carry. We are mending ' +
    'it. We never ask for your password or a code.',
  references: [{ title: 'RFC 6265, 6.1: Limits of cookies', url: 'https://www.rfc-editor.org/rfc/rfc6265#section-6.1' }, { title: 'RFC 6585, 5: 431 Request Header Fields Too Large', url: 'https://www.rfc-editor.org/rfc/rfc6585#section-5' }],
  examples: [
    isThis('many groups', { experience: { message: '431 Request Header Fields Too Large', statusCode: 431, variation: 'colleagues with fewer groups get in', scope: 'one_user' } }),
    isOther('SameSite keeps it back', { logs: [failure('cookie_missing', { details: { cookiePresent: false } }), 'Cookie rejected because it has the SameSite=None attribute but is missing the secure attribute'] }),
  ],
})
