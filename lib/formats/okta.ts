import { defineFormat } from './define'
import { errorText, isRecord } from './error-text'
import { firstText, folded, isObject, textOf } from './json'
import { OKTA_CODES } from './codes/okta'
import { lookUp } from './codes/code'
import { isOktaRecord, readOktaRecord } from './okta-record'
import { readSamples } from './samples/read'
import samples from './samples/okta.json'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Reason } from '@/lib/evidence/vocabulary'
import type { Line } from './define'

const API_CODE = /\bE0\d{6}\b/
/** Sentences of Okta's OAuth answers and pages that no other server is known to use, with the code that they stand for. */
const SENTENCES: readonly (readonly [start: string, reason: Reason])[] = [
  ['User is not assigned to the client application', 'user_not_assigned'],
  ["policy requirements could not be satisfied by the users' current set of available authenticator", 'mfa_not_enrolled'],
  ['Policy evaluation failed for this request, please check the policy configurations', 'provider_misconfigured'],
  ['The client secret supplied for a confidential client is invalid', 'client_secret_invalid'],
  ["The 'redirect_uri' parameter must be a Login redirect URI in the client app settings", 'redirect_uri_mismatch'],
  ["The 'redirect_uri' parameter must be an absolute URI that is whitelisted in the client app", 'redirect_uri_mismatch'],
  ['The client specified not to prompt, but the user is not logged in', 'session_not_found'],
]

export default defineFormat({
  id: 'okta',
  reach: 'product',
  title: 'Okta System Log',
  vendor: 'Okta',
  about:
    'Events of the System Log (API, event hooks, log streams; also with keys in lower case, as some exporters write ' +
    'them), API errors (errorCode E0…) and the OAuth answers that only Okta words so. outcome.reason is a code or a ' +
    'sentence: the code stands in code, without one the event type does. Okta names no wrong user name on purpose: ' +
    'VERIFICATION_ERROR at the start of a session mostly is one. In Identity Engine the password is a factor too, so ' +
    'auth_via_mfa says which only with its factor. A time without a zone is read as UTC.',
  references: [
    'https://developer.okta.com/docs/reference/api/system-log/',
    'https://developer.okta.com/docs/reference/api/event-types/',
    'https://developer.okta.com/docs/reference/error-codes/',
  ],
  recognise: (line) => isOktaRecord(line.json) || apiCode(line) !== undefined || sentence(line) !== undefined,
  read: (line) => (isOktaRecord(line.json) ? readOktaRecord(line.json) : readError(line)),
  samples: readSamples(samples),
  rejects: [
    { eventType: 'user.session.start', message: 'no outcome and no actor' },
    { eventType: 'com.example.user.created', outcome: { result: 'DONE' }, actor: {} },
    { eventVersion: '1.08', eventType: 'AwsApiCall', errorCode: 'AccessDenied' },
    'E0000004',
    '{"errorCode":"E1234","errorSummary":"Authentication failed"}',
    '{"error":"access_denied","error_description":"Policy evaluation failed"}',
    'AADSTS50105: User is not assigned to a role for the application.',
  ],
})

/** The code of an API error; the number alone proves nothing, it needs its field names. */
function apiCode(line: Line): string | undefined {
  if (isRecord(line)) return undefined
  const code = line.json === null ? undefined : textOf(folded(line.json).errorcode)
  if (line.json !== null) return code !== undefined && /^E0\d{6}$/.test(code) ? code : undefined
  return /errorCode|errorSummary|okta/i.test(line.text) ? API_CODE.exec(line.text)?.[0] : undefined
}

function sentence(line: Line): Reason | undefined {
  const text = errorText(line) ?? ''
  return SENTENCES.find(([start]) => text.startsWith(start))?.[1]
}

function readError(line: Line): EventFactsInput {
  const json = folded(line.json)
  const code = apiCode(line)
  const limited = code === 'E0000047'
  return {
    at: null,
    sourceId: textOf(json.errorid),
    hop: 'idp',
    outcome: 'failure',
    reason: lookUp(OKTA_CODES, code)?.reason ?? sentence(line) ?? 'unknown',
    code: code ?? firstText(json.error),
    message: causeOf(json.errorcauses) ?? errorText(line) ?? undefined,
    details: limited ? { statusCode: 429 } : {},
  }
}

function causeOf(causes: unknown): string | undefined {
  const first: unknown = Array.isArray(causes) ? causes[0] : undefined
  return isObject(first) ? textOf(first.errorSummary) : undefined
}
