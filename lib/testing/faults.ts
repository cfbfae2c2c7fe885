import pg from 'pg'

/** What can go wrong with one statement, as PostgreSQL and the network say it. */
export const FAULTS = ['error', 'timeout', 'serialisation', 'deadlock', 'lost_before', 'lost_after'] as const
export type Fault = (typeof FAULTS)[number] | 'kill_before' | 'kill_after'

/** FAULTS=all: every fault at every statement, which takes half an hour. */
export const everyFault = process.env.FAULTS === 'all'

/** The server raises these itself, so that its transaction is as broken as ours. */
const SQLSTATE: Partial<Record<Fault, string>> = { error: '53100', timeout: '57014', serialisation: '40001', deadlock: '40P01' }

type Armed = { at: number; fault: Fault; seen: number; statements: string[]; fired: string | null }
let armed: Armed | null = null

type Query = (this: pg.Client, ...given: unknown[]) => unknown
type Socketed = pg.Client & { connection?: { stream?: { destroy: () => void } } }

const textOf = (given: unknown): string => (typeof given === 'string' ? given : typeof given === 'object' && given !== null && 'text' in given ? String(given.text) : '')

function lose(client: Socketed): Error {
  client.connection?.stream?.destroy()
  return Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
}

async function withFault(client: Socketed, original: Query, args: unknown[], { fault }: Armed): Promise<unknown> {
  const state = SQLSTATE[fault]
  // A COMMIT that fails has ended its transaction.
  if (state && textOf(args[0]) === 'COMMIT') {
    await original.call(client, 'ROLLBACK')
    throw Object.assign(new Error('injected'), { code: state })
  }
  if (state) return original.call(client, `DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '${state}'; END $$`)
  if (fault === 'kill_before') process.kill(process.pid, 'SIGKILL')
  if (fault === 'lost_before') throw lose(client)
  await original.apply(client, args)
  if (fault === 'kill_after') process.kill(process.pid, 'SIGKILL')
  throw lose(client)
}

/** Puts itself between the console and the server: every statement of every connection of this process passes here. */
export function installFaults(): void {
  const original = pg.Client.prototype.query as Query
  const patched: Query = function (...given) {
    const current = armed
    if (!current) return original.apply(this, given)
    current.statements.push(textOf(given[0]))
    current.seen += 1
    if (current.seen !== current.at) return original.apply(this, given)
    current.fired = textOf(given[0])
    const callback = given.at(-1)
    if (typeof callback !== 'function') return withFault(this, original, given, current)
    withFault(this, original, given.slice(0, -1), current).then((result) => callback(null, result), (error: unknown) => callback(error))
    return undefined
  }
  Object.defineProperty(pg.Client.prototype, 'query', { value: patched, configurable: true, writable: true })
}

/** Runs something with a fault at its n-th statement (1 = the first; Infinity = none). Returns the error, if any, and what was sent. */
export async function withFaultAt<T>(at: number, fault: Fault, run: () => Promise<T>): Promise<{ error: unknown; value: T | null; statements: string[]; fired: string | null }> {
  const mine: Armed = { at, fault, seen: 0, statements: [], fired: null }
  armed = mine
  try {
    const value = await run()
    return { error: null, value, statements: mine.statements, fired: mine.fired }
  } catch (error) {
    return { error, value: null, statements: mine.statements, fired: mine.fired }
  } finally {
    armed = null
  }
}
