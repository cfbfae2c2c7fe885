import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { log } from '@/lib/core/log'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample, writeTicket } from '@/lib/testing/example-record'
import { proveFor } from '@/lib/testing/guarded'
import { startMailbox, type Mailbox } from '@/lib/testing/smtp'
import { toProblem } from '@/lib/http/problem'
import { findAccounts } from './accounts/find-accounts'
import { getAccount } from './accounts/get-account'
import { exportAudit } from './audit/export-audit'
import { getAudit } from './audit/get-audit'
import { listAudit } from './audit/list-audit'
import type { ServiceContext } from './context'
import { diagnoseRequest } from './diagnosis/diagnose-request'
import { exportDecisions } from './diagnosis/export-decisions'
import { getTrace } from './events/get-trace'
import { listEvents } from './events/list-events'
import { repudiate } from './freezes/repudiate'
import { ingestEvents } from './ingest/ingest-events'
import { listMessages } from './outbox/list-messages'
import { smtpTransport } from './outbox/mail-transport'
import { sendDue } from './outbox/send-due'
import { fittingRecoveries } from './recoveries/fitting-recoveries'
import { recoveryBinding } from './recoveries/bindings'
import { performRecovery } from './recoveries/perform-recovery'
import { previewRecovery } from './recoveries/preview-recovery'
import { reveal } from './reveals/reveal'
import { listFormats } from './settings/list-formats'
import { decideVerdict } from './tickets/decide-verdict'
import { exportCase, exportMarkdown } from './tickets/export-ticket'
import { groupQueue } from './tickets/group-queue'
import { listAlerts, listTickets } from './tickets/list-tickets'
import { openTicket } from './tickets/open-ticket'
import { saveExperience } from './tickets/save-experience'
import { viewTicket } from './tickets/view-ticket'
import { draftNote, draftReply } from './tickets/write-texts'
import { viewAfter } from './watches/view-after'

/** Personal data that stands nowhere else: whatever holds one of these shows somebody. */
const CANARIES = { name: 'zanzibar.quetzal', old: 'old.zanzibar', local: '44207946447183', phone: '+44 20 7946 447183', ip: '203.0.113.217', ipv6: '2001:db8:5a5a:77::c0de' }
const PERSONAL = /zanzibar|quetzal|7946 ?447183|203\.0\.113\.217|5a5a:77/i

let db: Database
let ctx: Awaited<ReturnType<typeof agentContext>>
let mailbox: Mailbox
let account: Awaited<ReturnType<typeof writeExample>>
let number: number
let ticketId: string
const email = `${CANARIES.name}@mail.example.com`

beforeAll(async () => {
  db = await testDatabase()
  mailbox = await startMailbox()
  ctx = await agentContext(db, 'admin')
  account = await writeExample(db, { account: { email: `${CANARIES.old}@mail.example.com`, emailKey: `${CANARIES.old}@mail.example.com`, phone: CANARIES.phone, phoneKey: CANARIES.local, lockedUntil: new Date(EXAMPLE_NOW.getTime() + 3_600_000), failedAttempts: 5 }, block: { kind: 'ip', address: CANARIES.ip, met: true } })
  await db.prisma.account.update({ where: { id: account.accountId }, data: { email, emailKey: email, updatedAt: new Date(EXAMPLE_NOW.getTime() - 60_000) } })
  const shipper: ServiceContext = { ...ctx, actor: { kind: 'token', id: newId(), name: 'shipper', scopes: ['events:write'] } }
  const event = (ip: string, more: object = {}) => ({ latchkey: 1, sourceId: newId(), at: new Date(EXAMPLE_NOW.getTime() - 30_000).toISOString(), environment: account.environment, service: 'auth-service', hop: 'auth', outcome: 'failure', reason: 'account_locked', attempted: email, ip, message: `locked for ${email} from ${ip}`, traceId: 'canary', ...more })
  const values = [event(CANARIES.ip), event(CANARIES.ipv6), `nobody knows this line of ${email} at ${CANARIES.ip}, ${CANARIES.phone}`]
  await ingestEvents(shipper, { records: values.map((value, index) => ({ index, value })), environment: account.environment })
  number = await openTicket(ctx, { subject: `${email} cannot get in from ${CANARIES.ip}`, channel: 'phone', environment: account.environment, identifier: email, reporterName: 'Caller', reporterEmail: email, message: `Account ${email} is locked`, url: `https://login.example.com/?u=${encodeURIComponent(email)}`, intake: `call me at ${CANARIES.phone}\nmy address is ${CANARIES.ipv6}` })
  ticketId = (await db.prisma.ticket.findUniqueOrThrow({ where: { number } })).id
})
afterAll(async () => {
  await mailbox.down()
  await db.close()
})

const text = (value: unknown) => JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner instanceof Map ? [...(inner as Map<unknown, unknown>)] : inner))
async function all(lines: AsyncGenerator<string>): Promise<string> {
  let whole = ''
  for await (const line of lines) whole += line
  return whole
}

/** What a page, an answer or a file is made of. The evidence for the engine is not handed to a page and is left out. */
const VIEWS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['the queue', async () => groupQueue((await listTickets(ctx, { view: 'all', status: 'any' })).rows, ctx, await listAlerts(ctx))],
  ['a search by e-mail', () => findAccounts(ctx, { q: email })],
  ['a search by phone', () => findAccounts(ctx, { q: CANARIES.phone })],
  ['the list of accounts', () => findAccounts(ctx, {})],
  ['an account', () => getAccount(ctx, account.accountId)],
  ...(['experience', 'record', 'changes', 'logs', 'verdict'] as const).map((step) => [`the step ${step}`, async () => {
    const { evidence: _, gathered: { caseFile: __, ...gathered }, ...view } = await viewTicket(ctx, number, step)
    return [view, gathered, draftNote({ ...gathered, caseFile: {} as never }, view.verdict, view.cause), draftReply({ ...gathered, caseFile: {} as never }, view.cause, true)]
  }] as const),
  ['events', () => listEvents(ctx, { outcome: 'any', q: email })],
  ['events by address', () => listEvents(ctx, { outcome: 'any', q: CANARIES.ip })],
  ['an attempt', () => getTrace(ctx, 'canary')],
  ['formats', () => listFormats(ctx)],
  ['the recoveries', () => fittingRecoveries(ctx, ticketId)],
  ['a preview', () => previewRecovery(ctx, { ticketId, action: 'unlock_account' })],
  ['what became of it', () => viewAfter(ctx, ticketId)],
  ['messages', async () => [await listMessages(ctx, { view: 'waiting' }), await listMessages(ctx, { view: 'dead' })]],
  ['the audit', async () => {
    const { rows } = await listAudit(ctx, { limit: 200 })
    return [rows, await Promise.all(rows.map(({ seq }) => getAudit(ctx, seq)))]
  }],
  ['the audit as CSV', async () => all((await exportAudit(ctx, { format: 'csv', q: email })).lines)],
  ['the audit as NDJSON', async () => all((await exportAudit(ctx, { format: 'ndjson' })).lines)],
  ['a case file', () => exportCase(ctx, number)],
  ['a ticket as Markdown', () => exportMarkdown(ctx, number)],
  ['decisions', async () => all((await exportDecisions(ctx)).lines)],
  ['an answer of the API', async () => diagnoseRequest(text({ version: 1, experience: { message: `Account ${email} is locked` }, account: { email }, logs: [{ raw: { latchkey: 1, at: EXAMPLE_NOW.toISOString(), hop: 'auth', outcome: 'failure', reason: 'account_locked', attempted: email, ip: CANARIES.ip } }] }))],
]

describe('personal data', () => {
  beforeAll(async () => {
    await decideVerdict(ctx, { number, decision: 'corrected', correctedCause: 'account-locked', reason: `Spoke with ${email}, who rang from ${CANARIES.phone}` })
    const { fingerprint } = await previewRecovery(ctx, { ticketId, action: 'unlock_account' })
    const asked = { ticketId, action: 'unlock_account', subjectId: null, fingerprint }
    const stepUpProof = await proveFor(ctx, recoveryBinding(asked, account.accountId))
    await performRecovery(ctx, { ...asked, reason: `${email} rang from ${CANARIES.phone}`, override: null, idempotencyKey: newId(), stepUpProof })
    await reveal(ctx, { what: 'account.email', id: account.accountId, ticket: number, reason: `Mail to ${email} comes back` })
  })

  it('is planted: the database has it, and this test would see it', async () => {
    expect(text(await db.prisma.account.findMany())).toMatch(PERSONAL)
    expect(text(await db.prisma.authEvent.findMany())).toMatch(/5a5a:77/)
    expect(text(await db.prisma.ticket.findMany({ include: { experience: true } }))).toMatch(PERSONAL)
  })

  it.each(VIEWS)('is masked in %s', async (_name, view) => {
    const shown = text(await view())
    expect(shown.length).toBeGreaterThan(2)
    expect(PERSONAL.exec(shown)?.[0] ?? null, shown.slice(Math.max(0, shown.search(PERSONAL) - 120), shown.search(PERSONAL) + 120)).toBe(null)
  })

  it('stands in no row of the audit', async () => expect(text(await db.prisma.auditEntry.findMany())).not.toMatch(PERSONAL))

  it('is not lost by being masked: a form that comes back untouched changes nothing', async () => {
    const { gathered } = await viewTicket(ctx, number, 'experience')
    const { experience, version } = gathered.ticket
    expect(experience?.message).toBe('Account z•••@mail.example.com is locked')
    await saveExperience(ctx, { number, version, message: experience?.message, url: experience?.url, symptom: experience?.symptom, statusCode: '423', scope: 'one_user' })
    expect(await db.prisma.experience.findUnique({ where: { ticketId } })).toMatchObject({ message: `Account ${email} is locked`, url: `https://login.example.com/?u=${encodeURIComponent(email)}`, statusCode: 423 })
  })

  it('is in no line of the log and in no answer to an error', async () => {
    const lines: string[] = []
    const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((spy) => spy.mockImplementation((line: string) => void lines.push(line)))
    log.warn('canary', { cause: `Key (email)=(${email}) exists, from ${CANARIES.ip}` })
    const problem = toProblem(new Error(`insert failed for ${email} at ${CANARIES.ipv6}, ${CANARIES.phone}`), 'r')
    for (const spy of spies) spy.mockRestore()
    expect(lines.length).toBe(2)
    expect(lines.join('\n') + text(problem)).not.toMatch(PERSONAL)
  })
})

describe('secrets', () => {
  it('are in no row of any table, from the moment they are made until they are used', async () => {
    const ids = await writeExample(db)
    const ticket = await writeTicket(db, ids, 'wrong-password')
    const { fingerprint } = await previewRecovery(ctx, { ticketId: ticket.id, action: 'send_reset_link' })
    const dump = async () => {
      const { rows } = await db.pool.query<{ name: string }>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`)
      const tables = await Promise.all(rows.map(({ name }) => db.pool.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`)))
      return tables.flatMap((table) => table.rows.map(({ row }) => row)).join('\n')
    }
    await performRecovery(ctx, { ticketId: ticket.id, action: 'send_reset_link', subjectId: null, reason: 'Caller is on the line and named the ticket', override: null, fingerprint, idempotencyKey: newId() })
    const [waiting] = [await dump()]
    mailbox.mails.length = 0
    for (let round = 0; round < 5; round += 1) await sendDue({ ...ctx, actor: { kind: 'system', id: null, name: 'console' } }, smtpTransport(mailbox.url, 'support@example.com'))
    const mail = mailbox.mails.find(({ to }) => to[0] === ids.email)?.text ?? ''
    const secrets = [/reset\?token=([\w-]{43})/.exec(mail)?.[1], /\/not-me\/([\w-]{43})/.exec(mail)?.[1]]
    const sent = await dump()
    await repudiate({ ...ctx, actor: { kind: 'system', id: null, name: 'anybody' } }, secrets[1] ?? '')
    const used = await dump()
    for (const secret of secrets) {
      expect(secret?.length).toBe(43)
      for (const table of [waiting, sent, used]) expect(table).not.toContain(secret)
    }
  })
})
