import { AppError } from '@/lib/core/errors'
import { maskEmail } from '@/lib/core/mask'
import { recoveryOf } from '@/lib/recoveries'
import { readRecord } from '@/lib/recoveries/state'
import type { Reader, ServiceContext } from '../context'
import { listApprovers } from '../approvals/list-approvers'
import { findWaiting } from '../approvals/find-waiting'
import { authorize } from '../authorize'
import { hasDemoMailbox } from '../demo/demo-mailbox'
import { mailState } from '../outbox/mail-state'
import { readCaller } from '../verifications/read-caller'
import { attackOn } from './attack-on'
import { recoveryBinding } from './bindings'
import { causeOfTicket } from './cause-of-ticket'
import { derive, type Derived } from './derive'
import { RAISE_RULES, tierWords, type Decision } from './policy'
import { readTicket } from './read-ticket'
import { consequenceOf, fitOf, roleRefusal } from './rules'
import { previewInput, REASON_MIN, type NeedView, type PreviewInput, type RecoveryPreview } from './schema'

/** What a recovery would do to the account of a ticket, what it asks for, and whether this agent may. Changes nothing. Throws forbidden, not_found, invalid. */
export async function previewRecovery(ctx: ServiceContext, given: PreviewInput): Promise<RecoveryPreview> {
  await authorize(ctx, 'read')
  const { actor, now } = ctx
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Recoveries are for people.')
  const { ticketId, action, subjectId: asked } = previewInput.parse(given)
  const ticket = await readTicket(ctx.db.prisma, ticketId, false)
  const cause = await causeOfTicket(ctx, ticket)
  const fits = fitOf(cause, action) !== null
  const first = await firstSubject(ctx.db.prisma, ticket.accountId, action, now)
  const derived = await derive(ctx.db.prisma, actor, { action, accountId: ticket.accountId, subjectId: asked ?? first, attackLikely: await attackOn(ctx.db, ticket.id, cause), now }, false)
  if (!derived) throw new AppError('not_found', 'The account of this ticket is gone.')
  const { recovery, state, subjectId, preview, decision, fingerprint } = derived
  const whyNot = decision.refused ?? roleRefusal(ctx, action, fits) ?? (ticket.status === 'solved' ? 'This ticket is solved. Open it again first.' : null)
  const { id, name, email, environment, privileged } = state.account
  return {
    ticketId,
    ticketNumber: ticket.number,
    action,
    title: recovery.title,
    verb: recovery.verb,
    consequence: consequenceOf(recovery, cause, preview, subjectId === first),
    undo: recovery.undo,
    account: { id, name, email: maskEmail(email), environment, privileged },
    subject: recovery.subject,
    subjectId,
    subjects: recovery.subjects(state),
    possible: preview.possible,
    because: preview.because,
    effects: [...preview.effects],
    stillBlocked: [...preview.stillBlocked],
    afterwards: [...preview.afterwards, ...aftermath(decision)],
    fingerprint,
    fits,
    allowed: whyNot === null,
    whyNot,
    need: await needOf(ctx, derived),
    caller: await readCaller(ctx.db.prisma, actor, { ticketId, state }, decision.requirement.verification),
    waiting: await findWaiting(ctx.db.prisma, { accountId: id, action, subjectId }, actor.id),
    binding: recoveryBinding({ action, ticketId, subjectId, fingerprint }, id),
    instead: bypassInstead(derived),
    mail: await mailState(ctx.db.prisma),
    demoMailbox: await hasDemoMailbox(ctx.db, id),
    reasonMin: REASON_MIN,
  }
}

async function firstSubject(db: Reader, accountId: string, action: RecoveryPreview['action'], now: Date): Promise<string | null> {
  const recovery = recoveryOf(action)
  if (recovery.subject === 'account') return null
  const state = await readRecord(db, accountId, now)
  return state ? (recovery.subjects(state)[0]?.id ?? null) : null
}

const aftermath = ({ requirement }: Decision): string[] => (requirement.watchHours ? [`Watched for ${requirement.watchHours} hours: a sign-in from somewhere new is a warning.`] : [])

/** What the policy asks for, in words for the page. */
async function needOf(ctx: ServiceContext, { decision, state }: Derived): Promise<NeedView> {
  const { base, tier, raises, requirement } = decision
  const { secondPerson, stepUp, delayHours, watchHours, approveMinutes } = requirement
  return {
    base, tier, words: tierWords(decision), raises: raises.map((raise) => ({ words: RAISE_RULES[raise].words, why: RAISE_RULES[raise].why })),
    secondPerson, stepUp, delayHours, watchHours, approveMinutes, approvers: secondPerson ? await listApprovers(ctx, state.account.email) : [],
  }
}

/** A bypass keeps the factor: it is offered before one is taken away, where it can be had. */
function bypassInstead({ recovery, state }: Derived): RecoveryPreview['instead'] {
  if (recovery.action !== 'remove_factor' && recovery.action !== 'reset_mfa') return null
  const bypass = recoveryOf('issue_bypass')
  if (!bypass.preview(state, null).possible) return null
  return { action: 'issue_bypass', title: bypass.title, words: 'Only out of reach for a while? A bypass lets them in once and keeps every factor.' }
}
