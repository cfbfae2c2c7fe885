import { gzipSync } from 'node:zlib'
import { ms, percentile, table } from './figures'
import { BROWSER, type BenchServer, type SignedIn } from './server'

export const FLOOR = '/bench/floor'
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40)

export async function time({ address, cookie }: SignedIn, path: string): Promise<number> {
  const started = performance.now()
  const response = await fetch(address + path, { headers: { cookie, 'user-agent': BROWSER }, redirect: 'manual' })
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
  return performance.now() - started
}

/**
 * The oldest open ticket and its steps, an account, a change and an attempt, found on the pages themselves.
 * Throws where one leads nowhere: a page that says "enough for this hour" is quick, and nothing that anybody asked for.
 */
export async function pagesToMeasure({ address, cookie }: SignedIn): Promise<string[]> {
  const read = async (path: string) => (await fetch(address + path, { headers: { cookie, 'user-agent': BROWSER } })).text()
  const first = async (path: string, pattern: RegExp) => {
    const [, found] = pattern.exec(await read(path)) ?? []
    if (found === undefined) throw new Error(`${path} holds nothing like ${pattern.source}.`)
    return found
  }
  // A search stands sealed in its address: where the clear one leads to.
  const found = (await fetch(`${address}/accounts?q=a`, { headers: { cookie, 'user-agent': BROWSER }, redirect: 'manual' })).headers.get('location') ?? '/accounts'
  const number = await first('/queue', /href="\/tickets\/(\d+)/)
  const account = await first(found, /href="(\/accounts\/[0-9a-f-]{36})/)
  const change = await first('/changes', /href="(\/changes\/[0-9a-f-]{36})/)
  const attempt = await first('/events', /href="(\/attempts\/[0-9A-Za-z%._-]+)/)
  const pattern = await first('/patterns', /href="(\/patterns\/[0-9a-f-]{36})/)
  const steps = ['experience', 'record', 'changes', 'logs', 'verdict'].map((step) => `/tickets/${number}/${step}`)
  return ['/queue', ...steps, found, account, '/changes', change, '/events', attempt, '/patterns', pattern, '/trends?window=30d', '/playbook', '/audit']
}

/** A page without what differs from one database to the next. */
export const nameOf = (path: string) => path.replace(/[0-9a-f-]{36}|(?<=attempts\/).+|(?<=tickets\/)\d+|(?<=s=).+/, '…')

/** Each page against the floor page, interleaved so that both meet the same weather. */
export async function measurePages(server: BenchServer): Promise<string> {
  const paths = (await pagesToMeasure(server)).filter((path) => path !== '/audit')
  for (const path of [FLOOR, ...paths]) for (let warm = 0; warm < 5; warm += 1) await time(server, path)
  const samples = new Map<string, number[]>([FLOOR, ...paths].map((path) => [path, []]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [path, list] of samples) list.push(await time(server, path))
  }
  const floor = percentile(samples.get(FLOOR) ?? [], 0.95)
  const rows = [...samples].map(([path, list]) => {
    const p95 = percentile(list, 0.95)
    return [nameOf(path), ms(percentile(list, 0.5)), ms(p95), `${(p95 / floor).toFixed(2)}×`]
  })
  return table(['page', 'p50', 'p95', 'p95 against the floor page'], rows)
}

/** Gzipped bytes of the scripts that a page's HTML asks for. */
export async function measureScripts(server: BenchServer): Promise<string> {
  const rows: string[][] = []
  for (const path of ['/sign-in', FLOOR, ...(await pagesToMeasure(server))]) {
    const html = await (await fetch(server.address + path, { headers: path === '/sign-in' ? {} : { cookie: server.cookie, 'user-agent': BROWSER } })).text()
    const scripts = new Set([...html.matchAll(/<script[^>]+src="(\/_next\/[^"]+)"/g)].map((match) => match[1] ?? ''))
    let bytes = 0
    for (const script of scripts) bytes += gzipSync(Buffer.from(await (await fetch(server.address + script)).arrayBuffer())).length
    rows.push([nameOf(path), `${Math.round(bytes / 1024)} kB`, `${Math.round(gzipSync(html).length / 1024)} kB`])
  }
  return table(['page', 'scripts, gzip', 'HTML, gzip'], rows)
}
