import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { countEvents } from '@/lib/demo/write-rows'
import { answerBulk } from '@/lib/services/bulks/answer-bulk'
import { askBulk } from '@/lib/services/bulks/ask-bulk'
import { prepareBulk } from '@/lib/services/bulks/prepare-bulk'
import type { ServiceContext } from '@/lib/services/context'
import { approvalBinding, bulkBinding } from '@/lib/services/recoveries/bindings'
import { EXAMPLE_NOW } from './example-record'
import { proveFor } from './guarded'

const HOUR = 3_600_000
const EARLIER = new Date('2026-10-01T09:00:00Z')

type Person = { locked?: boolean; privileged?: boolean; again?: boolean; ip?: string }
export type Crowd = { environment: string; patternId: string; accountIds: string[]; ticketId: string; signature: string }

/** An environment of its own in which these people fail the same way, with a pattern and a ticket that names the cause. */
export async function writeCrowd(db: Database, persons: readonly Person[], { cause = 'hash-algorithm-mismatch' }: { cause?: string } = {}): Promise<Crowd> {
  const environment = `env-${newId()}`
  await db.prisma.environment.create({ data: { name: environment, hosts: [] } })
  const directoryId = newId()
  await db.prisma.directory.create({ data: { id: directoryId, name: environment, environment, kind: 'local', resetUrl: 'https://login.example.com/reset' } })
  const accountIds = persons.map(() => newId())
  await db.prisma.account.createMany({
    data: persons.map(({ locked = true, privileged = false }, index) => {
      const email = `${newId()}@example.com`
      return {
        id: accountIds[index] ?? newId(), directoryId, externalId: newId(), environment, email, emailKey: email, name: `Person ${index}`, nameKey: `person ${index}`, groups: [], privileged, emailVerifiedAt: EARLIER, onboardingCompletedAt: EARLIER, createdAt: EARLIER,
        ...(locked ? { lockedUntil: new Date(EXAMPLE_NOW.getTime() + 2 * HOUR), lockReason: '5 failed tries', failedAttempts: 5 } : {}),
      }
    }),
  })
  const attempt = (accountId: string, ip: string, good: boolean) => ({
    id: newId(), at: new Date(EXAMPLE_NOW.getTime() - (good ? 0.5 : 1) * HOUR), environment, hop: 'auth' as const, outcome: good ? ('success' as const) : ('failure' as const),
    reason: good ? 'success' : 'bad_password', rule: good ? null : 'no_verifier', accountId, ip, format: 'latchkey', raw: '{}',
  })
  await db.prisma.authEvent.createMany({ data: persons.flatMap(({ again = false, ip = '192.0.2.10' }, index) => [attempt(accountIds[index] ?? '', ip, false), ...(again ? [attempt(accountIds[index] ?? '', ip, true)] : [])]) })
  await countEvents(db)
  const signature = `${environment}|bad_password|no_verifier|`
  const pattern = await db.prisma.pattern.create({ data: { id: newId(), environment, reason: 'bad_password', rule: 'no_verifier', signature, firstSeenAt: new Date(EXAMPLE_NOW.getTime() - 2 * HOUR), seenAt: EXAMPLE_NOW, people: persons.length, usual: 0 } })
  const ticket = await db.prisma.ticket.create({ data: { id: newId(), subject: 'Invalid password', channel: 'phone', environment, signature, cause, confidence: 0.9, createdAt: EXAMPLE_NOW } })
  return { environment, patternId: pattern.id, accountIds: [...accountIds], ticketId: ticket.id, signature }
}

/** Asks for a prepared bulk as its page would. */
export async function askFor(ctx: ServiceContext, bulkId: string, ticketId: string, more: Record<string, unknown> = {}): Promise<void> {
  const { planHash } = await ctx.db.prisma.bulk.findUniqueOrThrow({ where: { id: bulkId } })
  await askBulk(ctx, { bulkId, planHash, ticketId, reason: 'Locked out by the rollback of 4.12.0', confirmed: 'yes', stepUpProof: await proveFor(ctx, bulkBinding(bulkId, planHash)), ...more })
}

/** Agrees to a bulk as its page would. */
export async function agreeToBulk(ctx: ServiceContext, bulkId: string, more: Record<string, unknown> = {}): Promise<void> {
  const { payloadHash } = await ctx.db.prisma.bulk.findUniqueOrThrow({ where: { id: bulkId } })
  await answerBulk(ctx, { bulkId, decision: 'approved', reason: '', payloadHash: payloadHash ?? '', stepUpProof: await proveFor(ctx, approvalBinding(bulkId, payloadHash ?? '')), ...more })
}

/** Prepared, asked for and agreed to: it runs from here on. */
export async function agreedBulk(agent: ServiceContext, approver: ServiceContext, { patternId, ticketId }: Crowd, action = 'unlock_account'): Promise<string> {
  const bulkId = await prepareBulk(agent, { patternId, action })
  await askFor(agent, bulkId, ticketId)
  await agreeToBulk(approver, bulkId)
  return bulkId
}
