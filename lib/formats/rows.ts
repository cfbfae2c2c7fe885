import { countOf } from './json'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Hop, Outcome, Reason } from '@/lib/evidence/vocabulary'

/**
 * One sentence that a system writes, and what it means. Named groups of the pattern become facts: user, ip, code, rule,
 * provider, client, and expected, actual, count, limit of the details. Patterns are linear: gaps are bounded.
 */
export type Row = {
  says: RegExp
  reason: Reason
  outcome?: Outcome
  hop?: Hop
  /** What the groups expected and actual are values of. */
  compared?: string
  /** The system's own code, where the pattern has no group for it. */
  code?: string
}

export type Hit = { row: Row; groups: Readonly<Record<string, string | undefined>> }

/** The first row that a text holds. */
export function rowOf(rows: readonly Row[], text: string): Hit | null {
  for (const row of rows) {
    const match = row.says.exec(text)
    if (match) return { row, groups: match.groups ?? {} }
  }
  return null
}

/** What a row says, over what is known of its line already. */
export function readRow({ row, groups }: Hit, known: EventFactsInput): EventFactsInput {
  const [count, limit] = [countOf(groups.count), countOf(groups.limit)]
  return {
    ...known,
    hop: row.hop ?? known.hop,
    outcome: row.outcome ?? 'failure',
    reason: row.reason,
    code: groups.code ?? row.code ?? known.code,
    rule: groups.rule ?? known.rule,
    attempted: groups.user ?? known.attempted,
    ip: groups.ip ?? known.ip,
    provider: groups.provider ?? known.provider,
    client: groups.client ?? known.client,
    details: {
      ...known.details,
      ...(row.compared ? { compared: row.compared } : {}),
      ...(groups.expected === undefined ? {} : { expected: groups.expected }),
      ...(groups.actual === undefined ? {} : { actual: groups.actual }),
      ...(count === undefined ? {} : { count: Math.trunc(count) }),
      ...(limit === undefined ? {} : { limit: Math.trunc(limit) }),
    },
  }
}
