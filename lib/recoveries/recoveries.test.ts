import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashSecret } from '@/lib/core/crypto'
import { maskEmail } from '@/lib/core/mask'
import type { Database } from '@/lib/db/client'
import { RECOVERY_ACTIONS } from '@/lib/evidence/vocabulary'
import { testDatabase } from '@/lib/testing/database'
import { EXAMPLE_NOW, writeExample } from '@/lib/testing/example-record'
import { recoveries } from './index'
import { lockRecord, readRecord } from './state'
import type { Recovery } from './define'

const TABLES = ['account', 'factor', 'account_session', 'link_token', 'rate_limit_block', 'ticket', 'outbox_message', 'audit_entry', 'recovery', 'directory', 'config_value', 'auth_event', 'linked_identity']
/** After these nothing is left to do: a second run would be a mistake. */
const ENDS = ['unlock_account', 're_enable_account', 'reset_mfa', 'revoke_sessions']
/** Files of the folder that are no recovery. */
const PARTS = ['define', 'factors', 'gates', 'index', 'links', 'make-preview', 'notice', 'sessions', 'state', 'words']

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

type Row = Record<string, unknown> & { id: string }

/** Every row of every table that a recovery could touch, as text. */
async function everything(): Promise<Map<string, Record<string, string>>> {
  const rows = new Map<string, Record<string, string>>()
  for (const table of TABLES) {
    const found = await db.pool.query<{ row: Row }>(`SELECT to_jsonb(t) AS row FROM ${table} t`)
    for (const { row } of found.rows) rows.set(`${table}:${row.id}`, Object.fromEntries(Object.entries(row).map(([key, value]) => [key, JSON.stringify(value)])))
  }
  return rows
}

/** Columns that differ between two readings, as table.column; a new row stands as its table. */
function differences(before: Awaited<ReturnType<typeof everything>>, after: typeof before): string[] {
  const found = new Set<string>()
  for (const [key, row] of after) {
    const table = key.split(':')[0] ?? ''
    const old = before.get(key)
    if (!old) found.add(table)
    else for (const [column, value] of Object.entries(row)) if (old[column] !== value) found.add(`${table}.${column}`)
  }
  for (const key of before.keys()) if (!after.has(key)) found.add(`${key} is gone`)
  found.delete('account.updated_at')
  return [...found].sort()
}

const subjectOf = (recovery: Recovery, ids: Awaited<ReturnType<typeof writeExample>>) =>
  recovery.subject === 'factor' ? (ids.factorIds[0] ?? null) : recovery.subject === 'block' ? ids.blockId : null

async function read(accountId: string) {
  const state = await readRecord(db.prisma, accountId, EXAMPLE_NOW)
  if (!state) throw new Error('The example is not there')
  return state
}

describe('the catalogue of recoveries', () => {
  it('lists what the folder holds, and every action once', () => {
    const files = readdirSync('lib/recoveries').filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => name.slice(0, -3))
    expect(recoveries.map(({ action }) => action.replaceAll('_', '-')).sort()).toEqual(files.filter((name) => !PARTS.includes(name)).sort())
    expect(recoveries.map(({ action }) => action).sort()).toEqual([...RECOVERY_ACTIONS].sort())
  })

  describe.each(recoveries.map((recovery) => [recovery.action, recovery] as const))('%s', (_action, recovery) => {
    it('says what it does and how it is undone, and has states in which it can and cannot be done', () => {
      for (const text of [recovery.consequence, recovery.undo, recovery.told]) expect(text).toMatch(/^[A-Z].*\.$/)
      expect(recovery.examples.some(({ possible }) => possible === true)).toBe(true)
      expect(recovery.examples.some(({ possible }) => possible !== true)).toBe(true)
    })

    it.each(recovery.examples.map((example) => [example.name, example] as const))('%s', async (_name, example) => {
      const ids = await writeExample(db, example.state)
      const subject = subjectOf(recovery, ids)
      const state = await read(ids.accountId)
      const preview = recovery.preview(state, subject)
      expect(preview.possible ? true : preview.because).toBe(example.possible)
      if (example.lastFactor !== undefined) expect(preview.lastFactor).toBe(example.lastFactor)
      if (example.stillBlocked) expect(preview.stillBlocked.map(({ label }) => label)).toEqual(example.stillBlocked)
      if (!preview.possible) return expect(preview.effects).toEqual([])

      const before = await everything()
      const messages = await db.prisma.$transaction(async (tx) => {
        await lockRecord(tx, ids.accountId, ids.blockId)
        return recovery.run(tx, state, subject)
      })
      expect(differences(before, await everything())).toEqual([...(example.changes ?? [])].sort())
      expect(messages.length).toBe(1)
      const again = recovery.preview(await read(ids.accountId), subject)
      expect(again.fingerprint).not.toBe(preview.fingerprint)
      if (ENDS.includes(recovery.action)) expect(again.possible).toBe(false)
    })

    it('shows no address, and the same fingerprint for the same record', async () => {
      const example = recovery.examples.find(({ possible }) => possible === true)
      const ids = await writeExample(db, example?.state)
      const [first, second] = [await read(ids.accountId), await read(ids.accountId)].map((state) => recovery.preview(state, subjectOf(recovery, ids)))
      expect(first).toEqual(second)
      expect(JSON.stringify(first)).not.toContain(ids.email)
      expect(JSON.stringify(first)).toContain(maskEmail(ids.email))
    })

    it('has another fingerprint for another address that looks the same when masked', async () => {
      const example = recovery.examples.find(({ possible }) => possible === true)
      const ids = await writeExample(db, example?.state)
      const before = recovery.preview(await read(ids.accountId), subjectOf(recovery, ids))
      await db.prisma.account.update({ where: { id: ids.accountId }, data: { email: `m${ids.email.slice(5)}` } })
      const after = recovery.preview(await read(ids.accountId), subjectOf(recovery, ids))
      expect(JSON.stringify(after.afterwards)).toBe(JSON.stringify(before.afterwards))
      expect(after.fingerprint).not.toBe(before.fingerprint)
    })
  })

  it('keeps only the hash of a link, whose address is the configured one, valid for 24 hours', async () => {
    for (const [action, host] of [['send_reset_link', 'https://login.example.com/reset?token='], ['resend_verification', 'https://login.example.com/verify?lang=en&token=']] as const) {
      const recovery = recoveries.find((each) => each.action === action)
      const ids = await writeExample(db, action === 'resend_verification' ? { account: { emailVerifiedAt: null } } : {})
      const state = await read(ids.accountId)
      const messages = await db.prisma.$transaction((tx) => recovery?.run(tx, state, null) ?? Promise.resolve([]))
      const link = messages[0]?.body.split('\n').find((line) => line.startsWith('https://')) ?? ''
      expect(link.startsWith(host)).toBe(true)
      const secret = new URL(link).searchParams.get('token') ?? ''
      expect(Buffer.from(secret, 'base64url').length).toBe(32)
      const row = await db.prisma.linkToken.findUniqueOrThrow({ where: { tokenHash: hashSecret(secret) } })
      expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(24 * 3_600_000)
      expect(JSON.stringify(row)).not.toContain(secret)
    }
  })

  it('lets the newest factor follow as the default', async () => {
    const ids = await writeExample(db, { factors: [{ kind: 'totp', label: 'Old', isDefault: true }, { kind: 'totp', label: 'Middle', isDefault: false }, { kind: 'totp', label: 'New', isDefault: false }] })
    const recovery = recoveries.find(({ action }) => action === 'remove_factor')
    const state = await read(ids.accountId)
    await db.prisma.$transaction((tx) => recovery?.run(tx, state, ids.factorIds[0] ?? null) ?? Promise.resolve([]))
    expect((await read(ids.accountId)).factors.map(({ label, isDefault }) => [label, isDefault])).toEqual([['Middle', false], ['New', true]])
  })
})
