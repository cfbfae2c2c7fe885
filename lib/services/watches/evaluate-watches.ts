import type { PoolClient } from 'pg'
import type { ServiceContext } from '../context'
import { auditBy } from '../ingest/audit-ingest'
import { inTransaction } from '../ingest/bulk'
import { placeOf, readPlace, usualPlaces, type SignIn } from './places'

type Seen = SignIn & { watch: string; account_id: string; account_name: string; ticket_id: string; number: number; state: 'waiting' | 'signed_in'; usual: unknown; event: string; at: Date }

/** Open watches, held until the transaction ends and in one order, with the good sign-ins of their time, oldest first. */
const SEEN = `
WITH open AS (
  SELECT * FROM watch WHERE state IN ('waiting', 'signed_in') AND ($1::uuid[] IS NULL OR account_id = ANY ($1)) ORDER BY id LIMIT 1000 FOR UPDATE
)
SELECT w.id AS watch, w.account_id, a.name AS account_name, w.ticket_id, t.number, w.state, w.usual, e.id AS event, e.at, host(e.ip) AS ip, e.user_agent, e.country, e.details->>'browser' AS browser
  FROM open w JOIN account a ON a.id = w.account_id JOIN ticket t ON t.id = w.ticket_id
  JOIN LATERAL (SELECT * FROM auth_event e WHERE e.account_id = w.account_id AND e.at > w.started_at AND e.at <= w.ends_at AND e.outcome = 'success' AND e.hop IN ('auth', 'idp') AND coalesce(e.code, '') !~* 'token|refresh|exchange' ORDER BY e.at, e.id LIMIT 500) e ON true
 ORDER BY w.id, e.at, e.id`

const SYSTEM = { kind: 'system', id: null, name: 'watch' } as const

/**
 * Holds the good sign-ins since a recovery against the places of before it: the first usual one says that the person is
 * in, any new place reopens the ticket and alerts, also after a usual one. It reads what is stored, so it may run as
 * often as it likes: with the events that come in, in their transaction, and again from time to time for those whose
 * watch was not yet to be seen then. Its audit entries are its last statements. Returns how many watches moved.
 * @param accounts only these, or null for all open watches
 */
export async function evaluateWatches(client: PoolClient, ctx: ServiceContext, accounts: readonly string[] | null): Promise<number> {
  if (accounts?.length === 0) return 0
  const { rows } = await client.query<Seen>(SEEN, [accounts])
  const byWatch = new Map<string, Seen[]>()
  for (const row of rows) byWatch.set(row.watch, [...(byWatch.get(row.watch) ?? []), row])
  const entries: Entry[] = []
  for (const seen of byWatch.values()) entries.push(...(await settle(client, ctx.now, seen)))
  for (const entry of entries) await auditBy(client, { ...ctx, actor: SYSTEM, ip: null }, entry)
  return new Set(entries.map(({ watch }) => watch)).size
}

type Entry = Parameters<typeof auditBy>[2] & { watch: string }

/** Moves one watch and returns what the audit is to say: nobody waits for its lock while another watch is read. */
async function settle(client: PoolClient, now: Date, seen: readonly Seen[]): Promise<Entry[]> {
  const [first] = seen
  const usual = usualPlaces.parse(first?.usual)
  const readings = seen.map((row) => ({ row, reading: readPlace(placeOf(row), usual) }))
  const bad = readings.find(({ reading }) => reading.kind === 'new')
  const good = first?.state === 'waiting' ? readings.find(({ reading }) => reading.kind === 'usual') : undefined
  return [...(good ? [await markSignedIn(client, good.row, good.reading.words)] : []), ...(bad ? [await raise(client, now, bad.row, bad.reading.words)] : [])]
}

const about = ({ watch, account_id, account_name, ticket_id }: Seen) => ({ watch, outcome: 'done' as const, target: { kind: 'account', id: account_id, name: account_name }, ticketId: ticket_id })

async function markSignedIn(client: PoolClient, row: Seen, words: string): Promise<Entry> {
  await client.query(`UPDATE watch SET state = 'signed_in', signed_in_at = $2, signed_in_words = $3 WHERE id = $1`, [row.watch, row.at, words])
  return { action: 'watch.signed_in', ...about(row), after: { Watch: 'signed in from a usual place' } }
}

async function raise(client: PoolClient, now: Date, row: Seen, words: string): Promise<Entry> {
  await client.query(`UPDATE watch SET state = 'alarmed', alarmed_at = $2, alarm_event_id = $3, alarm_words = $4 WHERE id = $1`, [row.watch, row.at, row.event, words])
  await client.query(
    `UPDATE ticket SET status = 'open', closed_at = NULL, alert = coalesce(CASE WHEN alert = 'not_me' THEN alert END, 'watch'), alerted_at = $2, updated_at = $2, version = version + 1 WHERE id = $1`,
    [row.ticket_id, now],
  )
  return { action: 'watch.alarm', ...about(row), reason: words, after: { Watch: 'alarmed', Ticket: `#${row.number} open, before all others` } }
}

/** The same for every open watch, in a transaction of its own: run from time to time. */
export const checkWatches = (ctx: ServiceContext) => inTransaction(ctx.db, (client) => evaluateWatches(client, ctx, null))
