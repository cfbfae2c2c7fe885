import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { announce, byClient, byPrisma } from './announce'
import { announceRises } from './announce-rises'
import { announceSkews } from './announce-skews'
import type { NewAnnouncement } from './schema'
import { sendAnnouncements } from './send-announcements'
import { signWebhook } from './sign-webhook'
import { webhookCarrier } from './transports'

const NOW = new Date('2026-11-24T12:00:00Z')
const HOUR = 3_600_000
const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

let db: Database
let server: Server
let url: string
let answer = 204
const came: { headers: IncomingHttpHeaders; body: string }[] = []
const at = (seconds: number): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'console' }, now: new Date(NOW.getTime() + seconds * 1000), requestId: null, ip: null })
const news = (more: Partial<NewAnnouncement> = {}): NewAnnouncement => ({ type: 'alert.raised', sameness: newId(), title: 'Spraying, production', path: '/queue', data: { because: ['84 names failed'], about: 'maya.okafor@example.com' }, ...more })
const send = (seconds: number) => sendAnnouncements(at(seconds), { webhook: webhookCarrier(url, KEY) })

beforeAll(async () => {
  db = await testDatabase()
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      came.push({ headers: request.headers, body })
      response.writeHead(answer, answer === 302 ? { location: url } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` // Listening on TCP, so it is one.
})
afterAll(async () => {
  server.close()
  await db.close()
})
beforeEach(async () => {
  came.length = 0
  answer = 204
  await db.prisma.announcement.deleteMany()
})

describe('an announcement', () => {
  it('is signed as the specification’s own example is', () => {
    const headers = signWebhook(KEY, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '{"test": 2432232314}', new Date(1_614_265_330_000))
    expect(headers).toEqual({ 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' })
  })

  it('arrives once, as what was signed, with nobody’s address in it', async () => {
    const given = news()
    await announce(byClient(db.pool), given, NOW, ['webhook'])
    await announce(byClient(db.pool), given, NOW, ['webhook'])
    expect(await send(1)).toEqual({ sent: 1, dead: 0 })
    expect(await send(2)).toEqual({ sent: 0, dead: 0 })
    const [one] = came
    expect(came).toHaveLength(1)
    expect(one?.body).not.toContain('maya.okafor@')
    expect(JSON.parse(one?.body ?? '')).toMatchObject({ type: 'alert.raised', timestamp: NOW.toISOString(), data: { title: 'Spraying, production', because: ['84 names failed'] } })
    const id = String(one?.headers['webhook-id'])
    expect(one?.headers['webhook-signature']).toBe(signWebhook(KEY, id, one?.body ?? '', at(1).now)['webhook-signature'])
  })

  it('is tried again later under the same id while the receiver fails, and by one sender at a time', async () => {
    await announce(byClient(db.pool), news(), NOW, ['webhook'])
    answer = 500
    const both = await Promise.all([send(1), send(1)])
    expect(both).toEqual([{ sent: 0, dead: 0 }, { sent: 0, dead: 0 }])
    expect(came).toHaveLength(1)
    expect(await send(3)).toEqual({ sent: 0, dead: 0 })
    answer = 204
    expect(await send(10)).toEqual({ sent: 1, dead: 0 })
    expect(new Set(came.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('is given up after ten tries, or at once where the receiver is gone; a redirect is not followed', async () => {
    await announce(byClient(db.pool), news(), NOW, ['webhook'])
    answer = 302
    let dead = 0
    for (let day = 0; day < 12; day += 1) dead += (await send(1 + day * 86_401)).dead
    expect([dead, came.length]).toEqual([1, 10])
    await announce(byClient(db.pool), news(), NOW, ['webhook'])
    answer = 410
    expect(await send(1)).toEqual({ sent: 0, dead: 1 })
    expect(await db.prisma.announcement.findMany({ where: { deadAt: { not: null } }, select: { lastError: true } })).toEqual(expect.arrayContaining([{ lastError: 'It answered 302.' }, { lastError: 'It answered 410.' }]))
  })

  it('stands and falls with the transaction of what it tells of', async () => {
    const failing = db.prisma.$transaction(async (tx) => {
      await announce(byPrisma(tx), news(), NOW, ['webhook', 'email'])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await db.prisma.announcement.count()).toBe(0)
    await db.prisma.$transaction((tx) => announce(byPrisma(tx), news(), NOW, ['webhook', 'email']))
    expect(await db.prisma.announcement.count()).toBe(2)
  })

  it('is not kept where no channel is set', async () => {
    await announce(byClient(db.pool), news(), NOW, [])
    expect(await db.prisma.announcement.count()).toBe(0)
  })
})

describe('a change that a rise followed', () => {
  it('is announced once, and one that nothing followed is not', async () => {
    await db.prisma.environment.createMany({ data: [{ name: 'production', hosts: [] }], skipDuplicates: true })
    await db.prisma.service.createMany({ data: [{ name: 'auth-service' }, { name: 'mail-service' }], skipDuplicates: true })
    const count = (hoursAgo: number, failed: number) => [
      { hour: new Date(NOW.getTime() - hoursAgo * HOUR), environment: 'production', service: 'auth-service', hop: 'auth' as const, outcome: 'success' as const, reason: 'success', provider: '', count: 400 },
      { hour: new Date(NOW.getTime() - hoursAgo * HOUR), environment: 'production', service: 'auth-service', hop: 'auth' as const, outcome: 'failure' as const, reason: 'bad_password', provider: '', count: failed },
    ]
    await db.prisma.eventHour.createMany({ data: Array.from({ length: 240 }, (_, back) => count(back + 1, back < 6 ? 120 : 8 + (back % 3))).flat() })
    const change = (hoursAgo: number, relevance: number) => ({ id: newId(), source: 'test', sourceId: newId(), at: new Date(NOW.getTime() - hoursAgo * HOUR), environment: 'production', service: 'auth-service', kind: 'rollback' as const, to: '4.11.3', summary: 'Back', relevance })
    const breaking = change(6, 90)
    await db.prisma.change.createMany({ data: [breaking, change(20, 10)] })
    for (let look = 0; look < 2; look += 1) await announceRises(at(look), ['webhook'])
    const rows = await db.prisma.announcement.findMany()
    expect(rows.map(({ sameness }) => sameness)).toEqual([`change.rise ${breaking.id}`])
    expect(rows[0]?.title).toBe('Failures rose after the rollback of auth-service to 4.11.3')
  })
})

describe('a clock that is off', () => {
  it('is announced once a day while sign-ins fail of it, and one that is off by less is not', async () => {
    await db.prisma.environment.createMany({ data: [{ name: 'production', hosts: [] }], skipDuplicates: true })
    const pair = (innerClock: string, offsetMs: number) => ({ environment: 'production', outerHop: 'edge' as const, outerClock: 'edge-1', innerHop: 'auth' as const, innerClock, sinceAt: NOW, seenAt: NOW, offsetMs, uncertaintyMs: 100, attempts: 64, traceId: 'trace', pairs: [] })
    await db.prisma.clockPair.createMany({ data: [pair('auth-1', 300), pair('auth-2', -93_000), pair('auth-3', 200)] })
    expect(await announceSkews(at(0), [])).toBe(0)
    for (const seconds of [0, 60, 86_400]) expect(await announceSkews(at(seconds), ['webhook'])).toBe(1)
    const rows = await db.prisma.announcement.findMany({ orderBy: { createdAt: 'asc' } })
    expect(rows.map(({ title }) => title)).toEqual(Array(2).fill('The clock of auth-2 is 93 s behind that of edge-1'))
    expect(JSON.parse(rows[0]?.payload ?? '')).toMatchObject({ type: 'clock.skewed', data: { environment: 'production', hop: 'auth', clock: 'auth-2', against: 'edge-1', offset: -93, uncertainty: 0.1, attempts: 64 } })
  })
})
