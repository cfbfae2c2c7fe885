import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample, writeTicket } from '@/lib/testing/example-record'
import type { ServiceContext } from '../context'
import { csvField } from './csv'
import { exportAudit } from './export-audit'
import { getAudit } from './get-audit'
import { listAudit, listAuditChoices } from './list-audit'
import type { AuditRow } from './schema'
import { writeAudit } from './write-audit'

const COUNT = 2300
let db: Database
let approver: ServiceContext
let other: Awaited<ReturnType<typeof agentContext>>
let about: { accountId: string; ticketId: string; number: number; email: string }

beforeAll(async () => {
  db = await testDatabase()
  approver = await agentContext(db, 'approver')
  other = await agentContext(db, 'agent')
  const ids = await writeExample(db)
  const ticket = await writeTicket(db, ids, null)
  about = { accountId: ids.accountId, ticketId: ticket.id, number: ticket.number, email: ids.email }
  // Several entries share one time, so that a key of the time alone would lose or repeat some.
  await db.prisma.auditEntry.createMany({
    data: Array.from({ length: COUNT }, (_, index) => ({
      id: newId(), at: new Date(EXAMPLE_NOW.getTime() - Math.floor(index / 7) * 60_000), actorKind: 'agent', actorId: other.actor.id, actorName: '=HYPERLINK("x")', action: index % 2 ? 'ticket.open' : 'verdict.confirm', outcome: 'done',
    })),
  })
  await db.prisma.$transaction((tx) =>
    writeAudit(tx, approver, { action: 'recover:unlock_account', outcome: 'denied', target: { kind: 'account', id: about.accountId, name: 'Maya Okafor' }, ticketId: about.ticketId, reason: 'first\r\nsecond\u202e', before: { 'Soft lock': 'until noon' }, after: { 'Soft lock': 'none' } }),
  )
})
afterAll(() => db.close())

/** Everything under some filters but the readings, which add to it while it is read. */
async function all(filters: Parameters<typeof listAudit>[1] = {}): Promise<AuditRow[]> {
  const rows: AuditRow[] = []
  let cursor: string | undefined
  do {
    const page = await listAudit(approver, { ...filters, cursor, limit: 200 })
    rows.push(...page.rows)
    cursor = page.next ?? undefined
  } while (cursor)
  return filters.action ? rows : rows.filter(({ action }) => !action.startsWith('audit.'))
}

const codeOf = (run: Promise<unknown>) => run.then(() => 'done', (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error))

describe('the list of the audit', () => {
  it('pages through every entry once, newest first', async () => {
    const rows = await all()
    expect(rows.length).toBe(COUNT + 1)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(COUNT + 1)
    const keys = rows.map(({ at, seq }) => [at, Number(seq)] as const)
    expect(keys).toEqual([...keys].sort((a, b) => (a[0] === b[0] ? b[1] - a[1] : a[0] < b[0] ? 1 : -1)))
  })

  it.each([
    ['an outcome', () => ({ outcome: 'denied' as const }), 1],
    ['an action', () => ({ action: 'ticket.open' }), COUNT / 2],
    ['an agent', () => ({ actor: other.actor.id }), COUNT],
    ['a ticket', () => ({ ticket: about.number }), 1],
    ['a ticket typed', () => ({ q: `#${about.number}` }), 1],
    ["an account's e-mail", () => ({ q: about.email.toUpperCase() }), 1],
    ['part of a name', () => ({ q: 'okafor' }), 1],
    ["an agent's name", () => ({ q: other.actor.name }), COUNT],
    ['an id', () => ({ q: about.accountId }), 1],
    ['nobody', () => ({ q: 'nobody at all' }), 0],
    ['a day without entries', () => ({ from: '2020-01-01', to: '2020-01-02' }), 0],
    ['a day with all', () => ({ from: '2026-11-22', to: '2026-11-24' }), COUNT + 1],
    ['a filter that cannot be read', () => ({ from: 'yesterday', ticket: 'x', outcome: 'what' as 'done', cursor: '9'.repeat(40) }), COUNT + 1],
  ])('finds by %s', async (_name, filters, expected) => {
    expect((await all(filters() as Parameters<typeof listAudit>[1])).length).toBe(expected)
  })

  it('shows afterwards who read it, and under which filters', async () => {
    const reader = await agentContext(db, 'approver')
    await listAudit(reader, { outcome: 'denied', q: about.email })
    await getAudit(reader, '1')
    const entries = await db.prisma.auditEntry.findMany({ where: { actorId: reader.actor.id }, orderBy: { seq: 'asc' } })
    expect(entries.map(({ action, outcome, targetId, after }) => [action, outcome, targetId, after])).toEqual([
      ['audit.read', 'done', null, { outcome: 'denied', q: `m•••${about.email.slice(about.email.indexOf('@'))}` }],
      ['audit.open', 'done', '1', null],
    ])
  })

  it('names the actions and agents to filter by', async () => {
    const { actions, agents } = await listAuditChoices(approver)
    expect(actions).toEqual(expect.arrayContaining(['recover:unlock_account', 'ticket.open', 'verdict.confirm']))
    expect(agents.map(({ id }) => id)).toContain(other.actor.id)
  })

  it('shows agents what they did themselves, under any filter, and nothing of others', async () => {
    const ctx = await agentContext(db, 'agent')
    await db.prisma.$transaction((tx) => writeAudit(tx, ctx, { action: 'ticket.assign', outcome: 'done', target: null }))
    const mine = await listAudit(ctx, {})
    expect(mine).toMatchObject({ all: false, rows: [{ action: 'ticket.assign', actorId: ctx.actor.id }] })
    for (const filters of [{}, { q: about.email }, { actor: other.actor.id ?? '' }, { q: '1' }, { action: 'recover:unlock_account' }]) {
      for (const { actorId } of (await listAudit(ctx, { ...filters, limit: 200 })).rows) expect(actorId).toBe(ctx.actor.id)
    }
    const entry = await getAudit(ctx, mine.rows[0]?.seq ?? '')
    expect(entry).toMatchObject({ neighbours: [], proof: { own: true } })
    expect(await codeOf(getAudit(ctx, '1'))).toBe('not_found')
    for (const run of [() => listAuditChoices(ctx), () => exportAudit(ctx, { format: 'csv' })]) expect(await codeOf(run())).toBe('forbidden')
  })

  it('is for approvers and administrators; a refusal is audited', async () => {
    for (const [role, expected] of [['viewer', 'forbidden'], ['approver', 'done'], ['admin', 'done']] as const) {
      const ctx = await agentContext(db, role)
      for (const run of [() => listAudit(ctx, {}), () => listAuditChoices(ctx), () => getAudit(ctx, '1'), () => exportAudit(ctx, { format: 'csv', q: 'nobody at all' })]) expect(await codeOf(run())).toBe(expected)
      expect(await db.prisma.auditEntry.count({ where: { actorId: ctx.actor.id, outcome: 'denied' } })).toBe(expected === 'done' ? 0 : 4)
    }
  })
})

describe('one entry', () => {
  it('shows what changed, on one line, with its neighbours', async () => {
    const [row] = await all({ ticket: about.number })
    const entry = await getAudit(approver, row?.seq ?? '')
    expect(entry).toMatchObject({ reason: 'first second', before: { 'Soft lock': 'until noon' }, after: { 'Soft lock': 'none' }, ip: '198.51.100.7', role: 'approver', ticketNumber: about.number })
    expect(entry.neighbours.map(({ seq }) => Number(seq))).toContain(Number(entry.seq) - 1)
  })

  it.each(['0', '999999999', 'x', '', '1e3', '9'.repeat(40)])('does not find %j', async (seq) => {
    expect(await codeOf(getAudit(approver, seq))).toBe('not_found')
  })
})

describe('the export', () => {
  const read = async (given: unknown) => {
    const { lines } = await exportAudit(approver, given)
    let text = ''
    for await (const part of lines) text += part
    return text
  }

  it('holds what the list shows, in both forms, and is audited', async () => {
    const seqs = (await all({ actor: other.actor.id })).map(({ seq }) => seq)
    const json = (await read({ format: 'ndjson', actor: other.actor.id })).trim().split('\n').map((line): { seq: string } => JSON.parse(line))
    expect(json.map(({ seq }) => seq)).toEqual([...seqs.map(Number).sort((a, b) => a - b).map(String), undefined])
    const csv = (await read({ format: 'csv', actor: other.actor.id })).trim().split('\r\n')
    expect(csv.length).toBe(1 + COUNT + 1)
    expect(csv.at(-1)).toMatch(/^seal,"\{/)
    expect((await all({ action: 'audit.export' })).length).toBe(2 + 2)
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+44', "'+44"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['\uff1d1', "'\uff1d1"],
    ['say "hi", then', '"say ""hi"", then"'],
    ['a\nb', '"a\nb"'],
    ['plain', 'plain'],
    [null, ''],
  ])('writes %j as %j', (given, expected) => {
    expect(csvField(given)).toBe(expected)
  })

  it('lets no name run as a formula', async () => {
    const csv = await read({ format: 'csv', actor: other.actor.id })
    expect(csv).not.toMatch(/(^|,)"?=/m)
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  })

  it('refuses another format', async () => {
    await expect(exportAudit(approver, { format: 'xlsx' })).rejects.toThrow()
  })
})
