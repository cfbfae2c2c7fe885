import type { Transaction } from '@/lib/db/client'
import type { RecordState } from '@/lib/recoveries/state'
import { verifications } from '@/lib/verifications'
import { CHECKS_NEEDED, meets, missingChecks, PROBING_FROM, type CallerNeed } from '../recoveries/policy'
import { callerFacts } from './caller-facts'
import { countFailedChecks } from './failed-checks'
import { passedChecks } from './passed-checks'
import { wasRefused } from './was-refused'
import { MOST_FAILED, MOST_WRONG, READ_OUT, REFUSAL, type CallerView, type CheckView } from './schema'

const HOUR_MS = 3_600_000

/** What is known of the caller of a ticket, and which ways are open to learn more. Changes nothing. */
export async function readCaller(tx: Transaction, who: { id: string; email: string }, about: { ticketId: string; state: RecordState }, need: CallerNeed): Promise<CallerView> {
  const { ticketId, state } = about
  const { account, now } = state
  const [rows, passed, failed, facts, refused] = [
    await tx.verification.findMany({ where: { ticketId, accountId: account.id, startedById: who.id, startedAt: { gt: new Date(now.getTime() - 4 * HOUR_MS) } }, orderBy: { startedAt: 'asc' }, take: 50 }),
    await passedChecks(tx, { ticketId, accountId: account.id, agentId: who.id }, now),
    await countFailedChecks(tx, account.id, now),
    await callerFacts(tx, who, state),
    await wasRefused(tx, ticketId),
  ]
  const counted = new Map(passed.map(({ kind, id }) => [kind, id]))
  const kinds = [...counted.keys()]
  return {
    ticketId,
    need,
    needed: CHECKS_NEEDED[need],
    passed: Math.min(kinds.length, CHECKS_NEEDED[need]),
    missing: meets(need, kinds) ? null : missingChecks(need, passed.map(({ kind }) => kind)),
    checks: rows.filter(({ method, state: at }) => method !== REFUSAL && at !== 'ended').map((row) => toView(row, now, passed.some(({ id }) => id === row.id))),
    offers: verifications.map(({ method, title, how, limits, offer }) => {
      const { options, because } = offer(facts)
      return { method, title, how, limits, options: options.map((option) => ({ ...option })), because }
    }),
    failed: { ...failed, probing: failed.count >= PROBING_FROM, stopped: failed.count >= MOST_FAILED },
    readOut: refused ? READ_OUT : null,
  }
}

type Row = { id: string; method: string; label: string; state: CheckView['state']; wrong: number; startedAt: Date; endsAt: Date; decidedAt: Date | null; note: string | null }

function toView(row: Row, now: Date, counts: boolean): CheckView {
  const method = verifications.find((each) => each.method === row.method)
  const over = row.state === 'open' && row.endsAt <= now
  return {
    id: row.id,
    method: row.method,
    title: method?.title ?? row.method,
    label: row.label,
    state: over ? 'ended' : row.state,
    settledBy: method?.settledBy ?? 'agent',
    how: method?.how ?? '',
    startedAt: row.startedAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    left: MOST_WRONG - row.wrong,
    note: row.note,
    counts,
  }
}
