import { spawn } from 'node:child_process'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { Database } from '@/lib/db/client'
import { auditPlaces } from '@/lib/env'
import { publicKeyFile } from './audit-key'
import type { ChainCheck } from './schema'

const PAGE = 1000
/** A million entries take half a minute. */
const PATIENCE_MS = 600_000

const resultSchema = z.object({
  whole: z.boolean(),
  count: z.number(),
  seq: z.number(),
  hash: z.string(),
  anchored: z.number(),
  anchors: z.number(),
  fault: z.object({ seq: z.number(), why: z.string(), from: z.number(), to: z.number() }).nullable(),
  faults: z.array(z.string()),
})

/** The columns as texts, as scripts/audit-verify.mjs reads them from a database by itself. */
const ROWS = `SELECT e.seq::text, e.prev, e.hash, e.text, json_build_object(
    'id', id, 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'actor_kind', actor_kind, 'actor_id', actor_id, 'actor_name', actor_name,
    'session_id', session_id, 'strength', strength, 'step_up_id', step_up_id, 'on_behalf_of', on_behalf_of, 'action', action, 'outcome', outcome,
    'target_kind', target_kind, 'target_id', target_id, 'target_name', target_name, 'ticket_id', ticket_id, 'reason', reason,
    'before', before::text, 'after', after::text, 'approvals', approvals::text, 'ip', abbrev(ip), 'request_id', request_id, 'app_version', app_version) AS columns
  FROM audit_entry e WHERE (e.seq, e.id) > ($1::bigint, $2::uuid) AND e.seq <= $3 ORDER BY e.seq, e.id LIMIT ${PAGE}`

type Row = { seq: string; prev: string; hash: string; text: string; columns: { id: string } }

/** What the program reads: the head and the anchors, then every entry up to the head. */
async function* linesOf({ pool }: Database): AsyncGenerator<string> {
  const anchors = (await pool.query('SELECT text, signature FROM audit_anchor ORDER BY n')).rows
  const [head] = (await pool.query<{ seq: string; hash: string }>('SELECT seq, hash FROM audit_head')).rows
  if (!head) throw new AppError('unavailable', 'The head of the audit is gone: the audit cannot be checked and nothing can be done until it is put back.')
  yield `${JSON.stringify({ head: { seq: Number(head.seq), hash: head.hash }, anchors })}\n`
  let key = ['-9223372036854775808', '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const { rows } = await pool.query<Row>(ROWS, [...key, head.seq])
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) return
    key = [last.seq, last.columns.id]
  }
}

/**
 * Has scripts/audit-verify.mjs, a program of its own, check the whole audit as it stands. Throws
 * AppError('unavailable') when it gives no answer.
 */
export async function checkChain(db: Database, now: Date): Promise<ChainCheck> {
  const started = performance.now()
  const program = path.join(process.cwd(), 'scripts/audit-verify.mjs')
  const args = [program, '-', '--json', '--anchors', auditPlaces().anchorDir, '--key', publicKeyFile()]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: PATIENCE_MS, env: { NODE_ENV: 'production' } })
  // The program stops reading at the first fault.
  child.stdin.on('error', () => {})
  const input = Readable.from(linesOf(db))
  const broken = new Promise<never>((_resolve, reject) => input.once('error', reject))
  input.pipe(child.stdin)
  try {
    const [answer, complaint] = await Promise.race([Promise.all([text(child.stdout), text(child.stderr)]), broken])
    const read = z.string().transform((json) => JSON.parse(json) as unknown).pipe(resultSchema).safeParse(answer || '{}')
    if (!read.success) throw new AppError('unavailable', `The audit could not be checked. ${complaint.trim()}`)
    return { ...read.data, at: now.toISOString(), seconds: Math.round((performance.now() - started) / 100) / 10 }
  } finally {
    input.destroy()
    child.kill()
  }
}
