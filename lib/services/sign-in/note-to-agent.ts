import { newId } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'

/** Tells an agent, in the same transaction, what happened to their own sign-in. NIST SP 800-63B-4, 4.6. */
export async function noteToAgent(tx: Transaction, ctx: { now: Date }, agent: { email: string; name: string }, what: string): Promise<void> {
  const body = `Hello ${agent.name},\n\n${what}, on ${ctx.now.toISOString().slice(0, 16).replace('T', ' at ')} UTC.\n\nIf that was not you, tell an administrator of the console now: they can end your sessions and reset your sign-in.\n`
  await tx.outboxMessage.create({ data: { id: newId(), kind: 'agent_notice', recipient: agent.email, subject: `Latchkey: ${what}`, body, createdAt: ctx.now, nextTryAt: ctx.now } })
}
