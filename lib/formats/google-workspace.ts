import { GOOGLE_CODES } from './codes/google-workspace'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { firstText, folded, isObject, listOf, objectOf, textOf, type Json } from './json'
import { readTime } from './read-time'
import type { EventFactsInput } from '@/lib/evidence/event'

const APPLICATIONS = /^(?:login|saml|chrome|token|context_aware_access|user_accounts)$/
const PAGE = /\bError 40\d: ([a-z_]{4,40})\b|\b(app_not_configured_for_user|app_not_enabled_for_user|disallowed_useragent|admin_policy_enforced|org_internal|rapt_required|not_a_saml_app)\b/
const REVOKED = /Token has been expired or revoked\./

/** An activity of the Reports API, whole or as shippers flatten it: the event's name with its activity around it. */
function activityOf({ json }: Line): { keys: Json; event: Json } | null {
  const keys = folded(json)
  const application = textOf(objectOf(keys.id).applicationName)
  if (application === undefined || !APPLICATIONS.test(application)) return null
  const first = listOf(keys.events).find(isObject)
  const event = first ?? (textOf(keys.name) ? keys : null)
  return event && { keys, event }
}

function parameters(event: Json): Map<string, string> {
  const pairs = listOf(event.parameters).filter(isObject).map((one) => [textOf(one.name) ?? '', firstText(one.value, listOf(one.multiValue)[0], one.intValue)] as const)
  return new Map(pairs.flatMap(([name, value]) => (name && value ? [[name, value] as const] : [])))
}

function readActivity({ keys, event }: { keys: Json; event: Json }): EventFactsInput {
  const name = textOf(event.name) ?? 'unknown'
  const said = parameters(event)
  const failure = said.get('login_failure_type') ?? textOf(event.login_failure_type)
  const named = failure ? `login_failure_${failure.replace(/^login_failure_/, '')}` : name
  const code = lookUp(GOOGLE_CODES, named) ?? lookUp(GOOGLE_CODES, name)
  const good = code?.reason === 'success'
  const asks = code?.reason === 'mfa_required' || code?.reason === 'interrupt' || name.startsWith('MONITOR_MODE')
  const actor = objectOf(keys.actor)
  return {
    at: readTime(objectOf(keys.id).time),
    sourceId: textOf(objectOf(keys.id).uniqueQualifier),
    hop: 'idp',
    outcome: good ? 'success' : asks ? (code?.reason === 'mfa_required' ? 'challenge' : 'info') : code || /fail|deny|block/i.test(name) ? 'failure' : 'info',
    reason: code?.reason ?? 'unknown',
    code: named,
    message: said.get('FAILURE_REASON') ?? said.get('LOGIN_FAILURE_REASON') ?? code?.meaning,
    attempted: firstText(actor.email, said.get('DEVICE_USER')),
    accountId: textOf(actor.profileId),
    ip: firstText(keys.ipaddress),
    client: said.get('orig_app_name') ?? said.get('application_name'),
    details: { factorKind: said.get('login_challenge_method') },
  }
}

function pageCode(line: Line): string | undefined {
  if (line.json !== null && activityOf(line)) return undefined
  const match = PAGE.exec(line.text)
  const named = match?.[1] ?? match?.[2]
  if (lookUp(GOOGLE_CODES, named)) return named
  return REVOKED.test(line.text) ? 'invalid_grant: Token has been expired or revoked.' : undefined
}

export default defineFormat({
  id: 'google-workspace',
  reach: 'product',
  title: 'Google Workspace and Google sign-in',
  vendor: 'Google',
  about: 'Activities of the Reports API (login, SAML, Chrome, context-aware access), and the error codes of Google’s sign-in pages and token endpoint. login_failure_type says why; without it a failure is a wrong name or password.',
  references: ['https://developers.google.com/workspace/admin/reports/v1/appendix/activity/login', 'https://developers.google.com/identity/protocols/oauth2/web-server#authorization-errors'],
  recognise: (line) => activityOf(line) !== null || pageCode(line) !== undefined,
  read: (line) => {
    const activity = activityOf(line)
    if (activity) return readActivity(activity)
    const named = pageCode(line)
    return { ...envelopeOf(line), hop: 'idp', outcome: 'failure', reason: lookUp(GOOGLE_CODES, named)?.reason ?? 'unknown', code: named, message: spokenText(line).slice(0, 1000) }
  },
  samples: [
    { name: 'a wrong password', raw: { kind: 'admin#reports#activity', id: { time: '2026-03-02T08:00:00.000Z', uniqueQualifier: '57', applicationName: 'login', customerId: 'C0' }, actor: { email: 'maya@example.com', profileId: '11' }, ipAddress: '203.0.113.6', events: [{ type: 'login', name: 'login_failure', parameters: [{ name: 'login_failure_type', value: 'login_failure_invalid_password' }] }] }, facts: { reason: 'bad_password', attempted: 'maya@example.com', ip: '203.0.113.6' } },
    { name: 'flattened by a shipper', raw: { actor: { email: 'maya@example.com' }, id: { applicationName: 'login' }, ipAddress: '203.0.113.6', type: 'login', name: 'login_failure' }, facts: { outcome: 'failure', reason: 'bad_username_or_password' } },
    { name: 'a refresh token that is gone', raw: 'get token source: refresh token: oauth2: "invalid_grant" "Token has been expired or revoked."', facts: { reason: 'refresh_token_invalid' } },
    { name: 'an address that is not registered', raw: 'Error 400: redirect_uri_mismatch', facts: { reason: 'redirect_uri_mismatch' } },
  ],
  rejects: [{ id: { applicationName: 'drive' }, events: [{ name: 'download' }] }, 'Error 404: not_found', 'redirect_uri_mismatch'],
})
