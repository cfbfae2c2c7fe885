import { AppError } from '@/lib/core/errors'
import { getTrace } from '../events/get-trace'
import type { ServiceContext } from '../context'
import { pickAttemptSchema } from './schema'
import { updateTicket } from './update-ticket'

/** Keeps the attempt that a ticket is about: the one that the step Logs opens and the note names. Empty = the last failure. */
export async function pickAttempt(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, attempt } = pickAttemptSchema.parse(input)
  const trace = attempt ? await getTrace(ctx, attempt) : null
  await updateTicket(ctx, number, 'no-facts', async (_tx, ticket) => {
    if (trace && trace.deciding.environment !== ticket.environment) throw new AppError('not_found', `There is no such attempt in ${ticket.environment}.`)
    if (ticket.attempt === (trace?.id ?? null)) return null
    return { data: { attempt: trace?.id ?? null }, action: 'ticket.pick_attempt', before: { attempt: ticket.attempt }, after: { attempt: trace?.id ?? null } }
  })
}
