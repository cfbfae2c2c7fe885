import type { Transaction } from '@/lib/db/client'
import { DAY_MS, HOUR_MS } from './words'

/** How far back an attempt ties a person to a block on an address. */
const MET_WITHIN_DAYS = 7
/** Sessions whose ids are read; all are ended and counted, however many there are. */
const MOST_SESSIONS = 500

/** The record of one account as far as recoveries look at it. */
export type RecordState = NonNullable<Awaited<ReturnType<typeof readRecord>>>
export type BlockState = RecordState['blocks'][number]

/**
 * Reads the record of an account, or null when there is none. Call `lockRecord` before when something is to be written.
 * @param address an address block that the action is about, besides those that the person has met
 */
export async function readRecord(tx: Transaction, accountId: string, now: Date) {
  const account = await tx.account.findUnique({
    where: { id: accountId },
    include: {
      directory: true,
      factors: { where: { removedAt: null }, orderBy: [{ enrolledAt: 'asc' }, { id: 'asc' }], take: 100 },
      sessions: { where: { endedAt: null }, orderBy: { id: 'asc' }, take: MOST_SESSIONS, select: { id: true } },
      freezes: { where: { liftedAt: null }, take: 1, select: { at: true } },
      contacts: { where: { until: null }, orderBy: [{ kind: 'asc' }, { id: 'asc' }], select: { kind: true, value: true, since: true } },
      links: { where: { OR: [{ createdAt: { gt: new Date(now.getTime() - HOUR_MS) } }, { usedAt: null, revokedAt: null, expiresAt: { gt: now } }] }, take: 100, orderBy: { id: 'asc' } },
    },
  })
  if (!account) return null
  const { directory, factors, sessions, links, freezes, contacts, ...record } = account
  const openSessions = sessions.length < MOST_SESSIONS ? sessions.length : await tx.accountSession.count({ where: { accountId, endedAt: null } })
  return {
    now,
    /** `frozenAt`: since when the person's "this wasn't me" refuses every recovery; null = it does not. `contacts`: what is on file now, since when. */
    account: { ...record, frozenAt: freezes[0]?.at ?? null, contacts },
    directory,
    factors,
    sessionIds: sessions.map(({ id }) => id),
    openSessions,
    links,
    blocks: await readBlocks(tx, accountId, record.environment, now),
    verifiers: await readVerifiers(tx, record.environment),
  }
}

/** Holds the account's row until the transaction ends: whoever else wants to act on it waits. */
export async function lockRecord(tx: Transaction, accountId: string, blockId: string | null): Promise<void> {
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`
  if (blockId) await tx.$queryRaw`SELECT id FROM rate_limit_block WHERE id = ${blockId}::uuid FOR UPDATE`
}

/** Blocks on the account itself, and those on addresses from which this account's own attempts were refused. */
async function readBlocks(tx: Transaction, accountId: string, environment: string, now: Date) {
  const since = new Date(now.getTime() - MET_WITHIN_DAYS * DAY_MS)
  const met = await tx.$queryRaw<{ id: string }[]>`
    SELECT b.id FROM rate_limit_block b
    WHERE b.environment = ${environment} AND b.cleared_at IS NULL AND b.kind IN ('ip', 'cidr')
      AND EXISTS (
        SELECT 1 FROM auth_event e
        WHERE e.account_id = ${accountId}::uuid AND e.at > ${since} AND e.ip <<= b.address
          AND e.reason IN ('rate_limited', 'ip_blocked')
      )
    LIMIT 50`
  return tx.rateLimitBlock.findMany({
    where: {
      clearedAt: null,
      environment,
      AND: [{ OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }, { OR: [{ accountId }, { id: { in: met.map(({ id }) => id) } }] }],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 50,
  })
}

/** The hash algorithms that the environment's sign-in can read, or null when nothing says so. */
async function readVerifiers(tx: Transaction, environment: string): Promise<string[] | null> {
  const setting = await tx.configValue.findFirst({ where: { environment, key: 'PASSWORD_HASH_VERIFY', value: { not: null } }, orderBy: { updatedAt: 'desc' } })
  const names = setting?.value?.split(',').map((name) => name.trim().toLowerCase()).filter(Boolean)
  return names?.length ? names : null
}
