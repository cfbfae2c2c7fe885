import { parseArgs } from 'node:util'
import { measureAudit } from './bench/audit'
import { measureDiagnosis } from './bench/diagnosis'
import { measureIngest } from './bench/ingest'
import { measurePages, measureScripts } from './bench/pages'
import { measureScale } from './bench/scale'
import { startServer } from './bench/server'

// npm run bench: what the console costs, as ratios against a floor measured in the same run. Needs a build.
//   -- --events 10000000    with so many events, a million accounts and 5,000 changes behind it, against 100,000 events

const { values: options } = parseArgs({ options: { events: { type: 'string' } } })
if (options.events) {
  console.log(`## With ${Number(options.events).toLocaleString('en-GB')} events\n\n${await measureScale(Number(options.events))}\n`)
  process.exit(0)
}

const server = await startServer()
try {
  console.log(`\n## Pages\n\n${await measurePages(server)}\n`)
  console.log(`## What a browser loads first\n\n${await measureScripts(server)}\n`)
} finally {
  await server.stop()
}
console.log(`## Ingest\n\n${await measureIngest()}\n`)
console.log(`## Audit\n\n${await measureAudit()}\n`)
console.log(`## Diagnosis\n\n${measureDiagnosis()}\n`)
process.exit(0)
