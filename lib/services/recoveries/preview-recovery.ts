import { AppError } from '@/lib/core/errors'
import { maskEmail } from '@/lib/core/mask'
import { recoveryOf } from '@/lib/recoveries'
import { readRecord } from '@/lib/recoveries/state'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { mailState } from '../outbox/mail-state'
import { causeOfTicket } from './cause-of-ticket'
import { readTicket } from './read-ticket'
import { consequenceOf, fitOf, refusalOf } from './rules'
import { previewInput, REASON_MIN, type PreviewInput, type RecoveryPreview } from './schema'

/** What a recovery would do to the account of a ticket, and whether this agent may. Changes nothing. Throws forbidden, not_found, invalid. */
export async function previewRecovery(ctx: ServiceContext, given: PreviewInput): Promise<RecoveryPreview> {
  await authorize(ctx, 'read')
  const { ticketId, action, subjectId: asked } = previewInput.parse(given)
  const recovery = recoveryOf(action)
  const ticket = await readTicket(ctx.db.prisma, ticketId, false)
  const state = await readRecord(ctx.db.prisma, ticket.accountId, ctx.now)
  if (!state) throw new AppError('not_found', 'The account of this ticket is gone.')
  const cause = await causeOfTicket(ctx, ticket)
  const subjects = recovery.subjects(state)
  const subjectId = asked ?? subjects[0]?.id ?? null
  const whole = recovery.preview(state, subjectId)
  const { effects, stillBlocked, afterwards, ...preview } = whole
  const fit = fitOf(cause, action)
  const whyNot = refusalOf(ctx, action, state.account, fit !== null) ?? (ticket.status === 'solved' ? 'This ticket is solved. Open it again first.' : null)
  const { id, name, email, environment, privileged } = state.account
  return {
    ticketId,
    ticketNumber: ticket.number,
    action,
    title: recovery.title,
    verb: recovery.verb,
    consequence: consequenceOf(recovery, cause, whole, subjectId === (subjects[0]?.id ?? null)),
    undo: recovery.undo,
    account: { id, name, email: maskEmail(email), environment, privileged },
    subject: recovery.subject,
    subjectId,
    subjects,
    ...preview,
    effects: [...effects],
    stillBlocked: [...stillBlocked],
    afterwards: [...afterwards],
    fits: fit !== null,
    allowed: whyNot === null,
    whyNot,
    mail: mailState(),
    reasonMin: REASON_MIN,
  }
}
