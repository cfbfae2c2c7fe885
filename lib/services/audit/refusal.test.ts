import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { setLogLevel } from '@/lib/core/log'
import { openPostgres, type Database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { splitRecords } from '@/lib/formats/split-records'
import { toAppError } from '@/lib/http/problem'
import { previewRecovery } from '@/lib/services/recoveries/preview-recovery'
import { recoveryBinding } from '../recoveries/bindings'
import { performRecovery } from '@/lib/services/recoveries/perform-recovery'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample, writeTicket } from '@/lib/testing/example-record'
import { proveFor } from '@/lib/testing/guarded'
import { runProgram } from '@/lib/testing/run-program'
import type { ServiceContext } from '../context'
import { ingestConfig } from '../ingest/ingest-config'
import { ingestEvents } from '../ingest/ingest-events'
import { dropOldEvents } from '../purge/drop-old-events'
import { createTokenBinding } from '../settings/bindings'
import { createToken } from '../settings/tokens'
import { checkChain } from './check-chain'
import { writeAuditAlone } from './write-audit'

setLogLevel('silent')

let db: Database
let ctx: ServiceContext
beforeAll(async () => {
  db = await testDatabase()
  ctx = await agentContext(db, 'admin')
})
afterAll(() => db.close())

/** What a caller would be told: the code of the answer. */
const codeOf = (run: Promise<unknown>) => run.then(() => 'done', (error: unknown) => toAppError(error).code)

/** A locked account with its ticket and the request that unlocks it. */
async function locked() {
  const ids = await writeExample(db, { account: { lockedUntil: new Date(EXAMPLE_NOW.getTime() + 600_000), lockReason: '5 failed tries', failedAttempts: 5 } })
  const ticket = await writeTicket(db, ids, 'account-locked')
  const { fingerprint } = await previewRecovery(ctx, { ticketId: ticket.id, action: 'unlock_account', subjectId: null })
  const input = { ticketId: ticket.id, action: 'unlock_account', subjectId: null, reason: 'Caller is on the line and named the ticket', override: null, fingerprint, idempotencyKey: newId() }
  return { ids, input: { ...input, stepUpProof: await proveFor(ctx, recoveryBinding(input, ids.accountId)) } }
}

const token = (): ServiceContext => ({ ...ctx, actor: { kind: 'token', id: newId(), name: 'shipper', scopes: ['config:write'] } })
const setting = (value: string) => ({ records: splitRecords(JSON.stringify([{ environment: 'production', service: 'auth-service', key: 'SESSION_SECONDS', value }]), {}), key: 'k'.repeat(40) })

/** Three effects of three kinds, and what tells that none of them is there. */
async function effects() {
  const { ids, input } = await locked()
  const asked = { name: `t-${newId()}`, scopes: ['events:write'] }
  const stepUpProof = await proveFor(ctx, createTokenBinding(asked))
  const runs: Record<string, () => Promise<unknown>> = {
    recovery: () => performRecovery(ctx, input),
    settings: () => createToken(ctx, { ...asked, stepUpProof }),
    ingest: () => ingestConfig(token(), setting(newId())),
    export: () => writeAuditAlone(ctx, { action: 'audit.export', outcome: 'done', target: null }),
  }
  const state = async () => ({
    account: await db.prisma.account.findUnique({ where: { id: ids.accountId } }),
    recoveries: await db.prisma.recovery.count(),
    messages: await db.prisma.outboxMessage.count(),
    tokens: await db.prisma.apiToken.count(),
    settings: await db.prisma.configValue.findMany(),
    changes: await db.prisma.change.count(),
  })
  return { runs, state }
}

describe('no audit, no effect', () => {
  const FAULTS: [string, string, string][] = [
    ['the disk is full', `CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$; CREATE TRIGGER fault BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fault()`, 'DROP FUNCTION fault CASCADE'],
    ['the disk is full at the head', `CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$; CREATE TRIGGER fault BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION fault()`, 'DROP FUNCTION fault CASCADE'],
    ['the database is read-only', `CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cannot execute INSERT in a read-only transaction' USING ERRCODE = '25006'; END $$; CREATE TRIGGER fault BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fault()`, 'DROP FUNCTION fault CASCADE'],
    ['the right to insert is gone', `CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'permission denied for table audit_entry' USING ERRCODE = '42501'; END $$; CREATE TRIGGER fault BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fault()`, 'DROP FUNCTION fault CASCADE'],
    ['the table is gone', 'ALTER TABLE audit_entry RENAME TO audit_gone', 'ALTER TABLE audit_gone RENAME TO audit_entry'],
    ['the head is gone', 'ALTER TABLE audit_head DISABLE TRIGGER USER; CREATE TABLE kept AS TABLE audit_head; DELETE FROM audit_head', 'INSERT INTO audit_head SELECT * FROM kept; DROP TABLE kept; ALTER TABLE audit_head ENABLE TRIGGER USER'],
  ]

  it.each(FAULTS)('when %s: 503, and everything works again afterwards', async (_name, begin, end) => {
    const { runs, state } = await effects()
    const before = await state()
    await db.pool.query(begin)
    const codes = []
    for (const [name, run] of Object.entries(runs)) codes.push([name, await codeOf(run())])
    await db.pool.query(end)
    expect(codes).toEqual(Object.keys(runs).map((name) => [name, 'unavailable']))
    expect(await state()).toEqual(before)
    for (const run of Object.values(runs)) expect(await codeOf(run())).toBe('done')
    expect(await checkChain(db, EXAMPLE_NOW)).toMatchObject({ whole: true })
  })

  it.runIf(onPostgres)('when it hangs because somebody holds its head: 503 after seconds, not minutes', async () => {
    const { runs, state } = await effects()
    const before = await state()
    const holder = await db.pool.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM audit_head FOR UPDATE')
    const started = performance.now()
    const codes = await Promise.all(Object.values(runs).map((run) => codeOf(run())))
    expect(performance.now() - started).toBeLessThan(10_000)
    await holder.query('ROLLBACK')
    holder.release()
    expect(codes).toEqual(['unavailable', 'unavailable', 'unavailable', 'unavailable'])
    expect(await state()).toEqual(before)
    expect(await codeOf(runs.recovery?.() ?? Promise.reject(new Error('no such run')))).toBe('done')
  })

  it.runIf(onPostgres)('when its statement never ends: 503 when the time for statements is over', { timeout: 60_000 }, async () => {
    const url = String(db.pool.options.connectionString)
    const impatient = openPostgres(`${url}?options=-c%20statement_timeout%3D1500`, 4)
    impatient.pool.on('connect', (client) => void client.query('SET statement_timeout = 1500'))
    const { ids, input } = await locked()
    await db.pool.query('CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$; CREATE TRIGGER fault BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fault()')
    expect(await codeOf(performRecovery({ ...ctx, db: impatient }, input))).toBe('unavailable')
    await db.pool.query('DROP FUNCTION fault CASCADE')
    await impatient.close()
    expect(await db.prisma.account.findUnique({ where: { id: ids.accountId } })).toMatchObject({ failedAttempts: 5 })
    expect(await codeOf(performRecovery(ctx, input))).toBe('done')
  })
})

describe.runIf(onPostgres)('many at once', () => {
  it('50 writers, some of whom give up, leave numbers without a gap and a whole chain', { timeout: 120_000 }, async () => {
    const before = await db.prisma.auditEntry.count()
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async (_, writer) => {
        let written = 0
        for (let round = 0; round < 10; round += 1) {
          const givesUp = (writer + round) % 5 === 0
          await db.prisma
            .$transaction(async (tx) => {
              await tx.auditEntry.create({ data: { id: newId(), actorKind: 'system', actorName: `writer ${writer}`, action: 'test.race', outcome: 'done' } })
              if (givesUp) throw new Error('changed my mind')
            })
            .then(() => (written += 1), () => {})
        }
        return written
      }),
    )
    const written = outcomes.reduce((sum, each) => sum + each, 0)
    expect(written).toBe(400)
    const { rows } = await db.pool.query<{ seqs: string; top: string; count: string }>('SELECT count(DISTINCT seq) AS seqs, max(seq) AS top, count(*) AS count FROM audit_entry')
    expect(rows[0]).toEqual({ seqs: String(before + written), top: String(before + written), count: String(before + written) })
    expect(await checkChain(db, EXAMPLE_NOW)).toMatchObject({ whole: true, count: before + written })
  })
})

describe.runIf(onPostgres)('the rights of the roles', () => {
  let console_: Database
  let auditor: Database
  beforeAll(async () => {
    await db.pool.query(readFileSync('prisma/audit-roles.sql', 'utf8'))
    const as = (role: string) => openPostgres(`${db.pool.options.connectionString}?options=-c%20role%3D${role}`, 4)
    console_ = as('latchkey_app')
    auditor = as('latchkey_auditor')
  })
  afterAll(async () => {
    await console_.close()
    await auditor.close()
  })

  it('are those of the table', async () => {
    const rights = async (role: string, table: string) => {
      const { rows } = await db.pool.query<Record<string, boolean>>(`SELECT ${['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES'].map((right) => `has_table_privilege($1, $2, '${right}') AS "${right}"`).join(', ')}`, [role, table])
      return Object.entries(rows[0] ?? {}).filter(([, has]) => has).map(([right]) => right)
    }
    const audit = ['audit_entry', 'audit_anchor', 'audit_head', '_prisma_migrations']
    expect(await Promise.all(audit.map((table) => rights('latchkey_app', table)))).toEqual([['SELECT', 'INSERT'], ['SELECT', 'INSERT'], ['SELECT'], ['SELECT']])
    expect(await Promise.all(audit.map((table) => rights('latchkey_auditor', table)))).toEqual([['SELECT'], ['SELECT'], ['SELECT'], []])
    const tables = (await db.pool.query<{ name: string; owner: string }>(`SELECT relname AS name, pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`)).rows
    expect(new Set(tables.map(({ owner }) => owner))).toEqual(new Set(['latchkey_migrator']))
    for (const { name } of tables.filter(({ name: each }) => !audit.includes(each))) {
      expect(await rights('latchkey_app', name), name).toEqual(['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
      expect(await rights('latchkey_auditor', name), name).toEqual([])
    }
  })

  it('let the console do its work', async () => {
    const { input } = await locked()
    expect(await codeOf(performRecovery({ ...ctx, db: console_ }, input))).toBe('done')
    expect(await checkChain(auditor, EXAMPLE_NOW)).toMatchObject({ whole: true })
  })

  it('let the console make months of events and drop old ones, though it owns no table', async () => {
    const at = '2025-03-04T05:06:07Z'
    const sender: ServiceContext = { ...ctx, db: console_, actor: { kind: 'token', id: newId(), name: 'sender', scopes: ['events:write'] } }
    expect(await ingestEvents(sender, { records: [{ index: 0, value: { latchkey: 1, at, hop: 'auth', outcome: 'failure', reason: 'bad_password' } }] })).toMatchObject({ stored: 1 })
    expect(await dropOldEvents({ ...sender, actor: { kind: 'system', id: null, name: 'console' } }, 400)).toEqual(['auth_event_2025_03'])
    await expect(console_.pool.query('DROP TABLE auth_event_2026_11')).rejects.toMatchObject({ code: '42501' })
  })

  it('let an auditor run the program, and nothing more', async () => {
    const url = `${db.pool.options.connectionString}?options=-c%20role%3Dlatchkey_auditor`
    expect(runProgram({ DATABASE_URL: url, AUDIT_ANCHOR_DIR: env().AUDIT_ANCHOR_DIR ?? '' }, 'scripts/audit-verify.mjs')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Whole: \d+ entries/) })
    await expect(auditor.pool.query('SELECT FROM account')).rejects.toMatchObject({ code: '42501' })
    await expect(auditor.pool.query(`INSERT INTO audit_entry (id, actor_kind, actor_name, action, outcome) VALUES (gen_random_uuid(), 'system', 'x', 'x', 'done')`)).rejects.toMatchObject({ code: '42501' })
  })

  it.each([
    'UPDATE audit_entry SET reason = NULL', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry', 'ALTER TABLE audit_entry DISABLE TRIGGER ALL', 'DROP TRIGGER audit_entry_chain ON audit_entry', 'DROP TABLE audit_entry', 'ALTER TABLE audit_entry DROP COLUMN hash',
    'UPDATE audit_head SET seq = 0', 'DELETE FROM audit_head', 'INSERT INTO audit_head VALUES (2, 0, 0)', 'TRUNCATE audit_head', 'UPDATE audit_anchor SET seq = 0', 'DELETE FROM audit_anchor', 'TRUNCATE audit_anchor',
    `CREATE OR REPLACE FUNCTION audit_entry_chain() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`, 'CREATE TABLE mine (a int)', `SET session_replication_role = replica`,
  ])('refuse the console: %s', async (statement) => {
    await expect(console_.pool.query(statement)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('what is written into an entry', () => {
  const HOSTILE = ['line\r\nend {"v":1}', 'tab\tand\u000bvertical', '\u001b[31mred\u001b[0m\u001b]0;title\u0007', 'nul \u0000 byte', 'bidi \u202e\u2066\u2069 marks', 'lone \ud83d surrogate \udd11', 'next \u0085 \u2028 \u2029 lines', '\ufeff bom', 'x'.repeat(10_000)]
  /** Characters that end a line, drive a terminal, turn the text or cannot be stored. */
  const MARKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u

  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text]))('is one line whatever it holds: %s', async (_name, text) => {
    const actor = { ...ctx.actor, name: text } as ServiceContext['actor']
    const before = await db.prisma.auditEntry.count()
    await writeAuditAlone({ ...ctx, actor, requestId: text }, { action: 'test.hostile', outcome: 'done', target: { kind: 'account', id: text, name: text }, reason: text, before: { [text]: text, deep: { list: [text] } }, after: { text }, onBehalfOf: text, approvals: [{ by: text }] })
    const entry = await db.prisma.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    expect(await db.prisma.auditEntry.count()).toBe(before + 1)
    expect(entry.text).not.toMatch(MARKS)
    expect(entry.text.split('\n').length).toBe(1)
    expect(JSON.stringify(JSON.parse(entry.text))).not.toMatch(/\\u00|\\[rnt]/)
    expect(await checkChain(db, EXAMPLE_NOW)).toMatchObject({ whole: true })
  })

  it('is all of what an auditor asks for', async () => {
    const { actor } = await agentContext(db, 'approver')
    const stepUpId = newId()
    await writeAuditAlone({ ...ctx, actor: Object.assign(actor, { sessionId: newId(), strength: 'passkey' as const }) }, { action: 'recover:reset_mfa', outcome: 'done', target: { kind: 'account', id: 'a1', name: 'Maya Okafor' }, ticketId: newId(), reason: 'Lost phone', before: { Factors: '2' }, after: { Factors: '0' }, onBehalfOf: 'Maya Okafor, caller, 2 checks', stepUpId, approvals: [{ by: 'Tomasz Reuter', at: '2026-11-24T11:59:00Z', with: 'passkey' }] })
    const entry = await db.prisma.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    const said: Record<string, unknown> = JSON.parse(entry.text)
    expect(Object.entries(said).filter(([, value]) => value === null)).toEqual([])
    expect(said).toMatchObject({ strength: 'passkey', stepUpId, onBehalfOf: 'Maya Okafor, caller, 2 checks', approvals: [{ by: 'Tomasz Reuter' }], ip: '198.51.100.7' })
  })
})
