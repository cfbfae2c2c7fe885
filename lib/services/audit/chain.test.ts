import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { setLogLevel } from '@/lib/core/log'
import type { Database } from '@/lib/db/client'
import { auditPlaces } from '@/lib/env'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import { runProgram } from '@/lib/testing/run-program'
import type { ServiceContext } from '../context'
import { auditIngest } from '../ingest/audit-ingest'
import { inTransaction } from '../ingest/bulk'
import { anchorAudit, anchorIsDue, keptAnchors } from './anchor-audit'
import { chainState, checkAudit } from './chain-state'
import { checkChain } from './check-chain'
import { exportAudit } from './export-audit'
import { writeAudit, writeAuditAlone } from './write-audit'

const NOW = new Date('2026-11-24T12:00:00Z')
const GENESIS = '0'.repeat(64)
setLogLevel('silent')

let db: Database
let ctx: ServiceContext

async function fresh() {
  db = await testDatabase()
  ctx = await agentContext(db, 'approver')
  rmSync(auditPlaces().anchorDir, { recursive: true, force: true })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const write = (action = 'test.write', more: object = {}) => writeAuditAlone(ctx, { action, outcome: 'done', target: null, ...more })
const entries = () => db.prisma.auditEntry.findMany({ orderBy: { seq: 'asc' } })

/** Runs statements as somebody who owns the tables and has switched their triggers off. */
async function tamper(...statements: string[]) {
  for (const table of ['audit_entry', 'audit_head', 'audit_anchor']) await db.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  for (const statement of statements) await db.pool.query(statement)
  for (const table of ['audit_entry', 'audit_head', 'audit_anchor']) await db.pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
}

describe('every entry is chained', () => {
  beforeAll(fresh)
  afterAll(() => db.close())

  it('whichever way it is inserted, and whatever the insert says of its place', async () => {
    await write()
    await db.prisma.$transaction((tx) => writeAudit(tx, ctx, { action: 'test.effect', outcome: 'done', target: { kind: 'account', id: newId(), name: 'Maya' }, before: { lock: 'yes' }, after: { lock: 'no' } }))
    await inTransaction(db, (client) => auditIngest(client, ctx, 'ingest.changes_written', 3))
    await db.prisma.auditEntry.createMany({ data: [1, 2, 3].map((each) => ({ id: newId(), seq: 900 + each, prev: 'mine', hash: 'mine', text: 'mine', actorKind: 'system', actorName: 'bulk', action: 'test.bulk', outcome: 'done', ip: '2001:db8::1' })) })
    const all = await entries()
    expect(all.map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4, 5, 6])
    all.forEach(({ prev, text, hash }, index) => {
      expect(prev).toBe(all[index - 1]?.hash ?? GENESIS)
      expect(hash).toBe(sha256(`latchkey-audit-1\n${prev}\n${text}`))
    })
    expect(JSON.parse(all[1]?.text ?? '')).toMatchObject({ v: 1, seq: 2, actorId: ctx.actor.id, action: 'test.effect', before: { lock: 'yes' }, ip: '198.51.100.7', requestId: ctx.requestId, appVersion: expect.stringMatching(/^\d/) })
    expect(await db.prisma.auditHead.findMany()).toEqual([{ id: 1, seq: 6n, hash: all.at(-1)?.hash }])
  })

  it('leaves no gap where a transaction or a savepoint is rolled back, or an id is there already', async () => {
    const before = (await entries()).length
    await expect(db.prisma.$transaction(async (tx) => { await writeAudit(tx, ctx, { action: 'test.gone', outcome: 'done', target: null }); throw new Error('stop') })).rejects.toThrow('stop')
    const id = (await entries())[0]?.id
    await expect(db.pool.query(`INSERT INTO audit_entry (id, actor_kind, actor_name, action, outcome) VALUES ($1, 'system', 'x', 'x', 'done') ON CONFLICT DO NOTHING`, [id])).rejects.toMatchObject({ code: '23505' })
    await inTransaction(db, async (client) => {
      await client.query('SAVEPOINT here')
      await auditIngest(client, ctx, 'test.gone', 1)
      await client.query('ROLLBACK TO SAVEPOINT here')
      await auditIngest(client, ctx, 'test.kept', 1)
    })
    expect((await entries()).map(({ seq }) => Number(seq))).toEqual(Array.from({ length: before + 1 }, (_, index) => index + 1))
    expect(await checkChain(db, NOW)).toMatchObject({ whole: true, count: before + 1 })
  })

  it.each(['audit_entry', 'audit_head', 'audit_anchor'])('%s refuses every change with 42501', async (table) => {
    await anchorAudit(db, NOW)
    const column = table === 'audit_head' ? 'hash' : 'text'
    for (const statement of [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) await expect(db.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' })
    if (table === 'audit_head') await expect(db.pool.query(`INSERT INTO audit_head (id, seq, hash) VALUES (2, 0, '')`)).rejects.toThrow()
  })

  it('hashes every character as the program reads it', async () => {
    await write('test.characters', { reason: 'quote " slash \\ / é 漢 \u{1f511} \u007f <>&', before: { 'key "a"': 'back\\slash', n: 1.5, big: 1e21, list: [true, null, 'x'], deep: { a: { b: 'c' } } }, after: {}, approvals: [{ by: 'Tomasz', at: '09:24:40' }] })
    await db.pool.query(`INSERT INTO audit_entry (id, actor_kind, actor_name, action, outcome, reason, before, ip) VALUES ('${newId()}', 'system', E'tab\\there\\u0001\\u001f', 'raw', 'done', E'line\\r\\nend \\u2028 \\u202e', '{"b":1,"a":12345678901234567890.10,"é":"\\u0007"}', '10.0.0.0/8'), ('${newId()}', 'system', '', 'raw', 'done', NULL, 'null', '::ffff:10.1.1.1')`)
    expect(await checkChain(db, NOW)).toMatchObject({ whole: true, fault: null })
  })
})

describe('what was there before the chain', () => {
  it('is chained by the migration, in its order and without gaps', async () => {
    await fresh()
    await db.pool.query('DROP TABLE audit_entry, audit_head, audit_anchor CASCADE; DROP FUNCTION audit_entry_chain, audit_proof_is_append_only, audit_entry_is_append_only')
    const folder = (name: string) => readFileSync(`prisma/migrations/${name}/migration.sql`, 'utf8')
    const statement = (text: string, start: RegExp) => text.split(/;\s*\n(?=\n|--|CREATE|ALTER)/).filter((each) => start.test(each)).map((each) => `${each};`)
    const records = folder('20261124000100_records')
    for (const each of [...statement(records, /CREATE TABLE "audit_entry"/), ...statement(records, /INDEX "audit_entry_/)]) await db.pool.query(each)
    const rules = folder('20261124000200_rules')
    await db.pool.query(rules.slice(rules.indexOf('-- The audit is append-only'), rules.indexOf('-- A block is for')))
    for (let index = 1; index <= 250; index += 1) await db.pool.query(`INSERT INTO audit_entry (id, seq, actor_kind, actor_name, action, outcome, after) VALUES ($1, $2, 'agent', 'Ines', $3, 'done', $4)`, [newId(), index * 3, `old.${index}`, { index }])
    await db.pool.query(`BEGIN; ${folder('20261128103000_audit_chain')}; COMMIT`)
    const rows = (await db.pool.query<{ seq: string; action: string }>('SELECT seq, action FROM audit_entry ORDER BY seq')).rows
    expect(rows.map(({ seq, action }) => `${seq} ${action}`)).toEqual(Array.from({ length: 250 }, (_, index) => `${index + 1} old.${index + 1}`))
    await write()
    expect(await checkChain(db, NOW)).toMatchObject({ whole: true, count: 251 })
    await expect(db.pool.query('DELETE FROM audit_entry')).rejects.toMatchObject({ code: '42501' })
    await db.close()
  })
})

describe('the check by the program', () => {
  let outside: string
  const anchorFile = () => path.join(auditPlaces().anchorDir, 'anchors.ndjson')
  const TABLES = ['audit_entry', 'audit_head', 'audit_anchor']

  beforeAll(async () => {
    await fresh()
    for (let index = 1; index <= 12; index += 1) {
      await write(`test.${index}`, { reason: `reason ${index}`, before: { n: 'before' }, target: { kind: 'account', id: `a${index}`, name: 'Maya' }, ticketId: newId(), stepUpId: newId(), onBehalfOf: 'Maya', strength: 'totp', approvals: [{ by: 'Tomasz' }] })
      if (index % 4 === 0) await anchorAudit(db, new Date(NOW.getTime() + index))
    }
    outside = readFileSync(anchorFile(), 'utf8')
    for (const table of TABLES) await db.pool.query(`CREATE TABLE true_${table} AS TABLE ${table}`)
  })
  // Every test begins with what is true.
  beforeEach(async () => {
    writeFileSync(anchorFile(), outside)
    await tamper(...TABLES.flatMap((table) => [`DELETE FROM ${table}`, `INSERT INTO ${table} SELECT * FROM true_${table}`]), 'CREATE UNIQUE INDEX IF NOT EXISTS audit_entry_seq_key ON audit_entry (seq)')
  })
  afterAll(() => db.close())

  it('finds a whole audit whole, and says so on the page and in the audit', async () => {
    expect(await checkChain(db, NOW)).toMatchObject({ whole: true, count: 12, seq: 12, anchored: 12, anchors: 3, fault: null, faults: [] })
    expect(await checkAudit(ctx)).toMatchObject({ whole: true })
    expect(await chainState(ctx)).toMatchObject({ head: { seq: '13' }, anchor: { n: 3, seq: '12' }, check: { whole: true, count: 12 } })
    expect((await entries()).at(-1)).toMatchObject({ action: 'audit.check', outcome: 'done', after: { entries: 12 } })
  })

  const COLUMNS = [
    ['id', `gen_random_uuid()`], ['at', `at + interval '1 millisecond'`], ['actor_kind', `'system'`], ['actor_id', 'NULL'], ['actor_name', `'Somebody'`], ['session_id', 'gen_random_uuid()'], ['strength', `'passkey'`], ['step_up_id', 'NULL'],
    ['on_behalf_of', 'NULL'], ['action', `'test.other'`], ['outcome', `'denied'`], ['target_kind', `'ticket'`], ['target_id', `'b'`], ['target_name', 'NULL'], ['ticket_id', 'NULL'], ['reason', `reason || ' '`], ['before', `'{"n": "other"}'`], ['after', `'{}'`],
    ['approvals', `'[]'`], ['ip', `'203.0.113.9'`], ['request_id', `'other'`], ['app_version', `'9'`], ['prev', `repeat('a', 64)`], ['hash', `repeat('a', 64)`], ['text', `replace(text, '"v":1', '"v": 1')`],
  ] as const

  it.each(COLUMNS)('names an entry whose %s was changed', async (column, value) => {
    await tamper(`UPDATE audit_entry SET ${column} = ${value} WHERE seq = 7`)
    const check = await checkChain(db, NOW)
    expect(check).toMatchObject({ whole: false, fault: { seq: 7, from: 7, to: 7 } })
    if (!['prev', 'hash', 'text'].includes(column)) expect(check.fault?.why).toBe(`its column ${column} is not what was hashed`)
    expect((await checkAudit(ctx)).whole).toBe(false)
    expect((await entries()).at(-1)).toMatchObject({ action: 'audit.check', outcome: 'failed', after: { entry: 7 } })
  })

  const rechain = `DO $$ DECLARE entry record; link text := (SELECT hash FROM audit_entry WHERE seq = 5); BEGIN
    FOR entry IN SELECT seq, text FROM audit_entry WHERE seq > 5 ORDER BY seq LOOP
      UPDATE audit_entry SET prev = link, hash = encode(sha256(convert_to('latchkey-audit-1' || E'\\n' || link || E'\\n' || text, 'UTF8')), 'hex') WHERE seq = entry.seq RETURNING hash INTO link;
    END LOOP; UPDATE audit_head SET hash = link; END $$`

  it.each([
    ['a deleted entry', ['DELETE FROM audit_entry WHERE seq = 6'], { seq: 6, from: 6, to: 6 }],
    ['several deleted', ['DELETE FROM audit_entry WHERE seq BETWEEN 3 AND 5'], { seq: 3, from: 3, to: 5 }],
    ['a deleted one, numbers closed up', ['DELETE FROM audit_entry WHERE seq = 6', 'UPDATE audit_entry SET seq = seq - 1000 WHERE seq > 6', 'UPDATE audit_entry SET seq = seq + 999 WHERE seq < 0', 'UPDATE audit_head SET seq = 11'], { seq: 6, from: 6, to: 6 }],
    ['an inserted one', ['DROP INDEX audit_entry_seq_key', `INSERT INTO audit_entry (id, seq, actor_kind, actor_name, action, outcome, prev, text, hash) SELECT 'ffffffff-ffff-7fff-bfff-ffffffffffff', seq, actor_kind, actor_name, action, outcome, prev, text, hash FROM audit_entry WHERE seq = 5`], { seq: 5 }],
    ['one before the first', [`INSERT INTO audit_entry (id, seq, actor_kind, actor_name, action, outcome) VALUES (gen_random_uuid(), 0, 'system', 'x', 'x', 'done')`], { seq: 0 }],
    ['two swapped', ['UPDATE audit_entry SET seq = -seq WHERE seq IN (4, 9)', 'UPDATE audit_entry SET seq = 13 + seq WHERE seq < 0'], { seq: 4, from: 4, to: 4 }],
    ['a cut tail', ['DELETE FROM audit_entry WHERE seq > 9'], { seq: 10, from: 10, to: 12 }],
    ['a cut tail, the head moved back', ['DELETE FROM audit_entry WHERE seq > 9', 'UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1)'], { seq: 10, from: 10, to: 12 }],
    ['all of it gone', ['DELETE FROM audit_entry', `UPDATE audit_head SET seq = 0, hash = repeat('0', 64)`], { seq: 1, from: 1, to: 12 }],
    ['everything rewritten from an entry on', [`UPDATE audit_entry SET reason = 'Another story', text = replace(text, 'reason 6', 'Another story') WHERE seq = 6`, rechain], { seq: 5, from: 5, to: 8 }],
    ['a fork', ['DELETE FROM audit_entry WHERE seq > 8', 'UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_entry WHERE seq = 7)', 'DELETE FROM audit_entry WHERE seq = 8', 'ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_chain', 'ALTER TABLE audit_head DISABLE TRIGGER USER', ...Array.from({ length: 5 }, () => `INSERT INTO audit_entry (id, actor_kind, actor_name, action, outcome) VALUES (gen_random_uuid(), 'system', 'x', 'x', 'done')`)], { seq: 5, from: 5, to: 8 }],
  ] as const)('finds and places %s', async (_name, statements, fault) => {
    await tamper(...statements)
    const check = await checkChain(db, NOW)
    expect(check.whole).toBe(false)
    expect(check.fault).toMatchObject(fault)
  })

  it.each([
    ['an anchor deleted in the database', 'DELETE FROM audit_anchor WHERE n = 2', /anchor 2 .*in the database/],
    ['the last anchor deleted in the database', 'DELETE FROM audit_anchor WHERE n = 3', /anchor 3 is missing in the database/],
    ['an anchor that says otherwise', `UPDATE audit_anchor SET text = replace(text, '"seq":8', '"seq":7') WHERE n = 2`, /anchor 2 is not signed by this key/],
  ])('finds %s', async (_name, statement, why) => {
    await tamper(statement)
    const check = await checkChain(db, NOW)
    expect(check.whole).toBe(false)
    expect(check.faults.join()).toMatch(why)
  })

  it('finds anchors cut in the folder by those of the database, and those changed there by their signature', async () => {
    const file = anchorFile()
    const lines = outside.trimEnd().split('\n')
    writeFileSync(file, `${lines.slice(0, 2).join('\n')}\n`)
    await tamper('DELETE FROM audit_entry WHERE seq > 10', 'UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1)')
    expect((await checkChain(db, NOW)).fault).toMatchObject({ from: 11, to: 12 })
    writeFileSync(file, `${lines.join('\n').replace('\\"seq\\":8', '\\"seq\\":9')}\n`)
    expect((await checkChain(db, NOW)).faults.join()).toMatch(/anchor 2 is not signed by this key \(in the folder/)
  })
})

describe('anchors', () => {
  beforeEach(async () => {
    await fresh()
    return () => db.close()
  })

  it('are due at once, after an hour, or after many entries', async () => {
    expect(await anchorIsDue(db, NOW)).toBe(true)
    await anchorAudit(db, NOW)
    expect(await anchorIsDue(db, new Date(NOW.getTime() + 3_599_000))).toBe(false)
    expect(await anchorIsDue(db, new Date(NOW.getTime() + 3_600_000))).toBe(true)
    await db.prisma.auditEntry.createMany({ data: Array.from({ length: 1000 }, () => ({ id: newId(), actorKind: 'system', actorName: 'x', action: 'x', outcome: 'done' })) })
    expect(await anchorIsDue(db, NOW)).toBe(true)
  })

  it('lie outside the database, signed, each with the hash of the one before, and the key readable by its owner only', async () => {
    await write()
    await anchorAudit(db, NOW)
    await write()
    await anchorAudit(db, NOW)
    const { anchorDir, keyFile } = auditPlaces()
    const [first, second] = keptAnchors(anchorDir).map(({ text }) => ({ text, said: JSON.parse(text) as Record<string, unknown> }))
    expect(first?.said).toMatchObject({ latchkey: 'audit-anchor', v: 1, n: 1, seq: 1, previous: GENESIS })
    expect(second?.said).toMatchObject({ n: 2, seq: 2, previous: sha256(first?.text ?? '') })
    expect(existsSync(path.join(anchorDir, 'public.pem'))).toBe(true)
    const mode = spawnSync('stat', ['-c', '%a', keyFile], { encoding: 'utf8' }).stdout.trim()
    if (process.platform === 'linux') expect(mode).toBe('600')
    const everything = JSON.stringify((await db.pool.query('SELECT * FROM audit_anchor')).rows)
    expect(everything).not.toContain(readFileSync(keyFile, 'utf8').split('\n')[1])
  })

  it('that a crash kept from the folder follow with the next', async () => {
    const { anchorDir } = auditPlaces()
    await anchorAudit(db, NOW)
    const file = path.join(anchorDir, 'anchors.ndjson')
    const kept = readFileSync(file, 'utf8')
    await anchorAudit(db, NOW)
    writeFileSync(file, kept)
    expect((await checkChain(db, NOW)).whole).toBe(true)
    await anchorAudit(db, NOW)
    expect(keptAnchors(anchorDir).length).toBe(3)
  })

  it('of another story are left where they are, and the check says so', async () => {
    const { anchorDir } = auditPlaces()
    await anchorAudit(db, NOW)
    await anchorAudit(db, NOW)
    await tamper('DELETE FROM audit_anchor WHERE n = 2')
    const before = readFileSync(path.join(anchorDir, 'anchors.ndjson'), 'utf8')
    await write()
    await anchorAudit(db, NOW)
    expect(readFileSync(path.join(anchorDir, 'anchors.ndjson'), 'utf8')).toBe(before)
    expect((await checkChain(db, NOW)).faults.join()).toMatch(/anchor 2 is another in the database/)
  })

  it.runIf(onPostgres)('of several instances at once make one chain', async () => {
    await Promise.all(Array.from({ length: 8 }, () => anchorAudit(db, NOW)))
    expect(keptAnchors(auditPlaces().anchorDir).length).toBe(8)
    expect(await checkChain(db, NOW)).toMatchObject({ whole: true, anchors: 8 })
  })
})

describe('an export', () => {
  let home: string
  beforeAll(async () => {
    await fresh()
    home = mkdtempSync(path.join(tmpdir(), 'latchkey-export-'))
    for (let index = 1; index <= 30; index += 1) await write(index % 3 ? 'test.one' : 'test.two', { reason: `reason ${index}` })
    await anchorAudit(db, NOW)
  })
  afterAll(async () => {
    rmSync(home, { recursive: true, force: true })
    await db.close()
  })

  async function exported(filters: object, change: (lines: string[]) => string[] = (lines) => lines) {
    let text = ''
    for await (const part of (await exportAudit(ctx, { format: 'ndjson', ...filters })).lines) text += part
    const file = path.join(home, `${newId()}.ndjson`)
    writeFileSync(file, `${change(text.trimEnd().split('\n')).join('\n')}\n`)
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/audit-verify.mjs', file, '--anchors', auditPlaces().anchorDir], { encoding: 'utf8' })
    return { status, said: stdout + stderr }
  }

  it('is whole by the program, under filters too', async () => {
    expect(await exported({})).toMatchObject({ status: 0, said: expect.stringContaining('Whole: 30 entries') })
    expect(await exported({ action: 'test.two' })).toMatchObject({ status: 0, said: expect.stringContaining('Whole: 10 entries') })
    expect(await exported({ action: 'nothing' })).toMatchObject({ status: 0, said: expect.stringContaining('Whole: 0 entries') })
  })

  it.each([
    ['cut at the end', {}, (lines: string[]) => lines.slice(0, 20), /no seal/],
    ['cut at the end, the seal kept', {}, (lines: string[]) => [...lines.slice(0, 20), lines.at(-1) ?? ''], /speaks of 3\d entries, here are 20/],
    ['one taken out under filters', { action: 'test.two' }, (lines: string[]) => lines.toSpliced(4, 1), /seal speaks of 10 entries, here are 9/],
    ['without its seal under filters', { action: 'test.two' }, (lines: string[]) => lines.slice(0, -1), /no seal/],
    ['one text changed', { action: 'test.two' }, (lines: string[]) => lines.map((line) => line.replace('reason 12', 'reason 13')), /first wrong entry is 12\b.*hash/],
    ['a seal that says less', { action: 'test.two' }, (lines: string[]) => lines.map((line) => line.replace('\\"count\\":10', '\\"count\\":9')).toSpliced(4, 1), /seal of the export is not signed/],
    ['lines after the seal', {}, (lines: string[]) => [...lines, lines[0] ?? ''], /after the seal/],
  ])('%s is found out', async (_name, filters, change, why) => {
    const { status, said } = await exported(filters, change)
    expect(said).toMatch(why)
    expect(status).not.toBe(0)
  })
})

describe.runIf(!onPostgres)('the program on the embedded database', () => {
  it('reads a folder that no console uses, and leaves it as it is', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'latchkey-folder-'))
    const run = (script: string, ...args: string[]) => runProgram({ DATA_DIR: home, DEMO: 'no', LOG_LEVEL: 'silent' }, script, ...args)
    expect(run('scripts/audit-verify.mjs')).toMatchObject({ status: 2, stderr: expect.stringContaining('no embedded database') })
    expect(run('node_modules/tsx/dist/cli.mjs', 'scripts/token.ts', '--name', 'shipper', '--scope', 'events:write').status).toBe(0)
    const files = () => readdirSync(home, { recursive: true, encoding: 'utf8' }).sort().map((name) => `${name} ${statSync(path.join(home, name)).mtimeMs} ${statSync(path.join(home, name)).size}`)
    const before = files()
    expect(run('scripts/audit-verify.mjs')).toMatchObject({ status: 0, stdout: expect.stringContaining('Whole: 1 entries') })
    expect(files()).toEqual(before)
    rmSync(home, { recursive: true, force: true })
  }, 120_000)
})
