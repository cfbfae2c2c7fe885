import { ADFS_CODES } from './codes/adfs'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { firstText, folded, objectOf } from './json'

const MSIS = /\bMSIS\d{4}\b/g
const SOURCE = /\bAD ?FS\b|IdentityServer|<AuditBase|AuditType/i
const EVENT = /\bEvent ?ID["']?\s{0,3}[:=>]\s{0,3}["']?(\d{3,4})\b/i
const AUDIT = /<(AuditType|AuditResult|FailureType|ErrorCode|RelyingParty|UserId|IpAddress)>([^<]{1,300})</g
const TRUST = /(?:relying party trust|trusted party with the identifier) ['‘"]([^'’"]{1,300})['’"]/
const FAILED_AUDIT = /^(?:AccountLockout|ExtranetLockout)$/i

const auditOf = (text: string) => new Map([...text.matchAll(AUDIT)].map(([, name, value]) => [name, value]))

/** The number that says most: an MSIS number, else the event of an AD FS source. */
function codeOf(line: Line): string | null {
  const numbers = line.text.match(MSIS) ?? []
  const named = numbers.findLast((number) => lookUp(ADFS_CODES, number)) ?? numbers[0]
  if (named !== undefined) return named
  if (!SOURCE.test(line.text)) return null
  const keys = folded(line.json)
  const event = firstText(keys.eventid, keys.event_id) ?? (typeof keys.eventid === 'number' ? String(keys.eventid) : EVENT.exec(line.text)?.[1])
  return event !== undefined && lookUp(ADFS_CODES, event) ? event : null
}

export default defineFormat({
  id: 'adfs',
  reach: 'product',
  title: 'Active Directory Federation Services',
  vendor: 'Microsoft',
  about: 'Events 1200 to 1210 of the security log with their audit XML, events of the administrator log, and MSIS numbers wherever they are quoted. Event 364 is an umbrella: the MSIS number in it decides.',
  references: ['https://learn.microsoft.com/windows-server/identity/ad-fs/troubleshooting/ad-fs-tshoot-logging'],
  recognise: (line) => codeOf(line) !== null,
  read: (line) => {
    const named = codeOf(line) ?? undefined
    const audit = auditOf(line.text)
    const code = lookUp(ADFS_CODES, named)
    const good = code?.reason === 'success' || audit.get('AuditResult') === 'Success'
    const locked = FAILED_AUDIT.test(audit.get('AuditType') ?? '')
    const trust = TRUST.exec(line.text)?.[1]
    return {
      ...envelopeOf(line),
      hop: 'idp',
      outcome: good ? 'success' : code?.reason === 'interrupt' ? 'info' : 'failure',
      reason: good ? 'success' : locked ? 'account_locked' : /CredentialValidation/i.test(audit.get('FailureType') ?? '') ? 'bad_username_or_password' : (code?.reason ?? 'idp_error'),
      code: named,
      message: spokenText(line).slice(0, 1000),
      attempted: audit.get('UserId') ?? firstText(objectOf(line.json).UserId),
      ip: audit.get('IpAddress'),
      client: audit.get('RelyingParty') ?? trust,
      details: trust === undefined ? {} : { compared: 'relying_party', actual: trust },
    }
  },
  samples: [
    { name: 'a relying party that is not known', raw: "Microsoft.IdentityServer.Web.InvalidScopeException: MSIS7007: The requested relying party trust 'https://app.example.com/' is unspecified or unsupported.", facts: { reason: 'saml_issuer_mismatch', code: 'MSIS7007', client: 'https://app.example.com/' } },
    { name: 'a wrong password in the audit', raw: 'Event ID: 1203 AD FS Auditing <AuditBase><AuditType>FreshCredentials</AuditType><AuditResult>Failure</AuditResult><FailureType>CredentialValidationError</FailureType><UserId>EXAMPLE\\maya</UserId><IpAddress>203.0.113.5</IpAddress></AuditBase>', facts: { outcome: 'failure', reason: 'bad_username_or_password', ip: '203.0.113.5', attempted: 'EXAMPLE\\maya' } },
    { name: 'a lockout at the edge of the network', raw: { EventID: 516, ProviderName: 'AD FS Auditing', Message: 'The following user account has been locked out due to too many bad password attempts.' }, facts: { reason: 'account_locked', code: '516' } },
  ],
  rejects: ['Event ID: 364 printer out of paper', 'MSIS is a company', { EventID: 4625, ProviderName: 'Microsoft-Windows-Security-Auditing' }],
})
