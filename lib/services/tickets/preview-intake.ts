import { z } from 'zod'
import { identifierKey } from '@/lib/core/identifier'
import { authorize } from '../authorize'
import { spending } from '../budgets'
import type { ServiceContext } from '../context'
import { findPatterns, type CurrentPattern } from '../patterns/find-patterns'
import { remember } from '../patterns/remember'
import { readIntake, type Intake, type RecognisedKind } from './read-intake'

export type PreviewItem = Intake['items'][number] & { state: 'known' | 'found' | 'not_found' }
export type IntakePreview = Omit<Intake, 'items'> & {
  items: PreviewItem[]
  similar: { number: number; subject: string }[]
  patterns: CurrentPattern[]
  /** True when the patterns are those of the named record's own last failure, not a guess. */
  own: boolean
}

const isId = (value: string) => z.uuid().safeParse(value).success

/** Whether a trouble of many could be this one: the same status, where the person saw one; the same reason, where a log says it. */
function fits({ reason, statusCode }: CurrentPattern, { items, events }: Intake): boolean {
  if (events.length > 0) return events.some((event) => event.reason === reason)
  const seen = items.find(({ kind }) => kind === 'status')?.value
  return seen === undefined || statusCode === null || String(statusCode) === seen
}

/** The pattern that the records named in the text are part of, by their last failure of the day. */
async function patternOf({ db, now }: ServiceContext, accounts: readonly { id: string }[], patterns: readonly CurrentPattern[]): Promise<CurrentPattern | undefined> {
  if (accounts.length === 0 || patterns.length === 0) return undefined
  const failed = await db.prisma.authEvent.findFirst({
    where: { accountId: { in: accounts.map(({ id }) => id) }, outcome: 'failure', at: { gte: new Date(now.getTime() - DAY) } },
    orderBy: { at: 'desc' },
    select: { environment: true, reason: true, rule: true, provider: true },
  })
  return failed ? patterns.find((one) => one.environment === failed.environment && one.reason === failed.reason && one.rule === failed.rule && one.provider === failed.provider) : undefined
}

const DAY = 86_400_000
const PEOPLE: readonly RecognisedKind[] = ['email', 'account_id']

/** What a pasted text holds, with whose records stand behind its identifiers and which open tickets are alike. Stores nothing; each person named in it is a look-up. Throws forbidden, too_many. */
export async function previewIntake(ctx: ServiceContext, pasted: string): Promise<IntakePreview> {
  await authorize(ctx, 'ticket:write')
  const environments = await ctx.db.prisma.environment.findMany({ select: { name: true, hosts: true }, orderBy: [{ rank: 'asc' }, { name: 'asc' }], take: 50 })
  const intake = readIntake(pasted, environments)
  const named = intake.items.filter(({ kind }) => PEOPLE.includes(kind)).slice(0, 10)
  // Whether somebody is known here is a look-up, asked in whatever way.
  for (let asked = 0; asked < named.length; asked += 1) await spending(ctx, 'look-up', async () => {})
  const values = named.map(({ value }) => value)
  const keys = values.map(identifierKey)
  const where = intake.environment ?? environments[0]?.name
  const [accounts, similar, patterns] = await Promise.all([
    ctx.db.prisma.account.findMany({ where: { OR: [{ emailKey: { in: keys } }, { externalId: { in: values } }, { id: { in: values.filter(isId) } }] }, select: { id: true, emailKey: true, externalId: true }, take: 20 }),
    ctx.db.prisma.ticket.findMany({ where: { status: 'open', account: { emailKey: { in: keys } } }, select: { number: true, subject: true }, orderBy: { createdAt: 'desc' }, take: 5 }),
    where ? remember(ctx.db, ctx.now, `patterns ${where}`, () => findPatterns(ctx, { environment: where })) : [],
  ])
  const known = new Set(accounts.flatMap(({ id, emailKey, externalId }) => [id, emailKey, externalId]))
  const items = intake.items.map((item) => ({
    ...item,
    state: PEOPLE.includes(item.kind) ? (known.has(identifierKey(item.value)) || known.has(item.value) ? ('found' as const) : ('not_found' as const)) : ('known' as const),
  }))
  const own = await patternOf(ctx, accounts, patterns)
  return { ...intake, items, similar, patterns: own ? [own] : patterns.filter((pattern) => fits(pattern, intake)), own: own !== undefined }
}
