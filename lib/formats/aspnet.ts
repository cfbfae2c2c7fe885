import { ASPNET_TEXTS } from './codes/aspnet'
import { IDX_CODES } from './codes/identity-model'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'
import { bySentences } from './sentences'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /The required antiforgery cookie "[^"]{1,80}" is not present/, reason: 'cookie_missing', code: 'antiforgery_cookie_missing' },
  { says: /The key \{[\w-]{8,40}\} was not found in the key ring/, reason: 'token_signature_invalid', code: 'key_ring' },
  { says: /'\.AspNetCore\.Correlation\.[^']{1,120}' cookie not found/, reason: 'cookie_missing', code: 'correlation_cookie_missing' },
  { says: /Exception was thrown during Azure AD B2C|An error was encountered while handling the remote login/, reason: 'idp_error', code: 'remote_login' },
  { says: /The signature key was not found/, reason: 'token_signature_invalid', code: 'signature_key_not_found' },
]
const IDX = /\bIDX\d{5}\b/g
const HEADER = /error_description="The (audience|issuer|signature key|signature|token expired|token lifetime|token)\b[^"]{0,200}/
const HEADERS: Readonly<Record<string, EventFactsInput['reason']>> = { audience: 'token_audience_mismatch', issuer: 'token_issuer_mismatch', 'signature key': 'token_signature_invalid', signature: 'token_signature_invalid', 'token expired': 'token_expired', 'token lifetime': 'token_expired' }
const VALUES = /(?:Audiences?|Issuer): '(?<actual>[^']{1,300})'[^']{0,40}Did not match:? [^']{0,60}(?:ValidAudience|ValidIssuer): '(?<first>[^']{0,300})'(?: or [^']{0,60}: '(?<second>[^']{0,300})')?/
const COMPARED: Readonly<Record<string, string>> = { token_audience_mismatch: 'aud', token_issuer_mismatch: 'iss' }

const sentences = bySentences({ hop: 'auth', table: ASPNET_TEXTS, rows: ROWS, common: new Set(['InvalidToken', 'SignInResult.Failed']), mark: /AspNetCore|SignInManager|Microsoft\.|UserManager/ })

/** The number that says most: validation wraps others, so the first that is known counts. */
function numberOf(line: Line): string | undefined {
  if (isRecord(line)) return undefined
  const numbers = [...line.text.matchAll(IDX)].map(([number]) => number)
  return numbers.find((number) => lookUp(IDX_CODES, number)) ?? numbers[0]
}

const headerOf = (line: Line) => (isRecord(line) ? undefined : HEADERS[HEADER.exec(line.text)?.[1] ?? ''])

function read(line: Line): EventFactsInput {
  const named = numberOf(line)
  const reason = named === undefined ? headerOf(line) : (lookUp(IDX_CODES, named)?.reason ?? 'unknown')
  if (reason === undefined) return sentences.read(line)
  const text = spokenText(line)
  const values = VALUES.exec(text)?.groups
  const expected = values?.first || values?.second
  const compared = COMPARED[reason]
  return { ...envelopeOf(line), hop: 'api', outcome: 'failure', reason, code: named, message: text.slice(0, 1000), details: { ...(compared ? { compared } : {}), ...(values?.actual && expected ? { actual: values.actual, expected } : {}) } }
}

export default defineFormat({
  id: 'aspnet',
  reach: 'library',
  title: 'ASP.NET Core and Microsoft.IdentityModel',
  vendor: 'Microsoft',
  about: 'IDX numbers of token validation, the WWW-Authenticate header that the bearer handler writes, and messages of sign-in, correlation and data protection. Values stand as [PII is hidden] unless they are switched on.',
  references: ['https://learn.microsoft.com/aspnet/core/security/', 'https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/wiki'],
  recognise: (line) => numberOf(line) !== undefined || headerOf(line) !== undefined || sentences.recognise(line),
  read,
  samples: [
    { name: 'another issuer', raw: "IDX10205: Issuer validation failed. Issuer: 'https://login.example.com/v2.0'. Did not match: validationParameters.ValidIssuer: '' or validationParameters.ValidIssuers: 'https://sts.example.com/'.", facts: { reason: 'token_issuer_mismatch', code: 'IDX10205', details: { compared: 'iss', actual: 'https://login.example.com/v2.0', expected: 'https://sts.example.com/' } } },
    { name: 'no metadata', raw: 'IDX20803: Unable to obtain configuration from: https://login.example.com/.well-known/openid-configuration', facts: { code: 'IDX20803' } },
    { name: 'the header of an API', raw: 'www-authenticate: Bearer error="invalid_token", error_description="The signature key was not found"', facts: { reason: 'token_signature_invalid' } },
    { name: 'a cookie that did not come back', raw: 'An unhandled exception has occurred: The required antiforgery cookie ".AspNetCore.Antiforgery.x" is not present.', facts: { reason: 'cookie_missing' } },
  ],
  rejects: ['IDX1', 'InvalidToken', 'Bearer error="invalid_token", error_description="The access token expired"'],
})
