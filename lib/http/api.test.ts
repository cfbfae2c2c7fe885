import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hashSecret, newSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import { setLogLevel } from '@/lib/core/log'
import { useDatabase as putDatabase, type Database } from '@/lib/db/client'
import { FORMATS } from '@/lib/formats'
import { testDatabase } from '@/lib/testing/database'

const HOOK_SECRET = 'a secret of the webhook'
vi.hoisted(() => {
  vi.stubEnv('GITHUB_WEBHOOK_SECRET', 'a secret of the webhook')
  vi.stubEnv('SECRET', 'a secret of thirty-two characters or more')
})

type Post = (request: Request) => Promise<Response>
const hookOf = (source: string) => async () => {
  const { POST } = await import('@/app/api/v1/hooks/[source]/route')
  return { POST: (request: Request) => POST(request, { params: Promise.resolve({ source }) }) }
}
let db: Database
const posts: Record<string, Post> = {}
beforeAll(async () => {
  setLogLevel('silent')
  db = await testDatabase()
  putDatabase(db)
  for (const [name, load] of Object.entries({
    events: () => import('@/app/api/v1/events/route'),
    changes: () => import('@/app/api/v1/changes/route'),
    accounts: () => import('@/app/api/v1/accounts/route'),
    config: () => import('@/app/api/v1/config/route'),
    diagnose: () => import('@/app/api/v1/diagnose/route'),
    github: hookOf('github'),
  })) posts[name] = (await load()).POST
})
afterAll(() => db.close())

const ALL = ['events:write', 'changes:write', 'accounts:write', 'config:write', 'diagnose']

async function token(scopes: string[] = ALL, more: object = {}) {
  const secret = newSecret()
  await db.prisma.apiToken.create({ data: { id: newId(), name: `token-${newId()}`, tokenHash: hashSecret(secret), hint: secret.slice(0, 4), scopes, ...more } })
  return secret
}

type Sent = { bearer?: string | null; type?: string | null; headers?: Record<string, string>; query?: string }

async function post(route: string, body: string | Buffer, { bearer, type = 'application/json', headers = {}, query = '' }: Sent = {}) {
  const all = { ...(type === null ? {} : { 'content-type': type }), ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...headers }
  // A text body would bring a content type of its own.
  const response = await posts[route]!(new Request(`http://localhost/api/v1/${route}${query}`, { method: 'POST', body: Buffer.from(body), headers: all }))
  const json = (await response.json()) as Record<string, unknown>
  if (!response.ok) expect(json).toMatchObject({ type: `/problems/${String(json.code)}`, status: response.status, title: expect.any(String), detail: expect.any(String), requestId: response.headers.get('x-request-id') })
  if (!response.ok) expect(response.headers.get('content-type')).toBe('application/problem+json')
  return { status: response.status, json, headers: response.headers }
}

const event = (more: object = {}) => ({ latchkey: 1, hop: 'auth', outcome: 'failure', reason: 'bad_password', sourceId: newId(), ...more })
const change = () => ({ id: newId(), at: '2026-11-20T10:00:00Z', service: 'auth-service', kind: 'deploy' })
const account = () => ({ id: newId(), directory: 'crm', email: 'maya@example.com' })
const setting = () => ({ service: 'auth-service', key: newId(), value: 'on' })
const RECORDS: [string, () => object][] = [['events', event], ['changes', change], ['accounts', account], ['config', setting]]

describe.each(RECORDS)('POST /api/v1/%s', (route, record) => {
  it('takes one object, an array, NDJSON and gzip, and knows what it has', async () => {
    const bearer = await token()
    const list = [record(), record(), record()]
    expect((await post(route, JSON.stringify(list[0]), { bearer })).json).toEqual({ received: 1, stored: 1, duplicate: 0, rejected: 0, problems: [] })
    expect((await post(route, JSON.stringify(list), { bearer })).json).toMatchObject({ received: 3, stored: 2, duplicate: 1 })
    const lines = [...list, record()].map((one) => JSON.stringify(one)).join('\n')
    expect((await post(route, lines, { bearer, type: 'application/x-ndjson; charset=utf-8' })).json).toMatchObject({ received: 4, stored: 1, duplicate: 3 })
    const zipped = gzipSync(JSON.stringify([record()]))
    expect((await post(route, zipped, { bearer, headers: { 'content-encoding': 'gzip' } })).json).toMatchObject({ stored: 1 })
  })

  it('puts records without an environment into the one of the request', async () => {
    const environment = `env-${newId()}`
    await post(route, JSON.stringify(record()), { bearer: await token(), query: `?environment=${environment}` })
    expect(await db.prisma.environment.findUnique({ where: { name: environment } })).not.toBeNull()
    expect((await post(route, JSON.stringify(record()), { bearer: await token(), query: '?environment=%00%E2%80%AE' })).status).toBe(200)
  })

  it('refuses without a token, with a wrong, revoked or expired one, and without the scope', async () => {
    const body = JSON.stringify(record())
    for (const bearer of [null, 'wrong', await token(ALL, { revokedAt: new Date() }), await token(ALL, { expiresAt: new Date(0) })]) expect((await post(route, body, { bearer })).status).toBe(401)
    for (const authorization of ['Basic x', 'Bearer', 'Bearer %', 'Bearer a b', `Bearer ${'x'.repeat(5000)}`]) expect((await post(route, body, { headers: { authorization } })).status).toBe(401)
    expect((await post(route, body, { bearer: await token(['read']) })).status).toBe(403)
  })

  it('refuses another type, another encoding, a broken gzip, nothing, and too much', async () => {
    const bearer = await token()
    const body = JSON.stringify(record())
    for (const type of ['text/csv', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp']) expect((await post(route, body, { bearer, type })).status, type).toBe(415)
    expect((await post(route, body, { bearer, headers: { 'content-encoding': 'br' } })).status).toBe(415)
    expect((await post(route, body, { bearer, headers: { 'content-encoding': 'gzip' } })).status).toBe(422)
    expect((await post(route, gzipSync(body).subarray(0, -9), { bearer, headers: { 'content-encoding': 'gzip' } })).status).toBe(422)
    for (const empty of ['', ' \n ', '[]', '[1, null]']) expect((await post(route, empty, { bearer })).status, empty).toBe(422)
    expect((await post(route, Buffer.alloc(21 * 1024 * 1024, ' '), { bearer })).status).toBe(413)
    expect((await post(route, gzipSync(Buffer.alloc(200 * 1024 * 1024)), { bearer, headers: { 'content-encoding': 'gzip' } })).status).toBe(413)
    expect((await post(route, `[${'1,'.repeat(3_000_000)}1]`, { bearer })).status).toBe(413)
    expect((await post(route, `[${'{},'.repeat(60_000)}{}]`, { bearer })).status).toBe(413)
  })

  it('answers any bytes without an error of ours', async () => {
    const bearer = await token()
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }).map((list) => Buffer.from(list)), fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)), fc.array(fc.json({ maxDepth: 2 }), { maxLength: 4 }).map((list) => Buffer.from(list.join('\n'))))
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        const { status, json } = await post(route, body, { bearer })
        expect([200, 422]).toContain(status)
        if (status === 200) expect(Number(json.stored) + Number(json.duplicate) + Number(json.rejected)).toBe(json.received)
      }),
      { numRuns: 60 },
    )
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    for (const body of [deep, `{"a":${deep}}`, '{"__proto__":{"x":1}}', `{"x":"${'y'.repeat(1_000_000)}"}`, '{"a":1,"a":2}', '\ufeff{}', 'null']) expect([200, 422]).toContain((await post(route, body, { bearer })).status)
  })
})

describe('POST /api/v1/events', () => {
  it('takes plain lines, also without a content type, and every vendor’s samples in one body', async () => {
    const bearer = await token()
    expect((await post('events', '2026-11-24 one\n2026-11-24 two\n  goes on', { bearer, type: 'text/plain' })).json).toMatchObject({ received: 2, stored: 2 })
    expect((await post('events', 'three', { bearer, type: null })).json).toMatchObject({ stored: 1 })
    const samples = FORMATS.flatMap(({ samples: list }) => list.map(({ raw }) => raw)).filter((raw) => typeof raw !== 'string' || !raw.includes('\n'))
    const body = samples.map((raw) => (typeof raw === 'string' ? raw : JSON.stringify(raw))).join('\n')
    const { json } = await post('events', body, { bearer, type: 'text/plain' })
    expect(json).toMatchObject({ received: samples.length, rejected: 0, duplicate: 0 })
  })

  it('makes a caller wait that asks too often', async () => {
    const bearer = await token()
    const { id } = await db.prisma.apiToken.findUniqueOrThrow({ where: { tokenHash: hashSecret(bearer) } })
    await db.prisma.throttle.create({ data: { key: `token:${id}`, count: 1_200, resetAt: new Date(Date.now() + 30_000) } })
    const { status, headers } = await post('events', JSON.stringify(event()), { bearer })
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('POST /api/v1/diagnose', () => {
  const good = { version: 1, experience: { message: 'Invalid password' } }
  it('answers one case, and a list with a problem in the place of what is no case', async () => {
    const bearer = await token()
    expect((await post('diagnose', JSON.stringify(good), { bearer })).json).toMatchObject({ bucket: expect.any(String), confidence: expect.any(Number) })
    const { json } = await post('diagnose', JSON.stringify({ cases: [good, { version: 9 }, good] }), { bearer })
    expect(json.verdicts).toMatchObject([{ bucket: expect.any(String) }, { error: { type: '/problems/invalid' } }, { bucket: expect.any(String) }])
  })

  it('refuses what is no case, too many of them, another type, and a token without the scope', async () => {
    const bearer = await token()
    for (const body of ['', '{', '[]', '7', 'null', '"x"', '{"cases":{}}', JSON.stringify({ cases: Array.from({ length: 1001 }, () => good) })]) expect((await post('diagnose', body, { bearer })).status, body.slice(0, 20)).toBe(422)
    expect((await post('diagnose', JSON.stringify(good), { bearer, type: 'text/plain' })).status).toBe(415)
    expect((await post('diagnose', JSON.stringify(good), { bearer: await token(['events:write']) })).status).toBe(403)
  })
})

describe('POST /api/v1/hooks/github', () => {
  const repository = { name: `repo-${newId()}`, full_name: 'larkfield/repo', default_branch: 'main' }
  const sha = '0123456789abcdef0123456789abcdef01234567'
  const push = { ref: 'refs/heads/main', before: 'f'.repeat(40), after: sha, commits: [{ message: 'Verify argon2id', added: ['src/password/argon2.ts'] }], repository }
  const deployment = { deployment: { id: 42, ref: 'main', sha, environment: 'Production' }, deployment_status: { id: 1, state: 'success', created_at: new Date().toISOString() }, repository }
  const sign = (body: string, secret = HOOK_SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const send = (name: string, payload: object | string, signature?: string) => {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
    return post('github', body, { headers: { 'x-github-event': name, 'x-github-delivery': newId(), 'x-hub-signature-256': signature ?? sign(body) } })
  }

  it('stores a push and the deployment of it, with the paths of the push, once', async () => {
    expect((await send('ping', { zen: 'x' })).json).toEqual({ received: 0, stored: 0, duplicate: 0, rejected: 0, problems: [], ignored: 1 })
    expect((await send('push', push)).json).toMatchObject({ received: 1, stored: 1, ignored: 0 })
    expect((await send('deployment_status', deployment)).json).toMatchObject({ stored: 1 })
    expect((await send('deployment_status', deployment)).json).toMatchObject({ stored: 0, duplicate: 1 })
    const row = await db.prisma.change.findUniqueOrThrow({ where: { source_sourceId: { source: 'github', sourceId: 'deployment-42' } } })
    expect(row).toMatchObject({ environment: 'production', to: sha.slice(0, 12), paths: ['src/password/argon2.ts'], relevanceReasons: expect.arrayContaining(['Password verification']) })
  })

  it('believes no body whose signature does not fit its very bytes', async () => {
    const body = JSON.stringify(push)
    const good = sign(body)
    for (const signature of ['', 'sha256=', good.slice(0, -1), good.toUpperCase(), good.replace('sha256', 'sha1'), sign(body, 'another'), sign(`${body} `)]) expect((await send('push', body, signature)).status, signature).toBe(401)
    for (let at = 0; at < body.length; at += 37) {
      const bytes = Buffer.from(body)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      expect((await post('github', bytes, { headers: { 'x-github-event': 'push', 'x-hub-signature-256': good } })).status).toBe(401)
    }
  })

  it('refuses a signed body that is no delivery', async () => {
    for (const payload of ['{', '[]', 'null', '{}', '7']) expect((await send('push', payload)).status, payload).toBe(422)
  })

  it('knows no other source', async () => {
    posts.elsewhere = (await hookOf('elsewhere')()).POST
    expect((await post('elsewhere', '{}')).status).toBe(404)
  })

  it('says that no secret is set', async () => {
    vi.resetModules()
    vi.stubEnv('GITHUB_WEBHOOK_SECRET', '')
    posts.github = (await hookOf('github')()).POST
    const { status, json } = await send('push', push)
    expect(status).toBe(503)
    expect(json.detail).toContain('GITHUB_WEBHOOK_SECRET')
  })
})

describe('GET /api/v1/openapi.json', () => {
  it('names every route, with schemas that all references meet', async () => {
    const { GET } = await import('@/app/api/v1/openapi.json/route')
    const api = (await (await GET()).json()) as { openapi: string; paths: object; components: { schemas: object } }
    expect(api.openapi).toBe('3.1.0')
    expect(Object.keys(api.paths)).toEqual(expect.arrayContaining(['/api/v1/events', '/api/v1/changes', '/api/v1/accounts', '/api/v1/config', '/api/v1/diagnose', '/api/v1/hooks/github', '/api/v1/openapi.json', '/api/health']))
    for (const [, name] of JSON.stringify(api).matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(api.components.schemas).toHaveProperty(name ?? '')
  })
})
