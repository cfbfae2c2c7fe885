import { AUTHJS_CODES } from './codes/authjs'
import { findWithin, lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'

const MARK = /\[(?:next-)?auth\]\[(?:error|warn|cause|details)\]|errors\.authjs\.dev#|next-auth\.js\.org\/(?:errors|warnings)#/
const NAMED = /\[next-auth\]\[(?:error|warn)\]\[([A-Z_]{4,60})\]|\[auth\]\[error\]:?\s{0,3}([A-Z]\w{3,40})/
const PAGE = /\/(?:api\/auth|auth|signin|login)\b[^\s"']{0,200}[?&]error=([A-Z][A-Za-z]{5,40})\b/
const EXPECTED = /state mismatch, expected ([\w.-]{8,120}), got:? ([\w.-]{8,120})/

function codeOf(line: Line): string | null {
  if (isRecord(line)) return null
  const page = PAGE.exec(line.text)?.[1]
  if (!MARK.test(line.text)) return page !== undefined && lookUp(AUTHJS_CODES, page) ? page : null
  const match = NAMED.exec(line.text)
  return match?.[1] ?? match?.[2] ?? /[#/]([a-z_]{4,60})\b/.exec(line.text)?.[1]?.toUpperCase() ?? 'unknown'
}

export default defineFormat({
  id: 'authjs',
  reach: 'library',
  title: 'Auth.js and next-auth',
  vendor: 'Auth.js',
  about: 'Log lines of version 5 ([auth][error]) and 4 ([next-auth][error][CODE]), and the error in the address of its pages. The type says where it broke, the sentence within why: it is read first. "Configuration" hides every fault of the server.',
  references: ['https://errors.authjs.dev', 'https://next-auth.js.org/errors'],
  recognise: (line) => codeOf(line) !== null,
  read: (line) => {
    const named = codeOf(line) ?? undefined
    const text = spokenText(line)
    const nested = findWithin(AUTHJS_CODES, text, (key) => key.includes(' '))
    const [, expected, actual] = EXPECTED.exec(text) ?? []
    const reason = nested?.code.reason ?? lookUp(AUTHJS_CODES, named)?.reason ?? 'unknown'
    return { ...envelopeOf(line), hop: 'auth', outcome: 'failure', reason, code: named, message: text.slice(0, 1000), details: expected && actual ? { compared: 'state', expected, actual } : {} }
  },
  samples: [
    { name: 'the state cookie did not come back', raw: '[next-auth][error][OAUTH_CALLBACK_ERROR] \nhttps://next-auth.js.org/errors#oauth_callback_error State cookie was missing. { error: TypeError: State cookie was missing.', facts: { reason: 'cookie_missing', code: 'OAUTH_CALLBACK_ERROR' } },
    { name: 'version 5', raw: '[auth][error] UntrustedHost: Host must be trusted. URL was: https://app.example.com/api/auth/session. Read more at https://errors.authjs.dev#untrustedhost', facts: { reason: 'provider_misconfigured', code: 'UntrustedHost' } },
    { name: 'in the address of a page', raw: 'GET /api/auth/signin?error=OAuthAccountNotLinked 200', facts: { reason: 'account_link_conflict', code: 'OAuthAccountNotLinked' } },
  ],
  rejects: ['[auth] error: bad password', 'GET /shop?error=Configuration', 'https://authjs.dev/getting-started'],
})
