import { EDGE_CODES } from './codes/edge'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { firstText, folded, textOf, wordOf, type Json } from './json'
import { envelopeOf, spokenText } from './envelope'
import { readTime } from './read-time'
import type { EventFactsInput } from '@/lib/evidence/event'

const PAGE = /\berror code: (1\d{3}|52\d)\b|\bError (10\d\d|1101)\b[^\n]{0,80}(?:Ray ID|cloudflare)/i
const CHALLENGE = /cdn-cgi\/challenge-platform|cf-challenge|cf-mitigated: challenge|Attention Required! \| Cloudflare/i
const BLOCKS = /^(?:block|managed_challenge|challenge|jschallenge|js_challenge)$/i

const isFirewall = (keys: Json) => 'rayid' in keys && 'action' in keys && ('clientip' in keys || 'clientrequestpath' in keys)

function pageCode({ text, json }: Line): string | undefined {
  if (json !== null && isFirewall(folded(json))) return undefined
  const match = PAGE.exec(text)
  const named = match?.[1] ?? match?.[2]
  if (named !== undefined && lookUp(EDGE_CODES, `cloudflare:${named}`)) return named
  return CHALLENGE.test(text) ? 'managed_challenge' : undefined
}

function readFirewall(keys: Json): EventFactsInput {
  const action = textOf(keys.action) ?? ''
  const blocked = BLOCKS.test(action)
  const source = textOf(keys.source) ?? ''
  const reason = /rate ?limit/i.test(source) ? 'rate_limited' : /country|geo/i.test(textOf(keys.description) ?? '') ? 'geo_blocked' : /^ip/i.test(source) ? 'ip_blocked' : 'risk_blocked'
  return {
    at: readTime(keys.datetime),
    traceId: textOf(keys.rayid),
    hop: 'edge',
    outcome: blocked ? 'failure' : 'info',
    reason: blocked ? reason : 'unknown',
    code: action,
    rule: firstText(keys.ruleid, keys.description),
    ip: textOf(keys.clientip),
    userAgent: textOf(keys.clientrequestuseragent),
    details: { path: textOf(keys.clientrequestpath), country: textOf(keys.clientcountry), statusCode: Number(wordOf(keys.edgeresponsestatus) ?? Number.NaN) || undefined },
  }
}

export default defineFormat({
  id: 'cloudflare',
  reach: 'product',
  title: 'Cloudflare',
  vendor: 'Cloudflare',
  about: 'Firewall events of Logpush, and the codes and challenge pages that a client is given instead of an answer.',
  references: ['https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/firewall_events/', 'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/'],
  recognise: (line) => (line.json !== null && isFirewall(folded(line.json))) || pageCode(line) !== undefined,
  read: (line) => {
    const keys = folded(line.json)
    if (line.json !== null && isFirewall(keys)) return readFirewall(keys)
    const named = pageCode(line)
    return { ...envelopeOf(line), hop: 'edge', outcome: 'failure', reason: lookUp(EDGE_CODES, `cloudflare:${named ?? ''}`)?.reason ?? 'risk_blocked', code: named, message: spokenText(line).slice(0, 300) }
  },
  samples: [
    { name: 'a blocked sign-in', raw: { Action: 'block', ClientIP: '203.0.113.9', ClientRequestPath: '/login', ClientCountry: 'nl', Datetime: '2026-03-02T08:00:00Z', EdgeResponseStatus: 403, RayID: '8f1', RuleID: 'r-1', Source: 'firewallManaged' }, facts: { at: '2026-03-02T08:00:00.000Z', outcome: 'failure', reason: 'risk_blocked', ip: '203.0.113.9', rule: 'r-1' } },
    { name: 'a page', raw: 'error code: 1015', facts: { reason: 'rate_limited', code: '1015' } },
    { name: 'a challenge instead of an answer', raw: '403 <!DOCTYPE html><title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>', facts: { reason: 'risk_blocked' } },
  ],
  rejects: ['error code: 49', { Action: 'allow' }, 'Just a moment'],
})
