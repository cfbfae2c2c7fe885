import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ZodError } from 'zod'
import { CHANGE_SOURCES } from '@/lib/change-sources'
import { secretVariable, type ChangeSource, type Headers } from '@/lib/change-sources/define'
import type { AppError } from '@/lib/core/errors'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { ingestHook } from './ingest-hook'

const NOW = new Date('2026-11-24T12:00:00Z')
const SECRET = 'a secret of the hooks'
let db: Database
let ctx: ServiceContext

beforeAll(async () => {
  for (const { id } of CHANGE_SOURCES) if (id !== 'unleash') vi.stubEnv(secretVariable(id), SECRET)
  db = await testDatabase()
  ctx = { db, actor: { kind: 'token', id: 'anonymous', name: 'anonymous', scopes: [] }, now: NOW, requestId: null, ip: null }
})
afterAll(() => db.close())

function proof({ signature }: ChangeSource, body: Buffer, secret = SECRET): Headers {
  if (signature.kind === 'hmac') return { [signature.header]: `${signature.prefix}${createHmac(signature.algorithm, secret).update(body).digest('hex')}` }
  return signature.kind === 'token' ? { [signature.header]: secret } : { authorization: `Bearer ${secret}` }
}

function send(source: ChangeSource, payload: unknown, headers: Headers = {}, secret = SECRET) {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload))
  return ingestHook(ctx, { source: source.id, headers: { ...headers, ...proof(source, body, secret) }, body: async () => body, key: 'k'.repeat(32) })
}

const entry = (id: string) => CHANGE_SOURCES.find((source) => source.id === id)!

describe.each(CHANGE_SOURCES.filter(({ id }) => id !== 'unleash').map((source) => [source.id, source] as const))('the hook of %s', (id, source) => {
  const [first] = source.examples.filter(({ changes, mapping }) => changes.length > 0 && !mapping)
  const [idle] = source.examples.filter(({ changes, mapping }) => changes.length === 0 && !mapping)

  it('stores a delivery once, however often it comes, and audits it', async () => {
    const { payload, headers, changes } = first!
    expect(await send(source, payload, headers)).toMatchObject({ received: changes.length, stored: changes.length, duplicate: 0, ignored: 0 })
    expect(await send(source, payload, headers)).toMatchObject({ stored: 0, duplicate: changes.length })
    const rows = await db.prisma.change.findMany({ where: { source: id } })
    expect(rows).toHaveLength(changes.length)
    expect(await db.prisma.auditEntry.count({ where: { action: 'ingest.changes_written', actorKind: 'system', actorName: id } })).toBe(1)
  })

  it('stores nothing for who has not the secret, and says so', async () => {
    const before = await db.prisma.change.count()
    await expect(send(source, first!.payload, first!.headers, 'another secret')).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await db.prisma.change.count()).toBe(before)
  })

  it.runIf(idle)('ignores what changes nothing, and says so', async () => {
    expect(await send(source, idle!.payload, idle!.headers)).toMatchObject({ received: 0, stored: 0, ignored: 1 })
  })

  it('answers any bytes with what it stored or a clear problem', async () => {
    const json = fc.oneof(fc.jsonValue(), fc.constantFrom(...source.examples).map(({ payload }) => payload)).map((value) => Buffer.from(JSON.stringify(value)))
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)), json, json.map((body) => body.subarray(0, Math.floor(body.length / 2))))
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        try {
          const { received, stored, duplicate, rejected } = await send(source, body, first!.headers)
          expect(received).toBe(stored + duplicate + rejected)
        } catch (error) {
          if (error instanceof ZodError) expect(error.issues.length).toBeGreaterThan(0)
          else expect(error).toMatchObject({ code: 'invalid' } satisfies Partial<AppError>)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('a hook', () => {
  it('of an unknown source is not there', async () => {
    await expect(ingestHook(ctx, { source: 'elsewhere', headers: {}, body: async () => Buffer.from('{}'), key: '' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('without a secret is off, and reads no body', async () => {
    const body = vi.fn(async () => Buffer.alloc(0))
    await expect(ingestHook(ctx, { source: 'unleash', headers: {}, body, key: '' })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('UNLEASH_WEBHOOK_SECRET') as string })
    expect(body).not.toHaveBeenCalled()
  })

  it('keeps the paths of a push for the deployment of its commit', async () => {
    const github = entry('github')
    const example = (name: string) => github.examples.find((one) => one.name === name)!
    const push = example('a push to the default branch')
    const deployment = example('a deployment that went well')
    const payload = structuredClone(deployment.payload) as { deployment: { id: number } }
    payload.deployment.id = 99
    await send(github, push.payload, push.headers)
    await send(github, payload, deployment.headers)
    const row = await db.prisma.change.findUniqueOrThrow({ where: { source_sourceId: { source: 'github', sourceId: 'deployment-99' } } })
    expect(row.paths).toEqual(['src/password/argon2.ts', 'README.md'])
    expect(row.relevanceReasons).toContain('Password verification')
  })
})
