import { COGNITO_CODES } from './codes/cognito'
import { COGNITO_TEXTS } from './codes/cognito-texts'
import { findWithin, lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'
import { firstText, folded, objectOf, textOf } from './json'
import type { EventFactsInput } from '@/lib/evidence/event'

const EXCEPTION = /\b([A-Z][A-Za-z]{3,60}Exception)\b/
const OWN_EVENT = /^(?:Admin)?(?:InitiateAuth|RespondToAuthChallenge)$|^(?:ForgotPassword|ConfirmForgotPassword|ConfirmSignUp|GetUser|VerifySoftwareToken)$/
/** Exceptions that other services of AWS throw as well: they need a word of Cognito beside them. */
const SHARED = /^(?:ResourceNotFound|InvalidParameter|Forbidden|InternalError|TooManyRequests|LimitExceeded)Exception$/
const MARK = /cognito|user ?pool|USER_(?:PASSWORD|SRP)_AUTH|SECRET_HASH|secret hash for client/i
const OWN_SENTENCES = /Unable to verify secret hash for client|configured with secret but SECRET_HASH was not received|USER_(?:PASSWORD|SRP)_AUTH flow not enabled for this client|PreAuthentication failed with error/

function exceptionOf(line: Line): string | null {
  if (isRecord(line)) return null
  const keys = folded(line.json)
  const named = firstText(keys.__type, keys.errorcode, keys.name, keys.code) ?? EXCEPTION.exec(line.text)?.[1]
  const exception = named?.slice(named.lastIndexOf('#') + 1)
  if (exception === undefined || lookUp(COGNITO_CODES, exception) === undefined) return null
  const ours = MARK.test(line.text) || OWN_EVENT.test(textOf(keys.eventname) ?? '') || !SHARED.test(exception)
  return ours ? exception : null
}

const isTrail = (line: Line) => line.json !== null && textOf(folded(line.json).eventsource) === 'cognito-idp.amazonaws.com'

function read(line: Line): EventFactsInput {
  const keys = folded(line.json)
  const exception = exceptionOf(line)
  const text = firstText(keys.errormessage, keys.message) ?? spokenText(line)
  const said = findWithin(COGNITO_TEXTS, text)
  const known = envelopeOf(line)
  const request = objectOf(keys.requestparameters)
  const failed = exception !== null || said !== null
  const challenged = /challengeName/.test(line.text) && !failed
  return {
    ...known,
    at: known.at ?? envelopeOf({ text: '', json: { time: keys.eventtime } }).at,
    sourceId: textOf(keys.eventid),
    hop: 'idp',
    outcome: failed ? 'failure' : challenged ? 'challenge' : isTrail(line) ? 'success' : 'failure',
    reason: said?.code.reason ?? lookUp(COGNITO_CODES, exception ?? undefined)?.reason ?? (failed ? 'unknown' : challenged ? 'mfa_required' : 'success'),
    code: exception ?? said?.key,
    message: text.slice(0, 1000),
    accountId: textOf(objectOf(keys.additionaleventdata).sub),
    client: textOf(request.clientId),
    ip: known.ip ?? textOf(keys.sourceipaddress),
  }
}

export default defineFormat({
  id: 'cognito',
  reach: 'product',
  title: 'Amazon Cognito',
  vendor: 'Amazon Web Services',
  about:
    'Answers of the user pools API, errors of the client libraries and events of CloudTrail. The exception says little: NotAuthorizedException stands for a wrong ' +
    'password, a disabled user and a wrong secret alike, so its sentence is read first. Failures carry no user name.',
  references: ['https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html', 'https://docs.aws.amazon.com/cognito/latest/developerguide/logging-using-cloudtrail.html'],
  recognise: (line) => exceptionOf(line) !== null || isTrail(line) || (!isRecord(line) && OWN_SENTENCES.test(spokenText(line))),
  read,
  samples: [
    { name: 'a client with a secret that sends no hash', raw: { __type: 'NotAuthorizedException', message: 'Unable to verify secret hash for client 4k2mexampleclient' }, facts: { outcome: 'failure', reason: 'client_secret_invalid', code: 'NotAuthorizedException' } },
    { name: 'a wrong code in CloudTrail', raw: { eventSource: 'cognito-idp.amazonaws.com', eventName: 'RespondToAuthChallenge', eventTime: '2026-03-02T08:00:00Z', errorCode: 'CodeMismatchException', errorMessage: 'Invalid code or auth state for the user.', sourceIPAddress: '203.0.113.9', requestParameters: { challengeName: 'EMAIL_OTP', clientId: '4k2mexampleclient' } }, facts: { at: '2026-03-02T08:00:00.000Z', reason: 'mfa_code_invalid', ip: '203.0.113.9', client: '4k2mexampleclient' } },
    { name: 'an error of a client library', raw: 'UserNotConfirmedException: User is not confirmed.', facts: { reason: 'email_not_verified', code: 'UserNotConfirmedException' } },
    { name: 'a disabled user', raw: { __type: 'NotAuthorizedException', message: 'User is disabled.' }, facts: { reason: 'account_disabled' } },
  ],
  rejects: ['ForbiddenException: no access to the bucket', { eventSource: 's3.amazonaws.com', errorCode: 'AccessDenied' }, 'Incorrect username or password.'],
})
