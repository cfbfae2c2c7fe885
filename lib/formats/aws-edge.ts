import { EDGE_CODES } from './codes/edge'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { folded, objectOf, textOf, type Json } from './json'
import { envelopeOf, spokenText } from './envelope'
import { readTime } from './read-time'
import type { EventFactsInput } from '@/lib/evidence/event'

/** The access log begins with the kind of request, the time and the name of the balancer. */
const ALB = /^(?:h2|https?|wss?|grpcs) (\S{10,40}) (app\/\S{1,120}) (\S{1,60}) \S{1,60} \S{1,12} \S{1,12} \S{1,12} (\d{3}|-) /
const ERROR_REASON = /"(Auth[A-Z]\w{3,40}|WAF\w{3,40})"/
const MANAGED = /\bAWSManagedRules\w{3,60}(?:#[\w-]{3,80})?/

const isWaf = (keys: Json) => 'terminatingruleid' in keys && 'httprequest' in keys

function readWaf(keys: Json): EventFactsInput {
  const action = textOf(keys.action)?.toUpperCase() ?? ''
  const request = folded(keys.httprequest)
  const rate = textOf(keys.terminatingruletype)?.toUpperCase() === 'RATE_BASED'
  const blocked = action !== 'ALLOW' && action !== 'COUNT'
  return {
    at: readTime(keys.timestamp),
    traceId: textOf(request.requestid),
    hop: 'edge',
    outcome: blocked ? 'failure' : 'info',
    reason: !blocked ? 'unknown' : rate ? 'rate_limited' : (lookUp(EDGE_CODES, `waf:${action}`)?.reason ?? 'risk_blocked'),
    code: action,
    rule: textOf(keys.terminatingruleid),
    ip: textOf(request.clientip),
    details: { path: textOf(request.uri), country: textOf(request.country) },
  }
}

function readText({ text }: Line): EventFactsInput {
  const alb = ALB.exec(text)
  const named = ERROR_REASON.exec(text)?.[1]
  const managed = MANAGED.exec(text)?.[0]
  const status = Number(alb?.[4])
  const failed = named !== undefined || managed !== undefined || status >= 400
  return {
    ...envelopeOf({ text, json: null }),
    at: readTime(alb?.[1]) ?? envelopeOf({ text, json: null }).at,
    hop: 'edge',
    outcome: failed ? 'failure' : 'info',
    reason: managed ? 'risk_blocked' : (lookUp(EDGE_CODES, `alb:${named ?? ''}`)?.reason ?? lookUp(EDGE_CODES, `http:${status}`)?.reason ?? (status >= 500 ? 'service_error' : 'unknown')),
    code: named ?? (managed ? 'BLOCK' : undefined),
    rule: managed,
    host: alb?.[2],
    ip: alb?.[3],
    message: spokenText({ text, json: null }).slice(0, 300),
    details: status >= 100 ? { statusCode: status } : {},
  }
}

export default defineFormat({
  id: 'aws-edge',
  reach: 'product',
  title: 'AWS load balancers and web application firewall',
  vendor: 'Amazon Web Services',
  about: 'Access log lines of an Application Load Balancer, whose error_reason says why its own sign-in failed (Auth…), and WAF log records. Lines that decide nothing are information.',
  references: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html', 'https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html'],
  recognise: ({ json, text }) => (json === null ? ALB.test(text) || MANAGED.test(text) : isWaf(folded(json))),
  read: (line) => (line.json === null ? readText(line) : readWaf(folded(objectOf(line.json)))),
  samples: [
    { name: 'a state that did not match', raw: 'https 2026-03-02T08:00:00.123456Z app/web/50dc 203.0.113.9:2817 - -1 -1 -1 401 - 34 366 "GET https://app.example.com:443/oauth2/idpresponse HTTP/1.1" "curl/8" ECDHE TLSv1.3 - "-" "app.example.com" "-" 0 2026-03-02T08:00:00.1Z "authenticate" "-" "AuthInvalidStateParam"', facts: { at: '2026-03-02T08:00:00.123Z', reason: 'state_mismatch', code: 'AuthInvalidStateParam', ip: '203.0.113.9' } },
    { name: 'a rate rule of the firewall', raw: { timestamp: 1772438400000, terminatingRuleId: 'login-rate', terminatingRuleType: 'RATE_BASED', action: 'BLOCK', httpRequest: { clientIp: '203.0.113.9', uri: '/login', country: 'NL', requestId: 'q1' } }, facts: { reason: 'rate_limited', rule: 'login-rate', ip: '203.0.113.9' } },
    { name: 'a managed rule', raw: 'GET /oauth/authorize?redirect_uri=http%3A%2F%2F127.0.0.1%3A55570%2Fcb blocked by AWSManagedRulesCommonRuleSet#EC2MetaDataSSRF_QUERYARGUMENTS', facts: { reason: 'risk_blocked', rule: 'AWSManagedRulesCommonRuleSet#EC2MetaDataSSRF_QUERYARGUMENTS' } },
  ],
  rejects: ['http 2026 app', { terminatingRuleId: 'x' }, '"AuthInvalidStateParam"'],
})
