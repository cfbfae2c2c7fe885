import { LOGTO_CODES } from './codes/logto'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf } from './envelope'
import { folded, textOf } from './json'

const codeOf = ({ json }: Line) => {
  const keys = folded(json)
  const named = textOf(keys.code)
  return named !== undefined && ('message' in keys || 'data' in keys) && lookUp(LOGTO_CODES, named) ? named : undefined
}

export default defineFormat({
  id: 'logto',
  reach: 'product',
  title: 'Logto',
  vendor: 'Logto',
  about: 'Answers of the experience and account APIs: { code, message, data }. The code names the part and the fault.',
  references: ['https://docs.logto.io/developers/audit-logs', 'https://openapi.logto.io'],
  recognise: (line) => codeOf(line) !== undefined,
  read: (line) => {
    const named = codeOf(line)
    const reason = lookUp(LOGTO_CODES, named)?.reason ?? 'unknown'
    return { ...envelopeOf(line), hop: 'idp', outcome: reason === 'mfa_required' ? 'challenge' : 'failure', reason, code: named, message: textOf(folded(line.json).message) }
  },
  samples: [
    { name: 'a wrong password', raw: { code: 'session.invalid_credentials', message: 'Incorrect account or password. Please check your input.' }, facts: { reason: 'bad_username_or_password', code: 'session.invalid_credentials' } },
    { name: 'the flow is gone', raw: { code: 'session.not_found', message: 'Session not found. Please go back and sign in again.', data: null }, facts: { reason: 'login_flow_expired' } },
  ],
  rejects: [{ code: 'session.unheard_of', message: 'x' }, { code: 'session.not_found' }],
})
