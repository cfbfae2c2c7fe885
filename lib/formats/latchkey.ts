import { z } from 'zod'
import { HOPS, OUTCOMES, REASONS } from '@/lib/evidence/vocabulary'
import { defineFormat } from './define'
import { countOf, isObject, wordOf } from './json'
import { readTime } from './read-time'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Json } from './json'

/** A time that is written as the console writes it stays as it is. */
const utc = z.iso.datetime()

export default defineFormat({
  id: 'latchkey',
  reach: 'own',
  title: 'Latchkey event',
  vendor: 'Latchkey',
  about:
    'The console’s own JSON, for services that write their own sign-in log: an object with "latchkey": 1, or one whose ' +
    'hop, outcome and reason are words of the house. The other fields are optional and named as in the console: at, ' +
    'sourceId, environment, service, version, host, traceId, durationMs, code, rule, message, attempted, accountId, ' +
    'client, clientVersion, provider, ip, userAgent, details. A time without a zone is read as UTC. A reason that is no ' +
    'word of the house becomes unknown and stands in code; a field of the wrong type is left out, the record is kept.',
  references: ['https://www.rfc-editor.org/rfc/rfc3339', 'https://www.w3.org/TR/trace-context/'],
  recognise: ({ json }) => json !== null && (json.latchkey === 1 || speaksOurWords(json)),
  read: ({ json }) => readFields(json ?? {}),
  samples: [
    {
      name: 'a hash that the running version cannot verify',
      raw: {
        latchkey: 1,
        at: '2026-03-02T08:58:11.204Z',
        environment: 'production',
        service: 'auth-service',
        version: '4.11.3',
        hop: 'auth',
        outcome: 'failure',
        reason: 'bad_password',
        code: 'bad_password',
        rule: 'no_verifier',
        attempted: 'amelie.okafor@example.com',
        accountId: '0195f2aa-7c1e-7bb0-9d9e-0242ac120002',
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        ip: '198.51.100.23',
        details: { hashAlgorithm: 'argon2id', verifiers: ['bcrypt', 'scrypt'], statusCode: 401 },
      },
      facts: {
        at: '2026-03-02T08:58:11.204Z',
        hop: 'auth',
        outcome: 'failure',
        reason: 'bad_password',
        rule: 'no_verifier',
        attempted: 'amelie.okafor@example.com',
        details: { hashAlgorithm: 'argon2id', verifiers: ['bcrypt', 'scrypt'], statusCode: 401 },
      },
    },
    {
      name: 'without the mark, as a line, with a zone of its own',
      raw: '{"at":"2026-03-02T09:00:00+01:00","hop":"edge","outcome":"failure","reason":"rate_limited","ip":"203.0.113.9","details":{"statusCode":429,"limit":6,"windowSeconds":60}}',
      facts: {
        at: '2026-03-02T08:00:00.000Z',
        hop: 'edge',
        outcome: 'failure',
        reason: 'rate_limited',
        ip: '203.0.113.9',
        details: { statusCode: 429, limit: 6, windowSeconds: 60 },
      },
    },
    {
      name: 'a reason that is no word of the house',
      raw: { latchkey: 1, hop: 'api', outcome: 'failure', reason: 'moon_phase', details: { statusCode: 'many' } },
      facts: { at: null, hop: 'api', outcome: 'failure', reason: 'unknown', code: 'moon_phase' },
    },
  ],
  rejects: [
    { latchkey: 2, message: 'a version that is not known' },
    { hop: 'auth', outcome: 'failure' },
    { hop: 'auth', outcome: 'failed', reason: 'bad_password' },
    'latchkey: 1',
    '{"level":"error","reason":"bad_password"}',
  ],
})

function speaksOurWords(json: Json): boolean {
  return isWord(HOPS, json.hop) && isWord(OUTCOMES, json.outcome) && isWord(REASONS, json.reason)
}

function isWord<T extends string>(words: readonly T[], value: unknown): value is T {
  return (words as readonly unknown[]).includes(value)
}

/** A text as it stands; a number as one. */
const said = (value: unknown) => (typeof value === 'string' ? value : wordOf(value))

function readFields(json: Json): EventFactsInput {
  const reason = isWord(REASONS, json.reason) ? json.reason : null
  return {
    at: utc.safeParse(json.at).data ?? readTime(json.at),
    hop: isWord(HOPS, json.hop) ? json.hop : 'auth',
    outcome: isWord(OUTCOMES, json.outcome) ? json.outcome : reason === 'success' ? 'success' : 'failure',
    reason: reason ?? 'unknown',
    code: reason === null ? said(json.code) || wordOf(json.reason) : said(json.code),
    rule: said(json.rule),
    message: said(json.message),
    attempted: said(json.attempted),
    accountId: said(json.accountId),
    sourceId: said(json.sourceId),
    traceId: said(json.traceId),
    environment: said(json.environment),
    service: said(json.service),
    version: said(json.version),
    host: said(json.host),
    client: said(json.client),
    clientVersion: said(json.clientVersion),
    provider: said(json.provider),
    ip: said(json.ip),
    userAgent: said(json.userAgent),
    durationMs: countOf(json.durationMs),
    details: isObject(json.details) ? json.details : {}, // each detail that does not fit is left out with those of all formats
  }
}
