import { z } from 'zod'
import { CHANGE_SOURCES } from '@/lib/change-sources'
import { signatureWords } from '@/lib/change-sources/signature-words'
import { caseFileSchema } from '@/lib/evidence/case'
import { eventFactsSchema } from '@/lib/evidence/event'
import { verdictSchema } from '@/lib/evidence/verdict'
import { accountRecordSchema, changeRecordSchema, configRecordSchema, hookResultSchema, ingestResultSchema } from './ingest/schema'

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string().nullable(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
})

const json = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' })
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const PROBLEMS = { 401: 'No token, or one that is not valid', 403: 'The token lacks the scope', 413: 'More than 20 MiB after decompression', 415: 'Another content type or encoding', 422: 'Nothing in it can be read', 429: 'Too many requests; see Retry-After' }

function problems() {
  return Object.fromEntries(Object.entries(PROBLEMS).map(([status, description]) => [status, { description, content: { 'application/problem+json': { schema: reference('Problem') } } }]))
}

const ENVIRONMENT = { name: 'environment', in: 'query', required: false, description: 'The environment of records that name none. Default: production.', schema: { type: 'string', maxLength: 60 } }

function ingest(summary: string, description: string, scope: string, record: string, plain: boolean) {
  const list = { type: 'array', items: reference(record) }
  return {
    post: {
      summary,
      description,
      security: [{ bearer: [scope] }],
      parameters: [ENVIRONMENT],
      requestBody: {
        required: true,
        content: {
          'application/x-ndjson': { schema: reference(record) },
          'application/json': { schema: { oneOf: [list, reference(record)] } },
          ...(plain ? { 'text/plain': { schema: { type: 'string' } } } : {}),
        },
      },
      responses: { 200: { description: 'After the commit: received = stored + duplicate + rejected', content: { 'application/json': { schema: reference('IngestResult') } } }, ...problems() },
    },
  }
}

/** One address for each source of changes. */
function hooks() {
  const answers = { 200: { description: 'Stored, or ignored', content: { 'application/json': { schema: reference('HookResult') } } }, 401: { description: 'The signature does not fit' }, 422: { description: 'Not what the source documents' }, 503: { description: 'No secret is set' } }
  return Object.fromEntries(CHANGE_SOURCES.map(({ id, title, about, events, signature }) => [`/api/v1/hooks/${id}`, { post: { summary: `Webhook of ${title}`, description: `${about} Read: ${events.join(', ')}. ${signatureWords(signature)}`, responses: answers } }]))
}

/** The API as OpenAPI 3.1, drawn from the schemas that check it. */
export function openApi(server: string) {
  return {
    openapi: '3.1.0',
    info: { title: 'Latchkey', version: '1', description: 'How events, changes, accounts and settings reach the console, and how a case gets its verdict.', license: { name: 'MIT' } },
    servers: [{ url: server }],
    paths: {
      '/api/v1/events': ingest('Send log records', 'Any known format, mixed, recognised record by record; what is not recognised is kept and counted. Records may also be vendors’ own JSON.', 'events:write', 'Event', true),
      '/api/v1/changes': ingest('Send changes', 'Deploys, rollbacks, settings, migrations, certificates, provider and key changes.', 'changes:write', 'Change', false),
      '/api/v1/accounts': ingest('Send users’ records', 'The records of a directory, with factors, sessions and identities at providers. A record is the whole truth about its account: what it leaves out is not set.', 'accounts:write', 'Account', false),
      '/api/v1/config': ingest('Send settings', 'Settings of services; values of secrets are kept as keyed fingerprints only.', 'config:write', 'Config', false),
      '/api/v1/diagnose': {
        post: {
          summary: 'Diagnose a case',
          description: 'One case file, or { "cases": [ … ] } with at most 1,000.',
          security: [{ bearer: ['diagnose'] }],
          requestBody: { required: true, content: { 'application/json': { schema: { oneOf: [reference('CaseFile'), { type: 'object', required: ['cases'], properties: { cases: { type: 'array', maxItems: 1000, items: reference('CaseFile') } } }] } } } },
          responses: { 200: { description: 'The verdict', content: { 'application/json': { schema: reference('Verdict') } } }, ...problems() },
        },
      },
      ...hooks(),
      '/api/v1/openapi.json': { get: { summary: 'This description', responses: { 200: { description: 'OpenAPI 3.1, drawn from the schemas that check the bodies' } } } },
      '/metrics': {
        get: {
          summary: 'Figures for Prometheus',
          description: 'The console itself (requests, durations, messages, audit, process) and the counts of events of the present UTC day, in the text format 0.0.4. Never without a token.',
          security: [{ bearer: ['metrics:read'] }],
          responses: { 200: { description: 'The figures', content: { 'text/plain': { schema: { type: 'string' } } } }, 401: { description: PROBLEMS[401] }, 403: { description: PROBLEMS[403] }, 429: { description: PROBLEMS[429] } },
        },
      },
      '/api/health': { get: { summary: 'Whether the console can serve', responses: { 200: { description: 'Ready, with the state of the database' }, 503: { description: 'Not ready' } } } },
    },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Event: json(eventFactsSchema),
        Change: json(changeRecordSchema),
        Account: json(accountRecordSchema),
        Config: json(configRecordSchema),
        IngestResult: json(ingestResultSchema),
        HookResult: json(hookResultSchema),
        CaseFile: json(caseFileSchema),
        Verdict: json(verdictSchema),
        Problem: json(problem),
      },
    },
  }
}
