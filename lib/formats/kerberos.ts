import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /clock skew too great|KRB_AP_ERR_SKEW|LoginException: .{0,80}\(37\)/i, reason: 'token_not_yet_valid', code: 'KRB_AP_ERR_SKEW' },
  { says: /pre-?authentication (?:information was invalid|failed)|KDC_ERR_PREAUTH_FAILED|LoginException: .{0,80}\(24\)/i, reason: 'bad_password', code: 'KDC_ERR_PREAUTH_FAILED' },
  { says: /clients? (?:'[^']{1,120}' )?not found in kerberos database|KDC_ERR_C_PRINCIPAL_UNKNOWN/i, reason: 'unknown_user', code: 'KDC_ERR_C_PRINCIPAL_UNKNOWN' },
  { says: /server (?:'[^']{1,120}' )?not found in kerberos database|KDC_ERR_S_PRINCIPAL_UNKNOWN/i, reason: 'provider_misconfigured', code: 'KDC_ERR_S_PRINCIPAL_UNKNOWN' },
  { says: /credentials have been revoked|KDC_ERR_CLIENT_REVOKED|LoginException: .{0,80}\(18\)/i, reason: 'account_locked', code: 'KDC_ERR_CLIENT_REVOKED' },
  { says: /KDC_ERR_KEY_EXPIRED|password has expired while getting initial credentials/i, reason: 'password_expired', code: 'KDC_ERR_KEY_EXPIRED' },
  { says: /KRB_AP_ERR_TKT_EXPIRED|kerberos.{0,40}ticket (?:has )?expired|ticket expired while/i, reason: 'token_expired', code: 'KRB_AP_ERR_TKT_EXPIRED' },
  { says: /KDC has no support for encryption type|KDC_ERR_ETYPE_NOSUPP/i, reason: 'provider_misconfigured', code: 'KDC_ERR_ETYPE_NOSUPP' },
  { says: /cannot (?:contact|find) (?:any )?KDC/i, reason: 'directory_unreachable', code: 'KRB5_KDC_UNREACH' },
]

export default defineFormat({
  id: 'kerberos',
  reach: 'library',
  title: 'Kerberos clients',
  vendor: 'MIT, Heimdal, Java',
  about: 'Messages of kinit and of Kerberos libraries, by their sentence or the name of the error.',
  references: ['https://www.rfc-editor.org/rfc/rfc4120#section-7.5.9', 'https://web.mit.edu/kerberos/krb5-latest/doc/admin/troubleshoot.html'],
  ...bySentences({ hop: 'user_store', rows: ROWS }),
  samples: [
    { name: 'a stale keytab', raw: 'kinit: Preauthentication failed while getting initial credentials', facts: { reason: 'bad_password', code: 'KDC_ERR_PREAUTH_FAILED' } },
    { name: 'clocks apart', raw: 'kinit: Clock skew too great while getting initial credentials', facts: { reason: 'token_not_yet_valid' } },
    { name: 'Java', raw: 'javax.security.auth.login.LoginException: Clients credentials have been revoked (18)', facts: { reason: 'account_locked' } },
  ],
  rejects: ['the ticket for the match has expired', 'server not found'],
})
