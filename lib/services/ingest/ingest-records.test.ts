import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { SplitRecord } from '@/lib/formats/split-records'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { ingestAccounts } from './ingest-accounts'
import { ingestChanges } from './ingest-changes'
import { ingestConfig } from './ingest-config'

const NOW = new Date('2026-11-24T12:00:00Z')
const KEY = 'a-key-of-the-console-for-tests-only'
let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const SCOPES = ['changes:write', 'accounts:write', 'config:write']
const context = (name = `token-${newId()}`, scopes = SCOPES): ServiceContext => ({ db, actor: { kind: 'token', id: newId(), name, scopes }, now: NOW, requestId: null, ip: null })
const given = (...values: object[]): SplitRecord[] => values.map((value, index) => ({ index, value }))
const HOSTILE = ['null\u0000byte', '\ud800', '\u202eexe.cod', 'a\r\nForged: line', '<script>alert(1)</script>', `'; DROP TABLE account; --`, '🔑'.repeat(300_000), ' ']
const audited = (ctx: ServiceContext) => db.prisma.auditEntry.findMany({ where: { actorName: ctx.actor.name }, orderBy: { seq: 'asc' } })

describe('changes', () => {
  const change = (more: object = {}) => ({ id: newId(), at: '2026-11-21T23:10:00+01:00', environment: 'production', service: 'auth-service', kind: 'deploy', from: '4.12.0', to: '4.12.1', summary: 'Wording', ...more })
  const send = (ctx: ServiceContext, ...values: object[]) => ingestChanges(ctx, { records: given(...values), key: KEY })
  const stored = (sourceId: string) => db.prisma.change.findFirstOrThrow({ where: { sourceId } })

  it('stores each once by its source and id, and audits what was written', async () => {
    const ctx = context()
    const one = change()
    expect(await send(ctx, one, change(), one)).toEqual({ received: 3, stored: 2, duplicate: 1, rejected: 0, problems: [] })
    expect(await send(ctx, one)).toMatchObject({ stored: 0, duplicate: 1 })
    expect(await send(context(), one)).toMatchObject({ stored: 1 })
    expect(await audited(ctx)).toMatchObject([{ action: 'ingest.changes_written', actorKind: 'token', after: { stored: 2 } }])
  })

  it('takes a deploy to a lower version for a rollback, also where the version before is known from the deploy before', async () => {
    const service = `svc-${newId()}`
    const [up, down] = [change({ service, from: null, to: 'v4.12.0', at: '2026-11-20T10:00:00Z' }), change({ service, from: null, to: 'v4.11.3' })]
    await send(context(), up)
    await send(context(), down)
    expect(await stored(up.id)).toMatchObject({ kind: 'deploy', from: null })
    expect(await stored(down.id)).toMatchObject({ kind: 'rollback', from: 'v4.12.0', to: 'v4.11.3', relevance: expect.any(Number) })
  })

  it('takes a deploy of what was live before for a rollback, whatever it is called, and going forward again for none', async () => {
    const service = `svc-${newId()}`
    const [A, B] = ['a3f0c1d2e4b5', 'b7e8f9a0c1d2']
    const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00Z`
    const deploy = (minute: number, to: string, more: object = {}) => change({ service, from: null, to, at: at(minute), ...more })
    const elsewhere = deploy(1, A, { environment: 'staging' })
    // The first two come alone, the rest in one batch and not in order.
    const line = [deploy(0, A), deploy(10, B), deploy(20, A), deploy(30, B), deploy(30, B), deploy(40, A)]
    await send(context(), line[0]!)
    await send(context(), line[1]!, elsewhere)
    await send(context(), ...line.slice(2).reverse())
    const kinds = []
    for (const { id } of line) kinds.push([(await stored(id)).kind, (await stored(id)).from])
    expect(kinds).toEqual([['deploy', null], ['deploy', A], ['rollback', B], ['deploy', A], ['deploy', A], ['rollback', B]])
    expect(await stored(elsewhere.id)).toMatchObject({ kind: 'deploy', from: null })
  })

  it('places a thousand deploys of one batch quickly, each after the one before', async () => {
    const service = `svc-${newId()}`
    const many = Array.from({ length: 1000 }, (_, n) => change({ service, from: null, to: `build-${n}`, at: new Date(Date.UTC(2026, 10, 1, 0, n)).toISOString() }))
    await send(context(), ...many)
    expect(await stored(many[999]!.id)).toMatchObject({ kind: 'deploy', from: 'build-998' })
    expect(await db.prisma.change.count({ where: { service, kind: 'rollback' } })).toBe(0)
  })

  it('says why a change matters for sign-in', async () => {
    const auth = change({ paths: ['src/password/argon2.ts'], summary: 'Verify argon2id' })
    const docs = change({ service: 'brochure', paths: ['docs/menu.md'], summary: 'New menu' })
    await send(context(), auth, docs)
    const [high, low] = [await stored(auth.id), await stored(docs.id)]
    expect(high.relevance).toBeGreaterThanOrEqual(60)
    expect(high.relevanceReasons).toEqual(expect.arrayContaining(['Password verification', 'On the sign-in path']))
    expect(low).toMatchObject({ relevance: 0, relevanceReasons: [] })
  })

  it('keeps secrets of a diff as fingerprints that tell same from different', async () => {
    const one = change({ diff: [{ key: 'CLIENT_SECRET', before: 's3cr3t-old-value', after: 's3cr3t-new-value' }, { key: 'NOTE', before: 'x', after: 's3cr3t-noted', secret: true }, { key: 'DATABASE_URL', before: null, after: 'postgresql://app:s3cr3t-pw@db/app' }, { key: 'TIMEOUT', before: '3', after: '5' }] })
    const two = change({ diff: [{ key: 'CLIENT_SECRET', before: 's3cr3t-new-value', after: null }], summary: 'token=s3cr3t-summary-1', url: 'https://ci.example/run?access_token=s3cr3t-url' })
    await send(context(), one, two)
    const [a, b] = [await stored(one.id), await stored(two.id)]
    expect(JSON.stringify([a, b])).not.toContain('s3cr3t')
    const [secret, note, url, plain] = a.diff as { before: string | null; after: string | null; secret: boolean }[]
    expect(secret).toMatchObject({ secret: true, before: expect.stringMatching(/^[0-9a-f]{16}$/) })
    expect((b.diff as { before: string }[])[0]?.before).toBe(secret?.after)
    expect([note?.secret, url?.secret, plain?.after]).toEqual([true, false, '5'])
  })

  it('rejects what is no change by its index, and takes hostile texts', async () => {
    const result = await send(context(), change({ at: '0000-01-01T00:00:00Z' }), change(), { ...change(), kind: 'party' }, change({ url: 'javascript:alert(1)' }))
    expect(result).toMatchObject({ received: 4, stored: 1, rejected: 3 })
    expect(result.problems.map(({ index }) => index)).toEqual([0, 2, 3])
    for (const text of HOSTILE) {
      const records = given(...['id', 'service', 'environment', 'from', 'summary', 'author', 'at', 'url'].map((field) => change({ [field]: text })), change({ paths: [text], labels: [text], diff: [{ key: text, before: text, after: text }] }), change())
      const { received, stored: kept, duplicate, rejected } = await ingestChanges(context(), { records, key: KEY, environment: text })
      expect(kept + duplicate + rejected).toBe(received)
    }
    const { rows } = await db.pool.query(`SELECT 1 FROM change WHERE summary ~ '[[:cntrl:]]' OR service ~ '[[:cntrl:]]' OR environment ~ '[[:cntrl:]]'`)
    expect(rows).toEqual([])
  })

  it('needs the scope', async () => {
    await expect(send(context('events-only', ['events:write']), change())).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('settings', () => {
  const setting = (more: object = {}) => ({ environment: 'staging', service: 'web-app', key: `KEY_NAME_${newId()}`, value: 'on', ...more })
  const send = (ctx: ServiceContext, ...values: object[]) => ingestConfig(ctx, { records: given(...values), key: KEY })

  it('stores a setting, knows it again, and takes a new value', async () => {
    const ctx = context()
    const one = setting()
    expect(await send(ctx, one)).toMatchObject({ stored: 1 })
    expect(await send(ctx, one)).toMatchObject({ stored: 0, duplicate: 1 })
    expect(await send(ctx, { ...one, value: 'off' })).toMatchObject({ stored: 1 })
    expect(await db.prisma.configValue.findMany({ where: { key: one.key } })).toMatchObject([{ value: 'off', fingerprint: null, environment: 'staging' }])
  })

  it('never stores the value of a secret, whatever the sender says of it', async () => {
    const keys = ['GOOGLE_CLIENT_SECRET', 'SMS_API_KEY', 'SIGNING_KEY', 'PASSWORD_PEPPER', 'SENTRY_DSN', 'DB_PASSWORD', 'auth.jwt.token']
    const service = `svc-${newId()}`
    await send(context(), ...keys.map((key) => setting({ service, key, value: 's3cr3t-value', secret: false })), setting({ service, key: 'MOTTO', value: 's3cr3t-value', secret: true }), setting({ service, key: 'DATABASE_URL', value: 'postgresql://app:s3cr3t-pw@db.example:5432/app' }), setting({ service, key: 'JWT_PUBLIC_KEY', value: 'MIIB' }))
    const rows = await db.prisma.configValue.findMany({ where: { service } })
    expect(rows).toHaveLength(keys.length + 3)
    expect(JSON.stringify(rows)).not.toContain('s3cr3t')
    expect(new Set(rows.filter(({ value }) => value === null).map(({ fingerprint }) => fingerprint)).size).toBe(1)
    expect(rows.find(({ key }) => key === 'DATABASE_URL')?.value).toMatch(/^postgresql:\/\/app:.*@db\.example:5432\/app$/)
    expect(rows.find(({ key }) => key === 'JWT_PUBLIC_KEY')?.value).toBe('MIIB')
  })

  it('takes numbers and booleans, the environment of the request, and hostile texts', async () => {
    const service = `svc-${newId()}`
    await ingestConfig(context(), { records: given({ service, key: 'TTL', value: 900 }, { service, key: 'ON', value: false }), key: KEY, environment: 'Stage' })
    expect(await db.prisma.configValue.findMany({ where: { service }, orderBy: { key: 'asc' } })).toMatchObject([{ value: 'false', environment: 'staging' }, { value: '900' }])
    for (const text of HOSTILE) {
      const records = given(...['service', 'key', 'environment', 'value', 'updatedAt'].map((field) => setting({ [field]: text })), setting())
      const result = await ingestConfig(context(), { records, key: KEY, environment: text })
      expect(result.stored + result.duplicate + result.rejected).toBe(result.received)
    }
  })
})

describe('accounts', () => {
  const account = (more: object = {}) => ({ id: newId(), directory: 'crm', environment: 'production', email: 'Maya.Okafor@Example.com', name: 'Maya Okafor', phone: '+44 20 7946 4471', groups: ['staff'], createdAt: '2025-01-01T00:00:00Z', ...more })
  const send = (ctx: ServiceContext, ...values: object[]) => ingestAccounts(ctx, { records: given(...values) })
  const stored = (externalId: string) => db.prisma.account.findFirstOrThrow({ where: { externalId }, include: { factors: { orderBy: { enrolledAt: 'asc' } }, sessions: true, identities: { include: { provider: true } } } })
  const factor = (more: object = {}) => ({ id: newId(), kind: 'totp', label: 'Phone', isDefault: true, enrolledAt: '2025-02-01T00:00:00Z', ...more })
  const session = (more: object = {}) => ({ id: newId(), startedAt: '2026-11-20T00:00:00Z', lastSeenAt: '2026-11-24T00:00:00Z', ip: '203.0.113.9', country: 'PT', ...more })

  it('stores a record with its factors, sessions and identities, and knows it again', async () => {
    const ctx = context()
    const one = account({ lockedUntil: '2026-12-01T00:00:00Z', passwordHashAlgorithm: 'argon2id', passwordHashParams: { memoryKib: 19456 }, factors: [factor(), factor({ id: 'not-a-uuid', kind: 'sms' })], sessions: [session()], linked: [{ provider: 'Contoso', protocol: 'saml', subject: 'maya' }] })
    expect(await send(ctx, one)).toMatchObject({ received: 1, stored: 1 })
    expect(await send(ctx, one)).toMatchObject({ stored: 0, duplicate: 1 })
    const row = await stored(one.id)
    expect(row).toMatchObject({ emailKey: 'maya.okafor@example.com', nameKey: 'maya okafor', phoneKey: '442079464471', passwordHashParams: { memoryKib: 19456 }, groups: ['staff'], createdAt: new Date('2025-01-01T00:00:00Z') })
    expect(row.factors.map(({ id }) => id)).toContain((one as { factors?: { id: string }[] }).factors?.[0]?.id)
    expect(row.identities).toMatchObject([{ subject: 'maya', provider: { name: 'Contoso', protocol: 'saml', environment: 'production' } }])
    expect(row.sessions).toMatchObject([{ ip: '203.0.113.9', country: 'PT' }])
    expect(await audited(ctx)).toMatchObject([{ action: 'ingest.accounts_written', after: { stored: 1 } }])
  })

  it('takes a change of the record or of a factor for news, and a factor that is gone for removed', async () => {
    const ctx = context()
    const one = account({ factors: [factor(), factor({ enrolledAt: '2026-03-01T00:00:00Z' })] }) as ReturnType<typeof account> & { factors: object[] }
    await send(ctx, one)
    expect(await send(ctx, { ...one, isActive: false })).toMatchObject({ stored: 1 })
    expect(await send(ctx, { ...one, isActive: false, factors: [one.factors[0]] })).toMatchObject({ stored: 1 })
    expect((await stored(one.id)).factors.map(({ removedAt }) => removedAt)).toEqual([null, NOW])
    const { factors: _, ...silent } = one
    expect(await send(ctx, { ...silent, isActive: false })).toMatchObject({ stored: 0, duplicate: 1 })
  })

  it('of two records about one account in a batch the later counts, and a part that is named twice is one', async () => {
    const one = account()
    const twin = factor()
    expect(await send(context(), one, { ...one, name: 'Maya O.', factors: [twin, twin], sessions: [session({ id: 's' }), session({ id: 's' })], linked: [{ provider: 'P', subject: 'x' }, { provider: 'P', subject: 'x' }] })).toMatchObject({ received: 2, stored: 1, duplicate: 1 })
    const row = await stored(one.id)
    expect([row.name, row.factors.length, row.sessions.length, row.identities.length]).toEqual(['Maya O.', 1, 1, 1])
  })

  it('never takes a factor over from another account', async () => {
    const theirs = factor()
    const [one, other] = [account({ factors: [theirs] }), account({ factors: [{ ...theirs, label: 'Mine now' }] })]
    await send(context(), one)
    await send(context(), other)
    expect((await stored(one.id)).factors).toMatchObject([{ label: 'Phone' }])
    expect((await stored(other.id)).factors).toEqual([])
  })

  it('rejects what is no account by its index, and takes hostile texts', async () => {
    const result = await send(context(), account({ lockedUntil: 'soon' }), account(), account({ failedAttempts: -1 }), { directory: 'crm' })
    expect(result.problems.map(({ index }) => index)).toEqual([0, 2, 3])
    expect(result).toMatchObject({ received: 4, stored: 1, rejected: 3 })
    for (const text of HOSTILE) {
      const fields = ['id', 'directory', 'environment', 'email', 'username', 'name', 'phone', 'team', 'lockReason', 'passwordHashAlgorithm', 'expiresAt']
      const records = given(...fields.map((field) => account({ [field]: text })), account({ groups: [text], factors: [factor({ id: text, label: text })], sessions: [session({ id: text, label: text, country: text })], linked: [{ provider: text, subject: text }] }), account())
      const answer = await ingestAccounts(context(), { records, environment: text })
      expect(answer.stored + answer.duplicate + answer.rejected).toBe(answer.received)
    }
  })

  it('stores two thousand in a few statements, once, however many send them', async () => {
    const directory = `dir-${newId()}`
    const records = given(...Array.from({ length: 2_000 }, (_, n) => account({ directory, id: `u-${n}`, email: `u${n}@example.com`, factors: [factor({ id: `f-${n}` })] })))
    const results = await Promise.all(Array.from({ length: onPostgres ? 4 : 2 }, (_, n) => ingestAccounts(context(), { records: n % 2 ? records : records.toReversed() })))
    expect(results.reduce((sum, { stored: count }) => sum + count, 0)).toBe(2_000)
    expect(await db.prisma.account.count({ where: { directory: { name: directory } } })).toBe(2_000)
  })
})
