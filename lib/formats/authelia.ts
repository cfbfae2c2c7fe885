import { AUTHELIA_TEXTS } from './codes/authelia'
import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /Unsuccessful 1FA authentication attempt by user ['"\\]{0,3}(?<user>[^'"\\\s]{1,120})['"\\]{0,3} and they are banned until/, reason: 'account_locked', code: 'banned' },
  { says: /Unsuccessful (?<code>1FA) authentication attempt by user ['"\\]{0,3}(?<user>[^'"\\\s]{1,120})/, reason: 'bad_username_or_password' },
  { says: /Unsuccessful (?<code>TOTP) authentication attempt by user ['"\\]{0,3}(?<user>[^'"\\\s]{1,120})/, reason: 'mfa_code_invalid' },
  { says: /Unsuccessful (?<code>WebAuthn) authentication attempt by user ['"\\]{0,3}(?<user>[^'"\\\s]{1,120})/i, reason: 'webauthn_failed' },
  { says: /Unsuccessful (?<code>Duo) authentication attempt by user ['"\\]{0,3}(?<user>[^'"\\\s]{1,120})/, reason: 'mfa_failed' },
  { says: /Wrong passcode during (?<code>TOTP) validation for user (?<user>[^\s"]{1,120})/, reason: 'mfa_code_invalid' },
  { says: /Successful (?<code>1FA|TOTP|WebAuthn|Duo) authentication attempt made by user ['"\\]{0,3}(?<user>[^'"\\\s]{1,120})/, reason: 'success', outcome: 'success' },
]

export default defineFormat({
  id: 'authelia',
  reach: 'product',
  title: 'Authelia',
  vendor: 'Authelia',
  about: 'The log, as text or JSON. After several failures regulation bans a user for a time: the line says until when, the page says the same as for a wrong password.',
  references: ['https://www.authelia.com/configuration/security/regulation/', 'https://www.authelia.com/configuration/miscellaneous/logging/'],
  ...bySentences({ hop: 'auth', rows: ROWS, table: AUTHELIA_TEXTS, common: new Set(Object.keys(AUTHELIA_TEXTS)), mark: /authelia|\/api\/(?:first|second)factor|is not authorized to user <anonymous>/i }),
  samples: [
    { name: 'a wrong code', raw: 'time="2026-03-02T08:00:00Z" level=error msg="Wrong passcode during TOTP validation for user maya" method=POST path=/api/secondfactor/totp remote_ip=203.0.113.9', facts: { at: '2026-03-02T08:00:00.000Z', reason: 'mfa_code_invalid', attempted: 'maya', ip: '203.0.113.9' } },
    { name: 'banned', raw: { level: 'error', method: 'POST', msg: "Unsuccessful 1FA authentication attempt by user 'maya' and they are banned until 12:23:00PM on May 1 2026 (+02:00)", path: '/api/firstfactor', remote_ip: '192.0.2.19' }, facts: { reason: 'account_locked', attempted: 'maya', ip: '192.0.2.19' } },
  ],
  rejects: ['user not found', 'is not authorized to user resources'],
})
