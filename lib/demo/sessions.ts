import { DAY, HOUR, MINUTE } from './times'
import type { Random } from './random'
import type { World } from './world'

/** Sessions of people who signed in lately: most have ended by themselves, some are open. */
export function addSessions(world: World, random: Random): void {
  for (const account of world.accounts) {
    if (account.lastLoginAt === null || world.quietFrom.has(account.id)) continue
    const started = Date.parse(account.lastLoginAt)
    if (world.now - started > 20 * DAY || !random.chance(0.7)) continue
    const seen = Math.min(world.now - MINUTE, started + random.int(5, 9 * 60) * MINUTE)
    const ended = world.now - seen > 12 * HOUR
    world.session(account, {
      started,
      lastSeen: seen,
      ...(ended ? { endedAt: new Date(seen).toISOString(), endReason: random.pick(['signed_out', 'idle']) } : {}),
    })
  }
}
