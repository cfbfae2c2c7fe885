import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { byCreation, decodeCursor, olderThan, PAGE_SIZE, pageOf } from '@/lib/core/page'
import type { Transaction } from '@/lib/db/client'
import { writeAudit, writeAuditAlone } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { changeAgentSchema, createAgentSchema } from './schema'

/** Everybody who may sign in, the newest first, by key. */
export async function listAgents(ctx: ServiceContext, after?: string) {
  await authorize(ctx, 'settings:write')
  const rows = await ctx.db.prisma.agent.findMany({ where: olderThan(decodeCursor(after)), orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: PAGE_SIZE + 1, select: { id: true, email: true, name: true, role: true, isDemo: true, disabledAt: true, createdAt: true } })
  return pageOf(rows, byCreation)
}

/** Adds an agent. `hash` turns the password into what is stored; it is handed in, so that no verb knows the algorithm. */
export async function createAgent(ctx: ServiceContext, input: unknown, hash: (password: string) => Promise<string>): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { email, name, role, password } = createAgentSchema.parse(input)
  const key = email.normalize('NFKC').trim().toLowerCase()
  const passwordHash = await hash(password)
  const id = newId()
  await ctx.db.prisma.$transaction(async (tx) => {
    if (await tx.agent.findUnique({ where: { email: key }, select: { id: true } })) throw new AppError('conflict', 'Somebody with this e-mail is there already.', { fields: [{ path: 'email', message: 'taken' }] })
    await tx.agent.create({ data: { id, email: key, name, role, passwordHash, createdAt: ctx.now } })
    await writeAudit(tx, ctx, { action: 'agent.create', outcome: 'done', target: { kind: 'agent', id, name }, after: { role } })
  })
}

/** Changes a role, or disables and enables. Nobody changes themselves; one administrator always remains. */
export async function changeAgent(ctx: ServiceContext, input: unknown): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { id, role, disabled } = changeAgentSchema.parse(input)
  if (ctx.actor.id === id) {
    await writeAuditAlone(ctx, { action: 'agent.change', outcome: 'denied', target: { kind: 'agent', id, name: ctx.actor.name }, reason: 'oneself' })
    throw new AppError('forbidden', 'Nobody changes their own role. Ask another administrator.')
  }
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM agent WHERE role = 'admin' FOR UPDATE`
    const before = await tx.agent.findUnique({ where: { id } })
    if (!before) throw new AppError('not_found', 'There is nobody with this id.')
    const after = { role: role ?? before.role, disabledAt: disabled === undefined ? before.disabledAt : disabled === 'yes' ? ctx.now : null }
    await tx.agent.update({ where: { id }, data: after })
    await keepAnAdmin(tx)
    // Rights that change end the session that was opened with others (OWASP ASVS 5.0, 7.2.4 and 7.4.2).
    if (after.disabledAt || after.role !== before.role) await tx.consoleSession.updateMany({ where: { agentId: id, revokedAt: null }, data: { revokedAt: ctx.now } })
    await writeAudit(tx, ctx, { action: 'agent.change', outcome: 'done', target: { kind: 'agent', id, name: before.name }, before: { role: before.role, disabled: before.disabledAt !== null }, after: { role: after.role, disabled: after.disabledAt !== null } })
  })
}

async function keepAnAdmin(tx: Transaction) {
  if ((await tx.agent.count({ where: { role: 'admin', disabledAt: null } })) === 0) throw new AppError('conflict', 'One administrator must remain.')
}
