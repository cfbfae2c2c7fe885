import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { olderThan, toRows, whereAudit, type Keyset } from './filter-audit'
import { auditFilters, type AuditRow } from './schema'
import { writeAuditAlone } from './write-audit'

const PAGE = 1000
/** One file for a person to read; a larger span is taken in parts by time. */
export const MOST_EXPORTED = 100_000

const input = auditFilters.extend({ format: z.enum(['csv', 'ndjson']) })

type Line = AuditRow & { before: unknown; after: unknown; ip: string | null; requestId: string | null }
const COLUMNS = ['seq', 'at', 'actorKind', 'actorName', 'action', 'outcome', 'targetKind', 'targetId', 'targetName', 'ticketNumber', 'reason', 'before', 'after', 'ip', 'requestId'] as const

/**
 * One field of CSV (RFC 4180). What a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV
 * injection): =, +, -, @, tab and line end, also in their full-width forms.
 */
export function csvField(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const toCsv = (line: Line) => `${COLUMNS.map((column) => csvField(line[column])).join(',')}\r\n`
const toJson = (line: Line) => `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, line[column]])))}\n`

/**
 * The audit under the same filters as a file, newest first, at most 100,000 entries, read a thousand at a time while
 * it is sent. The export is audited before its first line. Needs audit:read. Throws forbidden.
 */
export async function exportAudit(ctx: ServiceContext, given: unknown) {
  await authorize(ctx, 'audit:read')
  const { format, ...filters } = input.parse(given)
  const where = await whereAudit(ctx.db, filters)
  const newest = await ctx.db.prisma.auditEntry.findFirst({ where, orderBy: [{ at: 'desc' }, { seq: 'desc' }], select: { at: true, seq: true } })
  const shown = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)]))
  await writeAuditAlone(ctx, { action: 'audit.export', outcome: 'done', target: null, after: { format, ...shown } })
  return {
    filename: `audit-${ctx.now.toISOString().slice(0, 10)}.${format}`,
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    lines: lines(ctx, where, newest ? { at: newest.at, seq: newest.seq + 1n } : null, format),
  }
}

async function* lines(ctx: ServiceContext, where: Awaited<ReturnType<typeof whereAudit>>, start: Keyset | null, format: 'csv' | 'ndjson'): AsyncGenerator<string> {
  if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`
  let key = start
  for (let count = 0; key && count < MOST_EXPORTED; count += PAGE) {
    const entries = await ctx.db.prisma.auditEntry.findMany({ where: { AND: [where, olderThan(key)] }, orderBy: [{ at: 'desc' }, { seq: 'desc' }], take: PAGE })
    const rows = await toRows(ctx.db, entries)
    yield rows.map((row, index) => lineOf(row, entries[index])).map(format === 'csv' ? toCsv : toJson).join('')
    const last = entries.at(-1)
    key = entries.length === PAGE && last ? { at: last.at, seq: last.seq } : null
  }
}

function lineOf(row: AuditRow, entry: { before: unknown; after: unknown; ip: string | null; requestId: string | null } | undefined): Line {
  if (!entry) throw new AppError('internal', 'An entry went missing during the export.')
  return { ...row, before: entry.before, after: entry.after, ip: entry.ip, requestId: entry.requestId }
}
