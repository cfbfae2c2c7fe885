import { cleanText } from '@/lib/core/redact'
import type { ServiceContext } from '../context'
import { redactSaid } from './redact-said'
import { experienceSchema } from './schema'
import { sameVersion, updateTicket } from './update-ticket'

const clean = (value: string | null | undefined, max: number) => (value ? cleanText(redactSaid(value), max) : null)

/** Corrects what the person sees. Throws AppError('conflict') when the ticket changed since the form was drawn. */
export async function saveExperience(ctx: ServiceContext, input: unknown): Promise<void> {
  const given = experienceSchema.parse(input)
  await updateTicket(ctx, given.number, 'facts', async (tx, ticket) => {
    sameVersion(ticket, given.version)
    const experience = {
      message: clean(given.message, 1000),
      statusCode: given.statusCode ? Number(given.statusCode) : null,
      url: clean(given.url, 2000),
      symptom: clean(given.symptom, 4000),
      scope: given.scope,
      lastWorked: clean(given.lastWorked, 500),
    }
    await tx.experience.upsert({ where: { ticketId: ticket.id }, create: { ticketId: ticket.id, ...experience }, update: experience })
    return { action: 'ticket.experience' }
  })
}
