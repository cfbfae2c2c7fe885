import { seeInBrowser, type Seen } from './browser'
import type { SignedIn } from './server'

// Asks servers (JSON in BENCH_SERVERS) for their pages in a browser, and writes what was seen as JSON.

const servers = JSON.parse(process.env.BENCH_SERVERS ?? '[]') as SignedIn[]
const seen: Seen[][] = []
for (const server of servers) seen.push(await seeInBrowser(server))
console.log(JSON.stringify(seen))
process.exit(0)
