import { sha256 } from '@/lib/core/canonical-json'
import { AppError } from '@/lib/core/errors'
import { personKey } from '@/lib/core/identifier'
import type { Transaction } from '@/lib/db/client'
import type { Frozen, RequestState } from '../approvals/machine'
import { Denied } from '../recoveries/denied'
import { signatureWords } from '../patterns/signature'
import { BULK_MINUTES } from '../recoveries/policy'
import { payloadSchema, type BulkPayload, type BulkState } from './schema'

const WHO = { select: { id: true, name: true, email: true, role: true, disabledAt: true } } as const

/** A bulk by its id, its row held until the transaction ends. Throws not_found. */
export async function lockBulk(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT id FROM bulk WHERE id = ${id}::uuid FOR UPDATE`
  const row = await tx.bulk.findUnique({ where: { id }, include: { agent: WHO, approver: WHO, pattern: true, ticket: { select: { number: true } } } })
  if (!row) throw new AppError('not_found', 'There is no such bulk.')
  return { ...row, target: { kind: 'pattern', id: row.patternId, name: signatureWords(row.pattern) } }
}
export type LockedBulk = Awaited<ReturnType<typeof lockBulk>>

/** What was frozen. Throws Denied where it is no longer what was hashed. */
export function payloadOf({ payload, payloadHash, target, ticketId }: Pick<LockedBulk, 'payload' | 'payloadHash' | 'target' | 'ticketId'>): BulkPayload {
  if (payload === null || sha256(payload) !== payloadHash) throw new Denied('What was asked for is not what was hashed. It must not run.', target, ticketId)
  return payloadSchema.parse(JSON.parse(payload))
}

/** The life of a bulk in the words of the machine that moves requests: what runs was approved. */
const AS_REQUEST: Readonly<Record<BulkState, RequestState>> = { prepared: 'failed', pending: 'pending', running: 'approved', done: 'executed', stopped: 'cancelled', denied: 'denied', expired: 'expired' }

/** A bulk as the machine of requests sees it. It is about many, none of whom has an account at this console. */
export const toFrozen = ({ state, payloadHash, agent, approveBy, executeBy, answeredAt }: Pick<LockedBulk, 'state' | 'payloadHash' | 'agent' | 'approveBy' | 'executeBy' | 'answeredAt'>): Frozen => ({
  state: AS_REQUEST[state], payloadHash: payloadHash ?? '', requester: { id: agent.id, key: personKey(agent.email) }, targetKey: '', vouchers: [],
  approveBy: approveBy?.getTime() ?? 0, runAt: answeredAt?.getTime() ?? null, executeBy: executeBy?.getTime() ?? null, delayMs: 0, windowMs: BULK_MINUTES * 60_000,
})
