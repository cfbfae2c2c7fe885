import { KRATOS_CODES } from './codes/kratos'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf } from './envelope'
import { isRecord } from './error-text'

const MESSAGE_ID = /["']?id["']?\s{0,3}:\s{0,3}(4\d{6}|5000\d{3})\b/g
const MESSAGE_TEXT = /["']?text["']?\s{0,3}:\s{0,3}["']([^"']{3,300})/
const ERROR_ID = /\b(session_(?:inactive|aal[12]_required|refresh_required|verified_address_required|already_available)|security_(?:csrf_violation|identity_mismatch)|self_service_flow_\w{4,30}|browser_location_change_required|identity_disabled)\b/
const CSRF = /rejected to protect you from Cross-Site-Request-Forgery/
const REASON_TEXT = /["']?(?:hint|reason)["']?\s{0,3}:\s{0,3}["']([^"']{3,300})/

function codeOf(line: Line): string | null {
  if (isRecord(line)) return null
  for (const match of line.text.matchAll(MESSAGE_ID)) if (lookUp(KRATOS_CODES, match[1])) return match[1] ?? null
  const named = ERROR_ID.exec(line.text)?.[1]
  if (lookUp(KRATOS_CODES, named)) return named ?? null
  return CSRF.test(line.text) ? 'security_csrf_violation' : null
}

export default defineFormat({
  id: 'kratos',
  reach: 'product',
  title: 'Ory Kratos',
  vendor: 'Ory',
  about: 'Flows with their messages (ids 4000000 and above), and API errors by their id. Ids below 4000000 are information and say nothing of a failure.',
  references: ['https://www.ory.sh/docs/kratos/concepts/ui-user-interface', 'https://www.ory.sh/docs/kratos/debug/csrf'],
  recognise: (line) => codeOf(line) !== null,
  read: (line) => {
    const named = codeOf(line)
    const reason = lookUp(KRATOS_CODES, named ?? undefined)?.reason ?? 'unknown'
    const text = MESSAGE_TEXT.exec(line.text)?.[1] ?? REASON_TEXT.exec(line.text)?.[1]
    return { ...envelopeOf(line), hop: 'idp', outcome: reason === 'mfa_required' ? 'challenge' : reason === 'interrupt' ? 'info' : 'failure', reason, code: named, message: text }
  },
  samples: [
    { name: 'wrong credentials in a flow', raw: { id: 'c1d0', ui: { messages: [{ id: 4000006, text: 'The provided credentials are invalid.', type: 'error' }] } }, facts: { reason: 'bad_username_or_password', code: '4000006' } },
    { name: 'the cookie of another browser', raw: "{ error: { code: 403, reason: 'The request was rejected to protect you from Cross-Site-Request-Forgery (CSRF)', details: { hint: 'The anti-CSRF cookie was found but the CSRF token was not included' } } }", facts: { reason: 'csrf_failed', code: 'security_csrf_violation' } },
    { name: 'a second factor is asked', raw: { error: { id: 'session_aal2_required', code: 403, status: 'Forbidden' } }, facts: { outcome: 'challenge', reason: 'mfa_required' } },
  ],
  rejects: [{ id: 4000006000, text: 'an order' }, { ui: { messages: [{ id: 1010003, text: 'Please confirm' }] } }, 'order id: 40000'],
})
