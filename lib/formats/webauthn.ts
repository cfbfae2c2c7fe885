import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const MARK = /webauthn|passkey|PublicKeyCredential|navigator\.credentials|relying party|rp ?id|security key|fido|authenticator|operation either timed out or was not allowed/i
const ROWS: readonly Row[] = [
  { says: /Unexpected RP ID hash(?:, expected ["']?(?<expected>[^"',\s]{1,200})["']?,? (?:but )?got ["']?(?<actual>[^"',\s]{1,200}))?/i, reason: 'webauthn_failed', compared: 'rp_id', code: 'unexpected_rp_id_hash' },
  { says: /Unexpected (?:authentication|registration) response origin ["']?(?<actual>[^"',\s]{1,200})["']?, expected(?: one of:)? ["']?(?<expected>[^"',\s]{1,200})/i, reason: 'webauthn_failed', compared: 'origin', code: 'unexpected_origin' },
  { says: /relying party ID is not a registrable domain suffix of,? nor equal to the current domain/i, reason: 'webauthn_failed', hop: 'browser', compared: 'rp_id', code: 'SecurityError' },
  { says: /SecurityError: (?<actual>[\w.:-]{1,200}) is an invalid domain|This is an invalid domain|The effective domain of the document is not a valid domain/i, reason: 'webauthn_failed', hop: 'browser', compared: 'rp_id', code: 'SecurityError' },
  { says: /The RP ID "(?<expected>[^"]{1,200})" is invalid for this domain/i, reason: 'webauthn_failed', hop: 'browser', compared: 'rp_id', code: 'SecurityError' },
  { says: /NotAllowedError/, reason: 'user_cancelled', hop: 'browser', code: 'NotAllowedError' },
  { says: /The operation either timed out or was not allowed/, reason: 'user_cancelled', hop: 'browser', code: 'NotAllowedError' },
  { says: /AbortError/, reason: 'user_cancelled', hop: 'browser', code: 'AbortError' },
  { says: /SecurityError/, reason: 'webauthn_failed', hop: 'browser', compared: 'rp_id', code: 'SecurityError' },
  { says: /InvalidStateError/, reason: 'webauthn_failed', hop: 'browser', code: 'InvalidStateError' },
  { says: /NotSupportedError/, reason: 'method_disabled', hop: 'browser', code: 'NotSupportedError' },
  { says: /\b(?<code>ConstraintError|UnknownError|NotReadableError|EncodingError)\b/, reason: 'webauthn_failed', hop: 'browser' },
]

export default defineFormat({
  id: 'webauthn',
  reach: 'library',
  title: 'Passkeys and security keys',
  vendor: 'Browsers and WebAuthn servers',
  about: 'The DOMException that a ceremony ends with in the browser, and what servers say when they check it. NotAllowedError covers cancelling, a timeout and no matching key alike; SecurityError means that the passkey’s domain is not that of the page.',
  references: ['https://www.w3.org/TR/webauthn-3/#sctn-op-registration-exceptions', 'https://simplewebauthn.dev/docs/packages/server'],
  ...bySentences({ hop: 'auth', rows: ROWS, mark: MARK, always: true }),
  samples: [
    { name: 'an address instead of a domain', raw: 'Passkey registration failed: SecurityError: 127.0.0.1 is an invalid domain', facts: { reason: 'webauthn_failed', code: 'SecurityError', details: { compared: 'rp_id', actual: '127.0.0.1' } } },
    { name: 'cancelled or timed out', raw: 'NotAllowedError: The operation either timed out or was not allowed.', facts: { reason: 'user_cancelled', hop: 'browser' } },
    { name: 'another origin', raw: 'passkey: Unexpected authentication response origin "https://app.example.org", expected "https://app.example.com"', facts: { reason: 'webauthn_failed', details: { compared: 'origin', expected: 'https://app.example.com', actual: 'https://app.example.org' } } },
  ],
  rejects: ['AbortError: the upload was aborted', 'SecurityError: blocked frame', 'passkeys are great'],
})
