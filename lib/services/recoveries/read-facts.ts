import { personKey } from '@/lib/core/identifier'
import type { Transaction } from '@/lib/db/client'
import { RECOVERY_ACTIONS, type Role } from '@/lib/evidence/vocabulary'
import type { RecordState } from '@/lib/recoveries/state'
import { countFailedChecks } from '../verifications/failed-checks'
import { contactChanged } from './contacts'
import { readGuards } from './guards'
import { ACTIONS, WINDOW_HOURS, type PolicyFacts, type Reach } from './policy'

/** Whoever acts, as far as the policy looks at them. */
export type Who = { id: string; email: string; role: Role }

/** More agents than any help desk has; beyond it the rest would not be compared, so it is refused instead. */
const MOST_AGENTS = 5000

/** The rank of whoever owns the account at this console, if anybody: one mailbox, however it is written, is one person. */
async function ownerOf(tx: Transaction, email: string, who: Who): Promise<PolicyFacts['owner']> {
  const key = personKey(email)
  if (personKey(who.email) === key) return { role: who.role, self: true }
  const agents = await tx.agent.findMany({ where: { disabledAt: null }, select: { email: true, role: true }, take: MOST_AGENTS + 1 })
  if (agents.length > MOST_AGENTS) throw new Error('More agents than can be compared with the account')
  const roles = agents.filter((agent) => personKey(agent.email) === key).map(({ role }) => role)
  const highest = (['admin', 'approver', 'agent', 'viewer'] as const).find((role) => roles.includes(role))
  return highest ? { role: highest, self: false } : null
}

/** What became new within the window: by recoveries here, or by the record itself. */
async function reachedOf(tx: Transaction, { account, factors, now }: RecordState): Promise<Reach[]> {
  const edge = new Date(now.getTime() - WINDOW_HOURS * 3_600_000)
  const found = new Set<Reach>()
  const done = await tx.recovery.groupBy({ by: ['action'], where: { accountId: account.id, at: { gt: edge } } })
  for (const { action } of done) {
    const known = RECOVERY_ACTIONS.find((each) => each === action)
    const reach = known ? ACTIONS[known].reach : null
    if (reach) found.add(reach)
  }
  if (account.passwordChangedAt && account.passwordChangedAt > edge && account.createdAt < edge) found.add('password')
  if (factors.some(({ enrolledAt, kind }) => kind !== 'recovery_codes' && enrolledAt > edge) && account.createdAt < edge) found.add('factor')
  if (contactChanged(account, now)) found.add('contact')
  return [...found]
}

/** The facts of the policy, read from the database now. With `hold`, under the locks of the transaction. */
export async function readFacts(tx: Transaction, who: Who, state: RecordState, { lastFactor, attackLikely }: { lastFactor: boolean; attackLikely: boolean }, hold: boolean): Promise<PolicyFacts> {
  const { account, now } = state
  const guards = await readGuards(tx, hold)
  return {
    privileged: account.privileged,
    owner: await ownerOf(tx, account.email, who),
    actorRole: who.role,
    lastFactor,
    attackLikely,
    failedChecks: await countFailedChecks(tx, account.id, now).then(({ count }) => count),
    contactChanged: contactChanged(account, now),
    reached: await reachedOf(tx, state),
    frozen: account.frozenAt !== null,
    elevatedThreat: guards.elevated_threat,
    stopped: guards.kill_switch,
  }
}
