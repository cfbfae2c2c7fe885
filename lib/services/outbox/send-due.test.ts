import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { mailState } from './mail-state'
import { BACK_OFF_SECONDS, MOST_TRIES, sendDue } from './send-due'
import type { Transport } from './mail-transport'

const NOW = new Date('2026-11-24T12:00:00Z')
let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.prisma.outboxMessage.deleteMany({})
})

const at = (now: Date): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'console' }, now, requestId: null, ip: null })
const write = (more: { kind?: string; body?: string; createdAt?: Date } = {}) =>
  db.prisma.outboxMessage.create({ data: { id: newId(), kind: 'notice', recipient: 'maya@example.com', subject: 'Unlocked', body: 'Hello', createdAt: NOW, nextTryAt: NOW, ...more } })

function collector(): Transport & { ids: string[] } {
  const ids: string[] = []
  return { ids, send: async ({ id }) => void ids.push(id) }
}
const broken: Transport = { send: async () => Promise.reject(new Error('421 try later\r\nsecond line')) }

describe('the outbox', () => {
  it('holds everything while there is no transport, and says so', async () => {
    await write()
    expect(await sendDue(at(NOW), null)).toEqual({ sent: 0, failed: 0, expired: 0 })
    expect(await db.prisma.outboxMessage.count({ where: { sentAt: null, attempts: 0 } })).toBe(1)
    expect(mailState()).toBe('Held: no mail server is set (SMTP_URL)')
  })

  it('sends each message once, a batch at a time', async () => {
    for (let count = 0; count < 45; count += 1) await write()
    const post = collector()
    for (let round = 0; round < 4; round += 1) await sendDue(at(NOW), post)
    expect(post.ids.length).toBe(45)
    expect(new Set(post.ids).size).toBe(45)
  })

  it.runIf(onPostgres)('gives no message to two senders at once', async () => {
    for (let count = 0; count < 40; count += 1) await write()
    const post = collector()
    const senders = Array.from({ length: 6 }, () => sendDue(at(NOW), { send: async (message) => (await new Promise((done) => setTimeout(done, 5)), post.send(message)) }))
    await Promise.all(senders)
    expect(new Set(post.ids).size).toBe(post.ids.length)
    expect(post.ids.length).toBe(40)
  })

  it('waits longer after each failure, keeps the words in one line, and gives up', async () => {
    const { id } = await write()
    let now = NOW
    for (const [index, seconds] of [...BACK_OFF_SECONDS, 0].entries()) {
      expect(await sendDue(at(now), broken)).toEqual({ sent: 0, failed: 1, expired: 0 })
      const row = await db.prisma.outboxMessage.findUniqueOrThrow({ where: { id } })
      expect(row).toMatchObject({ attempts: index + 1, lastError: '421 try later second line', sentAt: null })
      expect(row.nextTryAt.getTime() - now.getTime()).toBe(seconds * 1000)
      if (seconds) expect(await sendDue(at(new Date(now.getTime() + seconds * 1000 - 1)), broken)).toMatchObject({ failed: 0 })
      now = row.nextTryAt
    }
    expect(MOST_TRIES).toBe(10)
    expect(await sendDue(at(new Date(now.getTime() + 1e9)), collector())).toEqual({ sent: 0, failed: 0, expired: 0 })
  })

  it('forgets a link once it is sent, and never sends one that has ended', async () => {
    const link = 'Open https://login.example.com/reset?token=abc now'
    const fresh = await write({ kind: 'reset_link', body: link })
    const old = await write({ kind: 'verification_link', body: link, createdAt: new Date(NOW.getTime() - 24 * 3_600_000) })
    const post = collector()
    expect(await sendDue(at(NOW), post)).toEqual({ sent: 1, failed: 0, expired: 1 })
    expect(post.ids).toEqual([fresh.id])
    const rows = await db.prisma.outboxMessage.findMany({ where: { id: { in: [fresh.id, old.id] } } })
    expect(rows.map(({ body }) => body)).toEqual(['Open [link] now', 'Open [link] now'])
  })
})
