import { maskView } from '@/lib/core/mask'
import { identifierKey, phoneKey } from '@/lib/core/identifier'
import { filterText } from '@/lib/core/filter-text'
import { decodeCursor, pageOf, PAGE_SIZE } from '@/lib/core/page'
import { z } from 'zod'
import { authorize } from '../authorize'
import { spending } from '../budgets'
import type { ServiceContext } from '../context'
import { inTransaction } from '../ingest/bulk'

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

const FUZZY = 20
/** Letters from which a part of a name can be looked up: the index is one of three letters in a row. */
const WORD = 3
/** Of those that hold a text so many are compared. */
const COMPARED = 200
/** Rows that the index of likeness may give where every part of a text is common. */
const VAGUE = 5_000

/**
 * Accounts by id, e-mail, user name, phone or name: exact first, then what begins so or
 * holds it, and where nothing does what is spelled alike. Without a search, the newest
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
  const begun = await beginning(ctx, q, place)
  const holding = begun.length < FUZZY && q.length >= WORD ? await containing(ctx, q, place) : []
  const rows = [...new Map([...begun, ...holding].map((row) => [row.id, row])).values()].slice(0, FUZZY)
  return { rows: rows.length > 0 || q.length < WORD ? rows : await alike(ctx, q, place), next: null, how: 'alike' }
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

/** A text as a pattern of LIKE that means itself. */
const literal = (text: string) => text.replace(/[%_\\]/g, '\\$&')

/** Those whose name or address begins so, by their name. Each way has its index, so that neither looks at all. */
async function beginning({ db }: ServiceContext, q: string, environment: string | null): Promise<AccountRow[]> {
  const by = (key: string) => `(SELECT id FROM account WHERE ($1::text IS NULL OR environment = $1) AND ${key} COLLATE "C" LIKE $2 ORDER BY ${key} COLLATE "C" LIMIT ${FUZZY})`
  const { rows } = await db.pool.query<AccountRow>(`SELECT ${COLUMNS} FROM account WHERE id IN (${by('name_key')} UNION ${by('email_key')}) ORDER BY name_key, id LIMIT ${FUZZY}`, [environment, `${literal(identifierKey(q))}%`])
  return rows
}

/** Those that hold the text anywhere, the likest first of the first few hundred: where half a million hold it, no order of all of them helps. */
async function containing({ db }: ServiceContext, q: string, environment: string | null): Promise<AccountRow[]> {
  const key = identifierKey(q)
  const { rows } = await db.pool.query<AccountRow>(
    `WITH found AS MATERIALIZED (SELECT id FROM account WHERE ($1::text IS NULL OR environment = $1) AND (name_key LIKE $2 OR email_key LIKE $2) LIMIT ${COMPARED})
     SELECT ${COLUMNS} FROM account WHERE id IN (SELECT id FROM found) ORDER BY greatest(similarity(name_key, $3), similarity(email_key, $3)) DESC, id LIMIT ${FUZZY}`,
    [environment, `%${literal(key)}%`, key],
  )
  return rows
}

/** Those whose name or address is spelled alike: from 0.3 on, the default of pg_trgm's %. */
async function alike({ db }: ServiceContext, q: string, environment: string | null): Promise<AccountRow[]> {
  return inTransaction(db, async (client) => {
    // A text of nothing but common letters is like half of all names: a part of them is compared (PostgreSQL manual, 70.5).
    await client.query(`SET LOCAL gin_fuzzy_search_limit = ${VAGUE}`)
    const { rows } = await client.query<AccountRow>(
      `SELECT ${COLUMNS} FROM account
        WHERE ($1::text IS NULL OR environment = $1) AND (name_key % $2 OR email_key % $2)
        ORDER BY greatest(similarity(name_key, $2), similarity(email_key, $2)) DESC, id LIMIT ${FUZZY}`,
      [environment, identifierKey(q)],
    )
    return rows
  })
}
