import { LDAP_CODES } from './codes/ldap'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'

const AD = /AcceptSecurityContext error, data ([0-9a-f]{2,8})\b/i
const RESULT = /\bRESULT tag=\d{1,4} err=(\d{1,3})\b/
const CODE = /\bLDAP: error code (\d{1,3})\b|ldap_(?:bind|simple_bind\w{0,3}|sasl_bind\w{0,20}):? [\w ']{3,40}\((-?\d{1,3})\)|\bLDAP Result Code (\d{1,3})\b/i
const POLICY = /\bppolicy\w*\W{1,6}(?:\w{1,20}\W{1,3}){0,4}?(passwordExpired|accountLocked|changeAfterReset|passwordModNotAllowed|insufficientPasswordQuality|passwordTooShort|passwordInHistory)\b/i

const POLICY_KEYS = Object.keys(LDAP_CODES).filter((key) => key.startsWith('ppolicy'))

function codeOf(line: Line): string | null {
  if (isRecord(line)) return null
  const { text } = line
  const data = AD.exec(text)?.[1]
  if (data !== undefined) return `data ${data.toLowerCase()}`
  const policy = POLICY.exec(text)?.[1]?.toLowerCase()
  if (policy !== undefined) return POLICY_KEYS.find((key) => key.toLowerCase().includes(policy)) ?? null
  const result = RESULT.exec(text)?.[1]
  if (result !== undefined) return result
  const found = CODE.exec(text)
  return found?.[1] ?? found?.[2]?.replace('-1', '81') ?? found?.[3] ?? null
}

export default defineFormat({
  id: 'ldap',
  reach: 'library',
  title: 'LDAP results and Active Directory binds',
  vendor: 'Any directory',
  about: 'What a bind says, quoted in any log. Active Directory answers every failure with 49 and hides the cause in "data": 52e is a wrong password, 775 a lock. OpenLDAP says 49 for both and keeps the rest in its password policy.',
  references: ['https://www.rfc-editor.org/rfc/rfc4511#appendix-A', 'https://learn.microsoft.com/troubleshoot/windows-server/active-directory/ldap-error-49'],
  recognise: (line) => codeOf(line) !== null,
  read: (line) => {
    const named = codeOf(line) ?? undefined
    const code = lookUp(LDAP_CODES, named)
    const good = named === '0'
    return { ...envelopeOf(line), hop: 'user_store', outcome: good ? 'success' : 'failure', reason: good ? 'success' : (code?.reason ?? (named?.startsWith('data') ? 'bad_username_or_password' : 'service_error')), code: named, message: spokenText(line).slice(0, 1000) }
  },
  samples: [
    { name: 'a wrong password behind 49', raw: 'javax.naming.AuthenticationException: [LDAP: error code 49 - 80090308: LdapErr: DSID-0C09042F, comment: AcceptSecurityContext error, data 52e, v3839]', facts: { reason: 'bad_password', code: 'data 52e' } },
    { name: 'a lock behind invalid credentials', raw: 'openvpn: LDAP bind failed: Invalid credentials (80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 775, v3839)', facts: { reason: 'account_locked' } },
    { name: 'OpenLDAP', raw: 'slapd[812]: conn=1004 op=0 RESULT tag=97 err=49 text=', facts: { reason: 'bad_username_or_password', code: '49' } },
    { name: 'the password policy', raw: 'ppolicy: accountLocked (1)', facts: { reason: 'account_locked' } },
  ],
  rejects: ['error code 49', 'data 52e', 'LDAP is great'],
})
