import { SAML_CODES } from './codes/saml'
import { SAML_TEXTS } from './codes/saml-libraries'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'
import { bySentences } from './sentences'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Row } from './rows'

const STATUS = /urn:oasis:names:tc:SAML:2\.0:status:(\w{3,40})/g
const STATUS_MESSAGE = /StatusMessage>([^<]{1,300})</
const ISSUER = /<(?:\w{1,10}:)?Issuer[^>]{0,200}>([^<]{1,300})</

const ROWS: readonly Row[] = [
  { says: /SAML assertion audience mismatch\. Expected: (?<expected>[^\s,]{1,300}).{0,20}(?:Received|got|Actual): (?<actual>[^\s,]{1,300})/i, reason: 'saml_audience_mismatch', compared: 'audience' },
  { says: /Unknown SAML issuer\. Expected: (?<expected>[^\s]{1,300}) Received: (?<actual>[^\s]{1,300})/, reason: 'saml_issuer_mismatch', compared: 'issuer' },
  { says: /(?<actual>https?:[^\s]{1,300}) is not a valid audience for this Response(?: - Valid audiences: (?<expected>[^\s]{1,300}))?/, reason: 'saml_audience_mismatch', compared: 'audience' },
  { says: /Invalid issuer in the Assertion\/Response \(expected ['"](?<expected>[^'"]{1,300})['"], got ['"](?<actual>[^'"]{1,300})/, reason: 'saml_issuer_mismatch', compared: 'issuer' },
  { says: /response was received at (?<actual>[^\s]{1,300}) instead of (?<expected>[^\s]{1,300})/i, reason: 'provider_misconfigured', compared: 'destination', code: 'WRONG_DESTINATION' },
  { says: /Invalid destination \[(?<actual>[^\]]{1,300})\]|response destination (?:mismatch|is invalid)/i, reason: 'provider_misconfigured', compared: 'destination', code: 'invalid_destination' },
  { says: /Conditions is not yet valid|NotBefore (?:is )?in the future|Could not validate timestamp: not yet valid/i, reason: 'saml_assertion_time', code: 'not_yet_valid' },
  { says: /Could not validate timestamp: expired|Assertion (?:has )?expired|Timing issues \(please check your clock settings\)/i, reason: 'saml_assertion_time', code: 'expired' },
  { says: /Invalid Signature on SAML Response|Signature validation failed\. SAML Response rejected|Failed to verify (?:the )?SAML signature|Invalid signature in Response/i, reason: 'saml_signature_invalid', code: 'INVALID_SIGNATURE' },
  { says: /^Invalid [Ss]ignature\.?$/, reason: 'saml_signature_invalid', code: 'INVALID_SIGNATURE' },
  { says: /Fingerprint mismatch|certificate (?:in|of) the (?:SAML )?response does not match|unable to find (?:a )?(?:matching )?(?:signing )?certificate.{0,40}(?:idp|metadata)/i, reason: 'saml_signature_invalid', code: 'certificate_mismatch' },
  { says: /Failed to map SAML attributes|no (?:email|e-mail|username) attribute.{0,40}(?:assertion|SAML)|SAML (?:response|assertion) (?:is )?missing (?:the )?(?:attribute|NameID|claim)/i, reason: 'claim_missing', code: 'attribute_missing' },
  { says: /Unable to locate metadata for identity provider \((?<provider>[^)]{1,300})\)/, reason: 'idp_unreachable' },
]

/** Names of Spring’s errors that OAuth libraries use as well: they need SAML beside them. */
const COMMON = new Set(['invalid_response', 'invalid_signature', 'invalid_destination', 'invalid_assertion', 'invalid_issuer', 'invalid_in_response_to', 'decryption_error', 'subject_not_found', 'username_not_found', 'internal_validation_error', 'SESSION_EXPIRED', 'INVALID_SIGNATURE', 'SETTINGS_INVALID', 'CERT_NOT_FOUND', 'Invalid signature', 'Invalid query signature'])

const sentences = bySentences({ hop: 'idp', table: SAML_TEXTS, rows: ROWS, common: COMMON, mark: /saml|onelogin|shibboleth|opensaml|assertion/i })

/** The second-level status says why; the first only whose fault it is. */
function statusOf(line: Line): string | null {
  if (isRecord(line)) return null
  const named = [...line.text.matchAll(STATUS)].map(([, status]) => status ?? '')
  return named.findLast((status) => lookUp(SAML_CODES, status) !== undefined || status === 'Success') ?? null
}

function read(line: Line): EventFactsInput {
  const status = statusOf(line)
  if (status === null || sentences.recognise(line)) return sentences.read(line)
  const message = STATUS_MESSAGE.exec(line.text)?.[1]
  const good = status === 'Success'
  return { ...envelopeOf(line), hop: 'idp', outcome: good ? 'success' : 'failure', reason: good ? 'success' : (lookUp(SAML_CODES, status)?.reason ?? 'idp_error'), code: status, provider: ISSUER.exec(line.text)?.[1], message: message ?? spokenText(line).slice(0, 1000) }
}

export default defineFormat({
  id: 'saml',
  reach: 'library',
  title: 'SAML responses and service providers',
  vendor: 'node-saml, python3-saml, Spring, Shibboleth, passport-saml',
  about: 'The status that a provider answers with, and what libraries say when they check a response. The second-level status and the message carry the cause.',
  references: ['https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf', 'https://github.com/SAML-Toolkits/python3-saml', 'https://github.com/node-saml/node-saml'],
  recognise: (line) => statusOf(line) !== null || sentences.recognise(line),
  read,
  samples: [
    { name: 'a signature of another certificate', raw: 'Invalid response from Idp: ["Invalid Signature on SAML Response"]', facts: { reason: 'saml_signature_invalid' } },
    { name: 'the bare sentence', raw: 'Invalid Signature', facts: { reason: 'saml_signature_invalid' } },
    { name: 'a clock ahead', raw: 'assertion invalid: Conditions is not yet valid', facts: { reason: 'saml_assertion_time' } },
    { name: 'an internal port in the address', raw: 'The response was received at https://app.example.com:8001/saml instead of https://app.example.com/saml', facts: { reason: 'provider_misconfigured', details: { compared: 'destination', expected: 'https://app.example.com/saml', actual: 'https://app.example.com:8001/saml' } } },
    { name: 'a status of the provider', raw: '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode><samlp:StatusMessage>no valid user</samlp:StatusMessage></samlp:Status>', facts: { code: 'AuthnFailed', message: 'no valid user' } },
    { name: 'names that do not match', raw: "Authentication error: Failed to map SAML attributes. Assertion returned the following attribute keys: 'http://schemas.example.com/displayname'", facts: { reason: 'claim_missing' } },
  ],
  rejects: ['invalid_response', 'the certificate does not match', 'JsonWebTokenError: invalid signature'],
})
