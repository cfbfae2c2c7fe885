import { AppError } from '@/lib/core/errors'
import { maskEmail, maskPhone, maskView } from '@/lib/core/mask'
import { z } from 'zod'
import { authorize } from '../authorize'
import { spending } from '../budgets'
import type { ServiceContext } from '../context'
import { EVENT_COLUMNS, type EventRow } from '../events/event-row'
import { accessState } from './access-state'
import { verifiersOf } from './verifiers'

const NEWEST = 25

/** A record, masked, with its access state, contacts, factors, sessions, last attempts, blocks, watches, other environments and tickets. A look-up is spent on it. */
export async function getAccount(ctx: ServiceContext, id: string) {
  await authorize(ctx, 'read')
  await spending(ctx, 'look-up', async () => {})
  const { db, now } = ctx
  const known = z.uuid().safeParse(id).success
  const account = known
    ? await db.prisma.account.findUnique({
        where: { id },
        include: {
          factors: { where: { removedAt: null }, orderBy: { enrolledAt: 'asc' } },
          sessions: { orderBy: { startedAt: 'desc' }, take: 20 },
          identities: { include: { provider: { select: { name: true, protocol: true } } } },
          directory: { select: { name: true } },
          contacts: { orderBy: [{ until: { sort: 'desc', nulls: 'first' } }, { kind: 'asc' }], take: 12 },
          freezes: { where: { liftedAt: null }, take: 1 },
          watches: { orderBy: { startedAt: 'desc' }, take: 1, include: { ticket: { select: { number: true, status: true } } } },
        },
      })
    : null
  if (!account) throw new AppError('not_found', 'There is no record with this id.')
  const [elsewhere, events, tickets, config, recoveries] = await Promise.all([
    db.prisma.account.findMany({ where: { emailKey: account.emailKey, id: { not: account.id } }, orderBy: { environment: 'asc' }, take: 6 }),
    db.pool.query<EventRow>(`SELECT ${EVENT_COLUMNS} FROM auth_event WHERE account_id = $1 AND outcome <> 'info' ORDER BY at DESC, id DESC LIMIT ${NEWEST}`, [id]),
    db.prisma.ticket.findMany({ where: { accountId: id }, orderBy: { createdAt: 'desc' }, take: 10, select: { number: true, subject: true, status: true, createdAt: true } }),
    db.prisma.configValue.findMany({ where: { environment: account.environment, serviceRef: { onSignInPath: true } }, select: { environment: true, key: true, value: true }, orderBy: [{ service: 'asc' }, { key: 'asc' }], take: 200 }),
    db.prisma.recovery.findMany({ where: { accountId: id }, orderBy: { at: 'desc' }, take: 10, select: { id: true, action: true, at: true, reason: true, agent: { select: { name: true } }, ticket: { select: { number: true } } } }),
  ])
  const blocks = await blocksOn(ctx, account, events.rows)
  const access = accessState({
    now,
    account,
    factors: account.factors,
    openSessions: account.sessions.filter(({ endedAt }) => endedAt === null).length,
    linked: account.identities.map(({ provider }) => provider.name),
    blocks,
    verifiers: verifiersOf(config, account.environment),
    frozenAt: account.freezes[0]?.at ?? null,
  })
  return maskView({ account: { ...account, contacts: account.contacts.map(maskContact) }, access, elsewhere, events: events.rows, tickets, blocks, recoveries })
}

const maskContact = <C extends { kind: string; value: string; valueKey: string }>(contact: C): C => {
  const value = contact.kind === 'email' ? maskEmail(contact.value) : maskPhone(contact.value)
  return { ...contact, value, valueKey: value }
}

export type AccountView = Awaited<ReturnType<typeof getAccount>>

type Block = { id: string; address: string | null; rule: string; reason: string; count: number | null; limit: number | null; expiresAt: Date | null }

async function blocksOn({ db, now }: ServiceContext, account: { id: string; environment: string }, events: readonly EventRow[]): Promise<Block[]> {
  const addresses = [...new Set(events.flatMap(({ ip, outcome }) => (ip && outcome === 'failure' ? [ip] : [])))].slice(0, 20)
  const { rows } = await db.pool.query<Block>(
    `SELECT id, text(address) AS address, rule, reason, count, limit_count AS "limit", expires_at AS "expiresAt" FROM rate_limit_block
      WHERE environment = $1 AND cleared_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
        AND (account_id = $3 OR EXISTS (SELECT 1 FROM unnest($4::inet[]) AS used WHERE used <<= address))
      ORDER BY created_at DESC LIMIT 20`,
    [account.environment, now, account.id, addresses],
  )
  return rows
}

/** Good and failed attempts of an account by day (UTC) for two weeks, oldest first; the hops of one attempt count once. */
export async function attemptsByDay(ctx: ServiceContext, accountId: string): Promise<{ day: string; good: number; failed: number }[]> {
  await authorize(ctx, 'read')
  if (!z.uuid().safeParse(accountId).success) return []
  const { rows } = await ctx.db.pool.query<{ day: string; good: number; failed: number }>(
    `SELECT to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
            count(DISTINCT coalesce(e.trace_id, e.id::text)) FILTER (WHERE e.outcome = 'success')::int AS good,
            count(DISTINCT coalesce(e.trace_id, e.id::text)) FILTER (WHERE e.outcome = 'failure')::int AS failed
       FROM generate_series(date_trunc('day', $2::timestamptz, 'UTC') - interval '312 hours', date_trunc('day', $2::timestamptz, 'UTC'), interval '24 hours') AS day
       LEFT JOIN auth_event e ON e.account_id = $1 AND e.at >= day AND e.at < day + interval '24 hours'
      GROUP BY day ORDER BY day`,
    [accountId, ctx.now],
  )
  return rows
}
