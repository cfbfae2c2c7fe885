import { AppError } from '@/lib/core/errors'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { changeServiceSchema } from './schema'

/** Every service, by name. */
export async function listServices(ctx: ServiceContext) {
  await authorize(ctx, 'read')
  return ctx.db.prisma.service.findMany({ orderBy: { name: 'asc' }, take: 200 })
}

/** Says who owns a service and whether sign-ins pass it. */
export async function changeService(ctx: ServiceContext, input: unknown): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { name, owner, onSignInPath } = changeServiceSchema.parse(input)
  await ctx.db.prisma.$transaction(async (tx) => {
    const before = await tx.service.findUnique({ where: { name } })
    if (!before) throw new AppError('not_found', 'There is no such service.')
    const after = { owner: owner || null, onSignInPath: onSignInPath === 'yes' }
    await tx.service.update({ where: { name }, data: after })
    await writeAudit(tx, ctx, { action: 'service.change', outcome: 'done', target: { kind: 'service', id: name, name }, before: { owner: before.owner, onSignInPath: before.onSignInPath }, after })
  })
}
