import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import { ingestChanges } from '../ingest/ingest-changes'
import { getChange } from './get-change'
import { AUTH_RELEVANT } from './list-changes'
import { TAUGHT } from './relevance'
import { teachRelevance } from './teach-relevance'

let db: Database
let ctx: Awaited<ReturnType<typeof agentContext>>
beforeAll(async () => {
  db = await testDatabase()
  ctx = await agentContext(db, 'agent')
})
afterAll(() => db.close())

async function arrives(more: object) {
  const sourceId = newId()
  const value = { id: sourceId, at: '2026-11-20T10:00:00Z', service: 'shop', kind: 'deploy', summary: 'Wording', ...more }
  await ingestChanges({ ...ctx, actor: { kind: 'system', id: null, name: 'test' } }, { records: [{ index: 0, value }], key: 'k' })
  return db.prisma.change.findFirstOrThrow({ where: { sourceId } })
}
const read = (id: string) => db.prisma.change.findUniqueOrThrow({ where: { id } })

describe('teaching', () => {
  it('that something touches sign-in counts for it and for later changes of the service, kind and folder', async () => {
    const shown = await arrives({ paths: ['src/till/a.ts', 'src/till/b.ts'] })
    expect(shown.relevance).toBe(0)
    await teachRelevance(ctx, { id: shown.id, touches: 'yes' })
    expect(await read(shown.id)).toMatchObject({ relevance: 60, relevanceReasons: [TAUGHT.yes] })
    expect((await getChange(ctx, shown.id)).lesson).toMatchObject({ touches: true, agentName: ctx.actor.name })
    const like = await arrives({ paths: ['README.md', 'src/till/c.ts'] })
    expect(like).toMatchObject({ relevance: 60, relevanceReasons: [TAUGHT.yes] })
    for (const unlike of [{ paths: ['src/menu/c.ts'] }, { paths: ['src/till/c.ts'], kind: 'config' }, { paths: ['src/till/c.ts'], service: 'kiosk' }, {}]) expect((await arrives(unlike)).relevanceReasons, JSON.stringify(unlike)).not.toContain(TAUGHT.yes)
  })

  it('that something does not takes away what spoke for it, and nothing that is new', async () => {
    const service = 'blog'
    const shown = await arrives({ service, paths: ['src/session/list.tsx'], summary: 'Sessions of the conference' })
    expect(shown.relevance).toBeGreaterThanOrEqual(AUTH_RELEVANT)
    await teachRelevance(ctx, { id: shown.id, touches: 'no' })
    expect(await read(shown.id)).toMatchObject({ relevance: 0, relevanceReasons: [TAUGHT.no] })
    expect(await arrives({ service, paths: ['src/session/map.tsx'], summary: 'Sessions on a map' })).toMatchObject({ relevance: 0 })
    const hashed = await arrives({ service, paths: ['src/session/map.tsx'], summary: 'Password hashing with argon2' })
    expect(hashed.relevanceReasons).toEqual(expect.arrayContaining(['Password verification', TAUGHT.no]))
    expect((await arrives({ service, paths: ['src/session/map.tsx', 'src/cookie.ts'] })).relevanceReasons).not.toContain(TAUGHT.no)
  })

  it('the opposite takes its place, and what is forgotten no longer counts', async () => {
    const shown = await arrives({ service: 'wiki', paths: ['src/x.ts'] })
    for (const touches of ['yes', 'no', 'yes']) await teachRelevance(ctx, { id: shown.id, touches })
    expect(await db.prisma.relevanceLesson.count({ where: { service: 'wiki' } })).toBe(1)
    await teachRelevance(ctx, { id: shown.id, touches: 'forget' })
    expect(await read(shown.id)).toMatchObject({ relevance: 0, relevanceReasons: [] })
    expect((await arrives({ service: 'wiki', paths: ['src/y.ts'] })).relevanceReasons).toEqual([])
    const entries = await db.prisma.auditEntry.findMany({ where: { action: 'change.teach', targetId: shown.id }, orderBy: { seq: 'asc' } })
    expect(entries.map(({ before, after }) => [(before as { touches: unknown }).touches, (after as { touches: unknown }).touches])).toEqual([[null, true], [true, false], [false, true], [true, null]])
  })

  it('by two at once leaves one lesson', async () => {
    const shown = await arrives({ service: 'forum', paths: ['src/x.ts'] })
    await Promise.all(['yes', 'no', 'yes', 'no'].map((touches) => teachRelevance(ctx, { id: shown.id, touches })))
    expect(await db.prisma.relevanceLesson.count({ where: { service: 'forum' } })).toBe(1)
    const lesson = await db.prisma.relevanceLesson.findFirstOrThrow({ where: { service: 'forum' } })
    expect((await read(shown.id)).relevanceReasons).toContain(lesson.touches ? TAUGHT.yes : TAUGHT.no)
  })

  it('is for those who may write changes, and about changes that are there', async () => {
    const shown = await arrives({})
    await expect(teachRelevance(await agentContext(db, 'viewer'), { id: shown.id, touches: 'yes' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(teachRelevance(ctx, { id: newId(), touches: 'yes' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
