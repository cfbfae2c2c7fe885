import { hash } from '@node-rs/argon2'
import type { Database } from '@/lib/db/client'
import { addBackground } from './background'
import { addOrdinaryChanges } from './changes'
import { addConfig } from './config'
import { giveDemoFactors } from './demo-factors'
import { clearDemo, demoState, dropEventIndexes, markDemo, oneAtATime, restoreEventIndexes } from './demo-state'
import { addEverybody, DEMO_AGENTS, DEMO_PASSWORD } from './people'
import { addProviders } from './providers'
import { Random } from './random'
import { addDirectories, ENVIRONMENTS, SERVICES } from './services'
import { CROWD_STORIES, STORIES } from './stories'
import { addSessions } from './sessions'
import { addOtherTickets, ticketRows } from './tickets'
import { DAY, iso } from './times'
import { World } from './world'
import { countEvents, writeEvents, writeRows } from './write-rows'

export type FillOptions = {
  now: Date
  seed?: number
  /** 1 = the whole company; tests take less. The people of the stories are there at any scale. */
  scale?: number
  onProgress?: (step: string, done: number, of: number) => void
  /** Called for each ticket that is not solved, at the end: fills the queue's short verdicts. */
  assess?: (ticketId: string) => Promise<void>
}

export type Filled = { accounts: number; events: number; changes: number; tickets: number; seconds: number }

/** Makes the company in memory; the same seed, scale and time give the same one. */
export function buildDemo(now: Date, seed = 1, scale = 1): World {
  const world = new World(now.getTime(), new Random(`latchkey-${seed}`), scale)
  addDirectories(world)
  addProviders(world)
  addOrdinaryChanges(world, world.random.fork('changes'))
  for (const story of STORIES) story.write(world)
  addEverybody(world, world.random.fork('people'))
  for (const story of CROWD_STORIES) story.write(world)
  addOtherTickets(world)
  world.changes.sort((a, b) => a.at.localeCompare(b.at))
  addConfig(world)
  addBackground(world, world.random.fork('background'))
  addSessions(world, world.random.fork('sessions'))
  world.events.sort((a, b) => a.ms - b.ms)
  return world
}

/**
 * Fills an empty database with the demo company. A half-filled one is cleared and filled anew; one that holds anything
 * else is left alone. Answers null where the demo is in place already, and throws when the database holds other things.
 */
export async function fillDemo(db: Database, options: FillOptions): Promise<Filled | null> {
  return oneAtATime(db, () => fill(db, options))
}

async function fill(db: Database, options: FillOptions): Promise<Filled | null> {
  const started = performance.now()
  const { now, seed = 1, scale = 1, onProgress = () => {} } = options
  const before = await demoState(db)
  if (before.state === 'complete') return null
  if (before.state === 'partial') await clearDemo(db)
  else if (!before.empty) throw new Error('The database is not empty: the demo is written into an empty one only.')
  onProgress('people and stories', 0, 1)
  const world = buildDemo(now, seed, scale)
  await markDemo(db, { state: 'filling', seed, at: iso(world.now), indexes: [] })
  await writeRecords(db, world)
  await writeAllEvents(db, world, { seed, onProgress })
  const open = await writeTickets(db, world)
  for (const [index, id] of open.entries()) {
    await options.assess?.(id)
    onProgress('tickets', index + 1, open.length)
  }
  await markDemo(db, { state: 'complete', seed, at: iso(world.now), indexes: [] })
  const seconds = Math.round((performance.now() - started) / 100) / 10
  return { accounts: world.accounts.length, events: world.events.length, changes: world.changes.length, tickets: world.tickets.length, seconds }
}

async function writeRecords(db: Database, world: World): Promise<void> {
  await writeRows(db, 'environment', ENVIRONMENTS)
  await writeRows(db, 'service', SERVICES)
  await writeRows(db, 'directory', world.directories)
  await writeRows(db, 'identity_provider', world.providers)
  await writeRows(db, 'account', world.accounts)
  await writeRows(db, 'linked_identity', world.identities)
  await writeRows(db, 'factor', world.factors)
  await writeRows(db, 'account_session', world.sessions)
  await writeRows(db, 'rate_limit_block', world.blocks)
  await writeRows(db, 'change', world.changes)
  await writeRows(db, 'config_value', world.config)
}

type Writing = { seed: number; onProgress: NonNullable<FillOptions['onProgress']> }

async function writeAllEvents(db: Database, world: World, { seed, onProgress }: Writing): Promise<void> {
  // Indexes built at the end cost a third of indexes kept up row by row.
  const indexes = await dropEventIndexes(db, { seed, at: iso(world.now) })
  await writeEvents(db, world.events, (ms) => world.id(ms), (done) => onProgress('events', done, world.events.length))
  await restoreEventIndexes(db, indexes)
  await countEvents(db)
  // Without statistics the first pages would scan; the wide columns, which no query compares, cost most and are left out.
  await db.pool.query(`ANALYZE account, ticket, change, factor, account_session, event_hour, event_rollup,
    auth_event (id, at, environment, service, hop, trace_id, outcome, reason, attempted_key, account_id, provider, ip, format)`)
}

async function writeTickets(db: Database, world: World): Promise<string[]> {
  const passwordHash = await hash(DEMO_PASSWORD)
  const created = world.now - 60 * DAY
  const agents = DEMO_AGENTS.map(({ key, ...agent }) => ({ key, row: { ...agent, id: world.id(created), passwordHash, isDemo: true, createdAt: iso(created) } }))
  await writeRows(db, 'agent', agents.map((agent) => agent.row))
  await giveDemoFactors(db, new Date(created))
  const ids = Object.fromEntries(agents.map((agent) => [agent.key, agent.row.id]))
  const { tickets, experiences, open } = ticketRows(world, { ines: ids.ines ?? '', tomasz: ids.tomasz ?? '', ada: ids.ada ?? '' })
  await writeRows(db, 'ticket', tickets)
  await writeRows(db, 'experience', experiences)
  return open
}
