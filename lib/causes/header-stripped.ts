import { shownByApi } from '@/lib/signs/answers'
import { infraChanged } from '@/lib/signs/changes'
import { textHeaderStripped, textHeaderTooLarge } from '@/lib/signs/messages'
import { many } from '@/lib/signs/pattern'
import { credentialsAbsent, directWorks, headerDropped, headerSeenAtClient, lostAtRedirect, newProxy, nothingArrives, schemeLost } from '@/lib/signs/proxies'
import { expiredOrRevoked } from '@/lib/signs/tokens'
import { textProxy } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { RFC_FORWARDED } from './references'

export default defineCause({
  slug: 'header-stripped',
  title: 'Header does not reach the application',
  bucket: 'config_drift',
  also: [],
  nature: 'fault',
  what: 'The client sends a header, and a proxy or the server’s gateway drops it.',
  why: 'FastCGI, a proxy or an underscore in the name: some pass only the headers that they know.',
  prior: -16,
  signs: [
    { sign: lostAtRedirect, for: 9, against: 0 },
    { sign: nothingArrives, for: 9, against: 0 },
    { sign: expiredOrRevoked, for: 3, against: 0 },
    { sign: schemeLost, for: -4, against: 0 },
    { sign: newProxy, for: 4, against: 0 },
    { sign: directWorks, for: 6, against: 0 },
    { sign: headerSeenAtClient, for: 8, against: 0 },
    { sign: credentialsAbsent, for: 9, against: 0 },
    { sign: headerDropped, for: 17, against: 0 },
    { sign: textHeaderStripped, for: 14, against: 0 },
    { sign: infraChanged, for: 4, against: 0 },
    { sign: shownByApi, for: 3, against: -2 },
    { sign: textHeaderTooLarge, for: -6, against: 0 },
    { sign: textProxy, for: 2, against: 0 },
    { sign: many, for: 1, against: -1 },
  ],
  fix: {
    summary: 'Let the proxy pass the header on.',
    steps: [
      'Compare the request at the client with what the application receives.',
      'Pass Authorization on in the proxy or the gateway.',
      'Rename headers with underscores.',
    ],
  },
  confirm: 'The application logs that the header is present.',
  recoveries: [],
  prevention: 'Test one call with a token through the whole chain after each change of the proxy.',
  mistakenFor: [
    { cause: 'proxy-headers-missing', because: 'A header of the client is lost, not one of the proxy.' },
    { cause: 'token-expired', because: 'The token never arrives.' },
    { cause: 'origin-not-allowed', because: 'The call is no cross-origin one.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [{ title: 'MDN, Authorization header', url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Authorization' }, RFC_FORWARDED],
  examples: [
    isThis('FastCGI drops it', { experience: { message: '401 Unauthorized: Authorization header missing', statusCode: 401, symptom: 'A valid token, always 401 on this host' }, logs: ['HTTP_AUTHORIZATION is empty'] }),
    isOther('an old token', { logs: [failure('token_expired', { hop: 'api' })], pattern: onePerson }),
  ],
})
