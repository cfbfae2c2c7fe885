import { maskView } from '@/lib/core/mask'
import { identifierKey, phoneKey } from '@/lib/core/identifier'
import { filterText } from '@/lib/core/filter-text'
import { decodeCursor, pageOf, PAGE_SIZE } from '@/lib/core/page'
import { z } from 'zod'
import { authorize } from '../authorize'
import { spending } from '../budgets'
import type { ServiceContext } from '../context'

export const findAccountsSchema = z.object({
  q: filterText(200).transform((q) => q ?? ''),
  environment: filterText(60),
  after: filterText(300),
})

export type AccountRow = {
  id: string
  name: string
  email: string
  environment: string
  team: string | null
  isActive: boolean
  lockedUntil: Date | null
  deletedAt: Date | null
  suspendedAt: Date | null
  expiresAt: Date | null
  emailVerifiedAt: Date | null
  privileged: boolean
  createdAt: Date
}

const COLUMNS = `id, name, email, environment, team, is_active AS "isActive", locked_until AS "lockedUntil", deleted_at AS "deletedAt", suspended_at AS "suspendedAt",
  expires_at AS "expiresAt", email_verified_at AS "emailVerifiedAt", privileged, created_at AS "createdAt"`

type Found = { rows: AccountRow[]; next: string | null; how: 'all' | 'exact' | 'alike' }

/** A fuzzy match worth showing: pg_trgm's own default is 0.3; short names need a little less. */
const ALIKE = 0.25
const FUZZY = 20

/**
 * Accounts by id, e-mail, user name, phone or name: exact first, then by words and likeness. Without a search, the newest
 * by key. Never counts. Addresses are masked; a look-up is spent on it.
 */
export async function findAccounts(ctx: ServiceContext, input: unknown): Promise<Found> {
  await authorize(ctx, 'read')
  const { q, environment, after } = findAccountsSchema.parse(input)
  await spending(ctx, 'look-up', async () => {})
  return maskView(await find(ctx, q, environment ?? null, after))
}

async function find(ctx: ServiceContext, q: string, place: string | null, after: string | undefined): Promise<Found> {
  if (q === '') return { ...(await newest(ctx, place, after)), how: 'all' }
  const exact = await exactly(ctx, q, place)
  if (exact.length > 0) return { rows: exact, next: null, how: 'exact' }
  return { rows: await alike(ctx, q, place), next: null, how: 'alike' }
}

async function newest({ db }: ServiceContext, environment: string | null, after: string | undefined) {
  const cursor = decodeCursor(after)
  const { rows } = await db.pool.query<AccountRow>(
    `SELECT ${COLUMNS} FROM account
      WHERE ($1::text IS NULL OR environment = $1) AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
      ORDER BY created_at DESC, id DESC LIMIT ${PAGE_SIZE + 1}`,
    [environment, cursor?.at ?? null, cursor?.id ?? null],
  )
  return pageOf(rows, ({ createdAt, id }) => ({ at: createdAt.toISOString(), id }))
}

async function exactly({ db }: ServiceContext, q: string, environment: string | null): Promise<AccountRow[]> {
  const uuid = z.uuid().safeParse(q).success ? q : null
  const phone = phoneKey(q)
  const { rows } = await db.pool.query<AccountRow>(
    `SELECT ${COLUMNS} FROM account
      WHERE ($1::text IS NULL OR environment = $1) AND (id = $2::uuid OR email_key = $3 OR (length($4) >= 6 AND phone_key = $4) OR username IN ($3, $5) OR external_id = $5)
      ORDER BY environment, created_at LIMIT ${FUZZY}`,
    [environment, uuid, identifierKey(q), phone, q],
  )
  return rows
}

async function alike({ db }: ServiceContext, q: string, environment: string | null): Promise<AccountRow[]> {
  const key = identifierKey(q)
  const part = `%${key.replace(/[%_\\]/g, '\\$&')}%`
  const { rows } = await db.pool.query<AccountRow>(
    `SELECT ${COLUMNS} FROM account
      WHERE ($1::text IS NULL OR environment = $1) AND (name_key LIKE $2 OR email_key LIKE $2 OR name_key % $3 OR email_key % $3)
        AND greatest(similarity(name_key, $3), similarity(email_key, $3), CASE WHEN name_key LIKE $2 OR email_key LIKE $2 THEN 1 ELSE 0 END) >= ${ALIKE}
      ORDER BY greatest(similarity(name_key, $3), similarity(email_key, $3)) DESC, id LIMIT ${FUZZY}`,
    [environment, part, key],
  )
  return rows
}
