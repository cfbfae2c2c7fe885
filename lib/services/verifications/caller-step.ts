import { AppError } from '@/lib/core/errors'
import type { ServiceContext } from '../context'
import { refuseCaller } from './refuse-caller'
import { attestCheck, enterCode, lookForFactor } from './settle-check'
import { startCheck } from './start-check'

type Fields = Readonly<Record<string, string | string[]>>
const text = (fields: Fields, name: string) => (typeof fields[name] === 'string' ? fields[name] : '')

/** Looks for every open factor of this agent's call in the log. */
async function look(ctx: ServiceContext, ticketId: string): Promise<void> {
  const open = await ctx.db.prisma.verification.findMany({ where: { ticketId, startedById: ctx.actor.id ?? '', method: 'working_factor', state: 'open', endsAt: { gt: ctx.now } }, select: { id: true } })
  for (const { id } of open) await lookForFactor(ctx, id)
}

/** The one form of the caller's panel: does what its button says. Throws what the verbs throw, and invalid for a wrong code. */
export async function callerStep(ctx: ServiceContext, fields: Fields): Promise<void> {
  const verb = text(fields, 'verb')
  if (verb === 'start') {
    const [method, optionId] = text(fields, 'by').split(' ')
    return startCheck(ctx, { ticketId: text(fields, 'ticketId'), method, optionId })
  }
  if (verb === 'code') {
    const { right, left } = await enterCode(ctx, { id: text(fields, 'id'), code: text(fields, 'code') })
    if (!right) throw new AppError('invalid', left > 0 ? `That is not the code. ${left} ${left === 1 ? 'try' : 'tries'} left.` : 'That was the fifth wrong code: it is dead. Use another way, or refuse the caller.')
    return undefined
  }
  if (verb === 'attest-passed' || verb === 'attest-failed') return attestCheck(ctx, { id: text(fields, 'id'), outcome: verb === 'attest-passed' ? 'passed' : 'failed', note: text(fields, 'note') })
  if (verb === 'refuse') return refuseCaller(ctx, { ticketId: text(fields, 'ticketId') })
  if (verb === 'look') return look(ctx, text(fields, 'ticketId'))
  throw new AppError('invalid', 'That is not a step of this form.')
}
