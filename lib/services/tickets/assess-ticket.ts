import { causes } from '@/lib/causes'
import type { Cause } from '@/lib/causes/define'
import type { ServiceContext } from '../context'
import { judgeTicket } from './judge-ticket'
import { lastDecision } from './last-decision'

/** What the queue shows of a cause that an engineer named: their word stands, so there is no doubt left to show. */
export const correctedTo = ({ slug, bucket, nature }: Cause) => ({ cause: slug, bucket, nature, confidence: 1 })

/**
 * Judges a ticket on what the database holds now and keeps the verdict in short on the ticket, for the queue. Called
 * whenever a fact of the ticket changes. A correction by an engineer outlives it. Takes no input of a person's, so it authorises nothing.
 */
export async function assessTicket(ctx: ServiceContext, number: number): Promise<void> {
  const { id } = await ctx.db.prisma.ticket.findUniqueOrThrow({ where: { number }, select: { id: true } })
  const { verdict, people, signature } = await judgeTicket(ctx, number)
  const decision = await lastDecision(ctx, id)
  const corrected = decision?.decision === 'corrected' ? causes.find(({ slug }) => slug === decision.cause) : null
  const { bucket, cause, confidence, nature } = corrected ? correctedTo(corrected) : verdict
  await ctx.db.prisma.ticket.update({
    where: { id },
    data: {
      bucket,
      cause,
      confidence,
      nature,
      peopleAlike: people,
      signature,
    },
    select: { id: true },
  })
}

/** The same by the ticket's id. */
export async function assessTicketById(ctx: ServiceContext, id: string): Promise<void> {
  const ticket = await ctx.db.prisma.ticket.findUniqueOrThrow({ where: { id }, select: { number: true } })
  await assessTicket(ctx, ticket.number)
}
