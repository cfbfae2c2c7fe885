import { sha256 } from '@/lib/core/canonical-json'
import { AppError } from '@/lib/core/errors'
import { personKey } from '@/lib/core/identifier'
import type { Transaction } from '@/lib/db/client'
import { may } from '../authorize'
import type { ServiceContext } from '../context'
import { Denied } from '../recoveries/denied'
import type { Answerer, Frozen } from './machine'
import { payloadSchema } from './schema'

const INCLUDE = {
  requester: { select: { id: true, name: true, email: true, role: true, disabledAt: true } },
  account: { select: { id: true, name: true, email: true } },
  ticket: { select: { number: true } },
} as const

/** A request by its id, its row held until the transaction ends. Throws not_found, and Denied where what was frozen is no longer what was hashed. */
export async function lockRequest(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM recovery_request WHERE id = ${id}::uuid FOR UPDATE`
  const row = await tx.recoveryRequest.findUnique({ where: { id }, include: INCLUDE })
  if (!row) throw new AppError('not_found', 'There is no such request.')
  const target = { kind: 'account', id: row.account.id, name: row.account.name }
  if (sha256(row.payload) !== row.payloadHash) throw new Denied('What was asked for is not what was hashed. It must not run.', target, row.ticketId)
  const payload = payloadSchema.parse(JSON.parse(row.payload))
  return { ...row, payload, target }
}
export type LockedRequest = Awaited<ReturnType<typeof lockRequest>>

/** A row as the machine sees it. */
export function toFrozen({ payload, requester, account, ...row }: Pick<LockedRequest, 'state' | 'payload' | 'payloadHash' | 'approveBy' | 'runAt' | 'executeBy'> & { requester: { id: string; email: string }; account: { email: string } }): Frozen {
  return {
    state: row.state,
    payloadHash: row.payloadHash,
    requester: { id: requester.id, key: personKey(requester.email) },
    targetKey: personKey(account.email),
    vouchers: payload.checks.flatMap(({ colleagueId, colleagueKey }) => [colleagueId, colleagueKey].filter((known) => known !== null)),
    approveBy: row.approveBy.getTime(),
    runAt: row.runAt?.getTime() ?? null,
    executeBy: row.executeBy?.getTime() ?? null,
    delayMs: payload.delayHours * 3_600_000,
    windowMs: payload.executeMinutes * 60_000,
  }
}

/** Who answers, as the machine sees them. */
export const answererOf = (actor: Extract<ServiceContext['actor'], { kind: 'agent' }>): Answerer => ({ id: actor.id, key: personKey(actor.email), mayApprove: may(actor, 'recover:approve') })

/** Writes what the machine said. */
export async function moveTo(tx: Transaction, row: LockedRequest, next: Frozen, now: Date, endedWhy: string | null): Promise<void> {
  const over = next.state !== 'pending' && next.state !== 'approved'
  const runAt = next.runAt === null ? null : new Date(next.runAt)
  await tx.recoveryRequest.update({
    where: { id: row.id },
    data: { state: next.state, runAt, executeBy: next.executeBy === null ? null : new Date(next.executeBy), ...(next.state === 'approved' ? { nextTryAt: runAt } : {}), ...(over ? { endedAt: now, endedWhy, stopHash: null } : {}) },
    select: { id: true },
  })
}
