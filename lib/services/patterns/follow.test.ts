import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { ROLES } from '@/lib/evidence/vocabulary'
import { writeCrowd } from '@/lib/testing/bulks'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW } from '@/lib/testing/example-record'
import { codeOf } from '@/lib/testing/guarded'
import { announce, byPrisma } from '../announcements/announce'
import { sendAnnouncements } from '../announcements/send-announcements'
import type { ServiceContext } from '../context'
import { followersOf } from './followers-of'
import { followPattern, seeNews } from './follow-pattern'
import { getPattern } from './get-pattern'
import { keepPatterns } from './keep-patterns'
import { listNews } from './list-news'
import { listPatterns, patternsOf } from './list-patterns'
import { postUpdate } from './post-update'
import { settlePatterns } from './settle-patterns'

const HOUR = 3_600_000
const HIT = 12

let db: Database
let ines: ServiceContext
let priya: ServiceContext
let crowd: Awaited<ReturnType<typeof writeCrowd>>
const at = <Context extends ServiceContext>(ctx: Context, hours: number): Context => ({ ...ctx, now: new Date(EXAMPLE_NOW.getTime() + hours * HOUR) })
const follow = (ctx: ServiceContext, yes = 'yes') => followPattern(ctx, { patternId: crowd.patternId, follow: yes })
const say = (ctx: ServiceContext, more: Record<string, unknown> = {}) => postUpdate(ctx, { patternId: crowd.patternId, state: 'fixing', text: 'Goes out at ten', ...more })

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.prisma.pattern.deleteMany()
  await db.prisma.authEvent.deleteMany()
  await db.prisma.announcement.deleteMany()
  ines = await agentContext(db, 'agent')
  priya = await agentContext(db, 'agent')
  crowd = await writeCrowd(db, Array.from({ length: HIT }, () => ({})))
})

describe('following a pattern', () => {
  it.each(ROLES)('is for everybody: %s', async (role) => {
    const ctx = await agentContext(db, role)
    await Promise.all([follow(ctx), follow(ctx)])
    expect((await getPattern(ctx, crowd.patternId, {}))).toMatchObject({ follows: true, followers: 1 })
    expect((await listPatterns(ines, {})).rows).toMatchObject([{ follows: false, followers: 1 }])
    await follow(ctx, 'no')
    expect((await getPattern(ctx, crowd.patternId, {}))).toMatchObject({ follows: false, followers: 0 })
    expect(await codeOf(followPattern(ctx, { patternId: newId(), follow: 'yes' }))).toBe('not_found')
  })

  it('brings news of what others say, until one takes note', async () => {
    await follow(ines)
    await follow(priya)
    await say(at(ines, 1))
    expect(await listNews(at(ines, 1))).toEqual([])
    expect(await listNews(at(priya, 1))).toMatchObject([{ patternId: crowd.patternId, kind: 'said', state: 'fixing', text: 'Goes out at ten', by: ines.actor.name }])
    await seeNews(at(priya, 2), {})
    expect(await listNews(at(priya, 2))).toEqual([])
    await follow(priya, 'no')
    await say(at(ines, 3))
    expect(await listNews(at(priya, 3))).toEqual([])
  })

  it('brings news when it is over, and when it rises again: what was called fixed is not', async () => {
    await follow(ines)
    await say(at(priya, 1), { state: 'fixed' })
    await db.prisma.pattern.update({ where: { id: crowd.patternId }, data: { seenAt: EXAMPLE_NOW } })
    expect(await settlePatterns(at(ines, 0.5))).toBe(0)
    expect((await Promise.all([settlePatterns(at(ines, 2)), settlePatterns(at(ines, 2))])).reduce((sum, count) => sum + count, 0)).toBe(1)
    await keepPatterns(at(ines, 3))
    await keepPatterns(at(ines, 3))
    expect((await listNews(at(ines, 3))).map(({ kind, state }) => [kind, state])).toEqual([['risen', 'found'], ['settled', 'fixed'], ['said', 'fixed']])
    expect(await db.prisma.auditEntry.count({ where: { action: { in: ['pattern.settle', 'pattern.rise'] }, targetId: crowd.patternId } })).toBe(2)
    expect((await patternsOf(at(ines, 3), [crowd.signature])).get(crowd.signature)?.state).toBe('found')
  })

  it('goes on to the pattern that the same signature comes back as after days', async () => {
    await follow(ines)
    await db.prisma.pattern.update({ where: { id: crowd.patternId }, data: { seenAt: at(ines, -48).now } })
    expect(await keepPatterns(ines)).toBe(1)
    const [news] = await listNews(ines)
    expect(news).toMatchObject({ kind: 'risen' })
    expect(news?.patternId).not.toBe(crowd.patternId)
    expect(await getPattern(ines, news?.patternId ?? '', {})).toMatchObject({ follows: true, followers: 1 })
  })

  it('brings a mail where announcements leave by mail, to each follower but whoever said it', async () => {
    await follow(ines)
    await follow(priya)
    const followers = await followersOf(db.prisma, crowd.patternId, ines.actor.id)
    await db.prisma.$transaction((tx) => announce(byPrisma(tx), { type: 'pattern.updated', sameness: 'x', title: 'Fixed', path: '/', data: {} }, EXAMPLE_NOW, ['webhook', 'email'], followers))
    const to: (string | null)[] = []
    await sendAnnouncements(ines, { email: async ({ recipient }) => void to.push(recipient), webhook: async ({ recipient }) => void to.push(recipient) })
    expect(to.sort()).toEqual([priya.actor.kind === 'agent' ? priya.actor.email : '', null, null].sort())
    await db.prisma.$transaction((tx) => announce(byPrisma(tx), { type: 'pattern.updated', sameness: 'y', title: 'Fixed', path: '/', data: {} }, EXAMPLE_NOW, ['webhook'], followers))
    expect(await db.prisma.announcement.count({ where: { sameness: { startsWith: 'y' } } })).toBe(1)
  })
})

describe('what to tell those who call', () => {
  it('stands on each of its tickets, masked, until it is taken away', async () => {
    const note = async () => (await patternsOf(ines, [crowd.signature])).get(crowd.signature)?.note
    await say(ines, { note: 'Please do not try again before ten; ask maya.okafor@example.com' })
    expect(await note()).toMatch(/^Please do not try again before ten; ask m•••@/)
    await say(ines)
    expect(await note()).toMatch(/^Please/)
    await say(ines, { note: '' })
    expect(await note()).toBeNull()
  })
})
