import { parseArgs } from 'node:util'
import { setLogLevel } from '@/lib/core/log'
import { openPostgres, type Database } from '@/lib/db/client'
import { migrate } from '@/lib/db/migrate'
import { checkChain } from '@/lib/services/audit/check-chain'
import { testDatabase } from '@/lib/testing/database'
import { prepareOperations, runOperations } from '@/lib/testing/mixed-operations'
import { reconcile } from '@/lib/testing/reconcile'

// npm run soak -- --operations 1000000     mixed operations on a database of its own, reconciled with the audit all the way
// On PGlite, or on the server that TEST_DATABASE_URL names. --database URL names a PostgreSQL database of its own, which is
// kept: started again with it, a run that was stopped goes on where it was last reconciled. Exits 1 at the first difference.

const { values } = parseArgs({ options: { operations: { type: 'string', default: '1000000' }, workers: { type: 'string', default: '8' }, database: { type: 'string' } } })
const TOTAL = Number(values.operations)
/** Operations between two reconciliations. */
const WINDOW = 10_000

setLogLevel('silent')

/** The database of an earlier run, or a new one. */
async function openDatabase() {
  if (!values.database) return testDatabase()
  const database = openPostgres(values.database, 10)
  const connection = await database.pool.connect()
  await migrate(connection)
  connection.release()
  return database
}

/** What was reconciled so far; kept in the database that it is about. */
type Progress = { operations: number; rows: number; transactions: number; differences: number; seconds: number }
const NONE: Progress = { operations: 0, rows: 0, transactions: 0, differences: 0, seconds: 0 }

async function loadProgress({ pool }: Database): Promise<Progress> {
  await pool.query('CREATE TABLE IF NOT EXISTS soak_progress (id integer PRIMARY KEY, operations integer, rows integer, transactions integer, differences integer, seconds double precision)')
  const [found] = (await pool.query<Progress>('SELECT operations, rows, transactions, differences, seconds FROM soak_progress')).rows
  return found ?? NONE
}

async function saveProgress({ pool }: Database, { operations, rows, transactions, differences, seconds }: Progress): Promise<void> {
  await pool.query(
    `INSERT INTO soak_progress VALUES (1, $1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET operations = $1, rows = $2, transactions = $3, differences = $4, seconds = $5`,
    [operations, rows, transactions, differences, seconds])
}

const number = (value: number) => value.toLocaleString('en-GB')

const db = await openDatabase()
const count = db.kind === 'pglite' ? 1 : Number(values.workers)
const total = await loadProgress(db)
const workers = await prepareOperations(db, count)
let seq = (await db.prisma.auditHead.findUniqueOrThrow({ where: { id: 1 } })).seq
console.log(`${number(TOTAL)} operations on ${db.kind}, ${count} at a time${total.operations ? `, ${number(total.operations)} of them done before` : ''}`)
// Who interrupts it still gets the window under way reconciled and the chain checked.
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (interrupted = true))
while (total.operations < TOTAL && total.differences === 0 && !interrupted) {
  const started = performance.now()
  const each = Math.ceil(Math.min(WINDOW, TOTAL - total.operations) / count)
  const expected = (await Promise.all(workers.map((worker) => runOperations(worker, each)))).flat()
  const window = await reconcile(db, seq, expected)
  const seconds = (performance.now() - started) / 1000
  seq = window.seq
  total.operations += window.operations
  total.rows += window.rows
  total.transactions += window.transactions
  total.differences += window.differences.length
  total.seconds += seconds
  await saveProgress(db, total)
  for (const difference of window.differences.slice(0, 20)) console.error(difference)
  console.log(`${number(total.operations)} operations, ${number(total.rows)} entries, ${number(total.transactions)} transactions with effects, difference ${total.differences}; ${Math.round(window.operations / seconds)} a second, ${number(Math.round(total.seconds))} s in all`)
}
const check = await checkChain(db, new Date())
console.log(`The chain is ${check.whole ? 'whole' : `NOT whole: ${check.fault?.why ?? check.faults.join('; ')}`}: ${number(check.count)} entries, checked in ${check.seconds} s.`)
await db.close()
process.exit(total.differences === 0 && check.whole ? 0 : 1)
