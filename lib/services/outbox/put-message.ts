import { mailboxOf } from '@/lib/core/mailbox'
import { cleanText } from '@/lib/core/text'
import type { Transaction } from '@/lib/db/client'
import type { Message } from '@/lib/recoveries/define'
import { keepBody } from './sealed-body'

export const NO_MAILBOX = 'The address on file cannot be used for mail.'

export type NewMessage = { id: string; accountId: string; recoveryId: string | null; kind: Message['kind']; recipient: string; subject: string; body: string; at: Date }

/**
 * Writes a message with the effect that it tells of. An address that no mail may go to makes a message that is given up
 * at once: visible, never sent to a guess.
 */
export async function putMessage(tx: Transaction, { id, accountId, recoveryId, kind, recipient, subject, body, at }: NewMessage): Promise<void> {
  const given = mailboxOf(recipient) === null ? { deadAt: at, lastError: NO_MAILBOX } : {}
  await tx.outboxMessage.create({
    data: { id, accountId, recoveryId, kind, recipient, subject: cleanText(subject, 200), ...keepBody(id, kind, body), createdAt: at, nextTryAt: at, ...given },
    select: { id: true },
  })
}
