import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { startServer } from './bench/server'
import { measure } from './bench/scale'
import { ms, percentile, table } from './bench/figures'
const home = mkdtempSync('/tmp/pages-')
const worlds = []
for (const [at, url] of process.argv.slice(2).entries()) {
  const statements = path.join(home, `s-${at}.jsonl`)
  const server = await startServer({ port: 4796 + at, env: { NODE_OPTIONS: `--import ${path.resolve('scripts/bench/record-statements.mjs')}`, BENCH_STATEMENTS: statements, DATABASE_URL: url, DATA_DIR: '/tmp/w/store/.data' } })
  worlds.push({ server, statements, database: url })
}
try {
  const all = await measure(worlds)
  const small = all[0]!, large = all.at(-1)!
  const floor = percentile(large[0]!.elapsed, 0.95)
  console.log(table(['page', 'p50', 'p95', 'sql p95', 'vs sql+floor', 'small p95', 'vs small', 'slowest'], large.map((one, i) => { const p = percentile(one.elapsed, 0.95), s = percentile(one.sql, 0.95), b = percentile(small[i]!.elapsed, 0.95); return [one.page, ms(percentile(one.elapsed, 0.5)), ms(p), ms(s), (p / (s + floor)).toFixed(2), ms(b), (p / b).toFixed(2), one.slowest] })))
} finally { for (const w of worlds) await w.server.stop(); console.log(home) }
process.exit(0)
