import { AUTHENTIK_CODES } from './codes/authentik'
import { findWithin, lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { firstText, folded, objectOf, textOf, type Json } from './json'
import type { EventFactsInput } from '@/lib/evidence/event'

const isEvent = (keys: Json) => lookUp(AUTHENTIK_CODES, textOf(keys.action)) !== undefined && 'context' in keys && ('client_ip' in keys || 'app' in keys)
const isLog = (keys: Json) => (textOf(keys.logger) ?? '').startsWith('authentik.') && textOf(keys.event) !== undefined
const own = (key: string) => key.includes(' ')

function read(line: Line): EventFactsInput {
  const keys = folded(line.json)
  const context = objectOf(keys.context)
  const action = textOf(keys.action)
  const text = firstText(keys.event, context.message, objectOf(context.error).message) ?? spokenText(line)
  const said = findWithin(AUTHENTIK_CODES, text, own)
  const reason = said?.code.reason ?? lookUp(AUTHENTIK_CODES, action)?.reason ?? 'unknown'
  const info = reason === 'interrupt' || action === 'logout' || (reason === 'unknown' && !/fail|denied|invalid|error/i.test(text))
  const known = envelopeOf(line)
  return {
    ...known,
    sourceId: textOf(keys.pk),
    hop: 'idp',
    outcome: reason === 'success' && !info ? 'success' : info ? 'info' : 'failure',
    reason,
    code: said?.key ?? action,
    message: text.slice(0, 1000),
    attempted: firstText(context.username, objectOf(context.pending_user).username, objectOf(keys.user).username) ?? known.attempted,
    client: firstText(objectOf(context.authorized_application).name, keys.app),
  }
}

export default defineFormat({
  id: 'authentik',
  reach: 'product',
  title: 'authentik',
  vendor: 'Authentik Security',
  about: 'Events of the API and of webhooks ({ action, context, app, client_ip }), and lines of the JSON log. login_failed does not say whether the name or the password was wrong.',
  references: ['https://docs.goauthentik.io/sys-mgmt/events/', 'https://docs.goauthentik.io/sys-mgmt/events/event-actions'],
  recognise: ({ json }) => json !== null && (isEvent(folded(json)) || isLog(folded(json))),
  read,
  samples: [
    { name: 'a failed sign-in', raw: { pk: '6f', action: 'login_failed', app: 'authentik.events.signals', context: { username: 'maya', stage: { name: 'password' } }, client_ip: '203.0.113.9', created: '2026-03-02T08:00:00Z' }, facts: { outcome: 'failure', reason: 'bad_username_or_password', attempted: 'maya', ip: '203.0.113.9' } },
    { name: 'the log', raw: { event: 'Invalid password', level: 'info', logger: 'authentik.stages.password.stage', timestamp: '2026-03-02T08:00:00Z' }, facts: { reason: 'bad_password', at: '2026-03-02T08:00:00.000Z' } },
  ],
  rejects: [{ action: 'login_failed' }, { logger: 'authentic.app', event: 'Invalid password' }],
})
