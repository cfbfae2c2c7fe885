import pg from 'pg'
import { toEventRow } from '@/lib/services/ingest/event-rows'
import { splitRecords } from '@/lib/formats/split-records'
const [url] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url!, max: 1 })
const N = 40000
const mk = (k: string) => { const now = new Date(); const body = Array.from({ length: N }, (_, n) => JSON.stringify({ latchkey: 1, sourceId: `${k}-${n}`, at: new Date(+now - 86_400_000 + n * 50).toISOString(), environment: 'production', service: 'auth-service', hop: 'auth', outcome: n % 10 ? 'success' : 'failure', reason: n % 10 ? 'success' : 'bad_password', attempted: `user${n % 5000}@example.com`, ip: `203.0.113.${n % 250}`, traceId: `trace-${n}` })).join('\n'); return (splitRecords(body, {}) as any[]).map((r) => toEventRow(r.value, k, 'production', now)) }
const COLUMNS = `id uuid, at timestamptz, environment text, service text, version text, hop "hop", host text, trace_id text, duration_ms int, outcome "outcome", reason text, code text, rule text, message text, attempted text, attempted_key text, account_id uuid, client text, client_version text, provider text, ip inet, user_agent text, country text, details jsonb, format text, raw text`
const C = COLUMNS.split(', ').map((c) => c.trim().split(' '))
const NAMES = C.map((c) => c[0]!)
const JSONQ = `INSERT INTO auth_event (${NAMES.join(', ')}, received_at) SELECT ${NAMES.map((n) => 'r.' + n).join(', ')}, $2 FROM json_to_recordset($1::json) AS r(${COLUMNS}) ON CONFLICT (at, id) DO NOTHING RETURNING id`
const arr = (t: string) => t.replaceAll('"', '') + '[]'
const UNN = `INSERT INTO auth_event (${NAMES.join(', ')}, received_at) SELECT *, $${C.length + 1}::timestamptz FROM unnest(${C.map((c, i) => `$${i + 1}::${arr(c[1]!)}`).join(', ')}) ON CONFLICT (at, id) DO NOTHING RETURNING id`
const run = async (name: string, f: (rows: any[]) => Promise<unknown>, k: string, size: number) => { const rows = mk(k); const a = performance.now(); const cpu = process.cpuUsage(); await pool.query('BEGIN'); for (let i = 0; i < N; i += size) await f(rows.slice(i, i + size)); await pool.query('COMMIT'); const ms = performance.now() - a; const u = process.cpuUsage(cpu); console.log(name, size, (ms * 1000 / N).toFixed(1), 'us/row wall', ((u.user + u.system) / N).toFixed(1), 'us node cpu') }
const now = new Date()
const seed = Math.random().toString(36)
const strip = (r: any) => { const o: any = {}; for (const k in r) if (r[k] !== null) o[k] = r[k]; return o }
const best: any = {}
const run2 = async (name: string, f: (rows: any[]) => Promise<unknown>, k: string, size: number) => { const rows = mk(k); await pool.query('BEGIN'); const a = performance.now(); for (let i = 0; i < N; i += size) await f(rows.slice(i, i + size)); const ms = (performance.now() - a) * 1000 / N; await pool.query('COMMIT'); best[name] = Math.min(best[name] ?? 1e9, ms) }
for (let r = 0; r < 5; r++) {
  await run2('json', (rows) => pool.query(JSONQ, [JSON.stringify(rows), now]), seed + 'j' + r, 1000)
  await run2('json nonull', (rows) => pool.query(JSONQ, [JSON.stringify(rows.map(strip)), now]), seed + 's' + r, 1000)
  await run2('unnest', (rows) => pool.query({ name: 'u', text: UNN, values: [...NAMES.map((n) => rows.map((x) => n === 'details' ? JSON.stringify(x[n]) : x[n])), now] }), seed + 'u' + r, 1000)
  await run2('decode only', (rows) => pool.query(`SELECT count(*), ${NAMES.map((n) => `max(r.${n}::text)`).join(',')} FROM json_to_recordset($1::json) AS r(${COLUMNS})`, [JSON.stringify(rows)]), seed + 'd' + r, 1000)
}
console.log(best)
await pool.query(`CREATE TEMP TABLE t AS SELECT * FROM auth_event WHERE trace_id LIKE 'trace-%' LIMIT ${N}`)
for (let r = 0; r < 3; r++) { await pool.query('UPDATE t SET id = gen_random_uuid()'); const a = performance.now(); await pool.query('INSERT INTO auth_event SELECT * FROM t'); console.log('insert select', ((performance.now() - a) * 1000 / N).toFixed(1)); await pool.query('UPDATE t SET id = gen_random_uuid()'); const b = performance.now(); await pool.query('INSERT INTO auth_event SELECT * FROM t ON CONFLICT (at, id) DO NOTHING'); console.log('insert select on conflict', ((performance.now() - b) * 1000 / N).toFixed(1)) }
await pool.end()
