import { toEventRow } from '@/lib/services/ingest/event-rows'
import { splitRecords } from '@/lib/formats/split-records'
import { redact, redactValue } from '@/lib/core/redact'
import { readLine } from '@/lib/formats/recognise'
import { boundValue } from '@/lib/services/ingest/bound-value'
const N = 20000, now = new Date()
const body = Array.from({ length: N }, (_, n) => JSON.stringify({ latchkey: 1, sourceId: `bench-${n}`, at: new Date(+now - 86_400_000 + n * 50).toISOString(), environment: 'production', service: 'auth-service', hop: 'auth', outcome: n % 10 ? 'success' : 'failure', reason: n % 10 ? 'success' : 'bad_password', attempted: `user${n % 5000}@example.com`, ip: `203.0.113.${n % 250}`, traceId: `trace-${n}` })).join('\n')
const t = (name: string, f: () => unknown) => { let best = 1e9; for (let i = 0; i < 5; i++) { const a = performance.now(); f(); best = Math.min(best, performance.now() - a) } console.log(name, (best * 1000 / N).toFixed(2), 'us') }
const recs = splitRecords(body, {}) as any[]
t('split', () => splitRecords(body, {}))
console.log(typeof recs[0].value)
t('row', () => recs.map((r) => toEventRow(r.value, 'x', 'production', now)))
const vals = recs.map((r) => r.value)
t('bound', () => vals.map((v) => typeof v === 'string' ? v : boundValue(v)))
t('redact', () => vals.map((v) => typeof v === 'string' ? redact(v) : redactValue(v)))
t('readLine', () => vals.map((v) => readLine(v)))
t('stringify value', () => vals.map((v) => JSON.stringify(v)))
const rows = recs.map((r) => toEventRow(r.value, 'x', 'production', now))
t('stringify rows', () => JSON.stringify(rows))
for (let i = 0; i < 25; i++) recs.map((r) => toEventRow(r.value, 'x', 'production', now))
