import { setTimeout as wait } from 'node:timers/promises'
import { log } from '@/lib/core/log'
import { db } from '@/lib/db/client'
import { env } from '@/lib/env'
import { announceRises } from '@/lib/services/announcements/announce-rises'
import { announceSkews } from '@/lib/services/announcements/announce-skews'
import { sendAnnouncements } from '@/lib/services/announcements/send-announcements'
import { carriers } from '@/lib/services/announcements/transports'
import { detectAttacks } from '@/lib/services/alerts/detect-attacks'
import { measureClocks } from '@/lib/services/clocks/measure-clocks'
import type { ServiceContext } from '@/lib/services/context'
import { mailTransport } from '@/lib/services/outbox/mail-transport'
import { sendDue } from '@/lib/services/outbox/send-due'
import { keepPatterns } from '@/lib/services/patterns/keep-patterns'
import { dropOldEvents } from '@/lib/services/purge/drop-old-events'
import { purgeExpired } from '@/lib/services/purge/purge-expired'
import { checkWatches } from '@/lib/services/watches/evaluate-watches'
import { toAppError } from './problem'

const TICK_MS = 2_000
/** Watches are read with every batch of events; this is for the few whose watch was not yet to be seen then. */
const WATCH_EVERY = 8
/** A minute: what many fail with takes that long to be many. */
const PATTERNS_EVERY = 30
/** A minute, half a minute after the patterns: a clock drifts slowly. */
const CLOCKS = { every: 30, after: 15 }
/** Two minutes: a rise shows in the counts of hours. */
const RISES_EVERY = 60
/** An hour: what has run out does no harm, it only lies about. */
const PURGE_EVERY = 1800
/** What is loud shows in ten minutes and is looked for every half minute; what is patient shows in an hour. */
const LOUD = { every: 15, minutes: 10 }
const PATIENT = { every: 150, minutes: 60 }

// On globalThis it survives hot reload: two loops would do no harm, but nobody needs them.
const shared = globalThis as typeof globalThis & { latchkeyBackground?: boolean }

/**
 * What runs beside requests, in every instance: messages that are due, watches, the look-out for attacks and for what
 * many fail with, the clocks, what has run out. All of it is rows in the database, taken with SKIP LOCKED or under a lock, so an instance that dies loses nothing
 * and two do nothing twice.
 */
export function startBackground(): void {
  if (shared.latchkeyBackground) return
  shared.latchkeyBackground = true
  void run()
}

async function run() {
  for (let tick = 0; ; tick += 1) {
    await wait(TICK_MS, null, { ref: false })
    await attempt('outbox.failed', async (ctx) => {
      const { sent, failed, dead } = await sendDue(ctx, mailTransport())
      if (sent + failed + dead > 0) log.info('outbox.sent', { sent, failed, dead })
    })
    await attempt('announcements.failed', async (ctx) => {
      const { sent, dead } = await sendAnnouncements(ctx, carriers())
      if (sent + dead > 0) log.info('announcements.sent', { sent, dead })
    })
    if (tick % RISES_EVERY === 0) await attempt('rises.failed', async (ctx) => void (await announceRises(ctx)))
    if (tick % WATCH_EVERY === 0) await attempt('watches.failed', async (ctx) => void (await checkWatches(ctx)))
    if (tick % PATTERNS_EVERY === 0) await attempt('patterns.failed', async (ctx) => {
      const found = await keepPatterns(ctx)
      if (found > 0) log.warn('patterns.found', { found })
    })
    if (tick % CLOCKS.every === CLOCKS.after) await attempt('clocks.failed', async (ctx) => {
      await measureClocks(ctx)
      await announceSkews(ctx)
    })
    if (tick % PURGE_EVERY === 0) {
      await attempt('purge.failed', async (ctx) => void (await purgeExpired(ctx)))
      await attempt('retention.failed', async (ctx) => void (await dropOldEvents(ctx, env().EVENTS_KEPT_DAYS)))
    }
    for (const { every, minutes } of [LOUD, PATIENT]) {
      if (tick % every === 0) await attempt('alerts.failed', async (ctx) => {
        const raised = await detectAttacks(ctx, minutes)
        if (raised > 0) log.warn('alerts.raised', { raised, minutes })
      })
    }
  }
}

async function attempt(event: string, work: (ctx: ServiceContext) => Promise<void>) {
  try {
    await work({ db: await db(), actor: { kind: 'system', id: null, name: 'console' }, now: new Date(), requestId: null, ip: null })
  } catch (error) {
    log.warn(event, { code: toAppError(error).code, cause: error instanceof Error ? error.message : 'unknown' })
  }
}
