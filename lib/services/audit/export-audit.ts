import { createHash } from 'node:crypto'
import { z } from 'zod'
import { maskView } from '@/lib/core/mask'
import { APP_VERSION } from '@/lib/core/version'
import type { Database, Prisma } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { signText } from './audit-key'
import { csvLine } from './csv'
import { toRows, whereAudit } from './filter-audit'
import { auditFilters, shownFilters } from './schema'
import { writeAuditAlone } from './write-audit'

const PAGE = 1000

const input = auditFilters.extend({ format: z.enum(['csv', 'ndjson']) })
type Format = z.infer<typeof input>['format']

const COLUMNS = [
  'seq', 'at', 'actorKind', 'actorName', 'strength', 'onBehalfOf', 'action', 'outcome', 'targetKind', 'targetId', 'targetName', 'ticketNumber', 'reason', 'before', 'after',
  'approvals', 'ip', 'requestId', 'appVersion', 'hash',
] as const

type Entry = Awaited<ReturnType<Database['prisma']['auditEntry']['findFirstOrThrow']>>
type Place = { seq: number; hash: string }

/** For a program: what is hashed as it is stored, and what it is chained to. docs/audit.md says how to check it. */
const toJson = ({ seq, prev, hash, text }: Entry) => `${JSON.stringify({ seq: String(seq), prev, hash, text })}\n`

/** For a person: the fields, with the number of the ticket. */
async function toCsv(db: Database, entries: readonly Entry[]): Promise<string> {
  const rows = await toRows(db, entries)
  return rows
    .map((row, index) => {
      const line: Record<string, unknown> = { ...entries[index], ...row }
      return csvLine(COLUMNS.map((column) => line[column]))
    })
    .join('')
}

/**
 * The audit under the same filters as a file, oldest first, as it stood when it was asked for, read a thousand entries
 * at a time while it is sent. Its last line is signed and says how many there are, so that a cut file shows. The export
 * is audited before its first line. Needs audit:read. Throws forbidden.
 */
export async function exportAudit(ctx: ServiceContext, given: unknown) {
  await authorize(ctx, 'audit:read')
  const { format, ...filters } = input.parse(given)
  // One that could not be sealed is not begun.
  signText('')
  const where = await whereAudit(ctx.db, filters)
  const head = await ctx.db.prisma.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  const shown = shownFilters(filters)
  await writeAuditAlone(ctx, { action: 'audit.export', outcome: 'done', target: null, after: { format, ...maskView(shown) } })
  return {
    filename: `audit-${ctx.now.toISOString().slice(0, 10)}.${format}`,
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    lines: sealed(ctx, linesOf(ctx.db, { AND: [where, { seq: { lte: head.seq } }] }, format), { format, filters: shown }),
  }
}

type Part = { text: string; entries: readonly Entry[] }

async function* linesOf(db: Database, where: Prisma.AuditEntryWhereInput, format: Format): AsyncGenerator<Part> {
  if (format === 'csv') yield { text: csvLine(COLUMNS), entries: [] }
  for (let after = 0n; ; ) {
    const entries = await db.prisma.auditEntry.findMany({ where: { AND: [where, { seq: { gt: after } }] }, orderBy: { seq: 'asc' }, take: PAGE })
    yield { text: format === 'csv' ? await toCsv(db, entries) : entries.map(toJson).join(''), entries }
    const last = entries.at(-1)
    if (entries.length < PAGE || !last) return
    after = last.seq
  }
}

const placeOf = (entry: Entry | undefined): Place | null => (entry ? { seq: Number(entry.seq), hash: entry.hash } : null)

/** Passes the parts on and ends with the seal: how many, the first, the last, and the hash of all bytes before it. */
async function* sealed(ctx: ServiceContext, parts: AsyncGenerator<Part>, { format, filters }: { format: Format; filters: Record<string, string> }): AsyncGenerator<string> {
  const digest = createHash('sha256')
  let count = 0
  let first: Place | null = null
  let last: Place | null = null
  for await (const { text, entries } of parts) {
    digest.update(text, 'utf8')
    count += entries.length
    first ??= placeOf(entries[0])
    last = placeOf(entries.at(-1)) ?? last
    yield text
  }
  const seal = JSON.stringify({ latchkey: 'audit-export', v: 1, at: ctx.now.toISOString(), by: ctx.actor.id, format, filters, count, first, last, sha256: digest.digest('hex'), appVersion: APP_VERSION })
  const signature = signText(seal)
  yield format === 'csv' ? csvLine(['seal', seal, signature, ...COLUMNS.slice(3).map(() => '')]) : `${JSON.stringify({ seal: { text: seal, signature } })}\n`
}
