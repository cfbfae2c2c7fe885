import { identifierKey } from '@/lib/core/identifier'
import type { CaseFile } from '@/lib/evidence/case'
import type { ServiceContext } from '../context'
import { countAlike, type Alike } from '../patterns/count-alike'
import { changeWindow, changesInWindow, rankChanges, type ChangeWindow, type RankedChange } from './changes-of-ticket'
import { caseOfTicket } from './case-of-ticket'
import { clocksOfTicket, type RefusedByClock } from './clocks-of-ticket'
import { bearingOn, courseOf, eventsOfTicket, type Course } from './events-of-ticket'
import { frozenRecord } from './frozen-record'
import type { LoadedAccount, LoadedTicket } from './load-ticket'
import type { EventRow } from '../events/event-row'

const CONFIG_ROWS = 500

type ConfigRow = { service: string; environment: string; key: string; value: string | null; fingerprint: string | null }

export type Gathered = {
  ticket: LoadedTicket
  events: EventRow[]
  course: Course
  elsewhere: Omit<LoadedAccount, 'factors' | 'sessions' | 'identities' | 'directory' | 'freezes'>[]
  blocks: { id: string; kind: string; address: string | null; rule: string; reason: string; count: number | null; limit: number | null; windowSeconds: number | null; createdAt: Date; expiresAt: Date | null; accountId: string | null }[]
  providers: Awaited<ReturnType<typeof providersOf>>
  window: ChangeWindow
  changes: RankedChange[]
  config: ConfigRow[]
  alike: Alike | null
  /** Refusals on a clock that is known to be off. */
  clocks: RefusedByClock[]
  /** When the record was frozen by a recovery; null where it counts as it stands. */
  frozenAt: Date | null
  caseFile: CaseFile
}

/**
 * Everything around a ticket, by queries: the record, the same person elsewhere, blocks, providers, changes of the
 * window, settings, attempts and the pattern; and the case file made of it, from which every verdict is reached.
 */
export async function gatherTicket(ctx: ServiceContext, ticket: LoadedTicket): Promise<Gathered> {
  const { db, now } = ctx
  const [events, elsewhere, config] = await Promise.all([eventsOfTicket(db, ticket, now), elsewhereOf(ctx, ticket), configOf(ctx)])
  const course = courseOf(events, ticket.createdAt)
  const said = ticket.experience?.lastWorkedAt ?? null
  const window = changeWindow(course.lastGood?.at ?? said, course.firstFailed?.at ?? null, ticket.createdAt)
  const failed = course.lastFailed
  const [blocks, providers, changes, alike, clocks, frozen] = await Promise.all([
    blocksOf(ctx, ticket, events),
    providersOf(ctx, ticket, events),
    changesInWindow(db, ticket.environment, window),
    failed ? countAlike(db, ticket.environment, { ...failed }, course.firstFailed?.at ?? failed.at, now) : null,
    clocksOfTicket(db, ticket.environment, bearingOn(events, course)),
    frozenRecord(ctx, ticket, failed?.at ?? null),
  ])
  const gathered = { ticket, events, course, elsewhere, blocks, providers, window, changes: rankChanges(changes, course.firstFailed?.at ?? null), config, alike, clocks, frozenAt: frozen?.at ?? null }
  const caseFile = caseOfTicket(gathered)
  return { ...gathered, caseFile: frozen ? { ...caseFile, account: frozen.account, blocks: frozen.blocks } : caseFile }
}

async function elsewhereOf(ctx: ServiceContext, ticket: LoadedTicket) {
  const key = ticket.account?.emailKey ?? (ticket.identifier ? identifierKey(ticket.identifier) : null)
  if (!key) return []
  return ctx.db.prisma.account.findMany({ where: { emailKey: key, ...(ticket.account ? { id: { not: ticket.account.id } } : {}) }, orderBy: { environment: 'asc' }, take: 6 })
}

/** Blocks in force on the account, or on the addresses that it failed from lately. */
async function blocksOf({ db, now }: ServiceContext, ticket: LoadedTicket, events: readonly EventRow[]): Promise<Gathered['blocks']> {
  const addresses = [...new Set(events.filter(({ outcome, ip }) => outcome === 'failure' && ip !== null).map(({ ip }) => ip))].slice(0, 20)
  const { rows } = await db.pool.query<Gathered['blocks'][number]>(
    `SELECT id, kind, text(address) AS address, rule, reason, count, limit_count AS "limit", window_seconds AS "windowSeconds",
            created_at AS "createdAt", expires_at AS "expiresAt", account_id AS "accountId"
       FROM rate_limit_block
      WHERE environment = $1 AND cleared_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
        AND (account_id = $3 OR EXISTS (SELECT 1 FROM unnest($4::inet[]) AS used WHERE used <<= address))
      ORDER BY created_at DESC LIMIT 20`,
    [ticket.environment, now, ticket.account?.id ?? null, addresses],
  )
  return rows
}

async function providersOf({ db }: ServiceContext, ticket: LoadedTicket, events: readonly EventRow[]) {
  const named = new Set(events.flatMap(({ provider }) => (provider ? [provider] : [])))
  for (const { provider } of ticket.account?.identities ?? []) named.add(provider.name)
  if (named.size === 0) return []
  return db.prisma.identityProvider.findMany({ where: { environment: ticket.environment, name: { in: [...named] } }, take: 10 })
}

/** Settings of the services that a sign-in passes, in every environment, so that they can be compared. */
async function configOf({ db }: ServiceContext): Promise<ConfigRow[]> {
  // Hundreds of small rows on every page of the wizard: plain SQL costs a third of the client's mapping.
  const { rows } = await db.pool.query<ConfigRow>(
    `SELECT c.service, c.environment, c.key, c.value, c.fingerprint FROM config_value c JOIN service s ON s.name = c.service
      WHERE s.on_sign_in_path ORDER BY c.service, c.key, c.environment LIMIT ${CONFIG_ROWS}`,
  )
  return rows
}
