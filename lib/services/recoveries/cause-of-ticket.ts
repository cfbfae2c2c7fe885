import { judge } from '@/lib/engine/judge'
import { readCase } from '@/lib/evidence/read-case'
import { NAMED_FROM } from '@/lib/evidence/verdict'
import { readLine } from '@/lib/formats/recognise'
import type { ServiceContext } from '../context'
import { CATALOGUE } from '../diagnosis/catalogue'
import { gatherTicket } from '../tickets/gather-ticket'
import { loadTicket } from '../tickets/load-ticket'

/**
 * The cause by which recoveries fit: what an engineer confirmed or corrected last, else what the evidence names now.
 * Null while nothing is named. The cause kept on the ticket is for the queue and may be older than the evidence.
 * @param live the cause that the evidence names, where the caller has judged it already
 */
export async function causeOfTicket(ctx: ServiceContext, ticket: { id: string; number: number }, live?: string | null): Promise<string | null> {
  const named = await namedBefore(ctx, ticket.id)
  if (named !== undefined) return named
  if (live !== undefined) return live
  const { caseFile } = await gatherTicket(ctx, await loadTicket(ctx.db.prisma, ticket.number))
  const verdict = judge(CATALOGUE, readCase(caseFile, readLine), { questions: false })
  return verdict.confidence >= NAMED_FROM ? verdict.cause : null
}

/**
 * What an engineer decided last; else, once a recovery has changed the record that the verdict was read from, what was
 * named before it. Undefined where neither is there.
 */
async function namedBefore({ db }: ServiceContext, id: string): Promise<string | null | undefined> {
  const ticket = await db.prisma.ticket.findUnique({
    where: { id },
    select: { cause: true, confidence: true, verdicts: { where: { decision: { not: 'acted' } }, orderBy: { at: 'desc' }, take: 1, select: { cause: true } }, recoveries: { take: 1, select: { id: true } } },
  })
  const [decision] = ticket?.verdicts ?? []
  if (decision) return decision.cause
  return ticket?.cause && ticket.recoveries.length > 0 && (ticket.confidence ?? 0) >= NAMED_FROM ? ticket.cause : undefined
}
