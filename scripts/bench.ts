import { parseArgs } from 'node:util'
import { measureAudit } from './bench/audit'
import { onDatabase } from './bench/databases'
import { measureDiagnosis } from './bench/diagnosis'
import { allowLookUps } from './bench/fill'
import { measureIngest } from './bench/ingest'
import { measureOverload } from './bench/overload'
import { measurePages, measureScripts } from './bench/pages'
import { measureScale } from './bench/scale'
import { startServer } from './bench/server'

// npm run bench: what the console costs, as ratios against a floor measured in the same run. Needs a build.
//   -- --only ingest       one part of it: pages, ingest, overload, audit or diagnosis
//   -- --events 10000000   with so many events, a million accounts and 5,000 changes behind it, against 100,000 events

async function pages(): Promise<string> {
  const server = await startServer({ prepare: (env) => onDatabase(env, allowLookUps) })
  try {
    return `${await measurePages(server)}\n\n## What a browser loads first\n\n${await measureScripts(server)}`
  } finally {
    await server.stop()
  }
}

const PARTS: Readonly<Record<string, () => Promise<string> | string>> = { pages, ingest: measureIngest, overload: measureOverload, audit: measureAudit, diagnosis: measureDiagnosis }

const { values: given } = parseArgs({ options: { events: { type: 'string' }, only: { type: 'string' } } })
const print = (title: string, text: string) => console.log(`\n## ${title}\n\n${text}`)

if (given.events) {
  const events = Number(given.events)
  print(`With ${events.toLocaleString('en-GB')} events`, await measureScale(events))
} else {
  const chosen = Object.entries(PARTS).filter(([name]) => given.only === undefined || given.only === name)
  if (chosen.length === 0) throw new Error(`--only is one of ${Object.keys(PARTS).join(', ')}.`)
  for (const [name, measure] of chosen) print(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, await measure())
}
process.exit(0)
