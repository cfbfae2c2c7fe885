import { defineFormat } from './define'
import { browserOf } from './user-agent'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Reason } from '@/lib/evidence/vocabulary'

/** NCSA combined: address, identity, user, time, request, status, bytes, referrer, agent. */
const COMBINED = /^(\S{2,64}) \S{1,64} (\S{1,120}) \[(\d{2})\/(\w{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{4})\] "([A-Z]{3,10}) (\S{1,2000})[^"]{0,40}" (\d{3}) \S{1,12}(?: "[^"]{0,2000}" "([^"]{0,1000})")?/
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const REASONS: Readonly<Record<number, Reason>> = { 403: 'access_denied', 419: 'csrf_failed', 423: 'account_locked', 429: 'rate_limited' }
/** Statuses that end a sign-in although they name no cause: asked to sign in, headers that are too big, a certificate that is missing. */
const NAMELESS = new Set([401, 407, 431, 494, 495, 496])

function readParts(parts: RegExpExecArray): EventFactsInput {
  const [, ip, user, day, month, year, clock, zone, method, path, digits, userAgent] = parts
  const status = Number(digits)
  const failed = REASONS[status] !== undefined || NAMELESS.has(status) || status >= 500
  const at = new Date(`${year}-${String(MONTHS.indexOf(month ?? '') + 1).padStart(2, '0')}-${day}T${clock}${zone?.slice(0, 3)}:${zone?.slice(3)}`)
  return {
    at: Number.isNaN(at.getTime()) ? null : at.toISOString(),
    hop: 'edge',
    outcome: failed ? 'failure' : 'info',
    reason: failed ? (REASONS[status] ?? (status >= 500 ? 'service_error' : 'unknown')) : 'unknown',
    code: digits,
    message: failed ? `${method} ${path?.split('?')[0]} answered ${status}` : undefined,
    attempted: user === '-' ? undefined : user,
    ip,
    userAgent,
    details: { statusCode: status, path: path?.split('?')[0], browser: browserOf(userAgent) },
  }
}

export default defineFormat({
  id: 'access-log',
  reach: 'protocol',
  title: 'Access log, combined form',
  vendor: 'nginx, Apache, Caddy, Traefik',
  about: 'One request a line. A status says how it ended, not why: a page that says "wrong password" is mostly a 200. 401, 403, 419, 429 and server errors are failures, everything else is information.',
  references: ['https://httpd.apache.org/docs/current/logs.html#combined', 'https://nginx.org/en/docs/http/ngx_http_log_module.html'],
  recognise: ({ json, text }) => json === null && COMBINED.test(text),
  read: ({ text }) => {
    const parts = COMBINED.exec(text)
    return parts ? readParts(parts) : { at: null, hop: 'edge', outcome: 'info', reason: 'unknown' }
  },
  samples: [
    { name: 'too many requests', raw: '203.0.113.9 - - [02/Mar/2026:08:00:00 +0000] "POST /login HTTP/1.1" 429 162 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"', facts: { at: '2026-03-02T08:00:00.000Z', outcome: 'failure', reason: 'rate_limited', ip: '203.0.113.9' } },
    { name: 'a page', raw: '203.0.113.9 - maya [02/Mar/2026:10:00:00 +0200] "GET / HTTP/2.0" 200 5120', facts: { at: '2026-03-02T08:00:00.000Z', outcome: 'info', attempted: 'maya' } },
  ],
  rejects: ['GET /login 429', '203.0.113.9 POST /login'],
})
