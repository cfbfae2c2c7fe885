import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const WHO = '(?: for)?(?: (?:user|account))?[ =:]{0,3}["\']?(?<user>[\\w.+-]{1,64}@[\\w.-]{1,120})?'
const row = (pattern: string, reason: Row['reason'], more: Partial<Row> = {}): Row => ({ says: new RegExp(pattern, 'i'), reason, ...more })

/** What log lines of any home-made system say, in the words that people write. Ordered: what is more exact comes first. */
const ROWS: readonly Row[] = [
  row('(?:too many (?:login |sign-?in |failed |authentication )?(?:requests|attempts)|rate.?limit(?:ed| exceeded)|AUTH_RATE_LIMITED|rate limit (?:hit|reached))', 'rate_limited'),
  row(`account (?:is |has been |was )?(?:temporarily )?locked(?: out)?${WHO}|user_locked|ACCOUNT_LOCKED|\\b(?:GET|POST) /\\S{1,200} (?:HTTP/[\\d.]{1,3}"? )?423 Locked\\b`, 'account_locked'),
  row(`account (?:is |has been |was )?(?:disabled|deactivated|suspended|inactive)${WHO}|ACCOUNT_DISABLED`, 'account_disabled'),
  row('(?:email|e-mail|address|account) (?:is )?not (?:yet )?(?:verified|confirmed)|EMAIL_NOT_VERIFIED', 'email_not_verified'),
  row('password (?:has |is )?expired|PASSWORD_EXPIRED', 'password_expired'),
  row('(?:otp|totp|2fa|mfa|verification|one-?time) ?code (?:is |was )?(?:invalid|incorrect|wrong|rejected)|(?:invalid|incorrect|wrong) (?:otp|totp|2fa|mfa|verification|one-?time) ?(?:code|token|passcode)|INVALID_OTP', 'mfa_code_invalid'),
  row('(?:otp|totp|2fa|mfa|verification|one-?time) ?code (?:has |is )?expired', 'mfa_code_expired'),
  row('(?:login|sign-?in|authentication|logon)[^\\n]{0,40}(?:failed|failure|denied|rejected)[^\\n]{0,60}(?:no such user|unknown user|user not found|user does not exist)|(?:no such user|unknown user|user not found)[^\\n]{0,40}(?:login|sign-?in|auth)', 'unknown_user'),
  row('(?:login|sign-?in|authentication|logon)[^\\n]{0,40}(?:failed|failure|denied|rejected)[^\\n]{0,60}(?:bad|wrong|invalid|incorrect) password|(?:bad|wrong|invalid|incorrect) password (?:for|by|from)|password mismatch for', 'bad_password'),
  row('session (?:has )?expired|SESSION_EXPIRED', 'session_expired'),
  row('(?:state|nonce) (?:parameter )?(?:mismatch|does not match)|invalid (?:oauth )?state\\b', 'state_mismatch'),
  row('csrf (?:token )?(?:mismatch|invalid|missing|failed)|invalid csrf', 'csrf_failed'),
  row('(?:access|id|bearer) token (?:has |is )?expired', 'token_expired'),
  row('(?:login|sign-?in|authentication|logon) (?:attempt )?(?:failed|failure|denied|rejected|unsuccessful)|failed (?:login|sign-?in|logon|authentication)(?: attempt)?', 'bad_username_or_password'),
  row('(?:login|sign-?in|authentication|logon) (?:succeeded|successful|ok)\\b|successful (?:login|sign-?in|logon)|user (?:logged|signed) in\\b', 'success', { outcome: 'success' }),
]

/** A log line has a request, a time, a level, or pairs: a sentence of a person has none of them. */
const LINE = /^(?:GET|POST) \/\S|^\s{0,4}(?:\[?\d{4}[-/]\d{2}[-/]\d{2}|\[?\d{2}:\d{2}:\d{2}|[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:|time=|ts=|level=|\[(?:error|warn|info|debug)|(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL)\b)|^\{|\b(?:level|lvl|severity)=\w|\b(?:ip|client|remote(?:_addr)?|src)=[\d.a-f:]{3,45}/i

export default defineFormat({
  id: 'plain',
  reach: 'words',
  title: 'Plain log lines',
  vendor: 'Any system',
  about: 'Lines of a system that no format knows, where they look like a log line (a request, a time, a level, key=value pairs or JSON) and say in common words how a sign-in ended. "Login failed" alone is read as a wrong name or password.',
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html'],
  ...bySentences({ hop: 'auth', rows: ROWS, mark: LINE, always: true }),
  samples: [
    { name: 'pairs', raw: '2026-03-02T08:00:00Z level=warn msg="login failed: invalid password" user=maya@example.com ip=203.0.113.9', facts: { at: '2026-03-02T08:00:00.000Z', reason: 'bad_password', attempted: 'maya@example.com', ip: '203.0.113.9' } },
    { name: 'JSON', raw: { time: '2026-03-02T08:00:00Z', code: 'AUTH_RATE_LIMITED', message: 'Too many requests', ip: '203.0.113.9' }, facts: { reason: 'rate_limited', ip: '203.0.113.9' } },
    { name: 'a request refused with the status of a lock (RFC 4918, 11.3)', raw: 'POST /login 423 Locked', facts: { reason: 'account_locked' } },
    { name: 'signed in', raw: '[2026-03-02 08:00:00] INFO user logged in user=maya@example.com', facts: { outcome: 'success', attempted: 'maya@example.com' } },
  ],
  rejects: ['It says login failed and I do not know why', 'I am locked out', '2026-03-02T08:00:00Z level=info msg="cache warmed"'],
})
