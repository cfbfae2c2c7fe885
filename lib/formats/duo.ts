import { DUO_CODES } from './codes/duo'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf } from './envelope'
import { firstText, folded, objectOf, textOf, type Json } from './json'
import { readTime } from './read-time'
import type { EventFactsInput } from '@/lib/evidence/event'

const isAuthentication = (keys: Json) => ('factor' in keys || 'auth_device' in keys) && 'result' in keys && ('access_device' in keys || 'integration' in keys || 'application' in keys || 'txid' in keys)
const isAdmin = (keys: Json) => /^admin_(?:login_error|lockout|login)$/.test(textOf(keys.action) ?? '') && ('eventtype' in keys || 'isotimestamp' in keys || 'description' in keys)

function parsed(text: string | undefined): Json {
  try {
    return objectOf(JSON.parse(text ?? ''))
  } catch {
    return {}
  }
}

function read({ json }: Line): EventFactsInput {
  const keys = folded(json)
  const admin = isAdmin(keys)
  const described = parsed(textOf(keys.description))
  const result = textOf(keys.result)?.toLowerCase()
  const named = admin ? textOf(keys.action) : firstText(keys.reason)?.toLowerCase().replaceAll(' ', '_')
  const good = admin ? named === 'admin_login' : result === 'success'
  const table = lookUp(DUO_CODES, named)
  const user = objectOf(keys.user)
  return {
    ...envelopeOf({ text: '', json }),
    at: readTime(keys.isotimestamp ?? keys.timestamp),
    sourceId: textOf(keys.txid),
    hop: 'idp',
    outcome: good ? 'success' : 'failure',
    reason: good ? 'success' : result === 'fraud' ? 'mfa_denied' : /switched off|disabled/i.test(textOf(described.error) ?? '') ? 'method_disabled' : (table?.reason ?? 'mfa_failed'),
    code: named,
    message: firstText(described.error) ?? table?.meaning,
    attempted: firstText(user.name, keys.user, keys.username, described.email, keys.email),
    ip: firstText(objectOf(keys.access_device).ip, keys.ip, described.ip_address),
    client: firstText(objectOf(keys.application).name, keys.integration),
    details: { factorKind: textOf(keys.factor), factorLabel: textOf(objectOf(keys.auth_device).name) },
  }
}

export default defineFormat({
  id: 'duo',
  reach: 'product',
  title: 'Duo authentication and administrator log',
  vendor: 'Cisco Duo',
  about: 'Records of the Admin API. reason says why; a factor that nobody answered and one that was refused are told apart. An administrator’s failure keeps its words in description, as JSON within text.',
  references: ['https://duo.com/docs/adminapi#authentication-logs', 'https://duo.com/docs/adminapi#administrator-logs'],
  recognise: ({ json }) => json !== null && (isAuthentication(folded(json)) || isAdmin(folded(json))),
  read,
  samples: [
    { name: 'a push reported as fraud', raw: { timestamp: 1772438400, txid: 'a-1', user: { name: 'maya' }, factor: 'duo_push', result: 'fraud', reason: 'user_marked_fraud', access_device: { ip: '203.0.113.7' }, auth_device: { name: '+44 …' }, application: { name: 'VPN' }, event_type: 'authentication' }, facts: { outcome: 'failure', reason: 'mfa_denied', attempted: 'maya', ip: '203.0.113.7', client: 'VPN' } },
    { name: 'a wrong passcode', raw: { isotimestamp: '2026-03-02T08:00:00+00:00', user: { name: 'maya' }, factor: 'passcode', result: 'denied', reason: 'invalid_passcode', access_device: { ip: '203.0.113.7' } }, facts: { at: '2026-03-02T08:00:00.000Z', reason: 'mfa_code_invalid' } },
    { name: 'an administrator whose method is off', raw: { eventtype: 'admin_log', action: 'admin_login_error', description: '{"ip_address":"198.51.100.4","error":"SAML login is disabled","email":"ada@example.com"}', isotimestamp: '2026-03-02T08:00:00+00:00' }, facts: { reason: 'method_disabled', attempted: 'ada@example.com', ip: '198.51.100.4' } },
  ],
  rejects: [{ factor: 2, result: 4 }, { action: 'admin_update', description: '{}', eventtype: 'admin_log' }],
})
