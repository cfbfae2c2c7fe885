import { isValidElement, type ReactNode } from 'react'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { setLogLevel } from '@/lib/core/log'
import { useDatabase as putDatabase, type Database } from '@/lib/db/client'
import { ROLES, type Role } from '@/lib/evidence/vocabulary'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { compare, readManifest, type Door } from '@/lib/testing/matrix/manifest'
import type { Rule, Target } from '@/lib/testing/matrix/rules'
import { TABLE } from '@/lib/testing/matrix/table'
import { makeBrowser, makeCell, makeMatrixWorld, makeSpare, STATES, watchChanges, type MatrixWorld, type State } from '@/lib/testing/matrix/world'

/**
 * Every page, route and action × role × target × session state, and for what a browser sends by itself × where it comes from.
 * Each is called itself, without proxy.ts, layouts or Next.js around it: what refuses here refuses wherever it is called from.
 */

const request = vi.hoisted(() => ({ headers: new Headers(), cookies: new Map<string, string>() }))
class Leave extends Error {
  digest = 'NEXT'
  constructor(readonly to: string) {
    super(to)
  }
}

vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => (request.cookies.has(name) ? { name, value: request.cookies.get(name) } : undefined),
    set: () => {},
    delete: () => {},
  }),
}))
vi.mock('next/navigation', () => ({
  redirect: (to: string) => {
    throw new Leave(to)
  },
  notFound: () => {
    throw new Leave('404')
  },
  unstable_rethrow: (error: unknown) => {
    if (error instanceof Leave) throw error
  },
  usePathname: () => '/',
  useRouter: () => ({}),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))

const HOME = 'http://localhost:3000'
const ORIGINS: Readonly<Record<string, Record<string, string>>> = {
  'no origin': {},
  'the origin null': { origin: 'null' },
  'a foreign origin': { origin: 'https://evil.example' },
  'a foreign origin with our host forwarded': { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  'our name on another port': { origin: 'http://localhost:3001' },
  'our name as part of theirs': { origin: 'http://localhost:3000.evil.example' },
  'another host of the same site': { origin: HOME, 'sec-fetch-site': 'same-site' },
  'another site': { origin: HOME, 'sec-fetch-site': 'cross-site' },
  'an address typed by hand': { origin: HOME, 'sec-fetch-site': 'none' },
}

let db: Database
let world: MatrixWorld
let changes: () => Promise<number>
const doors = readManifest()
const loaded = new Map<string, Record<string, (...args: never[]) => unknown>>()

beforeAll(async () => {
  setLogLevel('silent')
  db = await testDatabase()
  putDatabase(db)
  world = await makeMatrixWorld(db, new Date())
  changes = await watchChanges(db)
  for (const { file } of doors) if (!loaded.has(file)) loaded.set(file, (await import(/* @vite-ignore */ `@/${file}`)) as Record<string, (...args: never[]) => unknown>)
}, 180_000)
afterAll(() => db.close())

/** Whether a page says that one's role does not include it. */
function saysNotYours(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(saysNotYours)
  if (typeof node === 'string') return /^Your role is/.test(node)
  if (!isValidElement<{ children?: ReactNode }>(node)) return false
  return (typeof node.type === 'function' && node.type.name === 'NotYours') || saysNotYours(node.props.children)
}

type Answer = { problem?: { code?: string } | string | null; options?: unknown; proofId?: unknown; preview?: unknown }

/** What became of a call, in one word. */
async function call(door: Door, args: unknown[]): Promise<string> {
  const run = loaded.get(door.file)?.[door.name]
  if (!run) throw new Error(`${door.file} exports no ${door.name}`)
  try {
    const result = await run(...(args as never[]))
    if (door.kind === 'page') return saysNotYours(result) ? 'forbidden' : 'granted'
    if (result instanceof Response) return ofResponse(result)
    return ofAnswer(result as Answer | null | undefined | unknown[])
  } catch (error) {
    if (error instanceof Leave) return error.to === '404' ? 'not_found' : `to ${error.to.split('?')[0]}`
    if (error instanceof AppError) return error.code
    throw error
  }
}

function ofResponse(response: Response): string {
  const names: Record<number, string> = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found' }
  if (response.status >= 500) return `status ${response.status}`
  const location = response.headers.get('location')
  return names[response.status] ?? (location ? `to ${location.split('?')[0]}` : 'granted')
}

const NO_SESSION = /session has ended|sign-in has ended|Sign in first|Show the factor|Start again/
const NOT_OURS = /did not come from/

function ofAnswer(answer: Answer | null | undefined | unknown[]): string {
  if (answer === null || answer === undefined || (Array.isArray(answer) && answer.length === 0)) return 'empty'
  if (Array.isArray(answer) || !answer.problem) return 'granted'
  if (typeof answer.problem === 'string') return /failed on our side/.test(answer.problem) ? 'internal' : NOT_OURS.test(answer.problem) ? 'forbidden' : NO_SESSION.test(answer.problem) ? 'unauthenticated' : 'granted'
  const { code, detail, title } = answer.problem as { code?: string; detail?: string; title?: string }
  if (code === undefined) return title === 'Sign in first' ? 'unauthenticated' : title === 'Not found' ? 'not_found' : title === 'Not allowed' ? 'forbidden' : 'granted'
  // A refusal of what was typed is none of the person.
  if (code === 'forbidden' && /code is not right|recovery code is not known|passkey did not prove|No passkey/.test(detail ?? '')) return 'granted'
  return ['unauthenticated', 'forbidden', 'not_found', 'internal'].includes(code) ? code : 'granted'
}

const STAGE: Partial<Record<State, 'factor' | 'enrol' | 'open'>> = { factor: 'factor', enrol: 'enrol', open: 'open' }
const PLACE = { factor: 'to /sign-in/factor', enrol: 'to /sign-in/enrol', open: 'to /queue' } as const

/** Which words a cell may end with. */
function expected(door: Door, rule: Rule, role: Role, target: Target, state: State): string[] {
  const stage = STAGE[state]
  if (rule.session === 'machine') return ['unauthenticated', 'status 503']
  if (rule.session === 'none') return rule.allow(role, target) === 'granted' ? ['granted', 'empty', 'not_found', 'unauthenticated', 'to /queue', 'to /sign-in', 'to /settings/appearance', 'to /accounts', `to /tickets/${world.subjects[role][target].ticket.number}/experience`] : [rule.allow(role, target)]
  if (rule.session === stage) {
    const outcome = rule.allow(role, target)
    // An account that cannot be seen and one that is not there are the same to a form whose ids are checked first.
    if (outcome === 'granted') return rule.session === 'open' ? ['granted', 'empty', ...redirectsOf(door)] : ['granted', 'not_found']
    return rule.quiet ? ['empty'] : [outcome]
  }
  if (door.kind === 'page') return [stage ? PLACE[stage] : 'to /sign-in']
  if (rule.quiet) return ['empty']
  // A step that is sent twice, by the sixth digit and by Enter, leads on.
  return rule.session !== 'open' && stage === 'open' ? ['unauthenticated', 'granted', 'not_found', 'to /queue'] : ['unauthenticated', 'not_found']
}

const redirectsOf = (door: Door) => (/#(open|take)$/.test(door.id) ? ['to /tickets'] : [])
const matches = (allowed: readonly string[], got: string) => allowed.some((word) => got === word || (word === 'to /tickets' && got.startsWith('to /tickets/')))

/** Who may pass does not depend on the database: on PostgreSQL a third of the cells is tried, with each kind of answer among them. */
const TRIED: readonly State[] = onPostgres ? ['nobody', 'revoked', 'open'] : STATES
const SOURCES = Object.entries(ORIGINS).slice(0, onPostgres ? 3 : undefined)

const wrong: string[] = []
/** What the next granted call may use up, by role. */
const spares = new Map<Role, Awaited<ReturnType<typeof makeSpare>>>()
let cells = 0

async function tryCell(door: Door, rule: Rule, role: Role, target: Target, state: State, origin: Record<string, string>, allowed: string[], where = '') {
  const now = new Date()
  await db.pool.query('DELETE FROM throttle')
  const browser = await makeBrowser(world, role, state, now)
  const spare = spares.get(role) ?? (await makeSpare(world, role, now))
  spares.set(role, spare)
  const cell = makeCell(world, role, target, browser.sessionId, now, spare)
  const args = await rule.args(cell)
  request.headers = new Headers({ 'user-agent': browser.userAgent, host: 'localhost:3000', ...origin })
  request.cookies = new Map(browser.cookie ? [['latchkey', browser.cookie]] : [])
  if (door.kind === 'route' && args[0] instanceof Request) args[0] = new Request(args[0], { headers: request.headers })
  const before = await changes()
  const got = await call(door, args).catch((error: unknown) => `threw ${String(error)}`)
  const changed = (await changes()) - before
  const name = `${door.id} × ${role} × ${target} × ${state}${where && ` × ${where}`}`
  cells += 1
  if (changed > 0) spares.delete(role)
  if (!matches(allowed, got)) wrong.push(`${name}: ${got}, not ${allowed.join(' or ')}`)
  else if (rule.changes && state === 'open' && rule.allow(role, target) === 'granted' && where === '') {
    if (changed === 0 && !/#end(Mine|Theirs)$/.test(door.id)) wrong.push(`${name}: granted, and nothing changed`)
  } else if (changed > 0 && rule.session !== 'none' && !(rule.session === STAGE[state] && rule.allow(role, target) === 'granted' && where === '')) wrong.push(`${name}: ${got}, and ${changed} rows changed`)
  await browser.restore()
}

const sent = (door: Door) => door.kind === 'action' || door.name === 'POST'

describe('the role matrix', () => {
  it('has a rule for every door, and no other', () => {
    expect(compare(doors, Object.keys(TABLE))).toEqual({ unlisted: [], gone: [] })
    expect(compare([...doors, { id: 'page /planted', file: '', kind: 'page', name: 'default' }], Object.keys(TABLE)).unlisted).toEqual(['page /planted'])
  })

  it.each(doors.map((door) => [door.id, door] as const))(
    '%s',
    async (id, door) => {
      const rule = TABLE[id]
      if (!rule) throw new Error('no rule')
      wrong.length = 0
      const ours = { origin: HOME, 'sec-fetch-site': 'same-origin' }
      for (const role of ROLES) {
        for (const state of TRIED) for (const target of state === 'open' ? rule.targets : rule.targets.slice(0, 1)) await tryCell(door, rule, role, target, state, ours, expected(door, rule, role, target, state))
        if (!sent(door) || rule.session === 'machine') continue
        const state = rule.session === 'none' ? 'nobody' : rule.session
        const refused = rule.quiet ? ['empty'] : rule.allow(role, 'ordinary') === 'not_found' ? ['not_found', 'forbidden'] : ['forbidden']
        for (const [where, origin] of SOURCES) await tryCell(door, rule, role, 'ordinary', state, origin, refused, where)
      }
      expect(wrong).toEqual([])
    },
    600_000,
  )

  it('was tried in full', () => {
    expect(cells).toBeGreaterThan(onPostgres ? 1_500 : 5_000)
    // Said by the runner; the figure is in docs/security.md.
    process.stdout.write(`${cells} cells, ${doors.length} doors\n`)
  })
})
