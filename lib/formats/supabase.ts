import { SUPABASE_CODES } from './codes/supabase'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'
import { firstText, folded, textOf } from './json'
import { rowOf, type Row } from './rows'
import type { Reason } from '@/lib/evidence/vocabulary'

const IN_TEXT = /\berror_code=([a-z_0-9]{4,60})/
const ROWS: readonly Row[] = [
  { says: /Invalid Refresh Token: Already Used/, reason: 'refresh_token_reused', code: 'refresh_token_already_used' },
  { says: /Invalid Refresh Token: Refresh Token Not Found/, reason: 'refresh_token_invalid', code: 'refresh_token_not_found' },
  { says: /Email link is invalid or has expired/, reason: 'magic_link_invalid', code: 'otp_expired' },
  { says: /both auth code and code verifier should be non-empty/, reason: 'state_mismatch', code: 'bad_code_verifier' },
  { says: /AuthApiError: Email not confirmed/, reason: 'email_not_verified', code: 'email_not_confirmed' },
  { says: /AuthApiError: Invalid login credentials/, reason: 'bad_username_or_password', code: 'invalid_credentials' },
  { says: /AuthSessionMissingError|Auth session missing!/, reason: 'session_not_found', code: 'session_not_found' },
  { says: /AuthRetryableFetchError/, reason: 'service_error' },
]

const isAudit = (line: Line) => line.json !== null && typeof line.json.action === 'string' && 'actor_id' in line.json && 'log_type' in line.json

function codeOf(line: Line): { key?: string; reason: Reason } | null {
  if (isRecord(line)) return null
  const keys = folded(line.json)
  const named = isAudit(line) ? textOf(keys.action) : line.json === null ? IN_TEXT.exec(line.text)?.[1] : 'msg' in keys || 'error_code' in keys ? firstText(keys.error_code, keys.code) : undefined
  const code = lookUp(SUPABASE_CODES, named)
  if (code) return { key: named, reason: code.reason }
  const hit = rowOf(ROWS, spokenText(line))
  return hit ? { key: hit.row.code, reason: hit.row.reason } : null
}

export default defineFormat({
  id: 'supabase',
  reach: 'product',
  title: 'Supabase Auth',
  vendor: 'Supabase',
  about:
    'Answers of the Auth API, the error in the address of a redirect, errors of the client library, and the audit payload. The audit keeps successes and requests only; ' +
    'failures are in the request log.',
  references: ['https://supabase.com/docs/guides/auth/debugging/error-codes', 'https://supabase.com/docs/guides/auth/audit-logs'],
  recognise: (line) => codeOf(line) !== null || isAudit(line),
  read: (line) => {
    const found = codeOf(line)
    const reason = found?.reason ?? 'unknown'
    const known = envelopeOf(line)
    const keys = folded(line.json)
    return {
      ...known,
      hop: 'idp',
      outcome: reason === 'success' ? 'success' : reason === 'interrupt' || (isAudit(line) && reason === 'unknown') ? 'info' : 'failure',
      reason,
      code: found?.key,
      attempted: known.attempted ?? textOf(keys.actor_username),
      accountId: textOf(keys.actor_id),
      message: isAudit(line) ? undefined : spokenText(line).slice(0, 1000),
    }
  },
  samples: [
    { name: 'wrong credentials', raw: { code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' }, facts: { reason: 'bad_username_or_password', code: 'invalid_credentials' } },
    { name: 'a rotated token used twice', raw: 'Invalid Refresh Token: Already Used', facts: { reason: 'refresh_token_reused' } },
    { name: 'a used link in the address', raw: 'https://app.example.com/#error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid+or+has+expired', facts: { reason: 'magic_link_invalid', code: 'otp_expired' } },
    { name: 'a sign-in in the audit', raw: { actor_id: '7e1', actor_username: 'maya@example.com', action: 'login', log_type: 'account', ip_address: '203.0.113.4' }, facts: { outcome: 'success', attempted: 'maya@example.com', ip: '203.0.113.4' } },
  ],
  rejects: ['error_code=E1234', { code: 'conflict', message: 'the version differs' }, 'the refresh token is already used up'],
})
