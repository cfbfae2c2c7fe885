import { AppError } from '@/lib/core/errors'
import { hashSecret, newSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import { byCreation, decodeCursor, olderThan, PAGE_SIZE, pageOf } from '@/lib/core/page'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { auditDenials } from '../recoveries/denied'
import { provenBy } from '../recoveries/proven-by'
import { createTokenBinding } from './bindings'
import { provePerson } from './prove-person'
import { createTokenSchema, revokeSchema } from './schema'

const PREFIX = 'lk_'

/** Makes a token for a machine, with a proof for this name and these scopes. The secret is returned this once; the row keeps its hash. Throws AppError: forbidden (audited), invalid, conflict. */
export async function createToken(ctx: ServiceContext, input: unknown): Promise<{ name: string; secret: string }> {
  await authorize(ctx, 'settings:write')
  const { name, scopes, stepUpProof } = createTokenSchema.parse(input)
  const secret = PREFIX + newSecret()
  const target = { kind: 'token', id: newId(), name }
  await auditDenials(ctx, 'token.create', () => ctx.db.prisma.$transaction(async (tx) => {
    if (await tx.apiToken.findUnique({ where: { name }, select: { id: true } })) throw new AppError('conflict', `There is a token named ${name} already. Choose another name.`, { fields: [{ path: 'name', message: 'taken' }] })
    const proof = await provePerson(tx, ctx, createTokenBinding({ name, scopes }), stepUpProof, target)
    await tx.apiToken.create({ data: { id: target.id, name, scopes, tokenHash: hashSecret(secret), hint: secret.slice(0, 7), createdAt: ctx.now, createdById: ctx.actor.kind === 'agent' ? ctx.actor.id : null }, select: { id: true } })
    await writeAudit(tx, ctx, { action: 'token.create', outcome: 'done', target, ...provenBy(name, [], proof), after: { scopes } })
  }))
  return { name, secret }
}

/** Tokens, the newest first, by key. Secrets are not among it. */
export async function listTokens(ctx: ServiceContext, after?: string) {
  await authorize(ctx, 'settings:write')
  const rows = await ctx.db.prisma.apiToken.findMany({ where: olderThan(decodeCursor(after)), orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: PAGE_SIZE + 1, select: { id: true, name: true, hint: true, scopes: true, createdAt: true, lastUsedAt: true, revokedAt: true, createdBy: { select: { name: true } } } })
  return pageOf(rows, byCreation)
}

/** Ends a token: its next request is refused. */
export async function revokeToken(ctx: ServiceContext, input: unknown): Promise<void> {
  await authorize(ctx, 'settings:write')
  const { id } = revokeSchema.parse(input)
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: ctx.now } })
    if (count === 0) throw new AppError('not_found', 'There is no such token, or it is revoked already.')
    await writeAudit(tx, ctx, { action: 'token.revoke', outcome: 'done', target: { kind: 'token', id, name: null } })
  })
}
