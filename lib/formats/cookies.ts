import { COOKIE_TEXTS } from './codes/cookies'
import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /Cookie ["“”][^"“”]{1,120}["“”] (?:has been|will be soon) rejected because it (?:is in a cross-site context|has the ["“]SameSite=None["”] attribute|is foreign and does not have)/, reason: 'cookie_missing', code: 'SameSite' },
  { says: /Cookie ["“”][^"“”]{1,120}["“”] has been rejected for invalid domain/, reason: 'cookie_missing', code: 'Domain' },
  { says: /set-cookie.{0,60}was blocked because.{0,40}(?<code>SameSite(?:=\w{2,6})?)/i, reason: 'cookie_missing' },
  { says: /set-cookie.{0,60}was blocked because.{0,40}(?<code>Domain)/i, reason: 'cookie_missing' },
  { says: /request to access cookie or storage on .{1,200} was blocked because/i, reason: 'cookie_missing', code: 'storage_blocked' },
  { says: /blocked by (?:the )?CORS policy/i, reason: 'provider_misconfigured', code: 'CORS' },
]

export default defineFormat({
  id: 'cookies',
  reach: 'library',
  title: 'Browser console: cookies and CORS',
  vendor: 'Chromium, Firefox, Safari',
  about: 'What the developer tools of a browser say about a cookie that was not kept or not sent, and about answers that a page may not read.',
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie', 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors'],
  ...bySentences({ hop: 'browser', table: COOKIE_TEXTS, rows: ROWS, common: new Set(['CSRF token mismatch', 'Please make sure cookies are enabled in your browser']), mark: /cookie.{0,80}blocked|browser console/i }),
  samples: [
    { name: 'Firefox', raw: 'Cookie “session” has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.', facts: { reason: 'cookie_missing', hop: 'browser' } },
    { name: 'Chrome', raw: 'This Set-Cookie was blocked because it had the "SameSite=None" attribute but did not have the "Secure" attribute, which is required in order to use "SameSite=None".', facts: { reason: 'cookie_missing', code: 'SameSite=None' } },
  ],
  rejects: ['CSRF token mismatch', 'Set-Cookie: session=1; SameSite=Lax', 'cookies are tasty'],
})
