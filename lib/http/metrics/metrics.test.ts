import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashSecret, newSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import { setLogLevel } from '@/lib/core/log'
import { useDatabase as putDatabase, type Database } from '@/lib/db/client'
import { ingestEvents } from '@/lib/services/ingest/ingest-events'
import { testDatabase } from '@/lib/testing/database'
import { areaOf, methodOf } from './area-of'
import { observeRequests } from './observe-requests'

let db: Database
let GET: (request: Request) => Promise<Response>
beforeAll(async () => {
  setLogLevel('silent')
  db = await testDatabase()
  putDatabase(db)
  GET = (await import('@/app/metrics/route')).GET
})
afterAll(() => db.close())

async function token(scopes: string[], more: object = {}) {
  const secret = newSecret()
  await db.prisma.apiToken.create({ data: { id: newId(), name: `token-${newId()}`, tokenHash: hashSecret(secret), hint: secret.slice(0, 4), scopes, ...more } })
  return secret
}
const get = (bearer?: string) => GET(new Request('http://localhost/metrics', { headers: bearer ? { authorization: `Bearer ${bearer}` } : {} }))

/** Name with labels → value; throws on a line that is no sample, help or type. */
function samples(text: string): Map<string, number> {
  const found = new Map<string, number>()
  for (const line of text.split('\n').filter(Boolean)) {
    if (/^# (HELP|TYPE) [a-z_]\w* \S/.test(line)) continue
    const [, name = '', value = ''] = /^([a-zA-Z_:][\w:]*(?:\{.*\})?) (-?[\d.e+-]+|nan|\+Inf)$/i.exec(line) ?? []
    if (!name) throw new Error(`no sample: ${line}`)
    if (found.has(name)) throw new Error(`twice: ${name}`)
    found.set(name, Number(value))
  }
  return found
}

describe('GET /metrics', () => {
  it('is for tokens with the scope alone', async () => {
    expect((await get()).status).toBe(401)
    expect((await get('lk_nonsense')).status).toBe(401)
    expect((await get(await token(['events:write', 'diagnose']))).status).toBe(403)
    expect((await get(await token(['metrics:read'], { revokedAt: new Date() }))).status).toBe(401)
  })

  it('answers in the text format: process, outbox, audit, alerts, and the day’s events as the rollup has them', async () => {
    const now = new Date()
    const ctx = { db, actor: { kind: 'token' as const, id: newId(), name: 'shipper', scopes: ['events:write'] }, now, requestId: null, ip: null }
    const event = (n: number, more: object = {}) => ({ latchkey: 1, sourceId: String(n), at: now.toISOString(), environment: 'production', hop: 'auth', outcome: 'failure', reason: 'bad_password', provider: 'a "quoted"\nprovider', ...more })
    const delivery = (n: number, seconds: number) => event(n, { hop: 'mail', outcome: 'info', reason: 'success', provider: 'relaytext', details: { deliverySeconds: seconds } })
    await ingestEvents(ctx, { records: [event(1), event(2), event(2), event(3, { at: new Date(now.getTime() - 3 * 86_400_000).toISOString() }), delivery(4, 7), delivery(5, 700)].map((value, index) => ({ index, value })) })
    await db.prisma.alert.create({ data: { id: newId(), signature: newId(), kind: 'spray', nature: 'attack', environment: 'production', figures: {}, because: [], raisedAt: now, seenAt: now } })
    const pair = { environment: 'production', outerHop: 'edge' as const, outerClock: 'edge-1', innerHop: 'auth' as const, sinceAt: now, seenAt: now, uncertaintyMs: 100, attempts: 64, traceId: 'trace', pairs: [] }
    await db.prisma.clockPair.createMany({ data: [{ ...pair, innerClock: 'auth-1', offsetMs: 20 }, { ...pair, innerClock: 'auth-2', offsetMs: 45_000 }] })
    const response = await get(await token(['metrics:read']))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const found = samples(await response.text())
    const failures = [...found].filter(([name]) => name.startsWith('latchkey_events_total') && name.includes('bad_password'))
    expect(failures.map(([, value]) => value)).toEqual([2])
    const bucket = (le: string) => found.get(`latchkey_code_delivery_seconds_bucket{environment="production",provider="relaytext",le="${le}"}`)
    expect(['10', '600', '+Inf'].map(bucket)).toEqual([1, 1, 2])
    expect(found.get('latchkey_code_delivery_seconds_sum{environment="production",provider="relaytext"}')).toBe(707)
    expect(found.get('latchkey_alerts_open{kind="spray",environment="production"}')).toBe(1)
    expect([...found].filter(([name]) => name.startsWith('latchkey_clock_offset'))).toEqual([['latchkey_clock_offset_seconds{environment="production",hop="auth",clock="auth-2"}', 45]])
    expect(found.get('latchkey_outbox_waiting')).toBe(0)
    expect(found.get('latchkey_audit_entries')).toBeGreaterThan(0)
    expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000)
  })

  it('counts and times the requests of the process', async () => {
    observeRequests()
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/queue' ? 200 : 503
      response.end()
    })
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    for (const path of ['/queue', '/api/v1/events', '/who?is=this']) await (await fetch(base + path)).text()
    server.closeAllConnections()
    server.close()
    const found = samples(await (await get(await token(['metrics:read']))).text())
    expect(found.get('latchkey_http_requests_total{area="queue",method="GET",status="200"}')).toBe(1)
    expect(found.get('latchkey_http_errors_total{area="api/events"}')).toBe(1)
    expect(found.get('latchkey_http_request_duration_seconds_count{area="other"}')).toBe(1)
  })
})

describe('labels', () => {
  it.each([
    ['/queue?view=mine', 'queue'],
    ['/tickets/1009/record', 'tickets'],
    ['/api/v1/events', 'api/events'],
    ['/api/v1/secret-name', 'api/other'],
    ['/api/health', 'api/health'],
    ['/_next/static/x.js', 'files'],
    ['/wp-login.php', 'other'],
    ['', 'other'],
  ])('%s belongs to %s', (address, area) => expect(areaOf(address)).toBe(area))
  it('no caller makes a method', () => expect([methodOf('PROPFIND'), methodOf(undefined), methodOf('GET')]).toEqual(['other', 'other', 'GET']))
})
