import { JWT_TEXTS } from './codes/jwt'
import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /jwt audience invalid\. expected: (?<expected>[^\s|]{1,300})/, reason: 'token_audience_mismatch', compared: 'aud', code: 'jwt audience invalid' },
  { says: /jwt issuer invalid\. expected: (?<expected>[^\s|]{1,300})/, reason: 'token_issuer_mismatch', compared: 'iss', code: 'jwt issuer invalid' },
  { says: /Issuer \(iss\) claim mismatch in the ID token; expected "(?<expected>[^"]{1,300})"?,? found "(?<actual>[^"]{1,300})/, reason: 'token_issuer_mismatch', compared: 'iss' },
  { says: /Audience \(aud\) claim mismatch in the ID token; expected "(?<expected>[^"]{1,300})"?,? (?:but )?found "(?<actual>[^"]{1,300})/, reason: 'token_audience_mismatch', compared: 'aud' },
  { says: /Issued At \(iat\) claim (?:error|must be a number)|iat.{0,30}in the future/i, reason: 'token_not_yet_valid', compared: 'iat' },
  { says: /unexpected (?:ID Token )?["']?iss["']? (?:claim )?value,? expected (?<expected>[^\s,]{1,300}), got:? (?<actual>[^\s]{1,300})/, reason: 'token_issuer_mismatch', compared: 'iss' },
  { says: /aud mismatch, expected (?<expected>[^\s,]{1,300}), got:? (?<actual>[^\s]{1,300})/, reason: 'token_audience_mismatch', compared: 'aud' },
  { says: /id token issued in the future|id_token issued in the future/, reason: 'token_not_yet_valid' },
  { says: /go-jose\/jwt:.{0,60}(?:token is expired|\(exp\))/, reason: 'token_expired' },
  { says: /go-jose\/jwt:.{0,60}(?:not valid yet|\(nbf\)|issued in the future|\(iat\))/, reason: 'token_not_yet_valid' },
  { says: /go-jose\/jwt:.{0,60}(?:invalid audience|\(aud\))/, reason: 'token_audience_mismatch' },
  { says: /go-jose\/jwt:.{0,60}(?:invalid issuer|\(iss\))/, reason: 'token_issuer_mismatch' },
  { says: /jwt\.exceptions\.(?<code>ExpiredSignatureError)/, reason: 'token_expired' },
  { says: /jwt\.exceptions\.(?<code>ImmatureSignatureError)/, reason: 'token_not_yet_valid' },
  { says: /jwt\.exceptions\.(?<code>InvalidAudienceError)/, reason: 'token_audience_mismatch' },
  { says: /jwt\.exceptions\.(?<code>InvalidIssuerError)/, reason: 'token_issuer_mismatch' },
  { says: /jwt\.exceptions\.(?<code>InvalidSignatureError)/, reason: 'token_signature_invalid' },
  { says: /jwt\.exceptions\.(?<code>DecodeError)/, reason: 'token_malformed' },
  { says: /io\.jsonwebtoken\.(?:security\.)?(?<code>ExpiredJwtException)/, reason: 'token_expired' },
  { says: /io\.jsonwebtoken\.(?:security\.)?(?<code>SignatureException)/, reason: 'token_signature_invalid' },
  { says: /io\.jsonwebtoken\.(?:security\.)?(?<code>MalformedJwtException)/, reason: 'token_malformed' },
  { says: /io\.jsonwebtoken\.(?:security\.)?(?<code>PrematureJwtException)/, reason: 'token_not_yet_valid' },
]

export default defineFormat({
  id: 'jwt',
  reach: 'library',
  title: 'JWT libraries',
  vendor: 'jsonwebtoken, jose, openid-client, PyJWT, go-jose, jjwt',
  about: 'What a library says when it refuses a token. "Signature has expired" of PyJWT means that the token has.',
  references: ['https://github.com/auth0/node-jsonwebtoken#errors--codes', 'https://github.com/panva/jose', 'https://pyjwt.readthedocs.io/en/stable/api.html#exceptions'],
  ...bySentences({ hop: 'api', table: JWT_TEXTS, rows: ROWS, common: new Set(['maxAge exceeded', 'MissingRequiredClaimError', 'jwt must be provided']), mark: /jwt|jose|jsonwebtoken/i }),
  samples: [
    { name: 'out of time', raw: 'TokenExpiredError: jwt expired', facts: { reason: 'token_expired' } },
    { name: 'another audience', raw: 'JsonWebTokenError: jwt audience invalid. expected: https://api.example.com', facts: { reason: 'token_audience_mismatch', details: { compared: 'aud', expected: 'https://api.example.com' } } },
    { name: 'a slash too many', raw: 'Error: Issuer (iss) claim mismatch in the ID token; expected "https://login.example.com/", found "https://login.example.com"', facts: { reason: 'token_issuer_mismatch', details: { compared: 'iss', expected: 'https://login.example.com/', actual: 'https://login.example.com' } } },
    { name: 'jose', raw: { level: 'error', err: { code: 'ERR_JWKS_NO_MATCHING_KEY', message: 'no applicable key found in the JSON Web Key Set' } }, facts: { reason: 'token_signature_invalid' } },
    { name: 'PyJWT', raw: 'jwt.exceptions.ExpiredSignatureError: Signature has expired', facts: { reason: 'token_expired' } },
  ],
  rejects: ['JWT is a standard', 'maxAge exceeded', 'signature has expired'],
})
