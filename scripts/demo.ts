import { db } from '@/lib/db/client'
import { demoState } from '@/lib/demo/demo-state'
import { fillDemo } from '@/lib/demo/fill-demo'
import { DEMO_AGENTS, DEMO_PASSWORD } from '@/lib/demo/people'

/** Fills the database of the environment with the demo company where it is empty: npm run demo */
const database = await db()
const { state, empty } = await demoState(database)
if (state === 'complete') {
  console.log('The demo company is in place already.')
} else if (state === 'absent' && !empty) {
  console.log('The database is not empty; the demo is written into an empty one only. Nothing was changed.')
  process.exitCode = 1
} else {
  const show = process.stdout.isTTY
    ? (step: string, done: number, of: number) => process.stdout.write(`\r\u001b[KWriting the demo: ${step} ${Math.round((done / of) * 100)}%`)
    : () => {}
  const filled = await fillDemo(database, { now: new Date(), onProgress: show })
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K')
  if (filled) console.log(`The demo is in place: ${filled.accounts} accounts, ${filled.events} events, ${filled.changes} changes, ${filled.tickets} tickets, in ${filled.seconds} s.`)
  console.log(`Sign in as ${DEMO_AGENTS.map((agent) => agent.email).join(', ')} with the password ${DEMO_PASSWORD}`)
}
await database.close()
