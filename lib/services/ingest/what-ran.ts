import type { PoolClient } from 'pg'
import type { ChangeRecord } from '@/lib/evidence/change-record'
import { isRollback } from '../changes/rollback'

export type Placed = ChangeRecord & { environment: string }

/** So many versions back a step back is recognised. */
const HISTORY = 50
const RELEASE = /^v?\d+\.\d/

/** GitHub's pushes and releases announce what its deployments bring live: each is compared with its own kind only. */
const ANNOUNCES = "CASE WHEN c.source = 'github' THEN substring(c.source_id FROM '^(push|release)-') END"
const announcedBy = (source: string, id: string) => (source === 'github' ? (/^(push|release)-/.exec(id)?.[1] ?? null) : null)

/** What went live in a place up to a time, newest first; for releases, releases only. Walks the index of service, environment and time. */
const BEFORE = `
SELECT g.n, c.to_version AS version, c.at
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::boolean[], $7::int[]) AS g(n, service, environment, announced, until, released, most)
 CROSS JOIN LATERAL (
   SELECT c.to_version, c.at FROM change c
    WHERE c.service = g.service AND c.environment = g.environment AND c.at < g.until AND c.kind IN ('deploy', 'rollback') AND c.to_version IS NOT NULL
      AND (NOT g.released OR c.to_version ~ '^v?[0-9]+[.][0-9]') AND (${ANNOUNCES}) IS NOT DISTINCT FROM g.announced
    ORDER BY c.at DESC LIMIT g.most) AS c`

/** Changes that went live in one place, of which `released` says whether they are compared with releases only. */
type Line = { service: string; environment: string; announced: string | null; released: boolean; members: { index: number; at: Date; to: string; asks: boolean }[] }

/** The deploys of a batch by place. A place with releases has a second line for them, in which only they stand. */
function linesOf(source: string, changes: readonly Placed[]): Line[] {
  const lines = new Map<string, Line>()
  for (const [index, { id, service, environment, kind, to, at }] of changes.entries()) {
    if ((kind !== 'deploy' && kind !== 'rollback') || !to) continue
    const announced = announcedBy(source, id)
    const isRelease = RELEASE.test(to)
    for (const released of isRelease ? [false, true] : [false]) {
      const key = JSON.stringify([service, environment, announced, released])
      const line = lines.get(key) ?? { service, environment, announced, released, members: [] }
      line.members.push({ index, at: new Date(at), to, asks: kind === 'deploy' && released === isRelease })
      lines.set(key, line)
    }
  }
  return [...lines.values()].filter(({ members }) => members.some(({ asks }) => asks))
}

/**
 * Changes with what ran before them where they do not say it, and with every deploy that is a step back told as the
 * rollback that it is, by what is stored and by the batch itself.
 */
export async function withWhatRan(client: PoolClient, source: string, changes: readonly Placed[]): Promise<Placed[]> {
  const lines = linesOf(source, changes)
  if (lines.length === 0) return [...changes]
  const until = ({ members }: Line) => new Date(Math.max(...members.map(({ at }) => at.getTime())))
  const { rows } = await client.query<{ n: number; version: string; at: Date }>(BEFORE, [
    lines.map((_, n) => n), lines.map(({ service }) => service), lines.map(({ environment }) => environment), lines.map(({ announced }) => announced), lines.map(until), lines.map(({ released }) => released), lines.map(({ members }) => HISTORY + members.length),
  ])
  const ran = new Map<number, typeof rows>()
  for (const row of rows) {
    const here = ran.get(row.n)
    if (here) here.push(row)
    else ran.set(row.n, [row])
  }
  const whole = [...changes]
  for (const [n, { members }] of lines.entries()) {
    const stored = (ran.get(n) ?? []).map(({ version, at }) => ({ at, to: version, index: -1, asks: false }))
    const live: string[] = []
    const now: string[] = []
    let last: Date | null = null
    for (const { at, to, index, asks } of [...stored, ...members].sort((a, b) => a.at.getTime() - b.at.getTime())) {
      // What went live at the very same time was not there before.
      if (last !== null && at > last) live.push(...now.splice(0))
      last = at
      const earlier = live.slice(-HISTORY)
      const change = whole[index]
      if (asks && change) whole[index] = { ...change, from: change.from || earlier.at(-1), kind: isRollback(to, earlier, change.from) ? 'rollback' : 'deploy' }
      now.push(to)
    }
  }
  return whole
}
