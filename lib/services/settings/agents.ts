import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { byCreation, decodeCursor, olderThan, PAGE_SIZE, pageOf } from '@/lib/core/page'
import type { Transaction } from '@/lib/db/client'
import { writeAudit, writeAuditAlone } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { auditDenials } from '../recoveries/denied'
import { provenBy } from '../recoveries/proven-by'
import { changeAgentBinding, createAgentBinding, emailKey } from './bindings'
import { provePerson } from './prove-person'
import { changeAgentSchema, createAgentSchema } from './schema'

/** Everybody who may sign in, the newest first, by key. */
export async function listAgents(ctx: ServiceContext, after?: string) {
  await authorize(ctx, 'settings:write')
  const rows = await ctx.db.prisma.agent.findMany({ where: olderThan(decodeCursor(after)), orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: PAGE_SIZE + 1, select: { id: true, email: true, name: true, role: true, isDemo: true, disabledAt: true, createdAt: true } })
  return pageOf(rows, byCreation)
}

/**
 * Adds an agent, with a proof for this address and role. `hash` turns the password into what is stored; it is handed in, so that
 * no verb knows the algorithm. Throws AppError: forbidden (audited), invalid, conflict.
 */
export async function createAgent(ctx: ServiceContext, input: unknown, hash: (password: string) => Promise<string>): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { email, name, role, password, stepUpProof } = createAgentSchema.parse(input)
  const key = emailKey(email)
  const passwordHash = await hash(password)
  const target = { kind: 'agent', id: newId(), name }
  await auditDenials(ctx, 'agent.create', () => ctx.db.prisma.$transaction(async (tx) => {
    if (await tx.agent.findUnique({ where: { email: key }, select: { id: true } })) throw new AppError('conflict', 'Somebody with this e-mail is there already.', { fields: [{ path: 'email', message: 'taken' }] })
    const proof = await provePerson(tx, ctx, createAgentBinding({ email, role }), stepUpProof, target)
    await tx.agent.create({ data: { id: target.id, email: key, name, role, passwordHash, createdAt: ctx.now }, select: { id: true } })
    await writeAudit(tx, ctx, { action: 'agent.create', outcome: 'done', target, ...provenBy(name, [], proof), after: { role } })
  }))
}

/**
 * Changes a role, or disables and enables, with a proof for exactly that. Nobody changes themselves; one administrator always
 * remains. Throws AppError: forbidden (audited), not_found, invalid, conflict.
 */
export async function changeAgent(ctx: ServiceContext, input: unknown): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { id, role, disabled, stepUpProof } = changeAgentSchema.parse(input)
  if (ctx.actor.id === id) {
    await writeAuditAlone(ctx, { action: 'agent.change', outcome: 'denied', target: { kind: 'agent', id, name: ctx.actor.name }, reason: 'oneself' })
    throw new AppError('forbidden', 'Nobody changes their own role. Ask another administrator.')
  }
  await auditDenials(ctx, 'agent.change', () => ctx.db.prisma.$transaction(async (tx) => {
    // One change of an administrator at a time; what they do meanwhile and refer to themselves in goes on.
    await tx.$queryRaw`SELECT id FROM agent WHERE role = 'admin' FOR NO KEY UPDATE`
    const before = await tx.agent.findUnique({ where: { id } })
    if (!before) throw new AppError('not_found', 'There is nobody with this id.')
    const target = { kind: 'agent', id, name: before.name }
    const proof = await provePerson(tx, ctx, changeAgentBinding({ id, role, disabled }), stepUpProof, target)
    const after = { role: role ?? before.role, disabledAt: disabled === undefined ? before.disabledAt : disabled === 'yes' ? (before.disabledAt ?? ctx.now) : null }
    await tx.agent.update({ where: { id }, data: after, select: { id: true } })
    await keepAnAdmin(tx)
    // Rights that change end the session that was opened with others (OWASP ASVS 5.0, 7.2.4 and 7.4.2).
    if (after.disabledAt || after.role !== before.role) await tx.consoleSession.updateMany({ where: { agentId: id, revokedAt: null }, data: { revokedAt: ctx.now } })
    await writeAudit(tx, ctx, { action: 'agent.change', outcome: 'done', target, ...provenBy(before.name, [], proof), before: { role: before.role, disabled: before.disabledAt !== null }, after: { role: after.role, disabled: after.disabledAt !== null } })
  }))
}

async function keepAnAdmin(tx: Transaction) {
  if ((await tx.agent.count({ where: { role: 'admin', disabledAt: null } })) === 0) throw new AppError('conflict', 'One administrator must remain.')
}
