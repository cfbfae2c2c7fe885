import { log } from '@/lib/core/log'
import type { Database } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { checkChain } from './check-chain'
import type { ChainCheck, ChainState } from './schema'
import { writeAuditAlone } from './write-audit'

// On globalThis it is one for the several bundles of one Next.js process.
const shared = globalThis as typeof globalThis & { latchkeyChain?: { last: ChainCheck | null; running: Promise<ChainCheck> | null } | undefined }

function memory() {
  shared.latchkeyChain ??= { last: null, running: null }
  return shared.latchkeyChain
}

/** Checks the whole audit and remembers what came of it; who asks while a check runs gets its result. */
export async function runCheck(db: Database, now: Date): Promise<ChainCheck> {
  const known = memory()
  known.running ??= checkChain(db, now).finally(() => {
    known.running = null
  })
  known.last = await known.running
  const { whole, fault, faults } = known.last
  if (!whole) log.error('audit.not_whole', { entry: fault?.seq ?? null, why: fault?.why ?? faults.join('; ') })
  return known.last
}

/** When the audit was last checked here, in epoch milliseconds; 0 = not since the start. */
export const lastCheckedAt = () => (memory().last ? new Date(memory().last?.at ?? 0).getTime() : 0)

/** How many entries the last check read; null = none since the start. */
export const lastCount = () => memory().last?.count ?? null

/** Whether the last check found the audit whole; null = none since the start. */
export const lastWhole = () => memory().last?.whole ?? null

/** Where the chain ends, what the last anchor said, and what the last check found. Needs audit:read. */
export async function chainState(ctx: ServiceContext): Promise<ChainState> {
  await authorize(ctx, 'audit:read')
  const { prisma } = ctx.db
  const [head, anchor] = await Promise.all([prisma.auditHead.findUnique({ where: { id: 1 } }), prisma.auditAnchor.findFirst({ orderBy: { n: 'desc' } })])
  return {
    head: head ? { seq: String(head.seq), hash: head.hash } : null,
    anchor: anchor ? { n: anchor.n, seq: String(anchor.seq), at: anchor.at.toISOString() } : null,
    // A check of the empty audit of a new installation says nothing of what was written since.
    check: memory().last?.count === 0 && head && head.seq > 0n ? null : memory().last,
  }
}

/** Checks the whole audit now, for a person. Needs audit:read; that it was asked is audited, with what came of it. */
export async function checkAudit(ctx: ServiceContext): Promise<ChainCheck> {
  await authorize(ctx, 'audit:read')
  const check = await runCheck(ctx.db, ctx.now)
  const { whole, count, fault, faults } = check
  await writeAuditAlone(ctx, { action: 'audit.check', outcome: whole ? 'done' : 'failed', target: null, after: { entries: count, ...(fault ? { entry: fault.seq, why: fault.why } : {}), ...(faults.length ? { also: faults } : {}) } })
  return check
}
