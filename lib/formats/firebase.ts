import { FIREBASE_CODES } from './codes/firebase'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'
import { folded, textOf } from './json'
import type { Code } from './define'

const CLIENT = /(?<![\w/.-])auth\/[a-z][a-z-]{3,60}/
const REST = /["']?message["']?\s{0,3}:\s{0,3}["']([A-Z][A-Z_]{5,60})(?:["' :])/
const DOMAIN = /domain is not authorized for OAuth operations/i

function codeOf(line: Line): { key: string; code: Code } | null {
  if (isRecord(line)) return null
  const named = CLIENT.exec(line.text)?.[0] ?? restCode(line)
  const code = lookUp(FIREBASE_CODES, named)
  if (named !== undefined && code) return { key: named, code }
  const domain = lookUp(FIREBASE_CODES, 'auth/unauthorized-domain')
  return domain && DOMAIN.test(line.text) ? { key: 'auth/unauthorized-domain', code: domain } : null
}

/** REST answers put the code into error.message, with " : detail" behind it at times. */
function restCode({ json, text }: Line): string | undefined {
  const message = textOf(folded(folded(json).error).message)
  const named = json === null ? REST.exec(text)?.[1] : message?.split(' ')[0]
  return named !== undefined && /^[A-Z_]{6,60}$/.test(named) ? named : undefined
}

export default defineFormat({
  id: 'firebase',
  reach: 'product',
  title: 'Firebase Authentication and Identity Platform',
  vendor: 'Google',
  about:
    'Codes of the client libraries (auth/…) and of the REST API. With e-mail enumeration protection a wrong name and a wrong password are one code. The lines carry ' +
    'neither name nor address.',
  references: ['https://firebase.google.com/docs/auth/admin/errors', 'https://firebase.google.com/docs/reference/js/auth#autherrorcodes', 'https://cloud.google.com/identity-platform/docs/use-rest-api'],
  recognise: (line) => codeOf(line) !== null,
  read: (line) => {
    const found = codeOf(line)
    const reason = found?.code.reason ?? 'unknown'
    return { ...envelopeOf(line), hop: 'idp', outcome: reason === 'mfa_required' ? 'challenge' : reason === 'interrupt' ? 'info' : 'failure', reason, code: found?.key, message: spokenText(line).slice(0, 1000) }
  },
  samples: [
    { name: 'too many attempts', raw: 'FirebaseError: Firebase: Access to this account has been temporarily disabled (auth/too-many-requests).', facts: { reason: 'rate_limited', code: 'auth/too-many-requests' } },
    { name: 'a bare code', raw: 'auth/user-disabled', facts: { reason: 'account_disabled' } },
    { name: 'an answer of the REST API', raw: { error: { code: 400, message: 'INVALID_LOGIN_CREDENTIALS', errors: [{ domain: 'global', reason: 'invalid' }] } }, facts: { reason: 'bad_username_or_password', code: 'INVALID_LOGIN_CREDENTIALS' } },
    { name: 'a host that is not on the list', raw: 'Uncaught Error: This domain is not authorized for OAuth operations for your Firebase project.', facts: { reason: 'provider_misconfigured', code: 'auth/unauthorized-domain' } },
  ],
  rejects: ['GET /api/auth/timeout 200', '{"error":{"message":"USER_UNKNOWN_THING"}}', 'POST https://example.com/auth/invalid-email'],
})
