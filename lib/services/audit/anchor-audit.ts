import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { PoolClient } from 'pg'
import { z } from 'zod'
import { log } from '@/lib/core/log'
import { APP_VERSION } from '@/lib/core/version'
import type { Database } from '@/lib/db/client'
import { auditPlaces, env } from '@/lib/env'
import { publicKeyFile, publicPem, signText } from './audit-key'

/** One instance at a time writes an anchor. */
const LOCK = 72_707_371
const HOUR_MS = 3_600_000
const GENESIS = '0'.repeat(64)

type Anchor = { n: number; seq: string; at: Date; text: string; signature: string }
const lineSchema = z.object({ text: z.string(), signature: z.string() })

const hashOf = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const fileOf = (dir: string) => path.join(/* turbopackIgnore: true */ dir, 'anchors.ndjson')

/** Whether an anchor is due: an hour after the last, or after AUDIT_ANCHOR_ROWS entries, whatever comes first. */
export async function anchorIsDue(db: Database, now: Date): Promise<boolean> {
  const [head, last] = await Promise.all([db.prisma.auditHead.findUnique({ where: { id: 1 } }), db.prisma.auditAnchor.findFirst({ orderBy: { n: 'desc' } })])
  if (!head || !last) return true
  return now.getTime() - last.at.getTime() >= HOUR_MS || head.seq - last.seq >= BigInt(env().AUDIT_ANCHOR_ROWS)
}

/**
 * Signs where the audit stands and keeps it in the database and, with fsync, in AUDIT_ANCHOR_DIR; the log has it too.
 * What a crash kept from the folder is written with the next. Throws when neither place nor key can be used.
 */
export async function anchorAudit(db: Database, now: Date): Promise<{ n: number; seq: number }> {
  const client = await db.pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    try {
      const anchor = await writeAnchor(client, now)
      await keepOutside(client)
      return anchor
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK])
    }
  } finally {
    client.release()
  }
}

async function writeAnchor(client: PoolClient, now: Date): Promise<{ n: number; seq: number }> {
  const [last] = (await client.query<Anchor>('SELECT n, text FROM audit_anchor ORDER BY n DESC LIMIT 1')).rows
  const [head] = (await client.query<{ seq: string; hash: string }>('SELECT seq, hash FROM audit_head')).rows
  if (!head) throw new Error('The head of the audit is gone.')
  const n = (last?.n ?? 0) + 1
  const seq = Number(head.seq)
  const text = JSON.stringify({ latchkey: 'audit-anchor', v: 1, n, seq, hash: head.hash, at: now.toISOString(), previous: last ? hashOf(last.text) : GENESIS, appVersion: APP_VERSION })
  await client.query('INSERT INTO audit_anchor (n, seq, at, text, signature) VALUES ($1, $2, $3, $4, $5)', [n, seq, now, text, signText(text)])
  log.info('audit.anchor', { n, seq, hash: head.hash })
  return { n, seq }
}

/** The anchors in a folder, oldest first. */
export function keptAnchors(dir: string): { text: string; signature: string }[] {
  const file = fileOf(dir)
  if (!existsSync(/* turbopackIgnore: true */ file)) return []
  return readFileSync(/* turbopackIgnore: true */ file, 'utf8').split('\n').filter(Boolean).map((line) => lineSchema.parse(JSON.parse(line)))
}

/** Adds to the folder what it lacks. One that tells another story is evidence: it is left as it is. */
async function keepOutside(client: PoolClient): Promise<void> {
  const { anchorDir } = auditPlaces()
  mkdirSync(/* turbopackIgnore: true */ anchorDir, { recursive: true })
  const kept = keptAnchors(anchorDir)
  const { rows } = await client.query<Anchor>('SELECT n, text, signature FROM audit_anchor WHERE n >= $1 ORDER BY n', [Math.max(1, kept.length)])
  const missing = rows.filter(({ n }) => n > kept.length)
  const last = kept.at(-1)
  if (last && rows[0]?.text !== last.text) {
    log.error('audit.anchors_differ', { kept: kept.length })
    return
  }
  append(fileOf(anchorDir), missing.map(({ text, signature }) => `${JSON.stringify({ text, signature })}\n`).join(''))
  publicKeyFile()
  const pem = path.join(/* turbopackIgnore: true */ anchorDir, 'public.pem')
  if (!existsSync(/* turbopackIgnore: true */ pem)) writeFileSync(pem, publicPem())
}

function append(file: string, text: string): void {
  const handle = openSync(file, 'a')
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
