import { identifierKey } from '@/lib/core/identifier'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { readIntake, type Intake, type RecognisedKind } from './read-intake'

export type PreviewItem = Intake['items'][number] & { state: 'known' | 'found' | 'not_found' }
export type IntakePreview = Omit<Intake, 'items'> & { items: PreviewItem[]; similar: { number: number; subject: string }[] }

const PEOPLE: readonly RecognisedKind[] = ['email', 'account_id']

/** What a pasted text holds, with whose records stand behind its identifiers and which open tickets are alike. Stores nothing. */
export async function previewIntake(ctx: ServiceContext, pasted: string): Promise<IntakePreview> {
  await authorize(ctx, 'ticket:write')
  const environments = await ctx.db.prisma.environment.findMany({ select: { name: true, hosts: true }, take: 50 })
  const intake = readIntake(pasted, environments)
  const named = intake.items.filter(({ kind }) => PEOPLE.includes(kind)).slice(0, 10)
  const keys = named.map(({ value }) => identifierKey(value))
  const [accounts, similar] = await Promise.all([
    ctx.db.prisma.account.findMany({ where: { OR: [{ emailKey: { in: keys } }, { externalId: { in: named.map(({ value }) => value) } }] }, select: { emailKey: true, externalId: true }, take: 20 }),
    ctx.db.prisma.ticket.findMany({ where: { status: 'open', account: { emailKey: { in: keys } } }, select: { number: true, subject: true }, orderBy: { createdAt: 'desc' }, take: 5 }),
  ])
  const known = new Set(accounts.flatMap(({ emailKey, externalId }) => [emailKey, externalId]))
  const items = intake.items.map((item) => ({
    ...item,
    state: PEOPLE.includes(item.kind) ? (known.has(identifierKey(item.value)) || known.has(item.value) ? ('found' as const) : ('not_found' as const)) : ('known' as const),
  }))
  return { ...intake, items, similar }
}
