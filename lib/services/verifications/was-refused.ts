import type { Transaction } from '@/lib/db/client'
import { REFUSAL } from './schema'

/** Whether the caller of a ticket was sent away: the ticket checks nobody any more. */
export const wasRefused = async (tx: Transaction, ticketId: string) => (await tx.verification.count({ where: { ticketId, method: REFUSAL } })) > 0
