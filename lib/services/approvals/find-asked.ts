import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import { recoveryOf } from '@/lib/recoveries'
import type { AskedResult } from '../recoveries/schema'
import { payloadSchema } from './schema'

/** The request that the same form made before, if any. Throws AppError('invalid') for another one under the key. */
export async function findAsked(tx: Transaction, requesterId: string, idempotencyKey: string, requestHash: string): Promise<AskedResult | null> {
  const row = await tx.recoveryRequest.findUnique({ where: { requesterId_idempotencyKey: { requesterId, idempotencyKey } } })
  if (!row) return null
  if (row.requestHash !== requestHash) throw new AppError('invalid', 'This form was already used for another request. Open it again.')
  const payload = payloadSchema.parse(JSON.parse(row.payload))
  return { kind: 'asked', requestId: row.id, title: recoveryOf(payload.action as Parameters<typeof recoveryOf>[0]).title, at: row.requestedAt.toISOString(), approveBy: row.approveBy.toISOString(), delayHours: payload.delayHours, replayed: true }
}
