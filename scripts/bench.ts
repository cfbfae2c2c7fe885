import { measureAudit } from './bench/audit'
import { measureDiagnosis } from './bench/diagnosis'
import { measureIngest } from './bench/ingest'
import { measurePages, measureScripts } from './bench/pages'
import { startServer } from './bench/server'

// npm run bench: what the console costs, as ratios against a floor measured in the same run. Needs a build.

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
