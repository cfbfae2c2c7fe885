import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { writeExample } from '@/lib/testing/example-record'
import { HOSTILE_ADDRESSES } from '@/lib/testing/hostile-addresses'
import { startMailbox, type Mailbox } from '@/lib/testing/smtp'
import type { ServiceContext } from '../context'
import { mailState } from './mail-state'
import { smtpTransport, type Transport } from './mail-transport'
import { putMessage } from './put-message'
import { BACK_OFF_SECONDS, MOST_TRIES, sendDue } from './send-due'

const NOW = new Date('2026-11-24T12:00:00Z')
const LINK = 'Open https://login.example.com/reset?token=abcdefghijklmnop now'
let db: Database
let mailbox: Mailbox
let smtp: Transport
let accountId: string
let email: string
beforeAll(async () => {
  db = await testDatabase()
  mailbox = await startMailbox()
  smtp = smtpTransport(mailbox.url, 'Latchkey <support@example.com>')
  ;({ accountId, email } = await writeExample(db))
})
afterAll(async () => {
  await mailbox.down()
  await db.close()
})
beforeEach(async () => {
  await db.prisma.outboxMessage.deleteMany({})
  mailbox.mails.length = 0
})
afterEach(() => mailbox.answer(() => null))

const at = (now: Date): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'console' }, now, requestId: null, ip: null })
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

async function write(more: { kind?: 'notice' | 'reset_link' | 'verification_link'; body?: string; at?: Date; recipient?: string; subject?: string } = {}) {
  const id = newId()
  await putMessage(db.prisma, { id, accountId, recoveryId: null, kind: 'notice', recipient: email, subject: 'Unlocked', body: 'Hello', at: NOW, ...more })
  return id
}
const row = (id: string) => db.prisma.outboxMessage.findUniqueOrThrow({ where: { id } })
const never = () => 0

describe('the outbox', () => {
  it('holds everything while there is no transport, and says so', async () => {
    const id = await write()
    expect(await sendDue(at(NOW), null)).toEqual({ sent: 0, failed: 0, dead: 0 })
    expect(await row(id)).toMatchObject({ sentAt: null, attempts: 0 })
    expect(await mailState(db.prisma)).toBe('Held: no mail server is set (SMTP_URL)')
  })

  it('hands each message to a real mail server once: one recipient, the id of the message, no answer wanted', async () => {
    const ids: string[] = []
    for (let count = 0; count < 45; count += 1) ids.push(await write({ subject: `Unlocked ${count}` }))
    for (let round = 0; round < 4; round += 1) await sendDue(at(NOW), smtp)
    expect(mailbox.mails.length).toBe(45)
    expect(mailbox.mails.map(({ headers }) => headers['message-id']).sort()).toEqual(ids.map((id) => `<${id}@127.0.0.1>`).sort())
    for (const { to, from, headers, text } of mailbox.mails) expect({ to, from, auto: headers['auto-submitted'], text: text.trim() }).toEqual({ to: [email], from: 'support@example.com', auto: 'auto-generated', text: 'Hello' })
  })

  it.runIf(onPostgres)('gives no message to two senders at once', async () => {
    for (let count = 0; count < 40; count += 1) await write()
    await Promise.all(Array.from({ length: 6 }, () => sendDue(at(NOW), smtp)))
    expect(mailbox.mails.length).toBe(40)
    expect(new Set(mailbox.mails.map(({ headers }) => headers['message-id'])).size).toBe(40)
  })

  it('keeps its schedule while the server answers 4xx, hides the address in its words, and gives up after ten tries', async () => {
    mailbox.answer((_stage, to) => ({ code: 451, words: `4.7.1 <${to}> greylisted, come back` }))
    const id = await write()
    let now = NOW
    for (const [index, seconds] of [...BACK_OFF_SECONDS, null].entries()) {
      expect(await sendDue(at(now), smtp, never)).toEqual(seconds === null ? { sent: 0, failed: 0, dead: 1 } : { sent: 0, failed: 1, dead: 0 })
      const { attempts, nextTryAt, lastError, sentAt } = await row(id)
      expect({ attempts, sentAt }).toEqual({ attempts: index + 1, sentAt: null })
      expect(lastError).toContain('greylisted')
      expect(lastError).not.toContain(email)
      if (seconds === null) break
      expect(nextTryAt.getTime() - now.getTime()).toBe(seconds * 1000)
      expect(await sendDue(at(new Date(nextTryAt.getTime() - 1)), smtp, never)).toMatchObject({ failed: 0 })
      now = nextTryAt
    }
    expect(MOST_TRIES).toBe(10)
    expect(now.getTime() - NOW.getTime()).toBe((75 * 3600 + 35 * 60 + 5) * 1000)
    mailbox.answer(() => null)
    expect(await sendDue(at(new Date(now.getTime() + 1e9)), smtp)).toEqual({ sent: 0, failed: 0, dead: 0 })
    expect((await row(id)).deadAt).toEqual(now)
  })

  it('spreads the tries of messages that failed together', async () => {
    mailbox.answer((stage) => (stage === 'DATA' ? { code: 452, words: 'full' } : null))
    const ids = [await write(), await write(), await write()]
    await sendDue(at(NOW), smtp)
    const waits = await Promise.all(ids.map(async (id) => (await row(id)).nextTryAt.getTime() - NOW.getTime()))
    expect(new Set(waits).size).toBe(3)
    for (const wait of waits) expect(wait >= 5_000 && wait <= 5_500).toBe(true)
  })

  it.each(['RCPT', 'DATA'] as const)('gives up at once when the server says 5xx at %s, and goes on with the others', async (place) => {
    const bad = await write({ subject: 'first' })
    const good = await write({ subject: 'second' })
    let first = true
    mailbox.answer((stage) => {
      if (!first || stage !== place) return null
      first = false
      return { code: 550, words: 'no such mailbox' }
    })
    expect(await sendDue(at(NOW), smtp)).toEqual({ sent: 1, failed: 0, dead: 1 })
    expect(await row(bad)).toMatchObject({ attempts: 1, deadAt: NOW, lastError: expect.stringContaining('no such mailbox') as string })
    expect(await row(good)).toMatchObject({ sentAt: NOW })
  })

  it('waits for a server that is down, without wearing out the rest, and sends all once it is back', async () => {
    const ids = [await write(), await write(), await write()]
    await mailbox.down()
    expect(await sendDue(at(NOW), smtp, never)).toEqual({ sent: 0, failed: 1, dead: 0 })
    expect(await sendDue(at(after(1)), smtp, never)).toEqual({ sent: 0, failed: 1, dead: 0 })
    await mailbox.up()
    await sendDue(at(after(3600)), smtp, never)
    expect(mailbox.mails.map(({ headers }) => headers['message-id']).sort()).toEqual(ids.map((id) => `<${id}@127.0.0.1>`).sort())
  })

  it('repeats a message, under the same id, whose sender died between the send and its record, and never before its claim has ended', async () => {
    const id = await write()
    const dying: Transport = { send: async (mail) => (await smtp.send(mail), await db.pool.query(`UPDATE outbox_message SET sent_at = NULL`), Promise.reject(new Error('killed'))) }
    await sendDue(at(NOW), dying, never).catch(() => {})
    await db.pool.query(`UPDATE outbox_message SET next_try_at = $1, claimed_until = $2`, [NOW, after(180)])
    expect(await sendDue(at(after(179)), smtp)).toEqual({ sent: 0, failed: 0, dead: 0 })
    expect(await sendDue(at(after(180)), smtp)).toEqual({ sent: 1, failed: 0, dead: 0 })
    expect(mailbox.mails.map(({ headers }) => headers['message-id'])).toEqual([`<${id}@127.0.0.1>`, `<${id}@127.0.0.1>`])
  })

  it('keeps no link and no code where the database can be read, sends it, and never sends one that has ended', async () => {
    const [fresh, old, notice] = [await write({ kind: 'reset_link', body: LINK }), await write({ kind: 'verification_link', body: LINK, at: after(-24 * 3600) }), await write({ body: LINK })]
    const before = JSON.stringify(await db.prisma.outboxMessage.findMany())
    expect(before).not.toContain('abcdefghijklmnop')
    expect(await sendDue(at(NOW), smtp)).toEqual({ sent: 2, failed: 0, dead: 1 })
    expect(mailbox.mails.map(({ text }) => text.trim())).toEqual([LINK, LINK])
    expect(await row(fresh)).toMatchObject({ sealed: null })
    expect(await row(notice)).toMatchObject({ sealed: null, body: 'Open [link] now' })
    expect(await row(old)).toMatchObject({ sentAt: null, lastError: 'What it carries had ended before it could be sent.' })
  })

  it('sends to nothing but an address of the account, exactly as it is on file', async () => {
    const other = (await writeExample(db)).email
    const strangers = ['b@attacker.example', other, `${email},b@attacker.example`, email.toUpperCase(), `${email}\r\nBcc: b@attacker.example`]
    const texts = HOSTILE_ADDRESSES.filter((address) => typeof address === 'string').filter((address) => !address.includes('\0'))
    for (const recipient of [...strangers, ...texts]) await write({ recipient })
    // Even where the record itself holds such a text.
    for (const value of texts) await db.prisma.accountContact.create({ data: { id: newId(), accountId, kind: 'email', value, valueKey: value, since: NOW, until: NOW } })
    for (let round = 0; round < 5; round += 1) await sendDue(at(NOW), smtp)
    expect(mailbox.mails).toEqual([])
    expect(await db.prisma.outboxMessage.count({ where: { deadAt: null } })).toBe(0)
  })

  it('lets nothing in a subject or a body become a header or a recipient', async () => {
    await write({ subject: 'Unlocked\r\nBcc: b@attacker.example\r\n\r\nbody', body: 'one\r\n.\r\nMAIL FROM:<x@attacker.example>\r\nRCPT TO:<b@attacker.example>' })
    await sendDue(at(NOW), smtp)
    expect(mailbox.mails.map(({ to, headers }) => [to, headers.bcc])).toEqual([[[email], undefined]])
    expect(mailbox.mails[0]?.text).toContain('RCPT TO')
  })
})
