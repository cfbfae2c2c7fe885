import type { Database } from '@/lib/db/client'

/** What one call of a verb must have left in the audit under its request or, where it has none, its ticket: "action outcome" in turn. Most leave one line, some none. */
export type Expected = { key: string; rows: readonly string[] }

/** Tables whose rows change only with an audited operation, and what of them; everything else is in docs/audit.md as not audited. */
const EFFECTS: Readonly<Record<string, string>> = {
  recovery: 'INSERT OR UPDATE OR DELETE',
  recovery_request: 'INSERT OR UPDATE OR DELETE',
  approval: 'INSERT OR UPDATE OR DELETE',
  outbox_message: 'INSERT',
  watch: 'INSERT',
  account: 'INSERT OR UPDATE OR DELETE',
  factor: 'INSERT OR UPDATE OR DELETE',
  account_session: 'INSERT OR UPDATE OR DELETE',
  link_token: 'INSERT OR UPDATE OR DELETE',
  agent_budget: 'INSERT OR UPDATE OR DELETE',
  api_token: 'INSERT OR UPDATE OF revoked_at, scopes OR DELETE',
  agent: 'INSERT OR UPDATE OR DELETE',
  console_session: 'INSERT OR UPDATE OF revoked_at OR DELETE',
  service: 'UPDATE OF owner, on_sign_in_path OR DELETE',
  ticket: 'INSERT OR UPDATE OF version OR DELETE',
  config_value: 'INSERT OR UPDATE OR DELETE',
}

/** What notes in which transaction an effect was, and what turns the world past it. */
const INSTRUMENTS = `
  CREATE TABLE noted_effect (xid bigint, name text, PRIMARY KEY (xid, name));
  CREATE FUNCTION note_effect() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO noted_effect VALUES (pg_current_xact_id()::text::bigint % 4294967296, TG_TABLE_NAME) ON CONFLICT DO NOTHING; RETURN NULL;
  END $$;
  CREATE FUNCTION turn_world(uuid, uuid[], integer) RETURNS void LANGUAGE sql SET session_replication_role = replica AS $$
    UPDATE account SET failed_attempts = 5, locked_until = now() + interval '1 hour', lock_reason = '5 failed tries' WHERE id = $1;
    UPDATE account_session SET ended_at = NULL, end_reason = NULL WHERE account_id = $1 AND ended_at IS NOT NULL;
    UPDATE factor SET removed_at = NULL WHERE account_id = $1 AND removed_at IS NOT NULL;
    DELETE FROM link_token WHERE account_id = $1;
    DELETE FROM verification WHERE account_id = $1;
    DELETE FROM agent_budget WHERE agent_id = ANY ($2);
    INSERT INTO agent_budget (agent_id, kind, hour, count) SELECT each, 'reveal', date_trunc('hour', now()), $3 FROM unnest($2) AS each WHERE $3 > 0;
  $$`

/** Takes away what a run before in the same database left. */
export async function removeInstruments({ pool }: Database): Promise<void> {
  await pool.query('DROP TABLE IF EXISTS noted_effect; DROP FUNCTION IF EXISTS note_effect CASCADE; DROP FUNCTION IF EXISTS turn_world')
}

/** From here on it is noted in which transactions the tables of effects change. */
export async function placeInstruments({ pool }: Database): Promise<void> {
  await pool.query(INSTRUMENTS)
  for (const [table, events] of Object.entries(EFFECTS)) await pool.query(`CREATE TRIGGER note_effect AFTER ${events} ON ${table} FOR EACH ROW EXECUTE FUNCTION note_effect()`)
}

/**
 * The world between two operations: a person locks themselves out again, signs in elsewhere, adds their factor; the hour of
 * the budgets passes. Unnoted: it is not the console that does it.
 * @param spent how many reveals of the new hour each agent has used up
 */
export async function turnWorld({ pool }: Database, accountId: string | null, agentIds: readonly string[], spent: number): Promise<void> {
  await pool.query('SELECT turn_world($1, $2, $3)', [accountId, agentIds, spent])
}

export type Reconciled = { operations: number; rows: number; transactions: number; differences: string[]; seq: bigint }

const byKey = (lines: readonly (readonly [key: string, rows: readonly string[]])[]) => {
  const sorted = new Map<string, string[]>()
  for (const [key, rows] of lines) sorted.set(key, [...(sorted.get(key) ?? []), ...rows])
  return sorted
}

/**
 * Compares what stands in the audit after `since` with what had to come of the operations, row by row, and both ways
 * with the transactions in which effects were noted: no effect without its row in the same transaction, none claimed.
 */
export async function reconcile(db: Database, since: bigint, expected: readonly Expected[]): Promise<Reconciled> {
  const { rows } = await db.pool.query<{ seq: string; key: string; line: string; xid: string }>(
    `SELECT seq, coalesce(request_id, ticket_id::text, 'none') AS key, action || ' ' || outcome AS line, xmin::text AS xid FROM audit_entry WHERE seq > $1 ORDER BY seq`, [since])
  const effects = new Set((await db.pool.query<{ xid: string }>('DELETE FROM noted_effect RETURNING xid')).rows.map(({ xid }) => xid))
  const differences: string[] = []
  const found = byKey(rows.map(({ key, line }) => [key, [line]]))
  for (const [key, lines] of byKey(expected.map((each) => [each.key, each.rows]))) {
    const there = found.get(key) ?? []
    if (there.join() !== lines.join()) differences.push(`${key}: expected ${lines.join(', ') || 'nothing'}, found ${there.join(', ') || 'nothing'}`)
    found.delete(key)
  }
  for (const [key, extra] of found) differences.push(`${key}: nobody expected ${extra.join(', ')}`)
  const audited = new Set(rows.map(({ xid }) => xid))
  for (const xid of effects) if (!audited.has(xid)) differences.push(`transaction ${xid} changed records without a row`)
  for (const { seq, line, xid } of rows) if (line.endsWith(' done') && !line.startsWith('audit.') && !effects.has(xid)) differences.push(`entry ${seq} claims ${line} without an effect`)
  return { operations: expected.length, rows: rows.length, transactions: effects.size, differences, seq: rows.length ? BigInt(rows.at(-1)?.seq ?? 0) : since }
}
