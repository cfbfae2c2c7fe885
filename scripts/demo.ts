import { db } from '@/lib/db/client'
import { DirectoryInUse } from '@/lib/db/directory-lock'
import { demoState } from '@/lib/demo/demo-state'
import { giveDemoFactors } from '@/lib/demo/demo-factors'
import { fillDemo } from '@/lib/demo/fill-demo'
import { env } from '@/lib/env'
import { keepPatterns } from '@/lib/services/patterns/keep-patterns'
import { assessTicketById } from '@/lib/services/tickets/assess-ticket'

// Migrates, and fills an empty database with the demo company: npm run demo, and a part of npm start.
// A database that holds anything else is left as it is. DEMO=no only migrates.

const TTY = process.stdout.isTTY

function show(step: string, done: number, of: number) {
  if (TTY) process.stdout.write(`\r\u001b[KWriting the demo: ${step} ${Math.round((done / of) * 100)}%`)
}

async function main() {
  const database = await db()
  const { state, empty } = await demoState(database)
  if (env().DEMO === 'yes' && (state === 'partial' || empty)) {
    console.log('Writing the demo company into the empty database (about 20 s) …')
    const now = new Date()
    const ctx = { db: database, actor: { kind: 'system', id: null, name: 'demo' } as const, now, requestId: null, ip: null }
    const filled = await fillDemo(database, { now, onProgress: show, assess: (id) => assessTicketById(ctx, id) })
    await keepPatterns(ctx)
    if (TTY) process.stdout.write('\r\u001b[K')
    if (filled) console.log(`${filled.accounts} accounts, ${filled.events} events, ${filled.changes} changes, ${filled.tickets} tickets, in ${filled.seconds} s.`)
  }
  // A demo from before agents had factors gets them now.
  if (state === 'complete') await giveDemoFactors(database, new Date())
  await database.close()
}

try {
  await main()
} catch (error) {
  // A second process on the same data, or a database that does not answer: say so and nothing else.
  console.error(error instanceof DirectoryInUse ? error.message : `The database could not be prepared. ${error instanceof Error ? error.message : ''}`)
  process.exit(1)
}
