import type { Transaction } from '@/lib/db/client'
import type { ServiceContext } from '../context'
import { Denied } from './denied'

type Agent = Extract<ServiceContext['actor'], { kind: 'agent' }>

/**
 * That an agent may still do what their request began with: enabled, in the same role, in a session that was not ended. Held
 * until the transaction ends, so that whoever disables or demotes them waits for it, or it meets what they did. Throws Denied.
 */
export async function requireStill(tx: Transaction, { id, role, sessionId }: Agent): Promise<void> {
  const [agent] = await tx.$queryRaw<{ role: string; disabled: boolean }[]>`SELECT role::text, disabled_at IS NOT NULL AS disabled FROM agent WHERE id = ${id}::uuid FOR SHARE`
  const session = sessionId ? await tx.consoleSession.findUnique({ where: { id: sessionId }, select: { revokedAt: true } }) : null
  if (agent && !agent.disabled && agent.role === role && !session?.revokedAt) return
  throw new Denied('Your access changed while this was on its way. Nothing was done.', null)
}
