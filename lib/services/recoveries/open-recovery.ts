import { AppError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { previewRecovery } from './preview-recovery'
import { previewInput, type RecoveryPreview } from './schema'

/** The preview by the ticket's number and the action's name, as an address gives them. Throws forbidden, not_found, invalid. */
export async function openRecovery(ctx: ServiceContext, given: { number: string; action: string; subjectId: string | undefined }): Promise<RecoveryPreview> {
  await authorize(ctx, 'read')
  const action = previewInput.shape.action.safeParse(given.action)
  const number = /^[1-9]\d{0,8}$/.test(given.number) ? Number(given.number) : null
  const ticket = number && action.success ? await ctx.db.prisma.ticket.findUnique({ where: { number }, select: { id: true } }) : null
  if (!ticket || !action.success) throw new AppError('not_found', 'There is no such ticket or recovery.')
  const subjectId = previewInput.shape.subjectId.safeParse(given.subjectId)
  return previewRecovery(ctx, { ticketId: ticket.id, action: action.data, subjectId: subjectId.success ? subjectId.data : null })
}
