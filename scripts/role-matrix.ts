// npm run matrix: the role matrix over HTTP on the built app, with its proxy and without: who gets what, whatever is sent.
// Every cell here is a read or a refusal, so the database must be the same at the end. Granted changes: lib/http/role-matrix.test.ts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { newSecret } from '@/lib/core/crypto'
import { ROLES, type Role } from '@/lib/evidence/vocabulary'
import { readManifest, type Door } from '@/lib/testing/matrix/manifest'
import { TABLE } from '@/lib/testing/matrix/table'
import { makeCell, makeSpare, type Browser, type MatrixWorld, type State } from '@/lib/testing/matrix/world'
import { act, ask, type Call, DETOURS, findAction, headerFaults, outcomeOf, visit } from './matrix/http-cells'
import { HOME, serve } from './matrix/server'

const home = mkdtempSync(path.join(tmpdir(), 'latchkey-matrix-'))
process.env.DATA_DIR = process.env.DATABASE_URL ? process.env.DATA_DIR : home
process.env.SECRET ??= newSecret()
process.env.DEMO = 'no'
// Read the environment only now that it stands.
const { db } = await import('@/lib/db/client')
const { makeBrowser, makeMatrixWorld, watchChanges } = await import('@/lib/testing/matrix/world')

const STATES: readonly State[] = ['nobody', 'garbage', 'forged', 'revoked', 'expired', 'idle', 'factor', 'enrol', 'open']
type Browsers = Map<string, Browser>

/** One browser for each role and state, made while no server holds the database. */
async function prepare(): Promise<{ world: MatrixWorld; browsers: Browsers; spares: Map<Role, Awaited<ReturnType<typeof makeSpare>>> }> {
  const database = await db()
  const now = new Date()
  const world = await makeMatrixWorld(database, now)
  const browsers: Browsers = new Map()
  for (const role of ROLES) for (const state of STATES) browsers.set(`${role} ${state}`, await makeBrowser(world, role, state, now))
  const spares = new Map(await Promise.all(ROLES.map(async (role) => [role, await makeSpare(world, role, now)] as const)))
  await watchChanges(database)
  await database.close()
  // What is closed must not be handed out again.
  Reflect.deleteProperty(globalThis, 'latchkeyDatabase')
  return { world, browsers, spares }
}

const wrong: string[] = []
let cells = 0
const count = (name: string, faults: readonly string[]) => {
  cells += 1
  wrong.push(...faults.map((fault) => `${name}: ${fault}`))
}

/** The address of a pattern with what is in the world put into it. */
function addressOf(pattern: string, world: MatrixWorld, role: Role, victim: string): string {
  const { ticket, accountId } = world.subjects[role].ordinary
  const id = pattern.startsWith('/changes') ? world.changeId : pattern.startsWith('/patterns') ? world.patternId : pattern.startsWith('/bulks') ? world.bulkId : pattern.startsWith('/attempts') ? world.eventId : pattern.startsWith('/settings/agents') ? victim : accountId
  if (pattern === '/audit/export') return '/audit/export?format=csv'
  return pattern.replace('[number]', String(ticket.number)).replace('[action]', 'unlock_account').replace('[cause]', 'account-locked').replace('[...nextauth]', 'session').replace('[source]', 'github').replace('[id]', id)
}

const STAGE: Partial<Record<State, string>> = { factor: 'factor', enrol: 'enrol', open: 'open' }

/** Where the frame of the console leads who may not see it, whatever stands in it. */
const WAY_IN = ['to /sign-in', 'to /sign-in/factor', 'to /sign-in/enrol']

/** The words with which a page or file may answer. */
function expectedRead(door: Door, role: Role, state: State): string[] {
  const rule = TABLE[door.id]
  const stage = STAGE[state]
  if (!rule) return []
  const outcome = rule.allow(role, 'ordinary')
  if (rule.session === 'none') return outcome === 'granted' ? ['served', 'to /queue', 'to /sign-in', 'to /settings/appearance', ...WAY_IN, ...(door.id.includes('[number]') ? [`to`] : [])] : ['status 404', ...WAY_IN]
  if (rule.session === stage && outcome === 'not_found') return ['status 404']
  if (rule.session === stage) return outcome === 'granted' ? ['served'] : door.kind === 'page' ? ['forbidden'] : ['status 403']
  if (door.kind === 'route') return ['status 401']
  return [stage === 'factor' ? 'to /sign-in/factor' : stage === 'enrol' ? 'to /sign-in/enrol' : stage === 'open' ? 'to /queue' : 'to /sign-in']
}

type Prepared = Awaited<ReturnType<typeof prepare>>

async function tryReads(doors: readonly Door[], { world, browsers, spares }: Prepared, proxy: boolean) {
  for (const door of doors.filter(({ kind, name }) => kind === 'page' || name === 'GET')) {
    for (const role of ROLES) {
      for (const state of STATES) {
        const browser = browsers.get(`${role} ${state}`)
        if (!browser) continue
        const detours = door.kind === 'page' && (state === 'nobody' || state === 'factor' || state === 'open') ? Object.entries(DETOURS) : [['plain', {}] as const]
        for (const [how, detour] of detours) {
          const where = addressOf(door.id.split(' ')[1] ?? '/', world, role, spares.get(role)?.victim.id ?? '')
          const answer = await visit(where, browser, detour)
          const body = await answer.text()
          const got = outcomeOf(answer, body)
          const allowed = expectedRead(door, role, state)
          const faults = headerFaults(answer, proxy)
          // A prefetch may bring a frame without its page, a subrequest nothing; what none may bring is what the page shows.
          const harmless = how !== 'plain' && (state === 'open' || (!leaks(body, world, role) && !WITHIN.test(body)))
          if (!allowed.some((word) => got === word || (word === 'to' && got.startsWith('to /tickets/'))) && !harmless) faults.push(`${got}, not ${allowed.join(' or ')}`)
          count(`${door.id} × ${role} × ${state} × ${how}`, faults)
        }
      }
    }
  }
}

/** What only stands on a page within. */
const WITHIN = /Skip to the page|data-row|aria-label=\\?"Main/

/** Whether an answer tells anything of the company's own. */
const leaks = (body: string, world: MatrixWorld, role: Role) => body.includes('Maya Okafor') || body.includes(world.agents[role].email)

const SOURCES: Readonly<Record<string, Record<string, string>>> = {
  'no origin': {},
  'the origin null': { origin: 'null' },
  'a foreign origin': { origin: 'https://evil.example' },
  'a forwarded host': { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  'another site': { origin: HOME, 'sec-fetch-site': 'cross-site' },
  'the same site': { origin: HOME, 'sec-fetch-site': 'same-site' },
}
const OURS = { origin: HOME, 'sec-fetch-site': 'same-origin' }

/** Refused by us, by Next.js itself (500 for an origin that it does not like), or answered with nothing. */
const isRefusal = (got: string, body: string) => ['forbidden', 'unauthenticated', 'not_found', 'to /sign-in', 'status 500', 'status 403', 'status 401', 'status 404'].includes(got) || /did not come from|session has ended|sign-in has ended|Sign in first|Start again|"options":null|"preview":null|1:(?:\[\]|null|"\$undefined")/.test(body)

async function tryChanges(doors: readonly Door[], { world, browsers, spares }: Prepared, proxy: boolean) {
  const database = { prisma: null } as unknown as MatrixWorld['db']
  for (const door of doors.filter(({ kind, name }) => kind === 'action' || name === 'POST')) {
    const rule = TABLE[door.id]
    if (!rule) continue
    for (const role of ROLES) {
      const spare = spares.get(role)
      if (!spare) continue
      const cell = { ...makeCell({ ...world, db: database }, role, 'ordinary', '', new Date(), spare), proof: async () => spare.victim.id, fingerprint: async () => '0'.repeat(64), version: async () => '0', unassign: async () => {} }
      const where = (pattern: string) => addressOf(pattern, world, role, spare.victim.id)
      const send = async (browser: Browser, headers: Record<string, string>) => {
        const action = door.kind === 'action' ? findAction(door, where) : null
        if (door.kind === 'action' && !action) throw new Error(`${door.id} is not in the build`)
        return action ? act(action, await rule.args(cell), browser, headers) : ask(where(door.id.split(' ')[1] ?? '/'), browser, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } })
      }
      const tries: [string, State, Record<string, string>][] = Object.entries(SOURCES).map(([what, headers]) => [what, rule.session === 'none' || rule.session === 'machine' ? 'nobody' : rule.session, headers])
      if (rule.session !== 'none') for (const state of STATES) if (STAGE[state] !== rule.session && !(STAGE[state] === 'open')) tries.push([state, state, OURS])
      if (rule.session === 'open' && rule.allow(role, 'ordinary') !== 'granted') tries.push(['its role', 'open', OURS])
      for (const [what, state, headers] of tries) {
        const browser = browsers.get(`${role} ${state}`)
        if (!browser) continue
        const answer = await send(browser, headers)
        const body = await answer.text()
        const got = outcomeOf(answer, body)
        count(`${door.id} × ${role} × ${what}`, [...(isRefusal(got, body) || (rule.session === 'machine' && got === 'status 503') ? [] : [`${got}: ${body.slice(0, 200)}`]), ...headerFaults(answer, proxy)])
      }
    }
  }
}

/** Answers that no handler wrote: what is not there, methods that are not served, broken requests. */
async function tryErrors(proxy: boolean) {
  const nobody: Browser = { cookie: null, userAgent: 'curl/8.9', sessionId: '', restore: async () => {} }
  const odd: [string, string, Call][] = [
    ['GET', '/nowhere', {}], ['GET', '/api/nowhere', {}], ['DELETE', '/api/health', { method: 'DELETE' }], ['PUT', '/sign-out', { method: 'PUT' }], ['PATCH', '/audit/export', { method: 'PATCH' }],
    ['GET', '/sign-out', {}], ['GET', '/api/auth/session', {}], ['GET', '/api/auth/signin', {}], ['GET', '/api/v1/events', {}], ['GET', '/%E0%A4%A', {}], ['POST', '/queue', { method: 'POST', headers: { 'next-action': '0'.repeat(42), origin: HOME } }],
  ]
  for (const [method, where, more] of odd) {
    const answer = await ask(where, nobody, more)
    const faults = headerFaults(answer, proxy).filter((fault) => !(where.includes('%E0') && (fault.startsWith('cache-control') || fault.startsWith('no nonce'))))
    count(`${method} ${where}`, answer.status >= 400 || answer.status === 307 || answer.status === 303 ? faults : [`status ${answer.status}`, ...faults])
  }
}

/** The same fault once, with where it was found. */
function groupBy(lines: readonly string[], key: (line: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const line of lines) groups.set(key(line), [...(groups.get(key(line)) ?? []), line])
  return groups
}

const doors = readManifest()
const prepared = await prepare()
for (const proxy of [true, false]) {
  const started = performance.now()
  const server = await serve(proxy, process.env)
  try {
    await tryErrors(proxy)
    await tryReads(doors, prepared, proxy)
    await tryChanges(doors, prepared, proxy)
  } finally {
    await server.stop()
  }
  console.log(`${proxy ? 'With' : 'Without'} the proxy: ${cells} cells so far, ${wrong.length} wrong, ${Math.round((performance.now() - started) / 1000)} s`)
}
const after = await db()
const { rows } = await after.pool.query<{ name: string; count: number }>('SELECT name, count(*)::int AS count FROM matrix_change GROUP BY name')
for (const { name, count: changed } of rows) wrong.push(`${changed} rows of ${name} changed, and none may`)
await after.close()
rmSync(home, { recursive: true, force: true })
for (const [fault, names] of groupBy(wrong, (line) => line.slice(line.indexOf(': ') + 2).slice(0, 160))) console.log(`${names.length} × ${fault}\n    such as ${names.slice(0, 3).map((line) => line.slice(0, line.indexOf(': '))).join('\n            ')}`)
console.log(`${cells} cells over ${doors.length} doors, ${wrong.length} wrong`)
process.exit(wrong.length ? 1 : 0)
