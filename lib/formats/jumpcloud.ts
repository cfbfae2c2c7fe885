import { defineFormat, type Line } from './define'
import { firstText, folded, objectOf, textOf, type Json } from './json'
import { readTime } from './read-time'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Reason } from '@/lib/evidence/vocabulary'

const MESSAGES: readonly (readonly [RegExp, Reason])[] = [
  [/not authori[sz]ed/i, 'user_not_assigned'],
  [/invalid (?:email|username|credential|password)|incorrect|bad password/i, 'bad_username_or_password'],
  [/locked/i, 'account_locked'],
  [/suspended|disabled/i, 'account_disabled'],
  [/password.{0,20}expired/i, 'password_expired'],
  [/mfa|totp|webauthn|push/i, 'mfa_failed'],
  [/conditional|policy/i, 'conditional_access_block'],
]

const isEvent = (keys: Json) => 'initiated_by' in keys && ('event_type' in keys || 'sso_token_success' in keys || 'auth_context' in keys)

function read({ json }: Line): EventFactsInput {
  const keys = folded(json)
  const type = textOf(keys.event_type) ?? ''
  const about = /login|auth|sso|mfa|password/i.test(type) || 'sso_token_success' in keys
  const good = keys.success === true || (keys.sso_token_success === true && keys.success !== false)
  const message = firstText(keys.error_message, keys.message)
  const failed = !good && (keys.success === false || keys.sso_token_success === false || message !== undefined)
  const agent = objectOf(keys.useragent)
  return {
    at: readTime(keys.timestamp),
    sourceId: textOf(keys.id),
    hop: 'idp',
    outcome: failed ? 'failure' : good && about ? 'success' : 'info',
    reason: failed ? (MESSAGES.find(([says]) => says.test(message ?? ''))?.[1] ?? (/lockout|locked/.test(type) ? 'account_locked' : 'unknown')) : good && about ? 'success' : 'unknown',
    code: type || undefined,
    message,
    attempted: firstText(objectOf(keys.initiated_by).username, objectOf(keys.initiated_by).email, keys.username),
    accountId: textOf(objectOf(keys.initiated_by).id),
    client: firstText(objectOf(keys.application).display_label, objectOf(keys.application).name),
    ip: textOf(keys.client_ip),
    details: { browser: textOf(agent.name), country: textOf(objectOf(keys.geoip).country_code) },
  }
}

export default defineFormat({
  id: 'jumpcloud',
  reach: 'product',
  title: 'JumpCloud Directory Insights',
  vendor: 'JumpCloud',
  about: 'Events of Directory Insights: sign-ins to the portal, to applications, to machines and to directories. The reason stands as a sentence in error_message.',
  references: ['https://jumpcloud.com/support/directory-insights-events'],
  recognise: ({ json }) => json !== null && isEvent(folded(json)),
  read,
  samples: [
    { name: 'not allowed into an application', raw: { initiated_by: { id: '62', type: 'user', username: 'maya' }, event_type: 'sso_auth', error_message: 'not authorized', success: false, sso_token_success: false, client_ip: '203.0.113.9', timestamp: '2026-03-02T08:00:00Z', application: { name: 'Wiki' } }, facts: { outcome: 'failure', reason: 'user_not_assigned', attempted: 'maya', client: 'Wiki' } },
    { name: 'signed in', raw: { initiated_by: { username: 'maya' }, event_type: 'user_login_attempt', success: true, client_ip: '203.0.113.9' }, facts: { outcome: 'success', reason: 'success' } },
  ],
  rejects: [{ initiated_by: 'maya' }, { event_type: 'sso_auth', error_message: 'not authorized' }],
})
