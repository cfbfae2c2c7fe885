import { AppError } from '@/lib/core/errors'
import { comparable } from '@/lib/core/filter-text'
import { PAGE_SIZE } from '@/lib/core/page'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { changeServiceSchema } from './schema'

/** Services by name; the next page begins after the name of the last. */
export async function listServices(ctx: ServiceContext, after?: string) {
  await authorize(ctx, 'read')
  const rows = await ctx.db.prisma.service.findMany({ where: after ? { name: { gt: comparable(after, 100) } } : {}, orderBy: { name: 'asc' }, take: PAGE_SIZE + 1 })
  const shown = rows.slice(0, PAGE_SIZE)
  return { rows: shown, next: rows.length > shown.length ? (shown.at(-1)?.name ?? null) : null }
}

/** Says who owns a service and whether sign-ins pass it. */
export async function changeService(ctx: ServiceContext, input: unknown): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { name, owner, onSignInPath } = changeServiceSchema.parse(input)
  await ctx.db.prisma.$transaction(async (tx) => {
    const before = await tx.service.findUnique({ where: { name } })
    if (!before) throw new AppError('not_found', 'There is no such service.')
    const after = { owner: owner || null, onSignInPath: onSignInPath === 'yes' }
    await tx.service.update({ where: { name }, data: after, select: { name: true } })
    await writeAudit(tx, ctx, { action: 'service.change', outcome: 'done', target: { kind: 'service', id: name, name }, before: { owner: before.owner, onSignInPath: before.onSignInPath }, after })
  })
}
