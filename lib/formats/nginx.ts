import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /ModSecurity: Access denied with code (?:403|\d{3}).{0,600}?\[id "(?<rule>\d{3,9})"\]/s, reason: 'risk_blocked', hop: 'edge', code: 'ModSecurity' },
  { says: /ModSecurity: Access denied with code/, reason: 'risk_blocked', code: 'ModSecurity' },
  { says: /user "(?<user>[^"]{1,120})":? (?:was )?not found in "/, reason: 'unknown_user', code: 'not found' },
  { says: /user "(?<user>[^"]{1,120})": password mismatch/, reason: 'bad_password', code: 'password mismatch' },
  { says: /limiting requests, excess: [\d.]{1,12} by zone "(?<rule>[^"]{1,80})"/, reason: 'rate_limited', code: 'limiting requests' },
  { says: /access forbidden by rule/, reason: 'ip_blocked', code: 'access forbidden' },
  { says: /upstream sent too big header while reading response header/, reason: 'unknown', code: 'too big header' },
  { says: /client sent too long header line|client sent too large request/, reason: 'unknown', code: 'too long header' },
  { says: /connect\(\) failed \(\d{1,4}: (?<code>[\w ]{3,60})\) while connecting to upstream/, reason: 'service_error' },
  { says: /upstream timed out \(\d{1,4}: [\w ]{3,60}\)|no live upstreams while connecting/, reason: 'service_error', code: 'upstream' },
  { says: /client SSL certificate verify error|client sent no required SSL certificate/, reason: 'unknown', code: 'client certificate' },
]

export default defineFormat({
  id: 'nginx',
  reach: 'product',
  title: 'nginx error log and ModSecurity',
  vendor: 'F5, OWASP',
  about: 'Lines of the error log that stop a sign-in: limits, rules, basic authentication, headers that are too big, a service behind it that does not answer.',
  references: ['https://nginx.org/en/docs/http/ngx_http_limit_req_module.html', 'https://coreruleset.org/docs/'],
  ...bySentences({ hop: 'edge', rows: ROWS, always: true, mark: /\[(?:error|warn|crit|alert|info)\] \d{1,9}#\d{1,9}:|ModSecurity:|nginx/i }),
  samples: [
    { name: 'a limit', raw: '2026/03/02 08:00:00 [error] 6#6: *5 limiting requests, excess: 5.610 by zone "login", client: 203.0.113.9, server: app.example.com, request: "POST /login HTTP/2.0"', facts: { at: '2026-03-02T08:00:00.000Z', reason: 'rate_limited', rule: 'login', ip: '203.0.113.9' } },
    { name: 'a rule of the firewall', raw: '2026/03/02 08:00:00 [error] 6#6: *5 [client 203.0.113.9] ModSecurity: Access denied with code 403 (phase 2). Matched "Operator `PmFromFile\'" [file "/etc/nginx/x.conf"] [line "76"] [id "930120"]', facts: { reason: 'risk_blocked', rule: '930120', hop: 'edge' } },
    { name: 'a header that is too big', raw: '2026/03/02 08:00:00 [error] 9#9: *1 upstream sent too big header while reading response header from upstream, client: 203.0.113.9', facts: { code: 'too big header' } },
  ],
  rejects: ['limiting requests', 'access forbidden by rule', '2026/03/02 08:00:00 [notice] 1#1: start worker processes'],
})
