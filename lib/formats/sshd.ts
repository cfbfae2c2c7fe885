import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const WHO = '(?<user>[^\\s]{1,120})'
const FROM = '(?: from (?<ip>[\\d.]{7,15}|[0-9a-f:]{3,39}|[\\w.-]{1,120}))?'
const row = (pattern: string, reason: Row['reason'], more: Partial<Row> = {}): Row => ({ says: new RegExp(pattern, 'i'), reason, ...more })

const ROWS: readonly Row[] = [
  row(`Accepted (?<code>[\\w/-]{3,40}) for ${WHO}${FROM}`, 'success', { outcome: 'success' }),
  row(`Failed password for (?:invalid|illegal) user ${WHO}${FROM}`, 'unknown_user', { code: 'Failed password' }),
  row(`Failed password for ${WHO}${FROM}`, 'bad_password', { code: 'Failed password' }),
  row(`Failed keyboard-interactive/pam for (?:invalid user )?${WHO}${FROM}`, 'mfa_code_invalid', { code: 'Failed keyboard-interactive' }),
  row(`Failed (?<code>publickey) for (?:invalid user )?${WHO}${FROM}`, 'unknown'),
  row(`Failed none for (?:invalid user )?${WHO}${FROM}`, 'interrupt', { outcome: 'info' }),
  row(`User ${WHO}${FROM} not allowed because (?<rule>account is locked)`, 'account_locked'),
  row(`User ${WHO}${FROM} not allowed because (?<rule>[\\w' ]{3,80})`, 'access_denied'),
  row(`ROOT LOGIN REFUSED${FROM}`, 'access_denied'),
  row(`maximum authentication attempts exceeded for (?:invalid user )?${WHO}${FROM}`, 'rate_limited'),
  row(`Too many authentication failures(?: for ${WHO})?`, 'rate_limited'),
  row(`PAM: User not known to the underlying authentication module for (?:illegal |invalid )?user ${WHO}${FROM}`, 'unknown_user'),
  row(`PAM: Authentication failure for (?:illegal user |invalid user )?${WHO}${FROM}`, 'bad_password'),
  row(`fatal: Access denied for user ${WHO} by PAM account configuration`, 'access_denied'),
  row(`(?:Invalid|Illegal) user ${WHO}${FROM}`, 'unknown_user'),
  row(`Connection closed by (?:authenticating|invalid) user ${WHO} (?<ip>[\\d.]{7,15}|[0-9a-f:]{3,39})`, 'user_cancelled', { outcome: 'info' }),
  row('no matching (?:host key type|key exchange method|cipher) found', 'provider_misconfigured'),
  row('Permission denied \\((?<code>[\\w,-]{3,80})\\)', 'unknown'),
  row(`Consecutive login failures for user ${WHO} account temporarily locked`, 'account_locked', { code: 'pam_faillock' }),
  row(`pam_tally2?\\([^)]{1,60}\\): user ${WHO} .{0,60}deny`, 'account_locked', { code: 'pam_tally2' }),
  row('check pass; user unknown', 'unknown_user'),
  row(`expired password for user ${WHO}`, 'password_expired'),
  row(`account (?:${WHO} )?has expired`, 'account_expired'),
  row(`pam_access\\([^)]{1,60}\\): access denied for user [\`']?${WHO}?['\`]?${FROM}`, 'access_denied', { code: 'pam_access' }),
  row('pam_google_authenticator\\([^)]{1,60}\\): Invalid verification code|google_authenticator.{0,40}Invalid verification code', 'mfa_code_invalid'),
  row('google_authenticator.{0,60}Failed to read (?:secret|")', 'mfa_not_enrolled'),
  row(`pam_sss\\([^)]{1,60}\\): received for user ${WHO}: (?<code>17) `, 'bad_password'),
  row(`pam_sss\\([^)]{1,60}\\): received for user ${WHO}: (?<code>10) `, 'unknown_user'),
  row(`pam_sss\\([^)]{1,60}\\): received for user ${WHO}: (?<code>12) `, 'password_expired'),
  row(`pam_sss\\([^)]{1,60}\\): received for user ${WHO}: (?<code>6) `, 'access_denied'),
  row(`pam_sss\\([^)]{1,60}\\): received for user ${WHO}: (?<code>[49]) `, 'directory_unreachable'),
  row('Authentication token is no longer valid; new one required', 'password_expired', { code: 'PAM_NEW_AUTHTOK_REQD' }),
  row(`pam_\\w{2,20}\\([^)]{1,60}\\): authentication failure;.{0,200}?rhost=(?<ip>[\\w.:-]{0,80})(?: {1,3}user=${WHO})?`, 'bad_password'),
]

export default defineFormat({
  id: 'sshd',
  reach: 'product',
  title: 'sshd and PAM',
  vendor: 'OpenSSH, Linux-PAM',
  about: 'Syslog lines of sshd and of PAM modules. The line carries no year, so its time is not taken. A locked account still prints "Failed password": the line beside it says more.',
  references: ['https://man.openbsd.org/sshd', 'https://man7.org/linux/man-pages/man8/pam_faillock.8.html'],
  ...bySentences({ hop: 'auth', rows: ROWS, mark: /\bsshd(?:-session)?\b|\bpam_\w{2,20}\b|\bPAM\b|^(?:\w+@[\w.-]+: )?Permission denied \(/, always: true }),
  samples: [
    { name: 'a wrong password', raw: 'Mar  2 08:00:01 host sshd[1200]: Failed password for maya from 203.0.113.9 port 51022 ssh2', facts: { reason: 'bad_password', attempted: 'maya', ip: '203.0.113.9' } },
    { name: 'nobody of that name', raw: 'Mar  2 08:00:01 host sshd[1200]: Failed password for invalid user oracle from 203.0.113.9 port 51022 ssh2', facts: { reason: 'unknown_user', attempted: 'oracle' } },
    { name: 'not in the group', raw: 'Mar  2 08:00:01 host sshd[1200]: User maya from 198.51.100.7 not allowed because not in any group', facts: { reason: 'access_denied', attempted: 'maya', rule: 'not in any group' } },
    { name: 'a lock', raw: 'pam_faillock(sshd:auth): Consecutive login failures for user maya account temporarily locked', facts: { reason: 'account_locked', attempted: 'maya' } },
    { name: 'an expired password', raw: 'host crond[14532]: (root) PAM ERROR (Authentication token is no longer valid; new one required)', facts: { reason: 'password_expired' } },
    { name: 'signed in', raw: 'Mar  2 08:00:01 host sshd[1200]: Accepted publickey for maya from 203.0.113.9 port 51022 ssh2', facts: { outcome: 'success', attempted: 'maya' } },
  ],
  rejects: ['Failed password for maya', 'the account has expired', 'sshd[12]: Server listening on 0.0.0.0 port 22.'],
})
