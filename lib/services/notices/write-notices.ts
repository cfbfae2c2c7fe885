import { hashSecret, newSecret } from '@/lib/core/crypto'
import { idAt } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'
import { publicUrl } from '@/lib/env'
import type { Message } from '@/lib/recoveries/define'
import { when } from '@/lib/recoveries/words'
import type { ServiceContext } from '../context'
import { putMessage } from '../outbox/put-message'
import { addressesOf, type NoticeAddress } from './addresses-of'

/** How long "this wasn't me" works: a week of absence, and no more than the watch and the delay of any recovery by far. */
const REPUDIATION_DAYS = 7

export type NoticeAbout = {
  accountId: string
  recoveryId: string | null
  ticketId: string | null
  /** False where the message itself says that somebody has answered: there is nothing left to deny. */
  deniable?: boolean
}

/**
 * Writes messages about an account to every address on file, those replaced lately included, each with a "this wasn't
 * me" of its own, in the transaction of the effect. A link that gives access goes to the address on file now and to no
 * other. There is no way to leave a notice out. Returns how many messages were written.
 */
export async function writeNotices(tx: Transaction, ctx: ServiceContext, about: NoticeAbout, messages: readonly Message[]): Promise<number> {
  const addresses = await addressesOf(tx, about.accountId, ctx.now)
  let written = 0
  for (const message of messages) {
    for (const address of addresses) {
      await writeOne(tx, ctx, about, message, address)
      written += 1
    }
  }
  return written
}

async function writeOne(tx: Transaction, ctx: ServiceContext, about: NoticeAbout, message: Message, address: NoticeAddress): Promise<void> {
  const id = idAt(ctx.now.getTime())
  const kind = address.until ? 'notice' : message.kind
  const body = [
    address.until && message.kind !== 'notice' ? `Support has sent something to the address on file now, and to no other: “${message.subject}”. If you did not ask for it, do not answer anybody who calls you about it.` : message.body,
    ...(address.until ? [`You get this because this address was on file until ${when(address.until)}.`] : []),
    ...(about.deniable === false ? [] : [await denial(tx, ctx, about, id)]),
  ].join('\n\n')
  await putMessage(tx, { id, accountId: about.accountId, recoveryId: about.recoveryId, kind, recipient: address.value, subject: message.subject, body, at: ctx.now })
}

/** The paragraph with the link. Its secret has 256 bits and goes into the message alone; the row has the message's own id. */
async function denial(tx: Transaction, ctx: ServiceContext, { accountId, recoveryId, ticketId }: NoticeAbout, id: string): Promise<string> {
  const secret = newSecret()
  const expiresAt = new Date(ctx.now.getTime() + REPUDIATION_DAYS * 86_400_000)
  await tx.repudiation.create({ data: { id, accountId, recoveryId, ticketId, tokenHash: hashSecret(secret), createdAt: ctx.now, expiresAt }, select: { id: true } })
  return `This wasn't you? Open this page and press its one button. Support can then do nothing more to your account until a person has spoken with you. It works once, until ${when(expiresAt)}:\n\n${publicUrl()}/not-me/${secret}`
}

/** Lets the link of a message that is sent again work from now on. */
export async function renewDenial(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.repudiation.updateMany({ where: { id, usedAt: null }, data: { expiresAt: new Date(now.getTime() + REPUDIATION_DAYS * 86_400_000) } })
}
