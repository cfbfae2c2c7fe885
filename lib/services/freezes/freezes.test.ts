import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { publicUrl } from '@/lib/env'
import { RECOVERY_ACTIONS, type RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample } from '@/lib/testing/example-record'
import { agree, codeOf, prepareRecovery, proveFor, requestFor, throughTo } from '@/lib/testing/guarded'
import { startMailbox, type Mailbox } from '@/lib/testing/smtp'
import { liftBinding } from '../recoveries/bindings'
import { runDue } from '../approvals/run-due'
import { getAccount } from '../accounts/get-account'
import type { ServiceContext } from '../context'
import { OLD_ADDRESS_DAYS } from '../notices/addresses-of'
import { smtpTransport } from '../outbox/mail-transport'
import { sendDue } from '../outbox/send-due'
import { performRecovery } from '../recoveries/perform-recovery'
import { previewRecovery } from '../recoveries/preview-recovery'
import { listAlerts } from '../tickets/list-tickets'
import { liftFreeze } from './lift-freeze'
import { readDenial, repudiate } from './repudiate'

const DAY = 86_400_000
let db: Database
let mailbox: Mailbox
beforeAll(async () => {
  db = await testDatabase()
  mailbox = await startMailbox()
})
afterAll(async () => {
  await mailbox.down()
  await db.close()
})
beforeEach(async () => {
  await db.prisma.outboxMessage.deleteMany({ where: { sentAt: null } })
  mailbox.mails.length = 0
})

const person = (now = EXAMPLE_NOW): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'anybody' }, now, requestId: null, ip: '203.0.113.24' })
const later = (ms: number) => new Date(EXAMPLE_NOW.getTime() + ms)

/** Carries an action out on an account, with whatever addresses it has had before, and delivers what was written. */
async function act(action: RecoveryAction, more: { before?: (accountId: string) => Promise<void>; ctx?: ServiceContext } = {}) {
  const prepared = await prepareRecovery(db, action)
  await more.before?.(prepared.ids.accountId)
  const ctx = more.ctx ?? (await agentContext(db, 'approver'))
  const request = () => requestFor(ctx, action, prepared)
  const result = await throughTo(ctx, await agentContext(db, 'approver'), await request())
  for (let round = 0; round < 3; round += 1) await sendDue(person(), smtpTransport(mailbox.url, 'support@example.com'))
  return { ids: prepared.ids, ticket: prepared.ticket, prepared, ctx, result, request }
}

const linkIn = (text: string) => /\/not-me\/([\w-]+)/.exec(text)?.[1] ?? ''
const change = (accountId: string, email: string, at: Date) => db.prisma.account.update({ where: { id: accountId }, data: { email, emailKey: email, updatedAt: at } })

describe.each(RECOVERY_ACTIONS)('the notice of %s', (action) => {
  it('reaches every address on file over SMTP, the one replaced lately too, each with a link of its own that denies it', async () => {
    const fresh = `new-${newId()}@example.com`
    const { ids, result } = await act(action, { before: async (id) => void (await change(id, fresh, later(-OLD_ADDRESS_DAYS * DAY + 60_000))) })
    expect(result.messages).toBe(2)
    expect(mailbox.mails.flatMap(({ to }) => to).sort()).toEqual([ids.email, fresh].sort())
    const links = mailbox.mails.map(({ text }) => linkIn(text))
    expect(new Set(links).size).toBe(2)
    for (const link of links) {
      expect(mailbox.mails.every(({ text }) => text.includes(`${publicUrl()}/not-me/`))).toBe(true)
      // 256 bits, of which the row has the hash only.
      expect(Buffer.from(link, 'base64url').length).toBe(32)
      expect(await readDenial(person(), link)).toMatchObject({ state: 'open', what: recoveryOf(action).title })
    }
    const old = mailbox.mails.find(({ to }) => to[0] === ids.email)
    expect(old?.text).toContain('this address was on file until')
    // What gives access goes to the address on file now alone.
    expect(old?.text).not.toContain('login.example.com')
  })

  it('cannot be left out: nothing happens where it cannot be written', async () => {
    await db.pool.query(`CREATE FUNCTION no_notice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$`)
    await db.pool.query('CREATE TRIGGER no_notice BEFORE INSERT ON outbox_message FOR EACH ROW EXECUTE FUNCTION no_notice()')
    const before = await db.prisma.recovery.count()
    const code = await codeOf(act(action))
    await db.pool.query('DROP FUNCTION no_notice CASCADE')
    expect(code).not.toBe('done')
    expect(await db.prisma.recovery.count()).toBe(before)
  })

  it('answered, refuses this and every other recovery', async () => {
    const { ids, ticket, ctx } = await act(action)
    await repudiate(person(), linkIn(mailbox.mails[0]?.text ?? ''))
    for (const other of RECOVERY_ACTIONS) {
      const preview = await previewRecovery(ctx, { ticketId: ticket.id, action: other, subjectId: null })
      expect(preview).toMatchObject({ allowed: false, whyNot: expect.stringContaining('Frozen') as string })
      const request = { ticketId: ticket.id, action: other, subjectId: preview.subjectId, reason: 'Caller is on the line and named the ticket', override: 'It is right all the same', fingerprint: preview.fingerprint, idempotencyKey: newId() }
      expect(await codeOf(performRecovery(ctx, request))).toBe('forbidden')
    }
    expect(await db.prisma.auditEntry.count({ where: { targetId: ids.accountId, outcome: 'denied', action: { startsWith: 'recover:' } } })).toBe(RECOVERY_ACTIONS.length)
  })
})

describe('addresses', () => {
  it('are those of the last 30 days and the one on file, each once', async () => {
    const day = (days: number) => later(-days * DAY)
    const { ids } = await act('revoke_sessions', {
      before: async (id) => {
        await change(id, 'long-gone@example.com', day(50))
        await change(id, 'gone@example.com', day(OLD_ADDRESS_DAYS))
        await change(id, 'old@example.com', day(20))
        await change(id, 'back@example.com', day(10))
        await change(id, 'old@example.com', day(5))
      },
    })
    expect(mailbox.mails.flatMap(({ to }) => to).sort()).toEqual(['back@example.com', 'gone@example.com', 'old@example.com'])
    const contacts = await db.prisma.accountContact.findMany({ where: { accountId: ids.accountId, kind: 'email' }, orderBy: { since: 'asc' } })
    expect(contacts.map(({ value, until }) => [value, until === null])).toEqual([[ids.email, false], ['long-gone@example.com', false], ['gone@example.com', false], ['old@example.com', false], ['back@example.com', false], ['old@example.com', true]])
  })

  it('are kept whatever changes them: many at once, to none, and numbers as well', async () => {
    const { accountId } = await writeExample(db, { account: { phone: '+44 20 7946 4471', phoneKey: '442079464471' } })
    await db.pool.query(`UPDATE account SET phone = NULL, phone_key = NULL, email = '', updated_at = $2 WHERE id = $1`, [accountId, EXAMPLE_NOW])
    const rows = await db.prisma.accountContact.findMany({ where: { accountId } })
    expect(rows.map(({ kind, until }) => [kind, until]).sort()).toEqual([['email', EXAMPLE_NOW], ['phone', EXAMPLE_NOW]])
    await db.prisma.account.delete({ where: { id: accountId } })
    expect(await db.prisma.accountContact.count({ where: { accountId } })).toBe(0)
  })
})

describe('“this wasn’t me”', () => {
  it('does nothing when its page is opened, however often', async () => {
    const { ids } = await act('unlock_account')
    const link = linkIn(mailbox.mails[0]?.text ?? '')
    for (let open = 0; open < 20; open += 1) expect(await readDenial(person(), link)).toMatchObject({ state: 'open' })
    expect(await db.prisma.freeze.count({ where: { accountId: ids.accountId } })).toBe(0)
  })

  it('works once: freezes, opens a ticket before all others, tells everybody on file, and is audited', async () => {
    const { ids, ctx } = await act('unlock_account')
    const link = linkIn(mailbox.mails[0]?.text ?? '')
    mailbox.mails.length = 0
    const { ticketNumber } = await repudiate(person(), link)
    expect(await codeOf(repudiate(person(), link))).toBe('not_found')
    expect(await readDenial(person(), link)).toMatchObject({ state: 'used' })
    const [alert] = (await listAlerts(ctx)).filter(({ number }) => number === ticketNumber)
    expect(alert).toMatchObject({ alert: 'not_me', status: 'open', subject: '“This wasn\'t me”: unlock account' })
    expect(alert?.identifier).not.toContain(ids.email)
    expect((await getAccount(ctx, ids.accountId)).access.frozen).toEqual(EXAMPLE_NOW)
    await sendDue(person(), smtpTransport(mailbox.url, 'support@example.com'))
    expect(mailbox.mails.map(({ to, headers }) => [to, headers.subject])).toEqual([[[ids.email], 'Your account is protected: nothing more is changed for now']])
    const audit = await db.prisma.auditEntry.findMany({ where: { action: 'account.freeze', targetId: ids.accountId } })
    expect(audit).toMatchObject([{ actorKind: 'system', actorName: 'the person, by a notice', outcome: 'done', ip: null }])
    expect(JSON.stringify(audit, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(/203\.0\.113\.24|@example/)
  })

  it('ends what waits for the account, asked for or agreed', async () => {
    const { prepared, ctx } = await act('unlock_account')
    const link = linkIn(mailbox.mails[0]?.text ?? '')
    const ask = async (action: RecoveryAction, methods?: readonly string[]) => {
      const outcome = await performRecovery(ctx, { ...(await requestFor(ctx, action, prepared, methods)), override: 'It is right all the same' })
      return outcome.kind === 'asked' ? outcome.requestId : 'done'
    }
    const pending = await ask('issue_bypass')
    await db.prisma.account.update({ where: { id: prepared.ids.accountId }, data: { privileged: true } })
    const delayed = await ask('reset_mfa', ['identity_document', 'call_back'])
    await agree(await agentContext(db, 'approver'), delayed)
    expect((await db.prisma.recoveryRequest.findUniqueOrThrow({ where: { id: delayed } })).state).toBe('approved')
    await repudiate(person(), link)
    const ended = await db.prisma.recoveryRequest.findMany({ where: { id: { in: [pending, delayed] } } })
    expect(ended.map(({ state, stopHash }) => [state, stopHash])).toEqual([['cancelled', null], ['cancelled', null]])
    await runDue(db, later(25 * 3_600_000))
    expect(await db.prisma.recovery.count({ where: { accountId: prepared.ids.accountId } })).toBe(1)
    expect(await db.prisma.auditEntry.findFirst({ where: { action: 'account.freeze', targetId: prepared.ids.accountId } })).toMatchObject({ after: { 'Requests cancelled': '2' } })
  })

  it('ends after a week, and knows no link that never was', async () => {
    await act('unlock_account')
    const link = linkIn(mailbox.mails[0]?.text ?? '')
    expect(await readDenial(person(later(7 * DAY)), link)).toMatchObject({ state: 'ended' })
    expect(await codeOf(repudiate(person(later(7 * DAY)), link))).toBe('not_found')
    for (const wrong of ['', 'x', link.slice(1), `${link}x`, link.toLowerCase(), "' OR '1'='1", '../queue', newId()]) {
      expect(await readDenial(person(), wrong)).toBe(null)
      expect(await codeOf(repudiate(person(), wrong))).toBe('not_found')
    }
    expect(await codeOf(repudiate(person(later(7 * DAY - 1)), link))).toBe('done')
  })

  it.runIf(onPostgres)('answered 50 times at once freezes once and opens one ticket', async () => {
    const { ids } = await act('unlock_account')
    const link = linkIn(mailbox.mails[0]?.text ?? '')
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(repudiate(person(), link))))
    expect(codes.filter((code) => code === 'done').length).toBe(1)
    expect(await db.prisma.freeze.count({ where: { accountId: ids.accountId } })).toBe(1)
    expect(await db.prisma.ticket.count({ where: { accountId: ids.accountId, alert: 'not_me' } })).toBe(1)
  })

  it.runIf(onPostgres)('races a recovery: it is refused, or done before', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { ids, ctx, ticket } = await act('revoke_sessions')
      await db.prisma.accountSession.create({ data: { id: newId(), accountId: ids.accountId, kind: 'browser', label: 'Firefox', startedAt: EXAMPLE_NOW, lastSeenAt: EXAMPLE_NOW } })
      const { fingerprint } = await previewRecovery(ctx, { ticketId: ticket.id, action: 'revoke_sessions', subjectId: null })
      const input = { ticketId: ticket.id, action: 'revoke_sessions', subjectId: null, reason: 'Caller is on the line and named the ticket', override: null, fingerprint, idempotencyKey: newId() }
      const link = linkIn(mailbox.mails.find(({ to }) => to[0] === ids.email)?.text ?? '')
      const [code] = await Promise.all([codeOf(performRecovery(ctx, input)), repudiate(person(), link)])
      expect(['done', 'forbidden']).toContain(code)
      expect(await db.prisma.recovery.count({ where: { accountId: ids.accountId } })).toBe(code === 'done' ? 2 : 1)
      expect(await codeOf(performRecovery(ctx, { ...input, idempotencyKey: newId() }))).toBe('forbidden')
    }
  })

  it('has no effect where its audit cannot be written', async () => {
    const { ids } = await act('unlock_account')
    const link = linkIn(mailbox.mails[0]?.text ?? '')
    await db.pool.query(`CREATE FUNCTION audit_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$`)
    await db.pool.query('CREATE TRIGGER audit_is_full BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_full()')
    const code = await codeOf(repudiate(person(), link))
    await db.pool.query('DROP FUNCTION audit_is_full CASCADE')
    expect(code).not.toBe('done')
    expect(await db.prisma.freeze.count({ where: { accountId: ids.accountId } })).toBe(0)
    expect(await codeOf(repudiate(person(), link))).toBe('done')
  })

  it('is lifted by an approver with a reason, never by who did what was denied, and everybody is told', async () => {
    const doer = await agentContext(db, 'approver')
    const { ids } = await act('unlock_account', { ctx: doer })
    await repudiate(person(), linkIn(mailbox.mails[0]?.text ?? ''))
    const reason = 'Spoke with her on the number on file since 2021'
    const { id: freezeId } = await db.prisma.freeze.findFirstOrThrow({ where: { accountId: ids.accountId, liftedAt: null } })
    const given = { accountId: ids.accountId, reason }
    const proven = async (ctx: ServiceContext) => ({ ...given, stepUpProof: await proveFor(ctx, liftBinding(ids.accountId, freezeId)) })
    expect(await codeOf(liftFreeze(await agentContext(db, 'agent'), given))).toBe('forbidden')
    expect(await codeOf(liftFreeze(doer, await proven(doer)))).toBe('forbidden')
    const other = await agentContext(db, 'approver')
    await expect(liftFreeze(other, { ...given, reason: 'ok' })).rejects.toThrow(/characters/)
    mailbox.mails.length = 0
    // Not without a proof, nor with one for another freeze or of somebody else.
    for (const stepUpProof of ['', await proveFor(other, liftBinding(ids.accountId, newId())), (await proven(doer)).stepUpProof]) expect(await codeOf(liftFreeze(other, { ...given, stepUpProof }))).toBe('forbidden')
    const own = await proven(other)
    await liftFreeze(other, own)
    expect(await codeOf(liftFreeze(other, own))).toBe('not_found')
    await sendDue(person(), smtpTransport(mailbox.url, 'support@example.com'))
    expect(mailbox.mails.map(({ headers }) => headers.subject)).toContain('Support can help with your account again')
    expect((await getAccount(other, ids.accountId)).access.frozen).toBe(null)
  })
})
